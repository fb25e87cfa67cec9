"""What each character is to a line: which may begin or end one, and what space lies between two of them.

GB/T 15834—2011, 5.1: closing marks never begin a line and opening ones never end it; …… and —— are not divided;
a full-width mark at the end of a line takes half its width (5.1.10), and marks may be squeezed (5.1.11).
W3C, Requirements for Chinese Text Layout, 3.2: two marks side by side give up the half em between them, and
Han and Latin stand a little apart. Every class is one letter, so that a paragraph's classes are a string.

    H  Han and all else that fills an em       L  letter, digit or sign of an alphabet
    C  closing mark with its right half empty  c  closing mark of an alphabet      Q  its closing quote
    O  opening mark with its left half empty   o  opening mark of an alphabet      q  its opening quote
    K  full-width mark that begins no line     P  full-width sign that ends no line  T  neither begins nor ends one
    D  dash or ellipsis                        U  superscript (a note's number)    M  Mongolian script
    S  space       F  full-width space         Z  place for a break                N  forced break
    X  no width of its own: joiners, accents
"""

import re
import unicodedata
from functools import lru_cache
from operator import add
from typing import NamedTuple

CLOSING = "，。、；：？！”’）》】〉」』〕］｝〗〙〛〞．"
OPENING = "“‘（《【〈「『〔［｛〖〘〚〝"
_LISTED = {
    "C": CLOSING,
    "O": OPENING,
    "K": "·・‧•～〜％‰℃℉々〻ーぁぃぅぇぉっゃゅょァィゥェォッャュョ‼⁇⁈⁉–",
    "P": "￥＄￡№",
    "T": "/／",
    "D": "…—⸺⋯",
    "c": ")]},.;:!?%°′″»",
    "o": "([{$£¥€«",
    "S": " \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f",
    "F": "\u3000",
    "Z": "\u200b",
    "N": "\n\u2028\u2029",
    "X": "\u2060\ufeff",
    "L": "±×÷\u00a0\u2007\u202f",
}
_ALPHABET = "LocqQ"
_NEVER_FIRST = "CKDcQUXSFNTZ"
_NEVER_LAST = "OoqPT"
_ANY = ""
_SPACES: tuple[tuple[str, str, float, float, int], ...] = (
    # left, right, gap and shrink in ems, weight
    ("C", "C", -0.5, 0.0, 0),
    ("O", "O", -0.5, 0.0, 0),
    ("C", "O", -0.5, 0.0, 1),
    ("C", "U", -0.3, 0.0, 0),
    (_ANY, "XUNSZ", 0.0, 0.0, 0),
    ("UXZ", "HO", 0.0, 0.0, 1),
    ("UXZN", _ANY, 0.0, 0.0, 0),
    ("S", _ANY, 0.0, 0.07, 3),
    ("H", "LoqM", 0.125, 0.0625, 2),
    ("LcQM", "H", 0.125, 0.0625, 2),
    ("OKT", _ANY, 0.0, 0.0, 0),
    (_ANY, "CKT", 0.0, 0.0, 0),
    ("D", "D", 0.0, 0.0, 0),
    ("C", _ANY, 0.0, 0.25, 1),
    (_ANY, "O", 0.0, 0.25, 1),
    ("LocqQM", "LocqQM", 0.0, 0.0, 0),
    (_ANY, _ANY, 0.0, 0.0, 1),
)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_QUOTE = re.compile("[“”‘’]")
_JOINED = re.compile(r"(?<=([^X]))X+")  # joiners and accents count as what they follow
_APOSTROPHE = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])’(?=[A-Za-z\u00c0-\u024f])")
_ALPHABET_QUOTE = re.compile(r"(?:(?<=[\x20-\x7e])[“‘]|[”’](?=[\x20-\x7e]))")
_URL = re.compile(r"(?:https?://|www\.|\b10\.\d{4,9}/)[!-~]+")
_IN_URL = re.compile(r"(?<=[/?&=#_])(?=[0-9A-Za-z])|(?<=[A-Za-z]{2}[.-])(?=[A-Za-z]{2})")
_WHOLE = re.compile("(?<=[0-9][—–～])(?=[0-9])|(?<=[０-９Ａ-Ｚａ-ｚ．])(?=[０-９Ａ-Ｚａ-ｚ])")
_AFTER_HYPHEN = re.compile(r"(?<=[A-Za-z\u0400-\u04ff]{2}-)(?=[A-Za-z\u0400-\u04ff]{2})")


class Between(NamedTuple):
    """What lies between two neighbours; lengths in ems."""

    breakable: bool
    gap: float  # set apart, or squeezed together when negative
    shrink: float  # how much more may be taken when the line is a little too long
    weight: int  # its share when the line is a little too short


class _Classes(dict[int, str]):
    """Code point → class letter, for str.translate."""

    def __missing__(self, point: int) -> str:
        letter = self[point] = _class_of(chr(point))
        return letter


def _class_of(character: str) -> str:
    for letter, members in _LISTED.items():
        if character in members:
            return letter
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return "X"
    if unicodedata.east_asian_width(character) in "WF":
        return "H"
    if category[0] == "L" or character < "\u0080":
        return "L"
    return "H" if unicodedata.east_asian_width(character) == "A" else "L"


def _may_break(left: str, right: str) -> bool:
    if left == "N":
        return True
    if right in _NEVER_FIRST or left in _NEVER_LAST or left == "X":
        return False
    if left in _ALPHABET + "M":
        return right not in _ALPHABET + "M"
    return True


def _space(left: str, right: str) -> tuple[float, float, int]:
    """Gap and shrink (in ems) and weight: the first rule that holds."""
    return next(
        (gap, shrink, weight)
        for lefts, rights, gap, shrink, weight in _SPACES
        if (lefts == _ANY or left in lefts) and (rights == _ANY or right in rights)
    )


_CLASSES = _Classes()
LETTERS = "HLCcQOoqKPTDUMSFZNX"
# Two class letters → what lies between the two; each part by itself too, so that a whole text is looked up at once.
BETWEEN = {
    left + right: Between(_may_break(left, right), *_space(left, right)) for left in LETTERS for right in LETTERS
}
BREAKABLE = {pair: each.breakable for pair, each in BETWEEN.items()}
WEIGHT = {pair: each.weight for pair, each in BETWEEN.items()}
SPACED = {pair: each.weight != 1 or bool(each.gap or each.shrink) for pair, each in BETWEEN.items()}


@lru_cache(maxsize=256)
def spaces(em: float) -> tuple[dict[str, float], dict[str, float]]:
    """Two class letters → gap, and → shrink, in the unit of `em`."""
    return (
        {pair: each.gap * em for pair, each in BETWEEN.items()},
        {pair: each.shrink * em for pair, each in BETWEEN.items()},
    )


def classify(text: str) -> str:
    """The class letters of a text, one for each character; quotes are judged by what stands around them."""
    classes = text.translate(_CLASSES)
    if "“" in text or "”" in text or "‘" in text or "’" in text:
        return _with_quotes(text, classes)
    return classes


def _with_quotes(text: str, classes: str) -> str:
    """“ ” ‘ ’ belong to an alphabet where its signs stand outside them, or where the text has no Han at all."""
    letters = list(classes)
    alphabet = _ALPHABET_QUOTE if _HAN.search(text) else _QUOTE
    for pattern in (_APOSTROPHE, alphabet):
        for match in pattern.finditer(text):
            letters[match.start()] = "q" if match.group() in "“‘" else "Q"
    return "".join(letters)


def exceptions(text: str) -> tuple[set[int], set[int]]:
    """Places where a line may break though its neighbours forbid it, and where it may not though they allow it.

    May: after the signs of an address, after a hyphen between letters. May not: inside a range of numbers
    or a full-width number.
    """
    may = {match.start() for match in _AFTER_HYPHEN.finditer(text)} if "-" in text else set()
    for address in _URL.finditer(text):
        may.update(address.start() + match.start() for match in _IN_URL.finditer(address.group()))
    return may, {match.start() for match in _WHOLE.finditer(text)}


def neighbours(classes: str) -> list[str]:
    """The two class letters around each place between characters: one fewer than there are characters."""
    settled = classes if "X" not in classes else _JOINED.sub(lambda found: found.group(1) * len(found.group()), classes)
    return list(map(add, settled, classes[1:]))
