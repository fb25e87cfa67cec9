"""The pages of a volume as a document: sides, folios, running heads, bookmarks, page labels, and the contents.

The text is laid out once. Body pages count from 1 whatever stands before them, so the contents need not be set twice to
learn their numbers: each of its lines leaves a form to be filled in when the last page is done.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import BaseDocTemplate, Flowable, LongTable, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable

from compilations.imprint import SAMPLE_LINE
from compilations.landmarks import PlacedEntry, placed
from compilations.pdf_index import IndexPages
from compilations.pdf_layout import GREY, Layout
from compilations.pdf_notes import note_style
from compilations.volume import Volume
from printing.chinese import ChineseParagraph, TextStyle
from printing.footnotes import Footnotes, NotedFrame
from printing.text_style import Alignment, Place
from printing.vertical_flow import VerticalFlow

Progress = Callable[[int, int], None]
_FULL, _FRONT, _BODY, _BLANK, _COVER = "full", "front", "body", "blank", "cover"
_PREFIXES = {_FULL: "封面", _COVER: "封底"}
_LABEL_STYLES = {_FULL: None, _COVER: None, _FRONT: "ROMAN_LOWER", _BODY: "ARABIC"}


class Turn(ActionFlowable):  # type: ignore[misc]
    """Go to another part of the volume: it begins on a right-hand page, or on a left-hand one (`verso`)."""

    def __init__(self, part: str, *, verso: bool = False) -> None:
        super().__init__(("turn", part, verso))


@dataclass
class _Awaited:
    """A line of the contents that waits for its page number: where its dots begin and its number ends."""

    anchor: str
    start: float
    end: float
    style: TextStyle


class VolumeDocument(BaseDocTemplate):  # type: ignore[misc]
    """Lays out a volume's flowables on its pages."""

    def __init__(self, file: BinaryIO, volume: Volume, layout: Layout) -> None:
        super().__init__(
            file,
            pagesize=(layout.width, layout.height),
            title=volume.title,
            author=volume.editors or volume.library,
            subject=volume.conference,
            creator=volume.library,
            producer="session desk",
            lang="zh-CN",
            invariant=1,  # the same volume gives the same bytes
        )
        self.volume, self.layout_of_page = volume, layout
        self.part = _FULL
        self.footnotes = Footnotes(note_style(layout), layout.measure, layout.depth / 3)
        self.folios: dict[str, str] = {}  # anchor → page number as printed
        self.heads: set[str] = set()  # anchors that are the first on their page
        self.index = IndexPages(volume)
        self._terms = {each.anchor: each.entry.terms for each in placed(volume) if isinstance(each, PlacedEntry)}
        self.awaited: list[_Awaited] = []
        self._offsets: dict[str, int] = {}
        self._entry = ""
        self._head: str | None = None
        self._outline_depth = -1
        self.addPageTemplates([self._template(part, right) for part in (_FULL, _FRONT) for right in (True, False)])

    @property
    def folio(self) -> str:
        """The number of the page at hand, as it is printed: roman before the body, arabic in it."""
        number = self.page - self._offsets.get(self.part, 0)
        return _roman(number) if self.part == _FRONT else str(number) if self.part == _BODY else ""

    def _template(self, part: str, right: bool) -> PageTemplate:
        layout = self.layout_of_page
        if part == _FULL:
            box = (0.0, 0.0, layout.width, layout.height)
        else:
            left = layout.inner if right else layout.outer
            box = (left, layout.bottom, layout.measure, layout.depth + 0.01)
        frame = NotedFrame(self.footnotes, *box)
        return PageTemplate(id=f"{part}-{right}", frames=[frame])

    # ReportLab's hooks

    def handle_turn(self, part: str, verso: bool) -> None:
        """End this page, put in a blank one where the next part would begin on the wrong side, and begin it."""
        self.handle_pageBreak()
        while self.footnotes.waiting:
            self._empty_page()
        if ((self.page + 1) % 2 == 0) != verso:
            self.part = _BLANK
            self._empty_page()
        self.part = part

    def _empty_page(self) -> None:
        """A page without text, or with the end of notes alone."""
        self.clean_hanging()
        self._curPageFlowableCount = 1  # ReportLab takes ten pages without flowables for a fault
        self.handle_pageBreak()

    def handle_pageBegin(self) -> None:  # noqa: N802 - ReportLab's name
        """Begin a page on the side on which it will lie."""
        right = (self.page + 1) % 2 == 1
        kind = _FULL if self.part in _PREFIXES else _FRONT
        self.pageTemplate = next(each for each in self.pageTemplates if each.id == f"{kind}-{right}")
        if self.part in _LABEL_STYLES and self.part not in self._offsets:
            self._offsets[self.part] = self.page
            prefix = _PREFIXES.get(self.part)
            self.canv.addPageLabel(self.page, _LABEL_STYLES[self.part], 1 if prefix is None else None, prefix)
        self._head = None
        super().handle_pageBegin()
        self.frame.begin_page()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        """Note where sections, entries and headings stand, and bookmark them."""
        places: tuple[Place, ...] = getattr(flowable, "places", ())
        if self._head is None:
            self.heads.update(place.anchor for place in places)
        for place in places:
            if place.level == 0:
                self._entry = self._head = ""  # the page of a section, or of the bibliography, is its own head
            elif place.level == 1:
                self._entry = place.title
        if self._head is None and isinstance(flowable, ChineseParagraph | VerticalFlow | LongTable):
            self._head = self._entry
        if self.part == _BODY and isinstance(flowable, ChineseParagraph | VerticalFlow):
            self.index.drawn(flowable.drawn, int(self.folio))
        for place in places:
            self._begins(place)

    def _begins(self, place: Place) -> None:
        if self.part == _BODY:
            self.index.begins((term.heading for term in self._terms.get(place.anchor, ())), int(self.folio))
        self.folios[place.anchor] = self.folio
        self._outline_depth = min(place.level, self._outline_depth + 1)
        self.canv.addOutlineEntry(place.title, place.anchor, self._outline_depth, self._outline_depth >= 1)

    def afterPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Draw what stands around the text, now that it is known what the page holds."""
        if self.part in (_FRONT, _BODY):
            self.footnotes.draw(self.canv, self.frame._x1, self.frame._y1)
            _Around(self).draw(self._head or "", self.folio)

    def _endBuild(self) -> None:  # noqa: N802 - ReportLab's name
        for line in self.awaited:
            self._number(line)
        super()._endBuild()

    def _number(self, line: _Awaited) -> None:
        """Fill in one line of the contents: dots from its title to its page number."""
        canvas: Any = self.canv
        number, size = self.folios[line.anchor], line.style.size
        width = pdfmetrics.stringWidth(number, "song", size)
        canvas.beginForm(f"folio-{line.anchor}", -size, -size, line.end + size, 2 * size)
        canvas.setFont("song", size)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawRightString(line.end, 0, number)
        canvas.setFillColor(HexColor(GREY))
        dots = line.end - width - size * 0.6
        while dots > line.start + size * 0.6:
            canvas.circle(dots, size * 0.2, size * 0.05, stroke=0, fill=1)
            dots -= size * 0.5
        canvas.endForm()


class ContentsLine(Flowable):  # type: ignore[misc]
    """One line of the contents: a title, dots, and the page at which it will turn out to be."""

    def __init__(self, document: VolumeDocument, title: str, anchor: str, style: TextStyle) -> None:
        super().__init__()
        self.document, self.anchor_wanted, self.style = document, anchor, style
        self.paragraph = ChineseParagraph(title, style)
        self.spaceBefore, self.spaceAfter = style.space_before, style.space_after
        self.keepWithNext = style.keep_with_next

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As high as its title, which leaves room for the number on its right."""
        self.width = availWidth
        _width, self.height = self.paragraph.wrap(availWidth - 3 * self.style.size, availHeight)
        return availWidth, self.height

    def draw(self) -> None:
        """Draw the title; the rest is a form that the document fills in at its end."""
        style, canvas = self.style, self.canv
        self.paragraph.drawOn(canvas, 0, 0)
        last = self.paragraph.lines(self.paragraph.width)[-1]
        start = style.left_indent_em * style.size + last.width
        self.document.awaited.append(_Awaited(self.anchor_wanted, start, self.width, style))
        canvas.saveState()
        canvas.translate(0, style.leading - (style.leading - style.size) / 2 - 0.88 * style.size)
        canvas.doForm(f"folio-{self.anchor_wanted}")
        canvas.restoreState()
        canvas.linkRect("", self.anchor_wanted, (0, 0, self.width, self.height), relative=1)


class _Around:
    """Running head and folio of one page: the volume's title on the left-hand page, the entry's on the right."""

    def __init__(self, document: VolumeDocument) -> None:
        self.document, self.layout, self.canvas = document, document.layout_of_page, document.canv

    def draw(self, head: str, folio: str) -> None:
        document, layout = self.document, self.layout
        right = document.page % 2 == 1
        left_edge = layout.inner if right else layout.outer
        style = TextStyle(size=layout.head_size, leading=layout.leading, first_indent_em=0, color=GREY)
        style = replace(style, alignment="right" if right else "left")
        if document.part == _BODY and head and not layout.is_official:
            top = layout.head
            self._line(head if right else document.volume.title, style, left_edge, top)
            self.canvas.setStrokeColor(HexColor(layout.accent))
            self.canvas.setLineWidth(0.5)
            self.canvas.line(left_edge, top - 3, left_edge + layout.measure, top - 3)
        self._line(layout.folio(folio), layout.folio_style(style), left_edge, layout.foot)
        if document.volume.is_sample:
            self._line(SAMPLE_LINE, style, left_edge, layout.foot, "left" if right else "right")

    def _line(self, text: str, style: TextStyle, x: float, y: float, alignment: Alignment | None = None) -> None:
        style = replace(style, alignment=alignment or style.alignment)
        paragraph = ChineseParagraph(_shortened(text, style, self.layout.measure), style)
        paragraph.wrap(self.layout.measure, style.leading)
        paragraph.drawOn(self.canvas, x, y)


def _shortened(text: str, style: TextStyle, measure: float) -> str:
    """`text` if it fits on one line, else its beginning and an ellipsis."""
    while len(ChineseParagraph(text, style).lines(measure)) > 1:
        text = text.removesuffix("……")[:-1] + "……"
    return text


def _roman(number: int) -> str:
    written = ""
    numerals = zip((100, 90, 50, 40, 10, 9, 5, 4, 1), ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True)
    for value, letters in numerals:
        written += letters * (number // value)
        number %= value
    return written
