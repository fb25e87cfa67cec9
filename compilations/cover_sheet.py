"""The cover as the printer binds it: back, spine and front on one sheet, with bleed and crop marks."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any, Literal, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from compilations.pdf_cover import draw_back, draw_front
from compilations.pdf_designs import BLEED, LOOKS, Panel
from compilations.volume import PAGE_FORMATS, Volume
from desk.errors import Invalid
from printing.fonts import split_by_font
from printing.mongolian import PITCH, columns, draw_vertical
from printing.paper import PaperCanvas

LEAF_MM = 0.10  # 80 g/m² offset paper
COVER_MM = 0.3  # two covers of 200 g/m² and the glue
NARROWEST_LETTERED_MM = 6.0
_SLUG = 12 * mm  # around the trimmed sheet: bleed, crop marks, a margin
_MARK = 6 * mm  # the length of a crop mark
_LAP = 0.4  # the ground of the spine laps over its neighbours, so that no hair of white shows between them
_REACH = 18 * mm  # the letters of the spine keep so far from head and foot
_LARGEST, _SMALLEST = 16.0, 7.0
_FACE = "hei"
_ENDLESS = 100_000.0
_BRACKETS = "《》〈〉「」『』【】〔〕"  # turned with the line, as their upright forms are
_LOW = "、，。；：！？"  # marks that stand at the top right of their square when the line goes down
_CENTRE = 0.38  # ems from the baseline to the middle of the letters
_EM_TOP = 0.88  # of an em above the baseline: where a Han character's square ends


def spine_mm(pages: int) -> float:
    """The width of the spine in millimetres: `pages` / 2 leaves of 0.10 mm and 0.3 mm for cover and glue.

    That supposes 80 g/m² offset paper and perfect binding; for other paper the printer gives another figure. Refuses
    a book without pages.
    """
    if pages < 1:
        raise Invalid("封面要有书芯的页数才能算出书脊，现在是 {pages} 页。请先制作书芯。", pages=pages)
    return pages / 2 * LEAF_MM + COVER_MM


def pages_inside(volume: Volume, pages: int) -> int:
    """How many of the `pages` of a volume's PDF the cover goes around: without its own outsides and their backs."""
    return pages - 2 - (2 if volume.back_text else 0)


def cover_sheet(volume: Volume, pages: int) -> bytes:
    """One PDF page with the back, the spine and the front of a book of `pages` pages, to be folded around it.

    It bleeds 3 mm beyond the trimmed edges; crop marks show these, and the folds. `TrimBox` and `BleedBox` are set. A
    spine from 6 mm is lettered: the title going down, the library at its foot; a narrower one has no letters.
    """
    width, height = (side * mm for side in PAGE_FORMATS[volume.page_format])
    spine = spine_mm(pages) * mm
    across = 2 * width + spine
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(across + 2 * _SLUG, height + 2 * _SLUG), invariant=1)
    canvas.setTitle(f"{volume.title}　封面")
    canvas.setTrimBox((_SLUG, _SLUG, _SLUG + across, _SLUG + height))
    corner = _SLUG - BLEED
    canvas.setBleedBox((corner, corner, _SLUG + across + BLEED, _SLUG + height + BLEED))
    canvas.translate(_SLUG, _SLUG)
    with _Cut(canvas, 0, width, height, before=BLEED):
        draw_back(canvas, volume, width, height)
    with _Cut(canvas, width + spine, width, height, after=BLEED):
        draw_front(canvas, volume, width, height)
    with _Cut(canvas, width, spine, height, before=_LAP, after=_LAP):
        _draw_spine(canvas, volume, Panel("spine", spine, height, bool(volume.title_mn)))
    _draw_marks(canvas, (0, width, width + spine, across), height)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Cut:
    """Draw on one panel, from its own lower left corner, and so far beyond it as its sides allow and the bleed is."""

    def __init__(
        self, canvas: Any, x: float, width: float, height: float, *, before: float = 0.0, after: float = 0.0
    ) -> None:
        self.canvas, self.x, self.width, self.height = canvas, x, width, height
        self.before, self.after = before, after

    def __enter__(self) -> None:
        self.canvas.saveState()
        self.canvas.translate(self.x, 0)
        path = self.canvas.beginPath()
        path.rect(-self.before, -BLEED, self.before + self.width + self.after, self.height + 2 * BLEED)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def __exit__(self, *_error: object) -> None:
        self.canvas.restoreState()


def _draw_marks(canvas: Any, edges: tuple[float, ...], height: float) -> None:
    """Crop marks at the corners, marks of the folds at head and foot; all begin outside the bleed."""
    canvas.setStrokeColor(HexColor("#000000"))
    canvas.setLineWidth(0.25)
    start, end = BLEED + 1 * mm, BLEED + 1 * mm + _MARK
    for x in edges:
        canvas.line(x, -start, x, -end)
        canvas.line(x, height + start, x, height + end)
    for y in (0, height):
        canvas.line(-start, y, -end, y)
        canvas.line(edges[-1] + start, y, edges[-1] + end, y)


# The spine


class _Letter(NamedTuple):
    """What stands in one place of the spine: a Han character or a low mark upright, a stretch of others turned."""

    text: str
    kind: Literal["upright", "low", "mongolian", "turned"]
    ems: float


def _draw_spine(canvas: Any, volume: Volume, panel: Panel) -> None:
    look = LOOKS[volume.design]
    look.under(canvas, panel)
    if panel.width < NARROWEST_LETTERED_MM * mm:
        return
    largest = min(_LARGEST, panel.width * 0.62)
    room = panel.height - 2 * _REACH
    library = _fitting(volume.library, room * 0.3, largest * 0.8)
    title = _fitting(volume.title, room - _length(*library) - 1.5 * largest, largest)
    _draw_down(canvas, *title, look.spine, panel.width / 2, panel.height - _REACH)
    _draw_down(canvas, *library, look.spine, panel.width / 2, _REACH + _length(*library))


def _fitting(text: str, room: float, largest: float) -> tuple[list[_Letter], float]:
    """The letters of a text and the size at which they fit; at the smallest its end gives way to an ellipsis."""
    letters = list(_letters(text))
    size = max(_SMALLEST, min(largest, room / max(1.0, sum(each.ems for each in letters))))
    while _length(letters, size) > room + 0.01 and text:
        text = text[:-1]
        letters = list(_letters(f"{text}……"))
    return letters, size


def _length(letters: list[_Letter], size: float) -> float:
    return sum(each.ems for each in letters) * size


def _letters(text: str) -> Iterator[_Letter]:
    for kind, stretch in groupby(text, _kind):
        whole = "".join(stretch)
        if kind == "mongolian":
            yield _Letter(whole, kind, columns(whole, 1.0, _ENDLESS)[0].length)
        elif kind == "turned":
            yield _Letter(whole, kind, _width(whole, 1.0))
        else:
            yield from (_Letter(each, kind, 1.0) for each in whole)


def _kind(character: str) -> Literal["upright", "low", "mongolian", "turned"]:
    if character in _LOW:
        return "low"
    if "\u1800" <= character <= "\u18af" or character == "\u202f":
        return "mongolian"
    return "upright" if "\u2e80" <= character <= "\u9fff" and character not in _BRACKETS else "turned"


def _width(text: str, size: float) -> float:
    return float(sum(pdfmetrics.stringWidth(part, font, size) for font, part in split_by_font(text, _FACE)))


def _draw_down(canvas: Any, letters: list[_Letter], size: float, color: str, middle: float, top: float) -> None:
    """Draw letters down a line whose middle is at `middle`."""
    for letter in letters:
        if letter.kind == "mongolian":
            draw_vertical(canvas, letter.text, middle - PITCH / 2 * size, top, _ENDLESS, size, color=color)
        else:
            _draw_letter(canvas, letter, size, color, middle, top)
        top -= letter.ems * size


def _draw_letter(canvas: Any, letter: _Letter, size: float, color: str, middle: float, top: float) -> None:
    canvas.saveState()
    canvas.setFillColor(HexColor(color))
    if letter.kind == "turned":
        canvas.translate(middle - _CENTRE * size, top)
        canvas.rotate(-90)
    else:
        shift = 0.55 * size if letter.kind == "low" else 0.0
        canvas.translate(middle - size / 2 + shift, top - _EM_TOP * size + shift)
    x = 0.0
    for font, part in split_by_font(letter.text, _FACE):
        canvas.setFont(font, size)
        canvas.drawString(x, 0, part)
        x += pdfmetrics.stringWidth(part, font, size)
    canvas.restoreState()
