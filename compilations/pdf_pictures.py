"""A picture on the page, with its caption beneath it."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus import Flowable

from compilations.blocks import Picture, words
from compilations.pdf_layout import Layout
from compilations.pictures import Pictures
from printing.chinese import ChineseParagraph, Run

_COARSEST = 200  # dots to the inch: a small picture is not blown up beyond this
_DEEPEST = 0.8  # of the page, its caption included


class PictureHere(Flowable):  # type: ignore[misc]
    """A picture in the middle of the measure, `width` × `height` points; its file is read when it is drawn."""

    def __init__(self, path: str, width: float, height: float, alt: str) -> None:
        super().__init__()
        self._path, self._alt = path, alt
        self._size = (width, height)

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's name
        """The whole measure, and the picture's height."""
        self.width, self.height = availWidth, self._size[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as a span that says what it shows (PDF 32000-1, 14.9.3)."""
        width, height = self._size
        said = ("\ufeff" + self._alt).encode("utf-16-be", "replace").hex().upper()
        self.canv.addLiteral(f"/Span <</Lang (zh-CN) /Alt <{said}>>> BDC")
        self.canv.drawImage(self._path, (self.width - width) / 2, 0, width, height)
        self.canv.addLiteral("EMC")


def picture(
    block: Picture, caption: tuple[Run, ...], layout: Layout, pictures: Pictures, number: int
) -> Iterator[Flowable]:
    """A picture no wider than the measure and no higher than most of a page, and its caption: 图 and its number."""
    style = replace(layout.small, alignment="center", color="#000000", space_before=4, space_after=layout.leading / 2)
    beneath = ChineseParagraph((Run(f"图{number}\u3000", face="hei"), *caption), style) if caption else None
    room = layout.depth * _DEEPEST
    if beneath is not None:
        room = max(room - beneath.wrap(layout.measure, layout.depth)[1], layout.depth / 4)
    natural = block.width * 72 / _COARSEST, block.height * 72 / _COARSEST
    scale = min(1.0, layout.measure / max(natural[0], 0.1), room / max(natural[1], 0.1))
    alt = block.alt or words(block.caption)
    shown = PictureHere(str(pictures.path(block)), natural[0] * scale, natural[1] * scale, alt)
    shown.spaceBefore = layout.leading / 2
    shown.spaceAfter = 0.0 if beneath else layout.leading / 2
    shown.keepWithNext = beneath is not None
    yield shown
    if beneath is not None:
        yield beneath
