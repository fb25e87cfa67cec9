"""Word files as they come back from a review, written as Word and WPS write them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.run import Run as DocxRun

AUTHOR, AT = "审稿人甲", "2026-01-27T09:30:00Z"
_NUMBERS = count(1000)
_COMMENTED = "00C0FFEE"


@dataclass(frozen=True)
class Marked:
    """Part of a paragraph: as it was, or `ins`, `del`, `moveFrom`, `moveTo`, `format`; or with a `comment`: 意见1."""

    text: str
    how: str = ""
    author: str = AUTHOR


@dataclass(frozen=True)
class Written:
    """A paragraph with the bookmark of its block (none: it has lost it)."""

    parts: Sequence[Marked]
    block: int | None = None
    is_new: bool = False


@dataclass(frozen=True)
class WrittenEntry:
    """An entry (0: text outside of all entries), its title first."""

    number: int
    title: Sequence[Marked]
    paragraphs: Sequence[Written] = field(default_factory=tuple)


def reviewed(entries: Iterable[WrittenEntry]) -> bytes:
    """The file."""
    document = Document()
    for entry in entries:
        mark = next(_NUMBERS)
        paragraphs = [_paragraph(Written(entry.title)), *map(_block(entry.number), entry.paragraphs)]
        if entry.number:
            paragraphs[0] = paragraphs[0].replace("<w:p ", f"{_start(mark, f'entry_{entry.number}')}<w:p ", 1)
            paragraphs[-1] += f'<w:bookmarkEnd w:id="{mark}"/>'
        body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(paragraphs)}</w:body>")
        for element in list(body):
            document.element.body.insert(len(document.element.body) - 1, element)
    _comment(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _block(number: int) -> Callable[[Written], str]:
    def write(written: Written) -> str:
        paragraph = _paragraph(written)
        if written.block is None:
            return paragraph
        mark = next(_NUMBERS)
        start = _start(mark, f"e{number}b{written.block}")
        return f'{start}{paragraph}<w:bookmarkEnd w:id="{mark}"/>'

    return write


def _start(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def _paragraph(written: Written) -> str:
    mark = f"<w:pPr><w:rPr><w:ins {_who(AUTHOR)}/></w:rPr></w:pPr>" if written.is_new else ""
    return f"<w:p {nsdecls('w')}>{mark}{''.join(map(_part, written.parts))}</w:p>"


def _who(author: str) -> str:
    return f'w:id="{next(_NUMBERS)}" w:author="{author}" w:date="{AT}"'


def _part(part: Marked) -> str:
    text = f'<w:t xml:space="preserve">{part.text}</w:t>'
    if part.how in ("del", "moveFrom"):
        deleted = text.replace("w:t", "w:delText") if part.how == "del" else text
        return f"<w:{part.how} {_who(part.author)}><w:r>{deleted}</w:r></w:{part.how}>"
    if part.how in ("ins", "moveTo"):
        return f"<w:{part.how} {_who(part.author)}><w:r>{text}</w:r></w:{part.how}>"
    if part.how == "format":
        change = f"<w:rPr><w:b/><w:rPrChange {_who(part.author)}><w:rPr/></w:rPrChange></w:rPr>"
        return f"<w:r>{change}{text}</w:r>"
    if part.how == "comment":
        return f'<w:r w:rsidR="{_COMMENTED}">{text}</w:r>'
    return f"<w:r>{text}</w:r>"


def _comment(document: WordDocument) -> None:
    """A comment on each run that is to have one."""
    for number, run in enumerate(document.element.body.xpath(f".//w:r[@w:rsidR='{_COMMENTED}']"), start=1):
        document.add_comment([DocxRun(run, document.paragraphs[0])], text=f"意见{number}", author=AUTHOR)
