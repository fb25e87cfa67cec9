"""Blocks → paragraphs and tables of a Word file."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
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
from compilations.official import is_chapter
from compilations.pictures import NO_PICTURES, Pictures
from compilations.table_measures import Rows, cut, is_figure, widths
from compilations.word_styles import CELL, DEEPEST, LIST, QUOTE, SOURCE
from printing.word import add_paragraph, add_text, describe_picture, fix_widths, keep_row, set_fonts, set_style

_MOST_COLUMNS = 18  # Word itself has at most 63
PICTURE_DPI = 150  # how fine a picture is set that is smaller than the line
TALLEST = 1.2  # measures: no picture is higher
_CELL_EM, _CELL_PADDING, _NARROWEST = 9.5, 12.0, 30.0  # points


def add_blocks(
    document: WordDocument,
    blocks: Blocks,
    measure: float,
    around: Callable[[int], AbstractContextManager[None]] = lambda _number: nullcontext(),
    pictures: Pictures = NO_PICTURES,
) -> None:
    """Add the text of an entry or a preface at the end of the document, `around` each block what is wanted of it."""
    centred = any(isinstance(block, Heading) and is_chapter(block) for block in blocks)
    for number, block in enumerate(blocks):
        with around(number):
            _add_block(document, block, measure, pictures, centred=centred)


def _add_block(document: WordDocument, block: Block, measure: float, pictures: Pictures, *, centred: bool) -> None:
    if isinstance(block, Table | BookList):
        for rows in cut(as_table(block) if isinstance(block, BookList) else block, _MOST_COLUMNS):
            _add_table(document, rows, measure)
    elif isinstance(block, Heading):
        paragraph = add_paragraph(document, f"Heading {min(block.level + 2, DEEPEST)}")
        if centred and block.level <= 2:
            _centre(paragraph)
        add_runs(paragraph, block.runs)
    elif isinstance(block, ListItem):
        _add_item(document, block)
    elif isinstance(block, Picture):
        _add_picture(document, block, measure, pictures)
    else:
        add_runs(add_paragraph(document, QUOTE if isinstance(block, Quote) else "Body Text"), block.runs)


def _add_picture(document: WordDocument, picture: Picture, measure: float, pictures: Pictures) -> None:
    """A picture in the middle of the line, its caption beneath, what it shows as its alternative text."""
    paragraph = add_paragraph(document, "Body Text")
    run = paragraph.add_run()
    width = min(picture.width * 72 / PICTURE_DPI, measure, TALLEST * measure * picture.width / picture.height)
    run.add_picture(str(pictures.path(picture)), Pt(width))
    describe_picture(run, picture.alt or words(picture.caption))
    _as_picture(paragraph)
    if picture.caption:
        caption = add_paragraph(document, SOURCE)
        add_runs(caption, picture.caption)
        _centre(caption)


def _as_picture(paragraph: WordParagraph) -> None:
    _centre(paragraph)
    paragraph.paragraph_format.line_spacing = 1.0  # an exact line would cut the picture
    paragraph.paragraph_format.keep_with_next = True


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


def _link(paragraph: WordParagraph, run: Run, before: int) -> None:
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    added = list(paragraph._p)[before:]
    added[0].addprevious(link)
    for each in added:
        link.append(each)


def _add_item(document: WordDocument, item: ListItem) -> None:
    paragraph = add_paragraph(document, LIST)
    if item.depth:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:leftChars"), str(200 * item.depth))
    paragraph.add_run("• " if item.number is None else f"{item.number}. ")
    add_runs(paragraph, item.runs)


def _centre(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name in ("leftChars", "left"):
        indent.set(qn(f"w:{name}"), "0")


def _add_table(document: WordDocument, rows: Rows, measure: float) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    shares = widths(rows, measure, _CELL_EM, _CELL_PADDING, _NARROWEST)
    fix_widths(table, shares)
    for number, (row, made) in enumerate(zip(rows, table.rows, strict=True)):
        keep_row(made, is_head=number == 0)
        for runs, cell in zip(row, made.cells, strict=True):
            paragraph = cell.paragraphs[0]
            set_style(paragraph, CELL)
            if number == 0 or is_figure(runs):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if number == 0 else WD_ALIGN_PARAGRAPH.RIGHT
            add_runs(paragraph, tuple(_in_head(run) if number == 0 else run for run in runs))
    add_paragraph(document, "Normal").paragraph_format.line_spacing = Pt(8)


def _in_head(run: Run) -> Run:
    return Run(run.text, bold=True, superscript=run.superscript, link=run.link)
