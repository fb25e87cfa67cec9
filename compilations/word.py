"""A volume as a Word file: real heading styles, a contents field that is filled in already, heads and page numbers.

The page numbers in the contents are those of the PDF, which has the same page, type and line; Word works them out anew
when its fields are updated. Fonts are named that readers have (宋体, 黑体, 楷体, Mongolian Baiti), none is embedded.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from compilations import pdf
from compilations.direction import goes_down
from compilations.index_order import grouped
from compilations.landmarks import (
    BIBLIOGRAPHY_TITLE,
    CONTENTS_TITLE,
    INDEX_TITLE,
    PREFACE_TITLE,
    Landmark,
    PlacedEntry,
    PlacedSection,
    contents,
    placed,
)
from compilations.pdf_layout import Layout, layout
from compilations.pdf_pages import Progress
from compilations.pictures import NO_PICTURES, Pictures
from compilations.volume import Volume
from compilations.word_blocks import Around, Title, add_blocks
from compilations.word_columns import begin_section
from compilations.word_cover import add_cover, add_imprint
from compilations.word_notes import lay_notes
from compilations.word_styles import CONTENTS_LINE, FRONT_TITLE, SOURCE, lay_styles
from compilations.word_styles import CONTENTS_TITLE as CONTENTS_STYLE
from printing.word import (
    DOWN,
    add_field,
    add_paragraph,
    add_text,
    begin_field,
    direct_section,
    end_field,
    number_pages,
    save_reproducibly,
)
from printing.word_bookmarks import add_bookmark, bookmarked, link_within


def render(
    volume: Volume,
    path: Path,
    progress: Progress = lambda _done, _of: None,
    pictures: Pictures = NO_PICTURES,
) -> int:
    """Write the volume to `path`; the number of pages that it has as PDF."""
    # Laying out for the page numbers is one half of the work, writing the file the other.
    _content, printed = pdf.laid_out(volume, lambda done, of: progress(done, 2 * of), pictures)
    _WordVolume(volume, printed.folios, pictures).save(path, progress)
    return printed.pages


class _WordVolume:
    """Writes one volume from cover to imprint."""

    def __init__(self, volume: Volume, folios: dict[str, str], pictures: Pictures) -> None:
        self.volume, self.folios, self.pictures = volume, folios, pictures
        self.measures: Layout = layout(volume.page_format, volume.design, volume.type_size)
        self.document: WordDocument = Document()
        self.bookmarks = 0

    def save(self, path: Path, progress: Progress) -> None:
        """Write the file; `progress` hears of the second half of the work."""
        self._describe()
        lay_styles(self.document, self.measures)
        lay_notes(self.document, self.volume.notes_at)
        add_cover(self.document, self.volume, self.measures)
        self._front()
        pieces = list(placed(self.volume))
        for number, each in enumerate(pieces):
            progress(len(pieces) + number, 2 * len(pieces))
            if isinstance(each, PlacedEntry):
                self._entry(each)
            elif each.level == 1:
                self._part(each)
            else:
                self._within(each)
        self._bibliography()
        self._index()
        self._section(WD_SECTION.EVEN_PAGE)
        add_imprint(self.document, self.volume, self.measures)
        progress(2 * len(pieces), 2 * len(pieces))
        save_reproducibly(self.document, path, self.volume.compiled_on)

    def _describe(self) -> None:
        facts, volume = self.document.core_properties, self.volume
        facts.title, facts.subject, facts.language = volume.title, volume.conference, "zh-CN"
        facts.author = facts.last_modified_by = volume.editors or volume.library
        facts.comments = facts.keywords = ""
        self.document.settings.odd_and_even_pages_header_footer = True

    def _front(self) -> None:
        self._open(WD_SECTION.ODD_PAGE, "lowerRoman", start=1)
        if self.volume.preface:
            self._heading(PREFACE_TITLE, FRONT_TITLE, "preface")
            add_blocks(self.document, self.volume.preface, self.measures, self.pictures)
            self._open(WD_SECTION.ODD_PAGE, "lowerRoman")
        add_paragraph(self.document, CONTENTS_STYLE).add_run(CONTENTS_TITLE)
        self._contents()

    def _contents(self) -> None:
        """The contents field, its lines filled in as the PDF has them."""
        lines = contents(self.volume)
        for number, mark in enumerate(lines):
            paragraph = add_paragraph(self.document, CONTENTS_LINE[max(mark.level, 1)])
            if number == 0:
                begin_field(paragraph, rf'TOC \o "1-{max(2, *(line.level for line in lines))}" \h \z \u')
            self._contents_line(paragraph, mark)
            if number == len(lines) - 1:
                end_field(paragraph)

    def _contents_line(self, paragraph: Paragraph, mark: Landmark) -> None:
        before = len(paragraph._p.findall(qn("w:r")))
        add_text(paragraph, mark.title)
        paragraph.add_run("\t")
        add_field(paragraph, rf"PAGEREF {_bookmark(mark.anchor)} \h", self.folios.get(mark.anchor, ""))
        link_within(paragraph, _bookmark(mark.anchor), before)

    def _part(self, part: PlacedSection) -> None:
        """The title of a section on a right-hand page of its own."""
        self._open(WD_SECTION.ODD_PAGE, "decimal", start=1 if part.is_first else None)
        self._heading(part.section.title, "Heading 1", part.anchor)
        if goes_down(part.section.title):
            direct_section(self.document.element.body[-1], DOWN)
        self._open(WD_SECTION.NEW_PAGE, "decimal", head=part.section.title)

    def _within(self, within: PlacedSection) -> None:
        """The title of a section within a section."""
        title = Title(within.section.title, lambda: self._heading(within.section.title, "Heading 2", within.anchor))
        add_blocks(self.document, (), self.measures, title=title)

    def _entry(self, placed_entry: PlacedEntry) -> None:
        """An entry, between bookmarks by which a reviewed file finds its way back (`review_reading`)."""
        number = placed_entry.entry.number
        with self._bookmarked(f"entry_{number}") if number else nullcontext():
            self._within_entry(placed_entry)

    def _within_entry(self, placed_entry: PlacedEntry) -> None:
        entry, before = placed_entry.entry, placed_entry.before

        def add_title() -> None:
            paragraph = self._heading(entry.title, f"Heading {placed_entry.level}", placed_entry.anchor)
            paragraph.paragraph_format.page_break_before = True if before is not None and pdf.is_long(entry) else None

        around = self._block_of(entry.number) if entry.number else lambda _block: nullcontext()
        add_blocks(self.document, entry.blocks, self.measures, self.pictures, around, Title(entry.title, add_title))
        for line in entry.sources:
            add_text(add_paragraph(self.document, SOURCE), f"［出处］{line}")

    def _block_of(self, entry: int) -> Around:
        return lambda block: self._bookmarked(f"e{entry}b{block}")

    def _bookmarked(self, name: str) -> AbstractContextManager[None]:
        self.bookmarks += 1
        return bookmarked(self.document, name, self.bookmarks)

    def _bibliography(self) -> None:
        if not self.volume.bibliography:
            return
        self._heading(BIBLIOGRAPHY_TITLE, FRONT_TITLE, "bibliography").paragraph_format.page_break_before = True
        for number, citation in enumerate(self.volume.bibliography, start=1):
            add_text(add_paragraph(self.document, SOURCE), f"[{number}] {citation}")

    def _index(self) -> None:
        """The headings of the index, each with the pages on which its entries begin."""
        if not self.volume.index_terms:
            return
        self._heading(INDEX_TITLE, FRONT_TITLE, "index").paragraph_format.page_break_before = True
        for letter, headings in grouped(self.volume):
            add_text(add_paragraph(self.document, SOURCE), letter)
            for heading, entries in headings:
                paragraph = add_paragraph(self.document, SOURCE)
                add_text(paragraph, f"{heading}　")
                for number, each in enumerate(entries):
                    add_text(paragraph, "，" if number else "")
                    add_field(paragraph, rf"PAGEREF {_bookmark(each.anchor)} \h", self.folios.get(each.anchor, ""))

    def _heading(self, text: str, style: str, anchor: str) -> Paragraph:
        paragraph = add_paragraph(self.document, style)
        self.bookmarks += 1
        add_text(paragraph, text)
        add_bookmark(paragraph, _bookmark(anchor), self.bookmarks)
        return paragraph

    def _open(self, start_at: WD_SECTION, numbers: str, *, start: int | None = None, head: str = "") -> None:
        """Begin a part of the volume on a page of its own, with its page numbers and, given a `head`, running heads."""
        section = self._section(start_at)
        number_pages(section, numbers, start=start)
        if head:
            self._heads(section, head)
        for foot, right in ((section.footer, True), (section.even_page_footer, False)):
            foot.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
            add_field(foot.paragraphs[0], "PAGE", "")

    def _heads(self, section: Section, head: str) -> None:
        """The entry's title on right-hand pages (`head` until Word works it out), the volume's on left-hand ones."""
        odd, even = section.header.paragraphs[0], section.even_page_header.paragraphs[0]
        odd.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_field(odd, 'STYLEREF "Heading 2"', head)
        even.alignment = WD_ALIGN_PARAGRAPH.LEFT
        add_text(even, self.volume.title)
        _underline(odd)
        _underline(even)

    def _section(self, start_at: WD_SECTION) -> Section:
        """A new section of the Word file, with neither heads nor page numbers yet."""
        section = begin_section(self.document, start_at)
        measures = self.measures
        for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            part.is_linked_to_previous = False
        section.page_width, section.page_height = Pt(measures.width), Pt(measures.height)
        section.left_margin, section.right_margin = Pt(measures.inner), Pt(measures.outer)
        section.top_margin, section.bottom_margin = Pt(measures.top), Pt(measures.bottom)
        section.header_distance, section.footer_distance = Pt(measures.top - 30), Pt(max(14, measures.bottom - 36))
        return section


def _bookmark(anchor: str) -> str:
    return f"_Toc_{anchor}"


def _underline(paragraph: Paragraph) -> None:
    """The thin red rule beneath a running head."""
    borders: Any = OxmlElement("w:pBdr")
    rule: Any = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "A6192E")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
