"""Blocks → paragraphs and tables of a Word file."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from compilations.blocks import (
    Block,
    Blocks,
    BookList,
    Heading,
    ListItem,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    as_table,
    words,
)
from compilations.direction import goes_down, is_vertical, stretches
from compilations.official import is_chapter
from compilations.pdf_layout import Layout
from compilations.pictures import NO_PICTURES, Pictures
from compilations.word_columns import Numbered, cell_height, in_cell, in_section
from compilations.word_figures import add_picture
from compilations.word_notes import close_notes, new_note
from compilations.word_styles import CAPTION, DEEPEST, LIST, QUOTE
from compilations.word_tables import add_tables
from printing.word import add_paragraph, add_text, set_fonts, set_indents

Around = Callable[[int], AbstractContextManager[None]]


@dataclass(frozen=True)
class Title:
    """The title of an entry, and how it is added."""

    text: str
    add: Callable[[], object]


def add_blocks(
    document: WordDocument,
    blocks: Blocks,
    measures: Layout,
    pictures: Pictures = NO_PICTURES,
    around: Around = lambda _number: nullcontext(),
    title: Title | None = None,
    below: int = 2,
) -> None:
    """Add the text of an entry or a preface at the end of the document, `around` each block what is wanted of it.

    What goes down the page stands in columns, with the `title` of the entry where that stands before it. Its headings
    are below heading `below`, its notes, where they stand at the end, beneath it.
    """
    text = _Text(document, blocks, measures, pictures, around, below)
    if title is not None and not (blocks and is_vertical(blocks[0])):
        text.standing(title)
        title = None
    for down, stretch in stretches(blocks):
        if down:
            text.down(stretch, title)
            title = None
        else:
            text.across(stretch)
    close_notes(document, measures.leading * 0.76)


class _Text:
    """Adds the blocks of one text."""

    def __init__(
        self,
        document: WordDocument,
        blocks: Blocks,
        measures: Layout,
        pictures: Pictures,
        around: Around,
        below: int,
    ) -> None:
        self.document, self.measures, self.pictures, self.around = document, measures, pictures, around
        self._below = below
        self._centred = any(isinstance(block, Heading) and is_chapter(block) for block in blocks)
        self._captioned = 0

    def standing(self, title: Title) -> None:
        """A title above what lies across the page."""
        height = cell_height((), title.text, self.measures) if goes_down(title.text) else None
        with nullcontext() if height is None else in_cell(self.document, height, self.measures, keep_next=True):
            title.add()

    def down(self, blocks: Numbered, title: Title | None) -> None:
        """Blocks in columns, after their title; one in Chinese stands above a cell, but on the pages of a section."""
        is_mongolian = title is not None and goes_down(title.text)
        height = cell_height(blocks, title.text if title is not None and is_mongolian else "", self.measures)
        if title is not None and height is not None and not is_mongolian:
            title.add()
            title = None
        with in_section(self.document) if height is None else in_cell(self.document, height, self.measures):
            if title is not None:
                title.add()
            self.across(blocks)

    def across(self, blocks: Numbered) -> None:
        """Blocks one after the other."""
        for number, block in blocks:
            with self.around(number):
                if isinstance(block, Picture):
                    self._captioned += bool(block.caption)  # in its entry, as in print
                    _add_captioned(self.document, block, self._captioned, self.measures, self.pictures)
                else:
                    _add_block(self.document, block, self.measures, centred=self._centred, below=self._below)


def _add_captioned(document: WordDocument, picture: Picture, number: int, measures: Layout, pictures: Pictures) -> None:
    add_picture(document, picture, pictures, measures.measure, measures.depth)
    if picture.caption:
        label = Run(f"图{number}\u3000", bold=True)
        add_runs(add_paragraph(document, CAPTION), (label, *picture.caption))


def _add_block(document: WordDocument, block: Block, measures: Layout, *, centred: bool, below: int) -> None:
    if isinstance(block, Table | BookList):
        add_tables(document, as_table(block) if isinstance(block, BookList) else block, measures, add_runs)
    elif isinstance(block, Heading):
        paragraph = add_paragraph(document, f"Heading {min(block.level + below, DEEPEST)}")
        if centred and block.level <= 2:
            _centre(paragraph)
        add_runs(paragraph, block.runs)
    elif isinstance(block, ListItem):
        _add_item(document, block, measures.size)
    else:
        assert not isinstance(block, Picture)
        add_runs(add_paragraph(document, QUOTE if isinstance(block, Quote) else "Body Text"), block.runs)


def add_runs(paragraph: WordParagraph, runs: Runs) -> None:
    """Add running text: bold in Hei and italics in Kai, as Chinese has neither."""
    for run in runs:
        before = len(paragraph._p)
        for made in add_text(paragraph, run.text):
            if run.bold:
                set_fonts(made._r.get_or_add_rPr(), "Times New Roman", "黑体")
                made.bold = all(character.isascii() for character in run.text)
            elif run.italic:
                set_fonts(made._r.get_or_add_rPr(), "Times New Roman", "楷体")
            made.font.superscript = True if run.superscript else None
        if run.link:
            _link(paragraph, run, before)
        if run.note:
            _add_note(paragraph, run.note)


def _add_note(paragraph: WordParagraph, note: Runs) -> None:
    made = new_note(paragraph)
    if made is None:  # a note to a note: Word has none
        add_text(paragraph, f"（{words(note)}）")
    else:
        add_runs(made, note)


def _link(paragraph: WordParagraph, run: Run, before: int) -> None:
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    added = list(paragraph._p)[before:]
    added[0].addprevious(link)
    for each in added:
        link.append(each)


def _add_item(document: WordDocument, item: ListItem, em: float) -> None:
    """A numbered item begins like a paragraph, a bullet hangs, as in print."""
    paragraph = add_paragraph(document, LIST)
    left, first = (2.0 * item.depth, 2.0) if item.number is not None else (3.0 + 2.0 * item.depth, -1.0)
    set_indents(paragraph._p.get_or_add_pPr().get_or_add_ind(), em, first=first, left=left)
    paragraph.add_run("•\u3000" if item.number is None else f"{item.number}. ")
    add_runs(paragraph, item.runs)


def _centre(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name in ("leftChars", "left"):
        indent.set(qn(f"w:{name}"), "0")
