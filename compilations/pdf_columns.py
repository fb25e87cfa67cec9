"""Blocks in Traditional Mongolian → one flow of columns: titles, headings, paragraphs, items of lists and quotations.

A title stands first, at the left of what it heads; headings are larger and heavier, and stay with what follows them.
The marker of an item stands at the head of its first column, and its other columns begin beneath it.
"""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from compilations.blocks import Block, BookList, Heading, ListItem, Quote, Table, words
from compilations.pdf_layout import BLACK, Layout
from compilations.pdf_notes import EntryNotes
from printing.text_style import Run
from printing.vertical_flow import VerticalFlow, VerticalParagraph

SCALE = 1.3  # of the size of Chinese text: Mongolian letters are small in their em
DEEPEST_BOOKMARK = 4
_INDENT, _QUOTE, _HANG = 1.5, 2.0, 1.4  # ems at the head of a column: of a paragraph, a quotation, a marker
_LARGER = {1: 1.24, 2: 1.1}
_BEFORE = {1: 0.75, 2: 0.4}  # ems between a heading and the column before it


def title_of(text: str, layout: Layout, scale: float, *, anchor: str, level: int) -> VerticalParagraph:
    """A title `scale` times as large as text; its bookmark has this `level`, counted from 0."""
    return VerticalParagraph(
        (Run(text),),
        layout.size * SCALE * scale,
        bold=True,
        after_em=0.6,
        keep_with_next=True,
        anchor=anchor,
        outline_level=level,
        outline_title=text,
    )


def vertical_flow(
    blocks: Sequence[tuple[int, Block]],
    layout: Layout,
    notes: EntryNotes,
    *,
    anchor: str = "",
    title: VerticalParagraph | None = None,
) -> Iterator[Flowable]:
    """The columns of numbered blocks; the marks of notes stand upright in them."""
    paragraphs = vertical_paragraphs(blocks, layout, notes, anchor=anchor)
    if title is not None:
        paragraphs.insert(0, title)
    ends_with_heading = isinstance(blocks[-1][1], Heading)
    flow = VerticalFlow(paragraphs, layout.depth, least=layout.depth / 3, keep_with_next=ends_with_heading)
    flow.spaceBefore = flow.spaceAfter = layout.leading / 2
    yield flow


def vertical_paragraphs(
    blocks: Sequence[tuple[int, Block]], layout: Layout, notes: EntryNotes, *, anchor: str = ""
) -> list[VerticalParagraph]:
    """How the blocks of a stretch are set, which all go down."""
    return [
        _paragraph(block, layout, notes, anchor=f"{anchor}h{number + 1}" if anchor else "") for number, block in blocks
    ]


def standing_title(title: VerticalParagraph, layout: Layout, *, color: str = BLACK, centred: bool = False) -> Flowable:
    """A title that stands by itself, above what goes across the page."""
    flow = VerticalFlow((title,), layout.depth * 0.4, color=color, keep_with_next=not centred)
    if centred:
        flow.hAlign = "CENTER"
    flow.spaceAfter = layout.leading * 0.75
    return flow


def _paragraph(block: Block, layout: Layout, notes: EntryNotes, *, anchor: str) -> VerticalParagraph:
    assert not isinstance(block, Table | BookList)
    runs, size = notes.running(block.runs), layout.size * SCALE
    if isinstance(block, Heading):
        return _heading(block, runs, size, anchor)
    if isinstance(block, Quote):
        return VerticalParagraph(runs, size, indent_em=_QUOTE, foot_indent_em=_QUOTE, first_indent_em=_INDENT)
    if isinstance(block, ListItem):
        marker = "•" if block.number is None else f"{block.number}."
        indent = _HANG + _INDENT * (block.depth + 1)
        return VerticalParagraph(runs, size, indent_em=indent, first_indent_em=-_HANG, marker=marker)
    return VerticalParagraph(runs, size, first_indent_em=_INDENT)


def _heading(heading: Heading, runs: Sequence[Run], size: float, anchor: str) -> VerticalParagraph:
    return VerticalParagraph(
        runs,
        size * _LARGER.get(heading.level, 1.0),
        bold=True,
        indent_em=_INDENT,
        before_em=_BEFORE.get(heading.level, 0.15),
        after_em=0.15 if heading.level < 3 else 0.0,
        keep_with_next=True,
        anchor=anchor,
        outline_level=min(1 + heading.level, DEEPEST_BOOKMARK) if anchor else -1,
        outline_title=words(heading.runs).replace("\n", " "),
    )
