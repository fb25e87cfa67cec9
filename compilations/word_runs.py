"""The running text of a Word paragraph → runs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from markdown_it.common.normalize_url import normalizeLink

from compilations.blocks import Run, Runs
from compilations.characters import seen
from compilations.markdown_runs import merged
from compilations.pictures import NO_PICTURES
from compilations.word_pictures import TAGS, WordPictures
from desk.errors import Invalid

_SKIPPED = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:instrText", "w:delText")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote"))
_LINKS = ("http://", "https://", "mailto:")
_CHANGED_AWAY = ("none", "0", "false", "off")


class WordRuns:
    """Reads paragraphs of one part of a document; knows its links, and the notes and pictures of the document."""

    def __init__(self, part: Any, pictures: WordPictures, notes: dict[tuple[str, str], Runs]) -> None:
        self.part = part
        self.pictures = pictures
        self.notes = notes

    def of(self, element: Any, link: str = "") -> Iterator[Run]:
        """The runs of a paragraph (or of a link in it), in order."""
        for child in element:
            if child.tag == qn("w:r"):
                yield from self._run(child, link)
            elif child.tag == qn("w:hyperlink"):
                yield from self.of(child, self._target(child))
            elif child.tag == qn("m:t"):
                yield Run(seen(child.text or ""), link=link)
            elif child.tag not in _SKIPPED:
                yield from self.of(child, link)

    def lines(self, element: Any) -> Runs:
        """All paragraphs in `element` as one running text, with line breaks between them."""
        found: list[Run] = []
        for paragraph in element.iter(qn("w:p")):
            runs = merged(tuple(self.of(paragraph)))
            found += [Run("\n"), *runs] if found and runs else runs
        return merged(tuple(found))

    def _run(self, element: Any, link: str) -> Iterator[Run]:
        properties = element.find(qn("w:rPr"))
        if properties is not None and _is_on(properties, "w:vanish"):
            return
        style = Run(
            "",
            bold=properties is not None and _is_on(properties, "w:b"),
            italic=properties is not None and _is_on(properties, "w:i"),
            superscript=properties is not None and bool(properties.xpath("./w:vertAlign[@w:val='superscript']")),
            link=link,
        )
        text = ""
        for piece in self._pieces(element):
            if isinstance(piece, str):
                text += piece
            else:
                yield replace(style, text=seen(text), note=piece)
                text = ""
        yield replace(style, text=seen(text))

    def _pieces(self, element: Any) -> Iterator[str | Runs]:
        """What stands in a run: text, and between it the notes that are called."""
        for child in element.iter():
            if child.tag == qn("w:t") and not _hidden(child, element):
                yield child.text or ""
            elif child.tag == qn("w:tab"):
                yield " "
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-"
            elif child.tag in _BREAKS and child.get(qn("w:type")) not in ("page", "column"):
                yield "\n"
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                yield self.notes.get((child.tag, str(child.get(qn("w:id")))), ())
            elif child.tag in TAGS and not _hidden(child, element):
                yield self.pictures.mark(child)

    def _target(self, element: Any) -> str:
        relation = self.part.rels.get(element.get(qn("r:id")) or "")
        target = str(relation.target_ref) if relation is not None and relation.is_external else ""
        return normalizeLink(target) if target.lower().startswith(_LINKS) else ""


def notes_of(document: WordDocument) -> tuple[dict[tuple[str, str], Runs], list[Invalid]]:
    """The footnotes and endnotes of a document by the tag and number that call them, and what of them was lost."""
    found: dict[tuple[str, str], Runs] = {}
    lost: list[Invalid] = []
    for relation in document.part.rels.values():
        for kind, tag in _NOTES:
            if relation.reltype == kind and not relation.is_external:
                part = relation.target_part
                reader = WordRuns(part, WordPictures(part, NO_PICTURES), {})
                for note in parse_xml(part.blob).findall(qn(tag)):
                    found[(qn(f"{tag}Reference"), str(note.get(qn("w:id"))))] = reader.lines(note)
                lost += reader.pictures.lost
    return found, lost


def _is_on(properties: Any, tag: str) -> bool:
    element = properties.find(qn(tag))
    return element is not None and element.get(qn("w:val")) not in _CHANGED_AWAY


def _hidden(node: Any, run: Any) -> bool:
    """Whether a text lies in a box or a fallback inside the run, and is read elsewhere."""
    return any(parent.tag == qn("w:txbxContent") or parent.tag.endswith("}Fallback") for parent in _between(node, run))


def _between(node: Any, run: Any) -> Iterator[Any]:
    parent = node.getparent()
    while parent is not None and parent is not run:
        yield parent
        parent = parent.getparent()
