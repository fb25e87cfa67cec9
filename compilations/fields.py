"""What may be written into the fields of a compilation."""

import re

from compilations.characters import seen
from compilations.menksoft_text import as_unicode
from desk.errors import Invalid, Word

LONGEST_LINE = 500
LONGEST_TEXT = 5_000_000
BETWEEN_TERMS = "；"
_BETWEEN_TERMS = re.compile(r"[；;、\n]")


def one_line(text: str, what: Word | None = None) -> str:
    """`text` as one line that can be printed; refuses one that is too long, and an empty one where `what` is needed."""
    line = as_unicode(" ".join(seen(text).split("\n")).strip())
    if what is not None and not line:
        raise Invalid("{what}不能为空。请填写后再保存。", what=what)
    if len(line) > LONGEST_LINE:
        raise Invalid(
            "“{start}…”有 {length} 个字，超过了 {limit} 个字。请写短一些。",
            start=line[:12],
            length=len(line),
            limit=LONGEST_LINE,
        )
    return line


def long_text(text: str) -> str:
    """`text` without what cannot be printed; refuses one above five million characters."""
    cleaned = as_unicode(seen(text))
    if len(cleaned) > LONGEST_TEXT:
        raise Invalid(
            "文字有 {length} 个字，超过了 {limit} 个字。请分成几个条目。", length=len(cleaned), limit=LONGEST_TEXT
        )
    return cleaned


def headings(text: str) -> list[str]:
    """Index terms out of one line, each once, in their order; people put ；, ; or 、 between them."""
    parts = (one_line(part) for part in _BETWEEN_TERMS.split(seen(text)))
    return list(dict.fromkeys(filter(None, parts)))
