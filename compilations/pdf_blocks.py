"""Blocks → flowables."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from reportlab.lib.colors import HexColor, white
from reportlab.platypus import Flowable, LongTable

from compilations.blocks import (
    Block,
    Blocks,
    BookList,
    Heading,
    ListItem,
    Picture,
    Quote,
    Runs,
    Table,
    as_table,
    words,
)
from compilations.direction import is_vertical, stretches
from compilations.official import is_chapter
from compilations.pdf_columns import DEEPEST_BOOKMARK, standing_title, vertical_flow
from compilations.pdf_layout import Layout
from compilations.pdf_notes import ApartNotes, EntryNotes
from compilations.pdf_pictures import picture
from compilations.pictures import NO_PICTURES, Pictures
from compilations.table_measures import ABOVE, BELOW, GRID, PADDING, Rows, cut, is_figure, most_columns, shares
from compilations.volume import NotesAt
from printing.chinese import ChineseParagraph, Run, TextStyle
from printing.vertical_flow import VerticalParagraph

_TABLE_STYLE = (
    ("FONTNAME", (0, 0), (-1, -1), "song"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
    ("BOTTOMPADDING", (0, 0), (-1, -1), BELOW),
    ("INNERGRID", (0, 0), (-1, -1), 0.4, HexColor(GRID)),
)


def flowables(
    blocks: Blocks,
    layout: Layout,
    *,
    anchor: str = "",
    notes_at: NotesAt = "foot",
    pictures: Pictures = NO_PICTURES,
    title: VerticalParagraph | None = None,
) -> Iterator[Flowable]:
    """The text of an entry or a preface; with an `anchor`, its headings become bookmarks below it.

    A `title` that goes down the page stands before the columns that it heads.
    """
    setting = _Setting(blocks, layout, EntryNotes(layout, notes_at), anchor, pictures)
    if title is not None and not (blocks and is_vertical(blocks[0])):
        yield standing_title(title, layout)
        title = None
    for down, stretch in stretches(blocks):
        if down:
            yield from vertical_flow(stretch, layout, setting.notes, anchor=anchor, title=title)
            title = None
        else:
            for number, block in stretch:
                yield from setting.across(number, block)
    yield from setting.notes.closing()


class _Setting:
    """Sets the blocks of one text that lie across the page."""

    def __init__(self, blocks: Blocks, layout: Layout, notes: EntryNotes, anchor: str, pictures: Pictures) -> None:
        self.layout, self.notes, self.anchor, self.pictures = layout, notes, anchor, pictures
        self._centred = any(isinstance(block, Heading) and is_chapter(block) for block in blocks)
        self._captioned = 0

    def across(self, number: int, block: Block) -> Iterator[Flowable]:
        """Block `number`, counted from 0."""
        layout, notes = self.layout, self.notes
        if isinstance(block, Heading):
            anchor = f"{self.anchor}h{number + 1}" if self.anchor else ""
            yield _heading(block, layout, notes, centred=self._centred, anchor=anchor)
        elif isinstance(block, Table | BookList):
            yield from tables(as_table(block) if isinstance(block, BookList) else block, layout, notes)
        elif isinstance(block, Picture):
            self._captioned += bool(words(block.caption))
            yield from picture(block, notes.running(block.caption), layout, self.pictures, self._captioned)
        else:
            yield _paragraph(block, layout, notes)


def _heading(block: Heading, layout: Layout, notes: EntryNotes, *, centred: bool, anchor: str) -> Flowable:
    return ChineseParagraph(
        notes.running(block.runs),
        layout.heading(block.level, centred=centred),
        anchor=anchor,
        outline_level=min(1 + block.level, DEEPEST_BOOKMARK) if anchor else -1,
        outline_title=words(block.runs).replace("\n", " "),
    )


def _paragraph(block: Block, layout: Layout, notes: EntryNotes) -> Flowable:
    assert not isinstance(block, Table | BookList)
    if isinstance(block, Quote):
        return ChineseParagraph(notes.running(block.runs), layout.quote)
    if isinstance(block, ListItem):
        return _item(block, layout, notes)
    return ChineseParagraph(notes.running(block.runs), layout.body)


def _item(item: ListItem, layout: Layout, notes: EntryNotes) -> Flowable:
    """A numbered item begins like a paragraph, as Chinese books have it; a bullet hangs."""
    if item.number is not None:
        style = replace(layout.body, left_indent_em=2.0 * item.depth)
        return ChineseParagraph((Run(f"{item.number}. "), *notes.running(item.runs)), style)
    style = replace(layout.body, left_indent_em=3.0 + 2.0 * item.depth, first_indent_em=-1.0)
    return ChineseParagraph((Run("•　", face="hei"), *notes.running(item.runs)), style)


def tables(table: Table, layout: Layout, notes: EntryNotes) -> Iterator[Flowable]:
    """A table across the page; one with more columns than the page can hold is cut, its first column coming again."""
    below = notes.apart()
    for rows in cut(table, most_columns(layout.measure, layout.cell.size)):
        yield _table(rows, layout, below)
    yield from below.below()


def _table(rows: Rows, layout: Layout, notes: ApartNotes) -> Flowable:
    head = replace(layout.cell, face="hei", alignment="center")
    columns = shares(rows, layout.measure, layout.cell.size)
    cells = [
        [ChineseParagraph(notes.runs(cell), head if number == 0 else _cell_style(cell, layout)) for cell in row]
        for number, row in enumerate(rows)
    ]
    head_height = max(_height(cell, share, layout) for cell, share in zip(cells[0], columns, strict=True))
    cut_cells = [(part, number) for row in cells for number, part in enumerate(_cut_row(row, columns, layout))]
    return LongTable(
        [part for part, _number in cut_cells],
        colWidths=columns,
        repeatRows=1 if len(rows) > 1 and head_height < layout.depth / 4 else 0,
        spaceBefore=layout.leading / 2,
        spaceAfter=layout.leading / 2,
        style=[
            *_TABLE_STYLE,
            ("LINEABOVE", (0, 0), (-1, 0), 1.0, HexColor(layout.accent)),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, HexColor(layout.accent)),
            ("LINEBELOW", (0, -1), (-1, -1), 1.0, HexColor(layout.accent)),
            *(command for row, (_part, number) in enumerate(cut_cells) if number for command in _going_on(row)),
        ],
    )


def _going_on(row: int) -> Iterator[tuple[object, ...]]:
    """What joins a row to the one before, of which it is the rest."""
    yield "LINEABOVE", (0, row), (-1, row), 0.5, white
    yield "TOPPADDING", (0, row), (-1, row), 0
    yield "BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0


def _height(cell: ChineseParagraph, share: float, layout: Layout) -> float:
    return cell.wrap(share - 2 * PADDING, layout.depth)[1]


def _cut_row(row: list[ChineseParagraph], columns: list[float], layout: Layout) -> Iterator[list[ChineseParagraph]]:
    """A row, or where it is higher than half a page the low rows that it is cut into, so that pages are filled."""
    placed = list(zip(row, columns, strict=True))
    if max(_height(cell, share, layout) for cell, share in placed) <= layout.depth / 2:
        yield row
        return
    parts_of = [list(_cut_cell(cell, share, layout)) for cell, share in placed]
    for parts in zip_longest(*parts_of):
        yield [part or ChineseParagraph("", layout.cell) for part in parts]


def _cut_cell(cell: ChineseParagraph, share: float, layout: Layout) -> Iterator[ChineseParagraph]:
    low = 5 * cell.style.leading
    while _height(cell, share, layout) > low:
        parts = cell.split(share - 2 * PADDING, low)
        if len(parts) < 2:
            break
        yield parts[0]
        cell = parts[1]
    yield cell


def _cell_style(cell: Runs, layout: Layout) -> TextStyle:
    return replace(layout.cell, alignment="right") if is_figure(cell) else layout.cell
