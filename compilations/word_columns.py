"""Traditional Mongolian in Word: text that runs down, in lines from left to right.

A short stretch stands in a cell without borders, as high as its columns are in print. A cell does not go over pages: a
longer stretch has a section of its own, whose pages all run down; running heads and page numbers go on through it.
Programs that do not know the direction (`tbLrV`: ECMA-376, ST_TextDirection), as LibreOffice 7, show both as ordinary
text.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from compilations.blocks import Block
from compilations.pdf_columns import SCALE, title_of, vertical_paragraphs
from compilations.pdf_layout import Layout
from compilations.pdf_notes import EntryNotes
from printing.vertical_flow import VerticalFlow
from printing.word import DOWN, add_paragraph, direct_section, fix_widths, keep_row, set_vertical

_HIGHEST = 0.65  # of the page: what would be higher has a section of its own
_SPARE = 0.8  # of the measure: readers' fonts are wider than the one that is measured, or narrower
_PITCH = 1.55  # of the size of the letters
_PADDING = 12.0
_GAP = 8.0  # points between a cell and what follows

Numbered = Sequence[tuple[int, Block]]


def cell_height(blocks: Numbered, title: str, measures: Layout) -> float | None:
    """How high a cell is, in points, that holds the columns of a stretch; None where it needs pages of its own."""
    paragraphs = vertical_paragraphs(blocks, measures, EntryNotes(measures, "end"))
    if title:
        paragraphs.insert(0, title_of(title, measures, 1.4, anchor="", level=-1))
    most = measures.depth * _HIGHEST
    flow = VerticalFlow(paragraphs, most, least=measures.depth / 3 if blocks else 0.0)
    _width, height = flow.wrap(measures.measure * _SPARE, most)
    return height + _PADDING if height <= most else None


@contextmanager
def in_cell(document: WordDocument, height: float, measures: Layout, *, keep_next: bool = False) -> Iterator[None]:
    """Let what is added to the body meanwhile stand in a cell whose text runs down; it may stay with what follows."""
    body: Any = document.element.body
    before = len(body) - 1  # the last element says how the last section is set
    yield
    added = list(body[before:-1])
    while added[-1].tag != qn("w:p"):
        added.pop()  # ends of bookmarks stay behind the cell
    behind: list[Any] = list(body[before + len(added) : -1])
    table = document.add_table(1, 1)
    fix_widths(table, [measures.measure])
    (row,) = table.rows
    keep_row(row, is_head=False)
    row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    (cell,) = row.cells
    set_vertical(cell)
    cell._tc.remove(cell.paragraphs[0]._p)
    for element in added:
        cell._tc.append(element)
    _set_down(document, cell.paragraphs)
    gap = add_paragraph(document, "Normal").paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(_GAP), keep_next or None
    for element in behind:
        body.insert(len(body) - 1, element)


@contextmanager
def in_section(document: WordDocument) -> Iterator[None]:
    """Let what is added to the body meanwhile stand on pages whose text runs down."""
    body: Any = document.element.body
    _close_section(document)
    direct_section(body[-1], DOWN)
    before = len(body) - 1
    yield
    _set_down(document, [Paragraph(p, document._body) for p in body[before:-1] if p.tag == qn("w:p")])
    _close_section(document)
    direct_section(body[-1], "")


def begin_section(document: WordDocument, start_at: WD_SECTION) -> Section:
    """A new section at the end of the document; one that nothing stands in yet is taken for it."""
    if not _is_begun(document):
        section: Section = document.sections[-1]
        section.start_type = start_at
    else:
        section = document.add_section(start_at)
        _end_with_text(document.element.body)
        direct_section(section._sectPr, "")
    return section


def _end_with_text(body: Any) -> None:
    """Let a section that was ended end with its last paragraph: an empty one more could take a page of its own.

    Not where a field ends there, as that of the contents does: LibreOffice would lose the page number of the page.
    """
    empty = body[-2]
    texts = [element for element in body[:-2] if element.tag in (qn("w:p"), qn("w:tbl"))]
    if texts and texts[-1].tag == qn("w:p") and not texts[-1].xpath("./w:pPr/w:sectPr | .//w:fldChar"):
        texts[-1].get_or_add_pPr()._insert_sectPr(empty.pPr.sectPr)
        body.remove(empty)


def _close_section(document: WordDocument) -> None:
    """End the section at hand with the last paragraph, and begin one on the next page that goes on like it."""
    if not _is_begun(document):
        return
    body: Any = document.element.body
    *_others, last = (element for element in body[:-1] if element.tag in (qn("w:p"), qn("w:tbl")))
    if last.tag == qn("w:tbl"):
        last = add_paragraph(document, "Normal")._p
    own = body[-1]
    last.set_sectPr(own.clone())
    for reference in own.xpath("./w:headerReference | ./w:footerReference"):
        own.remove(reference)
    for number in own.findall(qn("w:pgNumType")):
        number.attrib.pop(qn("w:start"), None)
    document.sections[-1].start_type = WD_SECTION.NEW_PAGE


def _is_begun(document: WordDocument) -> bool:
    """Whether anything stands in the last section."""
    texts = [element for element in document.element.body[:-1] if element.tag in (qn("w:p"), qn("w:tbl"))]
    return not texts or texts[-1].tag == qn("w:tbl") or not texts[-1].xpath("./w:pPr/w:sectPr")


def _set_down(document: WordDocument, paragraphs: Sequence[Paragraph]) -> None:
    """Mongolian letters are small in their em: set them larger than the style has it, and the lines apart."""
    styles: Any = document.styles.element
    for paragraph in paragraphs:
        style = styles.get_by_id(paragraph._p.style)
        size = style.rPr.sz_val.pt * SCALE
        paragraph.paragraph_format.line_spacing = Pt(round(size * _PITCH, 1))
        for run in paragraph.runs:
            run.font.size = Pt(round(size * 2) / 2)
