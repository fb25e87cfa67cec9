r"""Cut a text into runs by script, so that each run goes to the analyser that knows it.

A Han run is Han letters alone. A Mongolian run is one word: free variation selectors, the vowel separator
(U+180E) and the narrow no-break space (U+202F) stay inside it, since they are part of how the word is spelled,
although `str.split` and the \w of patterns take them for gaps. Digits stay with the letters that they touch (H5N1).
What belongs to no run is punctuation, space, a symbol, or a lone surrogate, and never becomes a token.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

HAN, LATIN, CYRILLIC, MONGOLIAN, DIGITS, OTHER = "han", "latin", "cyrillic", "mongolian", "digits", "other"
LETTERS = (LATIN, CYRILLIC, DIGITS)

_KIND_OF_RANGES = {
    "j": ((0x180A, 0x180F), (0x200C, 0x200D), (0x202F, 0x202F), (0xE23E, 0xE23E)),  # joiners; the last is Menksoft's
    "g": ((0x3B3, 0x3B3),),  # scholars write Mongolian γ with the Greek letter, in the midst of Latin ones
    " ": ((0xE234, 0xE262),),  # marks of Menksoft, an older encoding
    "M": ((0x1820, 0x1878), (0x1880, 0x18AA), (0xE263, 0xE52C)),  # Mongolian; the last range is Menksoft's
    "H": ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
}
_LATIN_RANGES = ((0x41, 0x2AF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF))
_CYRILLIC_RANGES = ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))
_CATEGORIES = {
    "Mn": "m",
    "Mc": "m",
    "Me": "m",
    "Nd": "D",
    "Co": "O",  # private use, fonts of the nineties: kept whole, so that at least the same codes are found
}


class Run(NamedTuple):
    """Part of a text in one script; `start` and `end` are code points of the text it was cut from."""

    script: str
    start: int
    end: int
    text: str


class _Kinds(dict[str, str]):
    """Character → one letter that says what it is; each character is looked at once per process."""

    def __missing__(self, char: str) -> str:
        kind = self[char] = _kind(char)
        return kind


def _kind(char: str) -> str:
    point = ord(char)
    for kind, ranges in _KIND_OF_RANGES.items():
        if _within(point, ranges):
            return kind
    return _CATEGORIES.get(unicodedata.category(char)) or _kind_of_letter(char)


def _kind_of_letter(char: str) -> str:
    plain = next((part for part in unicodedata.normalize("NFKC", char) if part.isalnum()), "")
    if not plain:
        return " "
    if plain != char:
        return _KINDS[plain]
    if _within(ord(plain), _LATIN_RANGES):
        return "L"
    if _within(ord(plain), _CYRILLIC_RANGES):
        return "C"
    return "O"


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= point <= last for first, last in ranges)


_KINDS = _Kinds()
_RUN = re.compile(
    r"(?P<han>H+)|(?P<mongolian>M[Mjm]*)|(?P<latin>[Dmg]*L[LDmg]*)|(?P<cyrillic>[Dm]*C[CDm]*)"
    r"|(?P<digits>D[Dm]*)|(?P<other>[Og][Omg]*)"
)


def runs(text: str) -> Iterator[Run]:
    """The runs of `text` in their order."""
    kinds = "".join(map(_KINDS.__getitem__, text))
    for found in _RUN.finditer(kinds):
        start, end = found.span()
        assert found.lastgroup is not None  # every branch of the pattern is named
        yield Run(found.lastgroup, start, end, text[start:end])


def is_han(char: str) -> bool:
    """Whether a character belongs to a Han run."""
    return _KINDS[char] == "H"
