"""The pages of a Word file: their size and sides, their numbers, and what stands above and below the text."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from compilations.imprint import SAMPLE_LINE
from compilations.pdf_index import COLUMN_GAP
from compilations.pdf_layout import Layout
from compilations.volume import Volume
from compilations.word_columns import begin_section
from printing.word import add_field, add_text, number_pages

_SLACK = 0.1  # points that a line and a page may be wider than the text: Word rounds to twentieths


class WordPages:
    """Begins the sections of one Word file."""

    def __init__(self, document: WordDocument, volume: Volume, measures: Layout) -> None:
        self.document, self.volume, self.measures = document, volume, measures

    def open(self, start_at: WD_SECTION, numbers: str, *, start: int | None = None, head: str = "") -> None:
        """Begin a part of the volume on a page of its own, with its page numbers and, given a `head`, running heads."""
        section = self.bare(start_at)
        number_pages(section, numbers, start=start)
        if head and not self.measures.is_official:
            self._head(section.header.paragraphs[0], head)
            self._head(section.even_page_header.paragraphs[0], "")
        self._foot(section.footer.paragraphs[0], on_right=True)
        self._foot(section.even_page_footer.paragraphs[0], on_right=False)

    def turn(self, head: str) -> None:
        """Go on upon the next page with another running head, everything else staying as it is."""
        section = begin_section(self.document, WD_SECTION.NEW_PAGE)
        number_pages(section, "decimal")
        if not self.measures.is_official:
            section.header.is_linked_to_previous = False
            self._head(section.header.paragraphs[0], head)

    def columns(self, number: int) -> None:
        """Go on upon the same page in columns."""
        section: Section = self.document.add_section(WD_SECTION.CONTINUOUS)
        number_pages(section, "decimal")
        for columns in section._sectPr.iter(qn("w:cols")):
            columns.set(qn("w:num"), str(number))
            columns.set(qn("w:space"), str(round(COLUMN_GAP * self.measures.size * 20)))

    def bare(self, start_at: WD_SECTION) -> Section:
        """A new section of the Word file, with neither heads nor page numbers."""
        section = begin_section(self.document, start_at)
        for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            part.is_linked_to_previous = False
        for columns in section._sectPr.findall(qn("w:cols")):
            columns.set(qn("w:num"), "1")
        return section

    def first(self) -> None:
        """Give the section that the document begins with, and so all, the measures of the page."""
        section, measures = self.document.sections[0], self.measures
        section.page_width, section.page_height = Pt(measures.width), Pt(measures.height)
        section.left_margin, section.right_margin = Pt(measures.inner), Pt(measures.outer - _SLACK)
        section.top_margin, section.bottom_margin = Pt(measures.top), Pt(measures.bottom - _SLACK)
        line = measures.small.leading
        section.header_distance = Pt(max(14, measures.height - measures.head - line))
        section.footer_distance = Pt(max(14, measures.foot))

    def _head(self, paragraph: Paragraph, head: str) -> None:
        """The entry's title on right-hand pages (`head` until Word works it out), the volume's on left-hand ones."""
        if head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            add_field(paragraph, 'STYLEREF "Heading 2"', head)
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            add_text(paragraph, self.volume.title)
        _underline(paragraph, self.measures.accent.removeprefix("#"))

    def _foot(self, paragraph: Paragraph, *, on_right: bool) -> None:
        """The page number on the outside; on the inside, that a sample is one."""
        measures = self.measures
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        edge = measures.size if measures.is_official else 0.0  # an em from the edge, as the standard has it
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(measures.measure - edge), WD_TAB_ALIGNMENT.RIGHT)
        aside = SAMPLE_LINE if self.volume.is_sample else ""
        if on_right:
            paragraph.add_run(f"{aside}\t")
        else:
            paragraph.paragraph_format.left_indent = Pt(edge)
        before, _, after = measures.folio("\n").partition("\n")
        paragraph.add_run(before)
        add_field(paragraph, "PAGE", "")
        paragraph.add_run(after if on_right or not aside else f"{after}\t{aside}")


def _underline(paragraph: Paragraph, color: str) -> None:
    """The thin rule beneath a running head."""
    borders: Any = OxmlElement("w:pBdr")
    rule: Any = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", color)):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
