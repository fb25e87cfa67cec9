"""Suffixes that stand apart from their stem, after a connector: code points above U+1800, in hexadecimal.

After UTN #57 (version 4) and L2/17-036. They are compared by shape, never by code point: t and d, a and e, o and u,
q and g look alike in many places. A vowel separator with a single a or e (ner-e, qar-a) is not here: that ending
belongs to the stem. Neither are `uu` and `ügei`, which are words of their own.
"""

_GENITIVE = "36 22 28|24 28|26 28|24|26"
_ACCUSATIVE = "36 22|22"
_DATIVE_LOCATIVE = (
    "33 24|33 26|33 24 37|33 26 37|32 24|32 26|32 24 37|32 26 37|33 20|33 21|32 20|32 21"
    "|33 20 2C 22|33 21 2C 22|32 20 2C 22|32 21 2C 22"
)
_ABLATIVE = "20 34 20|21 34 21"
_INSTRUMENTAL = "2A 20 37|2A 21 37|22 36 20 37|22 36 21 37"
_COMITATIVE = "32 20 22|32 21 22|2F 24 2D 0E 20|2F 26 2D 21"
_REFLEXIVE = "2A 20 28|2A 21 28|22 36 20 28|22 36 21 28"
_PLURAL = "24 33|26 33|28 24 2D 24 33|28 26 2D 26 33|28 20 37|28 21 37|28 24 2D|28 26 2D"
_TWO_IN_ONE = (
    "33 20 2D 20 28|33 21 2D 21 28|32 20 2D 20 28|32 21 2D 21 28|20 34 20 2D 20 28|21 34 21 2D 21 28"
    "|33 24 28 22|33 26 28 22|32 24 28 22|32 26 28 22|36 24 2D 20 28|36 26 2D 21 28|28 26 2D 21 28"
)
_OTHERS = "2C 22|2C 22 28|34 24|34 26|28 22|28 22 28|33 24 2D 20 37|33 26 2D 21 37"


def _read(lines: str) -> list[str]:
    return ["".join(chr(0x1800 + int(point, 16)) for point in line.split()) for line in lines.split("|")]


SUFFIXES: tuple[str, ...] = tuple(
    suffix
    for case in (
        _GENITIVE,
        _ACCUSATIVE,
        _DATIVE_LOCATIVE,
        _ABLATIVE,
        _INSTRUMENTAL,
        _COMITATIVE,
        _REFLEXIVE,
        _PLURAL,
        _TWO_IN_ONE,
        _OTHERS,
    )
    for suffix in _read(case)
)
