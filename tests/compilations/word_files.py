"""Word files for the tests, made as Word makes them."""

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def word_file(write: Callable[[WordDocument], object]) -> bytes:
    document = Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_paragraph_xml(inner: str) -> bytes:
    """A document with one paragraph made of raw WordprocessingML."""

    def write(document: WordDocument) -> None:
        body = document.element.body
        body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r', 'm')}>{inner}</w:p>"))

    return word_file(write)


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """The same package with parts changed (None: left out) and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            new = change(part.filename, source.read(part))
            if new is not None:
                target.writestr(part.filename, new)
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return out.getvalue()


NUMBERED = """
<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
"""


def numbered(levels: list[tuple[int, str]]) -> bytes:
    """Paragraphs that Word numbers by itself: 第一条, （一）, 1."""

    def write(document: WordDocument) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(NUMBERED.format(ns=nsdecls("w"))))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for depth, text in levels:
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>')
            )

    return word_file(write)
