"""The cover: formal, red and white, with the Mongolian title set vertically beside the Chinese one."""

from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from compilations.pdf_layout import RED, Layout
from compilations.title_lines import broken
from compilations.volume import Volume, chinese_date
from printing.chinese import ChineseParagraph, TextStyle
from printing.mongolian import PITCH, columns, draw_vertical, fitting_size

_BLEED = 3 * mm  # beyond the edge, for the knife
_BAND = 0.24  # of the page's width
_TITLE_SIZES = (34, 30, 27, 24, 21, 18)
_MOST_TITLE_LINES = 4
_LARGEST_MONGOLIAN = 36.0


class Cover(Flowable):  # type: ignore[misc]
    """The whole first page."""

    def __init__(self, volume: Volume, layout: Layout) -> None:
        super().__init__()
        self.volume, self.layout = volume, layout
        self.width, self.height = layout.width, layout.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The page, to its edges."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw band, titles, and who made the volume for what."""
        band = self.width * _BAND
        self._draw_band(band)
        left, right = band + 13 * mm, self.width - 13 * mm
        y = self.height - 30 * mm
        if self.volume.conference:
            y = self._down(
                self.volume.conference, TextStyle(size=15, leading=24, face="song", color=RED), left, right, y
            )
        y = self._titles(left, right, min(y - 14 * mm, self.height * 0.72))
        if self.volume.is_sample:
            self._down("样例资料", TextStyle(size=14, leading=22, face="hei", color=RED), left, right, y - 8 * mm)
        self._imprint(left, right)

    def _draw_band(self, band: float) -> None:
        canvas: Any = self.canv
        canvas.setFillColor(HexColor(RED))
        canvas.rect(-_BLEED, -_BLEED, band + _BLEED, self.height + 2 * _BLEED, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#D9B36C"))
        canvas.rect(band + 1.2 * mm, -_BLEED, 0.7 * mm, self.height + 2 * _BLEED, stroke=0, fill=1)
        if not self.volume.title_mn:
            return
        room = self.height - 52 * mm
        size = mongolian_size(self.volume.title_mn, room, band - 6 * mm, _LARGEST_MONGOLIAN)
        width = len(columns(self.volume.title_mn, size, room)) * PITCH * size
        draw_vertical(
            canvas, self.volume.title_mn, (band - width) / 2, self.height - 26 * mm, room, size, color="#FFFFFF"
        )

    def _titles(self, left: float, right: float, y: float) -> float:
        canvas: Any = self.canv
        volume, title = self.volume, fitted_title(self.volume.title, right - left)
        y = self._paragraph(title, left, y)
        canvas.setFillColor(HexColor(RED))
        canvas.rect(left, y - 7 * mm, 22 * mm, 1.1 * mm, stroke=0, fill=1)
        y -= 15 * mm
        if volume.title_en:
            y = self._down(volume.title_en, TextStyle(size=12, leading=17, color="#333333"), left, right, y) - 3 * mm
        if volume.edition:
            y = self._down(volume.edition, TextStyle(size=14, leading=22, face="kai"), left, right, y)
        return y

    def _imprint(self, left: float, right: float) -> None:
        volume = self.volume
        lines = [volume.editors and f"{volume.editors}　编", volume.library, chinese_date(volume.compiled_on)]
        y = 26 * mm + 22 * sum(map(bool, lines))
        for line in filter(None, lines):
            y = self._down(line, TextStyle(size=13, leading=22, face="song"), left, right, y)

    def _down(self, text: str, style: TextStyle, left: float, right: float, y: float) -> float:
        style = replace(style, first_indent_em=0, alignment="left")
        paragraph = ChineseParagraph(text, style)
        paragraph.wrap(right - left, self.height)
        return self._paragraph(paragraph, left, y)

    def _paragraph(self, paragraph: ChineseParagraph, left: float, y: float) -> float:
        paragraph.drawOn(self.canv, left, y - paragraph.height)
        return float(y - paragraph.height)


def fitted_title(title: str, width: float) -> ChineseParagraph:
    """The title as large as four lines allow, broken between words."""
    for size in _TITLE_SIZES:
        style = TextStyle(size=size, leading=size * 1.45, face="hei", first_indent_em=0, alignment="left")
        paragraph = ChineseParagraph(broken(title, width / size), style)
        paragraph.wrap(width, 0)
        if len(paragraph.lines(width)) <= _MOST_TITLE_LINES:
            break
    return paragraph


def mongolian_size(title: str, room: float, band: float, largest: float) -> float:
    """The size of the vertical title: in one column where that is not too small, else in two that fit the band."""
    one = fitting_size(title, room, largest, largest * 0.6)
    if len(columns(title, one, room)) == 1:
        return one
    size = fitting_size(title, room, largest, 13.0, most_columns=2)
    while size > 6 and len(columns(title, size, room)) * PITCH * size > band:
        size *= 0.95
    return size
