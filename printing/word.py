"""Parts of Word files that python-docx has no words for: Chinese fonts, fields, bookmarks, vertical cells, pictures.

The order of elements matters to Word, so each is put in by `insert_element_before` with what has to come after it.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from printing.fonts import MONGOLIAN

MONGOLIAN_FONT = "Mongolian Baiti"
DOWN = "tbLrV"  # text runs down, lines go from left to right
_MONGOLIAN_WORDS = re.compile(rf"{MONGOLIAN.pattern}(?: +{MONGOLIAN.pattern})*")
_AFTER_FONTS = (
    "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:color", "w:spacing", "w:w", "w:kern",
    "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:vertAlign", "w:rtl", "w:cs", "w:lang",
)  # fmt: skip
_AFTER_DIRECTION = ("w:tcFitText", "w:vAlign", "w:hideMark")
_AFTER_NUMBERS = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:docGrid",
)


@dataclass(frozen=True)
class Look:
    """How a paragraph style is set. Lengths in points; indents in characters, as in Word's own Chinese dialogs."""

    latin: str = "Times New Roman"
    chinese: str = "宋体"
    size: float = 10.5
    line: float = 17.5  # 0: as high as what stands in it
    bold: bool = False
    color: str = ""
    alignment: str = "both"  # Word's word: both, left, center, right
    first_chars: float = 0.0  # below 0: the lines after the first are set in
    left_chars: float = 0.0  # with what hangs
    right_chars: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False


def set_look(style: ParagraphStyle, look: Look) -> None:
    """Give a style its fonts, measures and indents; theme fonts, which would win over named ones, are taken out."""
    set_fonts(style.element.get_or_add_rPr(), look.latin, look.chinese)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.color or "000000")
    layout = style.paragraph_format
    layout.line_spacing = Pt(look.line) if look.line else 1.0
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.keep_with_next, layout.widow_control = look.keep_next, True
    properties = style.element.get_or_add_pPr()
    indents = {"first": look.first_chars, "left": look.left_chars, "right": look.right_chars}
    set_indents(properties.get_or_add_ind(), look.size, **indents)
    properties.get_or_add_jc().set(qn("w:val"), look.alignment)


def set_directly(paragraph: Paragraph, look: Look) -> None:
    """Set one paragraph apart from its style: size, colour, line and what stands around it."""
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(look.size), RGBColor.from_string(look.color or "000000")
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_before, layout.space_after = Pt(look.line), Pt(look.before), Pt(look.after)


def set_indents(indent: Any, em: float, *, first: float = 0.0, left: float = 0.0, right: float = 0.0) -> None:
    """Set the indents of a paragraph or style (`w:ind`) in its own characters of `em` points; `first` < 0 hangs."""
    for name in list(indent.attrib):
        del indent.attrib[name]
    kind = "firstLine" if first >= 0 else "hanging"
    indent.set(qn(f"w:{kind}Chars"), str(round(abs(first) * 100)))  # Word counts the others in other characters
    for name, chars in ((kind, abs(first)), ("left", left), ("right", right)):
        indent.set(qn(f"w:{name}"), str(round(chars * em * 20)))


def set_fonts(properties: Any, latin: str, chinese: str) -> None:
    """Name the fonts of a run or style: one for Latin letters, one for Chinese characters."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts: Any = OxmlElement("w:rFonts")
    for name, font in (("ascii", latin), ("eastAsia", chinese), ("hAnsi", latin), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), font)
    properties.insert_element_before(fonts, *_AFTER_FONTS)


def add_paragraph(document: WordDocument, style: str) -> Paragraph:
    """A new paragraph at the end of the document, in the style of that name."""
    paragraph = document.add_paragraph()
    set_style(paragraph, style)
    return paragraph


def set_style(paragraph: Paragraph, style: str) -> None:
    """Put a paragraph in a style by its name.

    python-docx would search all styles each time, which takes two thirds of the time of a long document; the ids
    that it gives are the names without blanks.
    """
    paragraph._p.style = style.replace(" ", "")


def add_text(paragraph: Paragraph, text: str) -> list[Run]:
    """Add text with Mongolian in a font that shapes it; line feeds become line breaks."""
    runs: list[Run] = []
    for is_mongolian, piece in by_script(text):
        run = paragraph.add_run(piece)
        if is_mongolian:
            set_fonts(run._r.get_or_add_rPr(), MONGOLIAN_FONT, MONGOLIAN_FONT)
        runs.append(run)
    return runs


def by_script(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut where Traditional Mongolian begins and ends; its joiners, selectors and spaces stay with it."""
    place = 0
    for found in _MONGOLIAN_WORDS.finditer(text):
        if found.start() > place:
            yield False, text[place : found.start()]
        yield True, found.group()
        place = found.end()
    if place < len(text):
        yield False, text[place:]


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field (PAGE, STYLEREF, PAGEREF …) with the result that is shown until Word works it out anew."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Open a field whose result may go over several paragraphs."""
    _field_mark(paragraph, "begin")
    text: Any = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    _field_mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """Close the field that is open."""
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    mark: Any = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def set_vertical(cell: _Cell) -> None:
    """Let a cell's text run down, lines going from left to right, as Traditional Mongolian is written."""
    direction: Any = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), DOWN)
    cell._tc.get_or_add_tcPr().insert_element_before(direction, *_AFTER_DIRECTION)


def direct_section(properties: Any, direction: str) -> None:
    """Let the text of a section run in a direction (`DOWN`); empty: as is usual."""
    for old in properties.findall(qn("w:textDirection")):
        properties.remove(old)
    if direction:
        mark: Any = OxmlElement("w:textDirection")
        mark.set(qn("w:val"), direction)
        properties.insert_element_before(mark, "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings")


def fix_widths(table: Table, widths: Sequence[float]) -> None:
    """Give a table's columns their widths in points, which neither Word nor LibreOffice is to better."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)


def keep_row(row: _Row, *, is_head: bool) -> None:
    """Keep a row on one page; a head comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def number_pages(section: Section, style: str, *, start: int | None = None) -> None:
    """Number the pages of a section in `style` (decimal, lowerRoman), from `start` or on from the one before."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbers: Any = OxmlElement("w:pgNumType")
    numbers.set(qn("w:fmt"), style)
    if start is not None:
        numbers.set(qn("w:start"), str(start))
    properties.insert_element_before(numbers, *_AFTER_NUMBERS)


def describe_picture(run: Run, words: str) -> None:
    """Give the picture in a run its alternative text."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", words)


def save_reproducibly(document: WordDocument, path: Path, on: date) -> None:
    """Save so that the same document gives the same bytes: python-docx would write the time of day into it."""
    moment = datetime.combine(on, time())
    document.core_properties.created = document.core_properties.modified = moment
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in _in_order(source.namelist()):
            part = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
