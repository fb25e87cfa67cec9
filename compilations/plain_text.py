"""Plain text → blocks: which bytes are which characters, and which lines are one paragraph."""

import codecs
import re

from compilations.blocks import Blocks, Paragraph, Run
from compilations.characters import joined_lines, seen
from desk.errors import Invalid

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FINISHED = re.compile(r"[。！？；：.!?;:][”’」』）》]*$")


def decoded(name: str, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030; refuses rather than show wrong characters.

    GB18030 accepts almost any bytes, so a UTF-8 file with one broken place must not fall through to it.
    """
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _decoded(name, content[len(mark) :], encoding)
    damaged = content.decode("utf-8", "replace")
    replaced, beyond_ascii = damaged.count("\ufffd"), sum(character > "\x7f" for character in damaged)
    if b"\x00" in content:
        raise Invalid("文件“{name}”不是文本文件，或编码无法识别。请用记事本另存为 UTF-8 编码后再上传。", name=name)
    return _decoded(name, content, "utf-8" if replaced * 4 <= beyond_ascii else "gb18030")


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(
            "文件“{name}”第 {position} 字节处的编码有误，没有读入。请用记事本另存为 UTF-8 编码后再上传。",
            name=name,
            position=error.start + 1,
        ) from error


def blocks(text: str) -> Blocks:
    """One paragraph per line; lines that were wrapped by hand at a fixed width are joined again."""
    paragraphs: list[str] = []
    lines = [line.rstrip() for line in seen(text).split("\n")]
    width = _wrapped_at(lines)
    for before, line in zip(["", *lines], lines, strict=False):
        if width and paragraphs and _goes_on(before, line, width):
            paragraphs[-1] = joined_lines(paragraphs[-1], line.strip())
        elif line.strip():
            paragraphs.append(line.strip())
    return tuple(Paragraph((Run(paragraph),)) for paragraph in paragraphs)


def _wrapped_at(lines: list[str]) -> int:
    """The width at which lines were wrapped by hand; 0 where each line is a paragraph of its own."""
    widths = [len(line) for line in lines if line]
    widest = max(widths, default=0)
    full = sum(width >= widest - 2 for width in widths)
    return widest if len(widths) >= 4 and 20 <= widest <= 120 and full * 3 >= len(widths) else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether `line` continues the line before: that one is full and unfinished, and this one has no indent."""
    full = len(before) >= width - 2 and not _FINISHED.search(before)
    return full and bool(line) and not line[0].isspace()
