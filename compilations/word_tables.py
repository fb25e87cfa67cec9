"""Tables of a Word file, ruled and set as in print."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from compilations.blocks import Run, Runs, Table
from compilations.pdf_layout import Layout
from compilations.table_measures import ABOVE, BELOW, GRID, PADDING, Rows, cut, is_figure, most_columns, shares
from compilations.word_styles import CELL, TABLE_SPACE
from printing.word import add_paragraph, fix_widths, keep_row, set_style

_NS = nsdecls("w")
_AFTER_PADDING = ("w:tblLook", "w:tblCaption", "w:tblDescription")
_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", *_AFTER_PADDING)
_AFTER_IN_CELL = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
_RULE, _OUTER_RULE = 0.4, 0.9  # points of a rule beneath a row and around the table, which Word counts to the rows
Fill = Callable[[Paragraph, Runs], None]


def add_tables(document: WordDocument, table: Table, measures: Layout, fill: Fill) -> None:
    """Add a table, in pieces where it has more columns than the page holds; `fill` writes the words of a cell."""
    for rows in cut(table, most_columns(measures.measure, measures.cell.size)):
        _add_space(document, measures, above=True)
        _add_table(document, rows, measures, fill)
        _add_space(document, measures, above=False)


def _add_space(document: WordDocument, measures: Layout, *, above: bool) -> None:
    """Half a line as the space of a low paragraph, so that it meets other spaces; Word tables have no space around."""
    layout = add_paragraph(document, TABLE_SPACE).paragraph_format
    space = Pt(measures.leading / 2 - 1 - _OUTER_RULE)
    layout.space_before, layout.space_after = (space, Pt(0)) if above else (Pt(0), space)
    layout.keep_with_next = above or None


def _add_table(document: WordDocument, rows: Rows, measures: Layout, fill: Fill) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    fix_widths(table, shares(rows, measures.measure, measures.cell.size))
    _rule(table, measures.accent.removeprefix("#"))
    for number, (row, made) in enumerate(zip(rows, table.rows, strict=True)):
        keep_row(made, is_head=number == 0)
        for runs, cell in zip(row, made.cells, strict=True):
            paragraph = cell.paragraphs[0]
            set_style(paragraph, CELL)
            if number == 0 or is_figure(runs):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if number == 0 else WD_ALIGN_PARAGRAPH.RIGHT
            fill(paragraph, tuple(_in_head(run) if number == 0 else run for run in runs))


def _rule(table: WordTable, accent: str) -> None:
    """Rules above and below in the colour of the design, thin grey ones within, none at the sides; the padding."""
    properties: Any = table._tbl.tblPr
    grid = GRID.removeprefix("#")
    outer, inner = (("top", 8, accent), ("bottom", 8, accent)), (("insideH", 3, grid), ("insideV", 3, grid))
    properties.insert_element_before(_borders("tbl", *outer, *inner), *_AFTER_BORDERS)
    padding = (("top", ABOVE), ("left", PADDING), ("bottom", BELOW - _RULE), ("right", PADDING))
    sides = "".join(f'<w:{side} w:w="{round(20 * points)}" w:type="dxa"/>' for side, points in padding)
    properties.insert_element_before(parse_xml(f"<w:tblCellMar {_NS}>{sides}</w:tblCellMar>"), *_AFTER_PADDING)
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().insert_element_before(_borders("tc", ("bottom", 5, accent)), *_AFTER_IN_CELL)


def _borders(of: str, *edges: tuple[str, int, str]) -> Any:
    """Rules of a table (`tbl`) or a cell (`tc`): edge, eighths of a point, colour."""
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="{color}"/>' for edge, eighths, color in edges
    )
    return parse_xml(f"<w:{of}Borders {_NS}>{lines}</w:{of}Borders>")


def _in_head(run: Run) -> Run:
    return replace(run, bold=True, italic=False)
