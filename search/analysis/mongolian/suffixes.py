"""Suffixes that stand apart from their stem, after a connector, and how each is written in Cyrillic letters.

Code points above U+1800, in hexadecimal, after UTN #57 (version 4), L2/17-036 and the suffix registry of the
mongol-bichig project (MIT). They are compared by shape, never by code point: t and d, a and e, o and u, q and g look
alike in many places. A vowel separator with a single a or e (ner-e, qar-a) is not here: that ending belongs to the
stem. Neither are words of their own: `uu`, `ügei`, `büü`, `uruγu`, `sig`, `san`. What stands after `=` is what is heard
today, in the letters of `letters.py`; Z is a, e, o or ö, and R is u or ü, as the stem has it.
"""

_GENITIVE = "36 22 28=iin|24 28=in|26 28=in|24=i|26=i"
_ACCUSATIVE = "36 22=iig|22=iig"
_DATIVE_LOCATIVE = (
    "33 24=d|33 26=d|33 24 37=d|33 26 37=d|32 24=t|32 26=t|32 24 37=t|32 26 37=t|33 20=d|33 21=d|32 20=t|32 21=t"
    "|33 20 2C 22=dZx|33 21 2C 22=dZx|32 20 2C 22=tZx|32 21 2C 22=tZx|33 24 2C 22=dZx|33 26 2C 22=dZx"
)
_ABLATIVE = "20 34 20=ZZs|21 34 21=ZZs"
_INSTRUMENTAL = "2A 20 37=ZZr|2A 21 37=ZZr|22 36 20 37=ZZr|22 36 21 37=ZZr"
_COMITATIVE = "32 20 22=tZi|32 21 22=tZi|2F 24 2D 0E 20=lRgZZ|2F 26 2D 0E 21=lRgZZ|2F 26 2D 21=lRgZZ"
_REFLEXIVE = "2A 20 28=ZZ|2A 21 28=ZZ|22 36 20 28=ZZ|22 36 21 28=ZZ|36 24 2D 20 28=igZZ|36 26 2D 21 28=igZZ"
_PLURAL = (
    "24 33=RRd|26 33=RRd|28 24 2D 24 33=RRd|28 26 2D 26 33=RRd|28 20 37=nZr|28 21 37=nZr|28 24 2D=nRRd|28 26 2D=nRRd"
)
_TWO_IN_ONE = (
    "33 20 2D 20 28=dZZ|33 21 2D 21 28=dZZ|32 20 2D 20 28=tZZ|32 21 2D 21 28=tZZ"
    "|20 34 20 2D 20 28=ZZsZZ|21 34 21 2D 21 28=ZZsZZ|33 24 28 22=dni|33 26 28 22=dni|32 24 28 22=tni|32 26 28 22=tni"
    "|28 26 2D 21 28=ngZZ"
)
_OTHERS = (
    "2C 22=x|2C 22 28=xZn|34 24=c|34 26=c|28 22=ni|28 22 28=ni|33 24 2D 20 37=dRgZZr|33 26 2D 21 37=dRgZZr"
    "|2E 22 28 22=mini|34 22 28 22=cini|33 20 2D=dZg|33 21 2D=dZg|2F 20=l|2F 21=l|2C 26=xR"
    "|36 26 2E=yum|36 26 2E 30 21 28=yumsan"
)


def _read(lines: str) -> dict[str, str]:
    pairs = (line.split("=") for line in lines.split("|"))
    return {"".join(chr(0x1800 + int(point, 16)) for point in points.split()): heard for points, heard in pairs}


HEARD: dict[str, str] = {
    suffix: heard
    for case in (
        _OTHERS,
        _TWO_IN_ONE,
        _PLURAL,
        _REFLEXIVE,
        _COMITATIVE,
        _INSTRUMENTAL,
        _ABLATIVE,
        _DATIVE_LOCATIVE,
        _ACCUSATIVE,
        _GENITIVE,
    )
    for suffix, heard in _read(case).items()
}
"""Each suffix and how it is heard; where two look alike, the later one is the more usual."""

SUFFIXES: tuple[str, ...] = tuple(HEARD)
