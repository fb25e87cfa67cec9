"""A volume as a Word file: real heading styles, a contents field that is filled in already, heads and page numbers.

The page numbers in the contents are those of the PDF, which has the same page, type and line; Word works them out anew
when its fields are updated. Fonts are named that readers have (宋体, 黑体, 楷体, Mongolian Baiti), none is embedded.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
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
from compilations.word_cover import add_back_cover, add_cover, add_imprint
from compilations.word_notes import end_notes, lay_notes
from compilations.word_pages import WordPages
from compilations.word_settings import collapse_spaces, lay_settings
from compilations.word_styles import (
    CITATION,
    CONTENTS_LINE,
    FRONT_TITLE,
    INDEX_LETTER,
    INDEX_LINE,
    SOURCE,
    lay_styles,
    section_look,
)
from compilations.word_styles import CONTENTS_TITLE as CONTENTS_STYLE
from printing.word import (
    DOWN,
    add_field,
    add_paragraph,
    add_text,
    begin_field,
    direct_section,
    end_field,
    save_reproducibly,
    set_directly,
    set_indents,
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
    _WordVolume(volume, printed, pictures).save(path, progress)
    return printed.pages


class _WordVolume:
    """Writes one volume from cover to imprint."""

    def __init__(self, volume: Volume, printed: pdf.Printed, pictures: Pictures) -> None:
        self.volume, self.printed, self.pictures = volume, printed, pictures
        self.measures: Layout = layout(volume.page_format, volume.design, volume.type_size)
        self.document: WordDocument = Document()
        self.pages = WordPages(self.document, volume, self.measures)
        self.deepest = max(2, *(mark.level for mark in contents(volume)))  # heading of the entries that lie deepest
        self.bookmarks = 0
        self.is_under_part = False  # the title of a section stands on the page at hand, which is full

    def save(self, path: Path, progress: Progress) -> None:
        """Write the file; `progress` hears of the second half of the work."""
        lay_settings(self.document)
        self._describe()
        lay_styles(self.document, self.measures, self.deepest)
        lay_notes(self.document, self.volume.notes_at)
        self.pages.first()
        add_cover(self.document, self.volume, self.measures)
        self._front()
        pieces = list(placed(self.volume))
        for number, each in enumerate(pieces):
            progress(len(pieces) + number, 2 * len(pieces))
            self._piece(each)
        self._bibliography()
        self._index()
        end_notes(self.document)
        self.pages.bare(WD_SECTION.EVEN_PAGE)
        add_imprint(self.document, self.volume, self.measures)
        if self.volume.back_text:
            self.pages.bare(WD_SECTION.EVEN_PAGE)
            add_back_cover(self.document, self.volume, self.measures)
        collapse_spaces(self.document)
        progress(2 * len(pieces), 2 * len(pieces))
        save_reproducibly(self.document, path, self.volume.compiled_on)

    def _describe(self) -> None:
        facts, volume = self.document.core_properties, self.volume
        facts.title, facts.subject, facts.language = volume.title, volume.conference, "zh-CN"
        facts.author = facts.last_modified_by = volume.editors or volume.library
        facts.comments = facts.keywords = ""

    def _front(self) -> None:
        self.pages.open(WD_SECTION.ODD_PAGE, "lowerRoman", start=1)
        if self.volume.preface:
            self._heading(PREFACE_TITLE, FRONT_TITLE, "preface")
            add_blocks(self.document, self.volume.preface, self.measures, self.pictures, below=self.deepest)
            self.pages.open(WD_SECTION.ODD_PAGE, "lowerRoman")
        add_paragraph(self.document, CONTENTS_STYLE).add_run("　　".join(CONTENTS_TITLE))  # as print spaces it
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
        self._page_of(paragraph, mark.anchor)
        link_within(paragraph, _bookmark(mark.anchor), before)

    def _piece(self, each: PlacedSection | PlacedEntry) -> None:
        if isinstance(each, PlacedEntry):
            self._turn(each.anchor, each.entry.title if each.level == 2 else each.section)
            self._entry(each)
        elif each.level == 1:
            self.pages.open(WD_SECTION.ODD_PAGE, "decimal", start=1 if each.is_first else None)
            self._heading(each.section.title, "Heading 1", each.anchor)
            if goes_down(each.section.title):
                direct_section(self.document.element.body[-1], DOWN)
        else:
            self._turn(each.anchor, each.section.title)
            self._within(each)
        self.is_under_part = not isinstance(each, PlacedEntry) and each.level == 1

    def _within(self, within: PlacedSection) -> None:
        """The title of a section within a section."""

        def add_title() -> None:
            set_directly(self._heading(within.section.title, "Heading 2", within.anchor), section_look(self.measures))

        add_blocks(self.document, (), self.measures, title=Title(within.section.title, add_title))

    def _turn(self, anchor: str, head: str) -> None:
        """Begin a page where a page begins in print, so that every reader's pages agree there."""
        if self.is_under_part:
            self.pages.open(WD_SECTION.NEW_PAGE, "decimal", head=head)
        elif anchor in self.printed.heads:
            self.pages.turn(head)

    def _entry(self, placed_entry: PlacedEntry) -> None:
        """An entry, between bookmarks by which a reviewed file finds its way back (`review_reading`)."""
        number = placed_entry.entry.number
        with self._bookmarked(f"entry_{number}") if number else nullcontext():
            self._within_entry(placed_entry)

    def _within_entry(self, placed_entry: PlacedEntry) -> None:
        entry = placed_entry.entry

        def add_title() -> None:
            paragraph = self._heading(entry.title, f"Heading {placed_entry.level}", placed_entry.anchor)
            if placed_entry.before is not None and placed_entry.anchor not in self.printed.heads:
                paragraph.paragraph_format.space_before = Pt(self.measures.leading)

        around = self._block_of(entry.number) if entry.number else lambda _block: nullcontext()
        title = Title(entry.title, add_title)
        add_blocks(self.document, entry.blocks, self.measures, self.pictures, around, title, self.deepest)
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
        self.pages.open(WD_SECTION.NEW_PAGE, "decimal")
        self._heading(BIBLIOGRAPHY_TITLE, FRONT_TITLE, "bibliography")
        width = 1 + 0.6 * len(str(len(self.volume.bibliography)))
        for number, citation in enumerate(self.volume.bibliography, start=1):
            paragraph = add_paragraph(self.document, CITATION)
            set_indents(
                paragraph._p.get_or_add_pPr().get_or_add_ind(), self.measures.small.size, first=-width, left=width
            )
            add_text(paragraph, f"[{number}] {citation}")

    def _index(self) -> None:
        """The headings of the index, each with the pages on which its entries begin."""
        if not self.volume.index_terms:
            return
        self.pages.open(WD_SECTION.NEW_PAGE, "decimal")
        self._heading(INDEX_TITLE, FRONT_TITLE, "index")
        self.pages.columns(2)
        for letter, headings in grouped(self.volume):
            add_text(add_paragraph(self.document, INDEX_LETTER), letter)
            for heading, entries in headings:
                paragraph = add_paragraph(self.document, INDEX_LINE)
                add_text(paragraph, f"{heading}　")
                for number, each in enumerate(entries):
                    add_text(paragraph, "，" if number else "")
                    self._page_of(paragraph, each.anchor)
        self.pages.columns(1)  # Word and LibreOffice balance columns that something follows

    def _page_of(self, paragraph: Paragraph, anchor: str) -> None:
        """The page on which something begins: as printed, until Word works it out."""
        add_field(paragraph, rf"PAGEREF {_bookmark(anchor)} \h", self.printed.folios.get(anchor, ""))

    def _heading(self, text: str, style: str, anchor: str) -> Paragraph:
        paragraph = add_paragraph(self.document, style)
        self.bookmarks += 1
        add_text(paragraph, text)
        add_bookmark(paragraph, _bookmark(anchor), self.bookmarks)
        return paragraph


def _bookmark(anchor: str) -> str:
    return f"_Toc_{anchor}"
