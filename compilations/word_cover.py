"""Cover and imprint of a Word volume.

The Mongolian title is a picture on the cover, with the title itself as its alternative text, because not every Word
joins the letters; in the imprint it stands once more as text, in a cell whose text runs down.
"""

import io

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from compilations.imprint import imprint_lines
from compilations.mongolian_picture import vertical_picture
from compilations.pdf_cover import fitted_title, mongolian_size
from compilations.pdf_layout import RED, Layout
from compilations.volume import Volume, chinese_date
from compilations.word_styles import CELL, COVER
from printing.word import (
    add_paragraph,
    add_text,
    describe_picture,
    fix_widths,
    set_fonts,
    set_shade,
    set_style,
    set_vertical,
)

_EDGE = Mm(9)
_BAND = 0.24
_TITLE_INDENT = 26.0


def add_cover(document: WordDocument, volume: Volume, measures: Layout) -> None:
    """The first page: the red band with the Mongolian title, and the Chinese one beside it."""
    section = document.sections[0]
    section.page_width, section.page_height = Pt(measures.width), Pt(measures.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _EDGE
    section.header_distance = section.footer_distance = 0
    table = document.add_table(1, 2)
    row = table.rows[0]
    row.height, row.height_rule = Pt(measures.height - 2 * _EDGE.pt - 24), WD_ROW_HEIGHT_RULE.EXACTLY
    room = measures.width - 2 * _EDGE.pt
    band, page = row.cells
    fix_widths(table, [room * _BAND, room * (1 - _BAND)])
    set_shade(band, RED[1:])
    _add_band(band, volume, room * _BAND, measures.height * 0.8)
    _add_titles(page, volume, measures, room * (1 - _BAND) - 2 * _TITLE_INDENT)


def _add_band(cell: _Cell, volume: Volume, width: float, height: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    if not volume.title_mn:
        return
    size = mongolian_size(volume.title_mn, height, width - 12, 34.0)
    picture, wide, high = vertical_picture(volume.title_mn, size, height, color="#FFFFFF", ground=RED)
    scale = min(1.0, (width - 12) / wide)
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(picture), Pt(wide * scale), Pt(high * scale))
    describe_picture(run, volume.title_mn)
    paragraph.paragraph_format.line_spacing = 1.0  # an exact line would cut the picture


def _add_titles(cell: _Cell, volume: Volume, measures: Layout, width: float) -> None:
    title = fitted_title(volume.title, width)
    lines = [
        (volume.conference, 15.0, "宋体", RED[1:], 26.0),
        (title.text, title.style.size, "黑体", "000000", measures.height * 0.16),
        (volume.title_en, 12.0, "宋体", "333333", 24.0),
        (volume.edition, 14.0, "楷体", "000000", 14.0),
        ("样例资料" if volume.is_sample else "", 14.0, "黑体", RED[1:], 14.0),
        (f"{volume.editors}　编" if volume.editors else "", 13.0, "宋体", "000000", measures.height * 0.2),
        (volume.library, 13.0, "宋体", "000000", 4.0),
        (chinese_date(volume.compiled_on), 13.0, "宋体", "000000", 4.0),
    ]
    paragraph = cell.paragraphs[0]
    for text, size, font, color, before in lines:
        if text:
            _add_line(paragraph, text, size, font, color, before)
            paragraph = cell.add_paragraph()
    paragraph._p.getparent().remove(paragraph._p)


def _add_line(paragraph: Paragraph, text: str, size: float, font: str, color: str, before: float) -> None:
    set_style(paragraph, COVER)
    paragraph.paragraph_format.left_indent = Pt(_TITLE_INDENT)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.line_spacing = Pt(size * 1.45)
    for run in add_text(paragraph, text):
        set_fonts(run._r.get_or_add_rPr(), "Times New Roman", font)
        run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(color)


def add_imprint(document: WordDocument, volume: Volume, measures: Layout) -> None:
    """The last page: what a librarian needs to catalogue the volume."""
    facts = imprint_lines(volume)
    add_paragraph(document, COVER).paragraph_format.space_before = Pt(measures.depth * 0.4)
    table = document.add_table(len(facts), 2)
    fix_widths(table, [measures.size * 7, measures.measure - measures.size * 7])
    for row, (label, value) in zip(table.rows, facts, strict=True):
        for cell, text in zip(row.cells, (label, value), strict=True):
            set_style(cell.paragraphs[0], CELL)
            add_text(cell.paragraphs[0], text)
        if value == volume.title_mn:
            row.height, row.height_rule = Pt(min(measures.depth / 3, 24 + 6 * len(value))), WD_ROW_HEIGHT_RULE.AT_LEAST
            set_vertical(row.cells[1])
