"""ISO 2709, the exchange format of MARC: a leader, a directory, fields, each closed by a control character.

Real files lie about lengths: a conversion from GB to UTF-8 that kept the old numbers, a leader copied from another
record. The control characters do not lie, because no character of UTF-8 or GB18030 contains them. So records end at
the record terminator, and the directory's numbers are believed only where each field ends with its terminator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from desk.catalogue.encodings import decoded
from desk.catalogue.marc import Field, Marc
from desk.errors import Invalid

RECORD_END = b"\x1d"
FIELD_END = b"\x1e"
SUBFIELD = "\x1f"

# line ends that editors put between records, and a DOS end of file; a leader may begin with blanks of its own
_BETWEEN = re.compile(rb"(?:[\t\r\n\x00\x1a]| +(?=[\r\n\x1a\d]|\Z))*")
_LEADER = re.compile(rb"[\s\x00\x1a]*\d{5}")
_ENTRY = re.compile(rb"([0-9A-Za-z]{3})(\d{4})(\d{5})")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The bytes of one record; `is_whole` is false for a last record without its terminator."""

    raw: bytes
    is_whole: bool


def chunks(data: bytes | mmap) -> Iterator[Chunk]:
    """The records of a file, one by one, in their order."""
    start = _skip(data, 0)
    while start < len(data):
        end = _end(data, start)
        yield Chunk(bytes(data[start:end]), is_whole=data[end - 1 : end] == RECORD_END)
        start = _skip(data, end)


def parsed(chunk: Chunk, file_encoding: str) -> Marc:
    """One record; refused when it is cut off, has no usable directory, or its text cannot be decoded."""
    if not chunk.is_whole:
        raise Invalid("记录没有结尾，文件可能传输时被截断。请重新取得完整的文件。")
    if len(chunk.raw) < 26 or FIELD_END not in chunk.raw:
        raise Invalid("这不是 MARC 记录（缺少目次区）。请检查原文件。")
    leader = chunk.raw[:24].decode("latin-1")
    directory, _, body = chunk.raw[24:].partition(FIELD_END)
    tags, fields = _cut(directory, body.removesuffix(RECORD_END))
    text = decoded(FIELD_END.join(fields), file_encoding).split("\x1e")
    return Marc(leader, tuple(_field(tag, content) for tag, content in zip(tags, text, strict=True)))


def _skip(data: bytes | mmap, start: int) -> int:
    found = _BETWEEN.match(data, start)
    return found.end() if found else start


def _end(data: bytes | mmap, start: int) -> int:
    """Where the record at `start` ends: at its terminator, or at its stated length if a terminator strayed into it."""
    first = data.find(RECORD_END, start)
    if first < 0:
        return len(data)
    digits = bytes(data[start : start + 5])
    stated = start + int(digits) if digits.isdigit() else 0
    strayed = first + 1 < stated <= len(data) and data[stated - 1 : stated] == RECORD_END
    return stated if strayed and not _LEADER.match(data, first + 1) else first + 1


def _cut(directory: bytes, body: bytes) -> tuple[list[str], list[bytes]]:
    """Tags and contents of the fields: by the directory's numbers if they hold, else by the order of starts."""
    entries = _ENTRY.findall(directory)
    if not entries or len(directory) != 12 * len(entries):
        raise Invalid("目次区不完整，无法分出字段。请用原系统重新导出这一条。")
    contents = body.removesuffix(FIELD_END).split(FIELD_END)
    if len(contents) != len(entries):
        raise Invalid(
            "目次区有 {stated} 个字段，数据区却有 {found} 个。请用原系统重新导出这一条。",
            stated=len(entries),
            found=len(contents),
        )
    tags = [tag.decode() for tag, _, _ in entries]
    spans = [(int(start), int(start) + int(length) - 1) for _, length, start in entries]
    if all(body[end : end + 1] == FIELD_END and FIELD_END not in body[start:end] for start, end in spans):
        return tags, [body[start:end] for start, end in spans]
    by_start = sorted(range(len(entries)), key=lambda index: spans[index][0])
    return [tags[index] for index in by_start], contents


def _field(tag: str, content: str) -> Field:
    head, *subfields = content.split(SUBFIELD)
    if not subfields:
        return Field(tag, "", content, ())
    return Field(tag, head, "", tuple((part[0], part[1:]) for part in subfields if part))
