"""Traditional Mongolian as it is read: down the column, columns from left to right.

Words are shaped by HarfBuzz and turned 90° clockwise; a line breaks at spaces only (NNBSP and MVS hold suffixes to
their word and are no spaces). Han stands upright; Cyrillic, Latin and digits are turned with the line.
"""

from typing import Any

from reportlab.platypus.flowables import Flowable

from desk.errors import Invalid
from printing.columns import WORD_SPACE, Column, Piece, columns, fitting_size
from printing.fonts import faces
from printing.text_drawing import fill_color, shaped_span

__all__ = ["PITCH", "VerticalMongolian", "columns", "draw_vertical", "fitting_size"]

PITCH = 1.5  # ems from one column to the next
_CENTRE = 0.38  # ems from the baseline to the middle of the letters: Han stand centred on it
_EM_TOP = 0.88  # of an em above the baseline: where a Han character's square ends


def draw_vertical(
    canvas: Any, text: str, x: float, y_top: float, height: float, size: float, *, color: str = "#000000"
) -> float:
    """Draw a text in columns down from `y_top`, the first at `x`; the width that the columns take, in points."""
    return _draw(canvas, columns(text, size, height), x, y_top, size, color)


class VerticalMongolian(Flowable):  # type: ignore[misc]
    """A vertical paragraph; columns that the page has no room for go on at the next.

    `height` is the columns' height in points; without it they reach down as far as there is room.
    """

    def __init__(self, text: str, size: float = 14.0, height: float | None = None, color: str = "#000000") -> None:
        super().__init__()
        self.text = text
        self.size = size
        self.column_height = height
        self.color = color
        self._columns: list[Column] = []
        self._fixed = False  # the rest of a split paragraph keeps its columns

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The size of the columns; higher than there is room where they are too many, so that they are split.

        Refuses a word that is longer than the column may be.
        """
        if not self._fixed:
            self._columns = columns(self.text, self.size, self.column_height or availHeight)
        longest = max((column.length for column in self._columns), default=0.0)
        if self.column_height and longest > self.column_height + 0.01:
            raise Invalid(
                "竖排文字中有一个词比栏高（{height} 磅）还长。请减小字号或加高栏。", height=round(self.column_height)
            )
        too_many = len(self._columns) > self._fitting(availWidth)
        self.width = min(availWidth, len(self._columns) * PITCH * self.size)
        self.height = max(longest, availHeight + 1) if too_many else longest
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list["VerticalMongolian"]:  # noqa: N803
        """The columns that this page has room for, and the rest; none where a column is higher than what is left."""
        fits = self._fitting(availWidth)
        if not fits or any(column.length > availHeight + 0.01 for column in self._columns):
            return []
        return [self._part(part) for part in (self._columns[:fits], self._columns[fits:]) if part]

    def draw(self) -> None:
        """Draw the columns on the flowable's canvas."""
        _draw(self.canv, self._columns, 0.0, self.height, self.size, self.color)

    def _fitting(self, width: float) -> int:
        return int((width + 0.01) / (PITCH * self.size))

    def _part(self, part: list[Column]) -> "VerticalMongolian":
        made = VerticalMongolian(self.text, self.size, self.column_height, self.color)
        made._columns, made._fixed = part, True
        return made


def _draw(canvas: Any, set_so: list[Column], x: float, y_top: float, size: float, color: str) -> float:
    operators = ["q BT", fill_color(color)]
    baseline = x + (PITCH / 2 - _CENTRE) * size
    for column in set_so:
        y = y_top
        for place, word in enumerate(column.words):
            if place:
                operators.extend(_space(canvas, baseline, y, size))
                y -= WORD_SPACE * size
            for piece in word:
                operators.extend(_piece(canvas, piece, baseline, y, size))
                y -= piece.length * size
        baseline += PITCH * size
    canvas.addLiteral("\n".join([*operators, "ET Q"]))
    return len(set_so) * PITCH * size


def _piece(canvas: Any, piece: Piece, baseline: float, y: float, size: float) -> list[str]:
    document = canvas._doc
    codes = piece.font.codes_in(document)
    font = f"{piece.font.getSubsetInternalName(0, document)} {size:.4g} Tf"
    if piece.upright:
        place = f"1 0 0 1 {baseline + (_CENTRE - 0.5) * size:.3f} {y - _EM_TOP * size:.3f} Tm"
    else:
        place = f"0 -1 1 0 {baseline:.3f} {y:.3f} Tm"
    if piece.word:
        return [font, place, *shaped_span(piece.word, codes, size)]
    return [font, place, f"<{''.join(map(codes.__getitem__, piece.text))}> Tj"]


def _space(canvas: Any, baseline: float, y: float, size: float) -> list[str]:
    """A space between words, so that a copy has it too."""
    font = faces().fonts["mongolian"]
    return _piece(canvas, Piece(" ", font, WORD_SPACE), baseline, y, size)
