"""Reading what colleagues send: .docx, .html, .md, .pdf and .txt → a title and blocks; .doc and .wps made .docx first.

What is read is kept as Markdown in the entry (`ReadText.markdown`), so that an editor can go on writing in it.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from compilations import html_reading, markdown, old_word, pdf_reading, plain_text, word_reading
from compilations.blocks import Blocks
from compilations.markdown_writing import as_markdown
from compilations.official import dressed, titled
from compilations.pictures import NO_PICTURES, Pictures
from desk.errors import Invalid

SUFFIXES = (".docx", ".html", ".htm", ".md", ".pdf", ".txt")
LARGEST_MB = 50
_MARKDOWN = re.compile(r"\n[^\S\n]*\n|^(#{1,6} |\[\^|!\[|[-*+>] |\d+\. |\|)", re.MULTILINE)
_SAVE_AS_DOCX = {".docm", ".dot", ".dotx", ".dotm", ".wpt", ".rtf", ".odt", ".pages"}


@dataclass(frozen=True)
class ReadText:
    """A text that was read: its title, its blocks without the title, and a refusal for each thing left out of it."""

    title: str
    blocks: Blocks
    warnings: tuple[Invalid, ...] = ()

    @property
    def markdown(self) -> str:
        """The text as it is kept in an entry."""
        return as_markdown(self.blocks)


def read(
    name: str, content: bytes, *, title: str = "", pictures: Pictures = NO_PICTURES, office: Path | None = None
) -> ReadText:
    """Read a file by its name and bytes; its title is `title`, else its first heading, else the file's name.

    Its pictures are kept in `pictures`; one that cannot be kept is no refusal but a warning. `office` is LibreOffice,
    which old Word files (.doc, .wps) need.
    Refuses, naming the file and what to do: other formats, empty files, files above 50 MB, wrong encodings, locked,
    broken or inflated .docx.
    """
    suffix = PurePath(name).suffix.lower()
    _refuse_unreadable(name, suffix, content, office)
    warnings: list[Invalid] = []
    if office is not None and suffix in old_word.SUFFIXES:
        suffix, content = ".docx", old_word.as_docx(name, content, office)
    if suffix == ".docx":
        blocks, warnings = word_reading.blocks(name, content, pictures)
    elif suffix in (".html", ".htm"):
        blocks, warnings = html_reading.blocks(name, content, pictures)
    elif suffix == ".pdf":
        blocks, warnings = pdf_reading.blocks(name, content, pictures)
    elif suffix == ".md":
        blocks = markdown.blocks(plain_text.decoded(name, content))
    else:
        blocks = plain_text.blocks(plain_text.decoded(name, content))
    if not blocks:
        raise Invalid("文件“{name}”里没有可读的文字。请打开看一看，或换一个文件。", name=name)
    found, rest = titled(dressed(blocks), title)
    return ReadText(found or PurePath(name).stem, rest, tuple(warnings))


def pasted(text: str, *, title: str = "") -> ReadText:
    """Read a text that was pasted: as Markdown where it has blank lines or marks, else one paragraph a line."""
    blocks = markdown.blocks(text) if _MARKDOWN.search(text.strip()) else plain_text.blocks(text)
    if not blocks:
        raise Invalid("没有文字可以收入。请先粘贴或写下正文。")
    found, rest = titled(dressed(blocks), title)
    if not found:
        raise Invalid("请给这篇文字写一个标题。")
    return ReadText(found, rest)


def _refuse_unreadable(name: str, suffix: str, content: bytes, office: Path | None) -> None:
    if suffix in _SAVE_AS_DOCX or (suffix in old_word.SUFFIXES and office is None):
        raise Invalid(
            "“{name}”是 {suffix} 格式，不能直接读入。请用 Word 或 WPS 另存为 .docx 后再上传。", name=name, suffix=suffix
        )
    if suffix not in (*SUFFIXES, *old_word.SUFFIXES):
        raise Invalid(
            "“{name}”不能读入。可以读入的是 {known}；其他文件请先另存为 .docx。", name=name, known="、".join(SUFFIXES)
        )
    if not content:
        raise Invalid("文件“{name}”是空的（0 字节）。请重新导出，或换一个文件。", name=name)
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise Invalid(
            "文件“{name}”有 {size} MB，超过了 {limit} MB。请压缩图片或分成几个文件后再上传。",
            name=name,
            size=len(content) // (1024 * 1024),
            limit=LARGEST_MB,
        )
