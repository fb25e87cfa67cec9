"""Which characters the bytes of a record mean. Text is never guessed into mojibake: what is unsure is refused.

Leader position 09 cannot be trusted, so the bytes are asked. UTF-8 is so strict that Chinese in GB18030 passes for it
only by rare accident and only when short; the reverse accident is common, so UTF-8 is tried first. A record so short
that it could be either follows the rest of its file.
"""

import re
from collections.abc import Iterable

from desk.errors import Invalid

UTF8 = "utf-8"
GB18030 = "gb18030"

_ENOUGH = 6  # characters beyond ASCII: that many do not pass for UTF-8 by accident
_MARC8_LATIN = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xc8](?=[\x00-\x7f])|[\xe0-\xfe]{1,2}(?=[A-Za-z]))*")


def prevailing(records: Iterable[bytes]) -> str:
    """The encoding of most records of a file, by those that say something: beyond ASCII."""
    votes = [_is_utf8(raw) for raw in records if not raw.isascii()]
    return GB18030 if votes and sum(votes) * 2 < len(votes) else UTF8


def decoded(raw: bytes, file_encoding: str) -> str:
    """The text of one record; refused when it is broken or in an encoding that the desk does not read."""
    text = _as_utf8(raw, file_encoding)
    if text is None:
        text = _as_gb18030(raw)
    if "\ufffd" in text:
        raise Invalid("文字在导出之前已经损坏（含有替代字符）。请用原系统重新导出这一条。")
    return text


def encoding_of_text(data: bytes) -> str:
    """The encoding of a whole text file: by its byte order mark, else UTF-8 unless it cannot be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return UTF8 if _is_utf8(data) or _is_damaged_utf8(data) else GB18030


def _as_utf8(raw: bytes, file_encoding: str) -> str | None:
    try:
        text = raw.decode(UTF8)
    except UnicodeDecodeError:
        return None
    if file_encoding == GB18030 and not raw.isascii() and len(re.sub(r"[\x00-\x7f]", "", text)) < _ENOUGH:
        return None
    return text


def _as_gb18030(raw: bytes) -> str:
    if b"\x1b" in raw or _MARC8_LATIN.fullmatch(raw):
        raise Invalid("编码像是 MARC-8，不是 UTF-8 或 GB18030。请用原系统改用 UTF-8 导出。")
    if _is_damaged_utf8(raw):
        raise Invalid("UTF-8 文字有损坏。请用原系统重新导出这一条。")
    try:
        return raw.decode(GB18030)
    except UnicodeDecodeError as error:
        raise Invalid("文字既不是 UTF-8 也不是 GB18030。请用原系统改用 UTF-8 导出。") from error


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether most of `raw` is whole UTF-8: GB18030 read as UTF-8 leaves next to nothing whole."""
    text = raw.decode(UTF8, errors="replace")
    return len(re.sub(r"[\x00-\u07ff\ufffd]", "", text)) > text.count("\ufffd")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True
