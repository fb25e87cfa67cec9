"""Characters that texts bring along and that no page can show."""

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, which XML refuses as well
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte-order mark
    "\ud800-\udfff"  # lone surrogates: half a character, and no file can hold them
    "\ufffe\uffff"
    "]"
)


_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


def seen(text: str) -> str:
    """`text` without what cannot be seen; Mongolian selectors, vowel separator and joiners are kept.

    Tabs become spaces and every kind of line end a newline.
    """
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")


_CHINESE = re.compile("[\u2010-\u2027\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def joined_lines(first: str, second: str) -> str:
    """Two lines of one paragraph as one: a blank between words, nothing where either side is Chinese."""
    chinese = not first or not second or _CHINESE.match(first[-1]) or _CHINESE.match(second[0])
    return first + second if chinese else f"{first} {second}"
