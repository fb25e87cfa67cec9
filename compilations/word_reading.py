""".docx → blocks: headings, paragraphs, lists, tables, bold, italics, notes and the text that changes added.

Deleted text (修订) stays out, inserted text comes in. A picture follows the paragraph or the table in which it stood;
one that cannot be kept leaves a mark in its place and is named, so that nothing of the text is lost silently.
"""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Quote, Run, Runs, Table
from compilations.captions import Caption, captioned, may_be_caption
from compilations.markdown import DEEPEST_HEADING
from compilations.markdown_runs import merged, unstyled
from compilations.pictures import Pictures
from compilations.word_numbering import Marker, Numbering, numbering_of
from compilations.word_opening import opened
from compilations.word_pictures import WordPictures
from compilations.word_runs import WordRuns, notes_of
from desk.errors import Invalid


def blocks(name: str, content: bytes, pictures: Pictures) -> tuple[Blocks, list[Invalid]]:
    """The blocks of a .docx file, and a refusal for each picture that could not be kept in `pictures`.

    Refuses what is locked, broken, inflated, or carries macros.
    """
    reader = _Reader(opened(name, content), pictures)
    return tuple(reader.body()), reader.lost


class _Reader:
    """Reads one document from top to bottom, counting its numbered paragraphs."""

    def __init__(self, document: WordDocument, pictures: Pictures) -> None:
        self.document = document
        self.numbering: Numbering = numbering_of(document)
        self.pictures = WordPictures(document.part, pictures)
        notes, self._lost_in_notes = notes_of(document)
        self.runs = WordRuns(document.part, self.pictures, notes)

    def body(self) -> Iterator[Block]:
        yield from captioned(self._blocks(self.document.element.body))

    @property
    def lost(self) -> list[Invalid]:
        return self.pictures.lost + self._lost_in_notes

    def _blocks(self, parent: Any) -> Iterator[Block | Caption]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                column = _running_down(element)
                yield from self._table(element) if column is None else self._blocks(column)
            elif element.tag == qn("w:sdt") and not _is_contents(element):
                yield from self._blocks(element.find(qn("w:sdtContent")))
            elif element.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                yield from self._blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block | Caption]:
        style = self._style_names(element)
        if style and style[0].lower().startswith("toc "):
            return
        runs = merged(tuple(self.runs.of(element)))
        if runs:
            yield self._block(element, style, runs)
        yield from self.pictures.met()
        for box in element.xpath(".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])]"):
            yield from self._blocks(box)

    def _block(self, element: Any, style: list[str], runs: Runs) -> Block | Caption:
        marker = self._marker(element)
        label = (Run(marker.label + " "),) if marker is not None and marker.label else ()
        level = _heading_level(element, style)
        if level:
            return Heading(min(level, DEEPEST_HEADING), merged((*label, *unstyled(runs))))
        if label:
            return Paragraph(merged((*label, *runs)))
        if marker is not None:
            return ListItem(runs, marker.depth, marker.number)
        if any("quote" in one.lower() or "引用" in one for one in style):
            return Quote(runs)
        if may_be_caption(style, runs):
            return Caption(runs)
        return Paragraph(runs)

    def _marker(self, element: Any) -> Marker | None:
        found = element.xpath("./w:pPr/w:numPr") or self._style_numbering(element)
        if not found:
            return None
        number_id = found[0].xpath("./w:numId/@w:val") or ["0"]
        depth = found[0].xpath("./w:ilvl/@w:val") or ["0"]
        return self.numbering.marker(str(number_id[0]), int(depth[0]))

    def _style_numbering(self, element: Any) -> list[Any]:
        for style in self._styles(element):
            if found := style.element.xpath("./w:pPr/w:numPr[w:numId]"):
                return list(found)
        return []

    def _style_names(self, element: Any) -> list[str]:
        """The names of a paragraph's style and of those that it is based on."""
        return [str(style.name or "") for style in self._styles(element)]

    def _styles(self, element: Any) -> Iterator[Any]:
        """A paragraph's style and those that it is based on, each once: a damaged file may base them in a circle."""
        seen: set[str] = set()
        style: Any = WordParagraph(element, self.document._body).style
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = style.base_style

    def _table(self, element: Any) -> Iterator[Block | Caption]:
        rows = [list(self._cells(row)) for row in element.findall(qn("w:tr"))]
        width = max(map(len, rows), default=0)
        filled = [(*row, *[()] * (width - len(row))) for row in rows]
        if any(cell for row in filled for cell in row):
            yield Table(tuple(filled))
        yield from self.pictures.met()

    def _cells(self, row: Any) -> Iterator[Runs]:
        for cell in row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
            span = cell.xpath("./w:tcPr/w:gridSpan/@w:val")
            joined = cell.xpath("./w:tcPr/w:vMerge[not(@w:val) or @w:val='continue']")
            yield () if joined else self.runs.lines(cell)
            for _ in range(min(int(span[0]), 200) - 1 if span else 0):
                yield ()


def _heading_level(element: Any, style: list[str]) -> int:
    """1 to 9 for a heading; 0 for anything else."""
    for name in style:
        lowered = name.lower()
        if lowered == "title" or name == "标题":
            return 1
        for prefix in ("heading ", "标题 "):
            if lowered.startswith(prefix) and lowered[len(prefix) :].isdigit():
                return int(lowered[len(prefix) :])
    outline = element.xpath("./w:pPr/w:outlineLvl/@w:val")
    return int(outline[0]) + 1 if outline and int(outline[0]) < 9 else 0


def _running_down(table: Any) -> Any | None:
    """The cell of a table that is nothing but a column of Mongolian, as `word_columns` writes it."""
    cells = table.xpath("./w:tr/w:tc")
    return cells[0] if len(cells) == 1 and cells[0].xpath("./w:tcPr/w:textDirection[@w:val='tbLrV']") else None


def _is_contents(element: Any) -> bool:
    return bool(element.xpath("./w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']"))
