"""The canvas of everything that the desk prints: its fonts known, and nothing on it that is not embedded."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from printing.fonts import faces

MM = 72 / 25.4  # points


class PaperCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas as the desk uses it; for `canvasmaker=` of a document template too.

    A font that is not embedded (Helvetica, by way of some default of ReportLab's) is a defect: `save` refuses it.
    """

    def __init__(self, filename: Any, **options: Any) -> None:
        faces()  # registers the fonts before the canvas asks for its first
        super().__init__(filename, **{"pdfVersion": (1, 7), "lang": "zh-CN", **options, "initialFontName": "song"})
        self.setProducer("session desk")

    def save(self) -> None:
        """Write the file."""
        leaked = sorted(set(self._doc.fontMapping) - set(faces().fonts))
        if leaked:
            raise AssertionError(f"fonts that are not embedded: {', '.join(leaked)}")
        super().save()
