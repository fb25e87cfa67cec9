"""The running text of a Word paragraph → runs."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from markdown_it.common.normalize_url import normalizeLink

from compilations.blocks import Run
from compilations.characters import seen

_SKIPPED = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:instrText", "w:delText")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_PICTURES = {qn("pic:pic"), "{urn:schemas-microsoft-com:vml}imagedata"}
_LINKS = ("http://", "https://", "mailto:")
_CHANGED_AWAY = ("none", "0", "false", "off")


class WordRuns:
    """Reads paragraphs of one document; knows its links and notes."""

    def __init__(self, document: WordDocument) -> None:
        self.part = document.part
        self.notes = dict(self._notes())

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

    def _run(self, element: Any, link: str) -> Iterator[Run]:
        properties = element.find(qn("w:rPr"))
        if properties is not None and _is_on(properties, "w:vanish"):
            return
        text = seen("".join(self._text(element)))
        if text:
            yield Run(
                text,
                bold=properties is not None and _is_on(properties, "w:b"),
                italic=properties is not None and _is_on(properties, "w:i"),
                superscript=properties is not None and bool(properties.xpath("./w:vertAlign[@w:val='superscript']")),
                link=link,
            )

    def _text(self, element: Any) -> Iterator[str]:
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
                note = self.notes.get((child.tag, child.get(qn("w:id"))))
                yield f"〔注：{note}〕" if note else ""
            elif child.tag in _PICTURES:
                yield f"〔图：{_description(child)}〕"

    def _target(self, element: Any) -> str:
        relation = self.part.rels.get(element.get(qn("r:id")) or "")
        target = str(relation.target_ref) if relation is not None and relation.is_external else ""
        return normalizeLink(target) if target.lower().startswith(_LINKS) else ""

    def _notes(self) -> Iterator[tuple[tuple[str, str], str]]:
        for relation in self.part.rels.values():
            for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote")):
                if relation.reltype == kind and not relation.is_external:
                    for note in parse_xml(relation.target_part.blob).findall(qn(tag)):
                        text = seen("".join(node.text or "" for node in note.iter(qn("w:t")))).strip()
                        yield (qn(f"{tag}Reference"), str(note.get(qn("w:id")))), text


def _description(picture: Any) -> str:
    properties = next(picture.iterancestors(qn("wp:inline"), qn("wp:anchor")), picture).find(qn("wp:docPr"))
    described = "" if properties is None else properties.get("descr") or properties.get("title") or ""
    return str(described) or "原文此处有图"


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
