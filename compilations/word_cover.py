"""Cover and last page of a Word file.

The cover is the picture of the printed one, so that it looks as it does on paper in every design and whatever fonts a
reader has; its alternative text says what stands on it. The imprint is text, the Mongolian title in it in a cell whose
text runs down, and has the QR to the e-copy as a picture.
"""

import io
from math import ceil
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from compilations.cover_picture import cover_picture, cover_words
from compilations.imprint import PERMIT, imprint_lines, nature
from compilations.pdf_colophon import LABEL_EM, MONGOLIAN_LINES, QR_CAPTION, QR_EDGE, spread
from compilations.pdf_cover import draw_back
from compilations.pdf_layout import Layout
from compilations.volume import Volume
from compilations.word_styles import CAPTION, CELL, COVER, PICTURE
from printing.barcodes import qr_png
from printing.word import add_paragraph, add_text, describe_picture, fix_widths, set_style, set_vertical
from printing.word_pictures import cover_page

COVER_PX = 1400  # wide: 190 dots to the inch on 16 开
_AFTER_IN_CELL = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def add_cover(document: WordDocument, volume: Volume, measures: Layout) -> None:
    """The front over the whole page."""
    picture = cover_picture(volume, COVER_PX)
    cover_page(add_paragraph(document, COVER), picture.png, measures.width, measures.height, cover_words(volume))


def add_back_cover(document: WordDocument, volume: Volume, measures: Layout) -> None:
    """The back over the whole page."""
    picture = cover_picture(volume, COVER_PX, draw_back)
    words = f"封底：{volume.back_text}"
    cover_page(add_paragraph(document, COVER), picture.png, measures.width, measures.height, words)


def add_imprint(document: WordDocument, volume: Volume, measures: Layout) -> None:
    """The last page: the QR, where there is an address; what a printer must say and a librarian catalogues by."""
    facts = [(name, value) for name, value in imprint_lines(volume) if name not in ("资料性质", PERMIT)]
    size = min(measures.size - 0.5, 12.0)
    room = measures.depth - _height(volume, facts, measures, size)
    spacer = add_paragraph(document, COVER).paragraph_format
    spacer.line_spacing, spacer.space_before = Pt(1), Pt(max(0.0, room))
    if volume.ecopy_url:
        _add_qr(document, volume.ecopy_url)
    table = document.add_table(len(facts) + 1, 2)
    fix_widths(table, [size * LABEL_EM, measures.measure - size * LABEL_EM])
    kind = table.rows[0].cells[0].merge(table.rows[0].cells[1])
    _add_kind(kind, volume, measures, size)
    for row, (label, value) in zip(table.rows[1:], facts, strict=True):
        _write(row.cells[0], spread(label), size, face="黑体")
        _write(row.cells[1], value, size)
        if value == volume.title_mn:
            row.height, row.height_rule = Pt(_mongolian_height(value, size)), WD_ROW_HEIGHT_RULE.EXACTLY
            set_vertical(row.cells[1])
    _rule(table, measures.accent.removeprefix("#"))


def _add_qr(document: WordDocument, url: str) -> None:
    run = add_paragraph(document, PICTURE).add_run()
    run.add_picture(io.BytesIO(qr_png(url)), Pt(QR_EDGE), Pt(QR_EDGE))
    describe_picture(run, f"{QR_CAPTION}：{url}")
    add_text(add_paragraph(document, CAPTION), QR_CAPTION)


def _add_kind(cell: _Cell, volume: Volume, measures: Layout, size: float) -> None:
    """What kind of print this is, and on the right the number of its permit."""
    kind, permit = nature(volume)
    _write(cell, f"{kind}\t{PERMIT}：{permit}" if permit else kind, size * 1.15, face="黑体")
    edge = measures.measure - 12  # within the padding of the cell
    cell.paragraphs[0].paragraph_format.tab_stops.add_tab_stop(Pt(edge), WD_TAB_ALIGNMENT.RIGHT)


def _write(cell: _Cell, text: str, size: float, *, face: str = "") -> None:
    paragraph = cell.paragraphs[0]
    set_style(paragraph, CELL)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = Pt(size * 1.6)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    for run in add_text(paragraph, text):
        run.font.size = Pt(size)
        if face:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _height(volume: Volume, facts: list[tuple[str, str]], measures: Layout, size: float) -> float:
    """About how high the page is filled, a line to spare."""
    columns = (measures.measure - size * LABEL_EM - 12) / size
    lines = sum(ceil(sum(1.0 if letter > "\u2e7f" else 0.55 for letter in value) / columns) for _name, value in facts)
    high = (lines + 1) * (size * 1.6) + (len(facts) + 1) * 3 + measures.leading
    high += _mongolian_height(volume.title_mn, size) if volume.title_mn else 0.0
    return high + (QR_EDGE + 3 * measures.leading if volume.ecopy_url else 0.0)


def _mongolian_height(title: str, size: float) -> float:
    """As high as in print; higher where one word needs it."""
    return max(MONGOLIAN_LINES * size * 1.6, 0.8 * size * max(map(len, title.split())))


def _rule(table: Table, color: str) -> None:
    """Thick rules above and below the facts, a thin one beneath the kind of print."""
    for cell, edges in ((table.rows[0].cells[0], {"top": "10", "bottom": "4"}), *_last_row(table)):
        borders: Any = OxmlElement("w:tcBorders")
        for edge, width in edges.items():
            rule: Any = OxmlElement(f"w:{edge}")
            for name, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", color)):
                rule.set(qn(f"w:{name}"), value)
            borders.append(rule)
        cell._tc.get_or_add_tcPr().insert_element_before(borders, *_AFTER_IN_CELL)


def _last_row(table: Table) -> list[tuple[_Cell, dict[str, str]]]:
    return [(cell, {"bottom": "10"}) for cell in table.rows[-1].cells]
