"""Menksoft text: private-use code points of an older encoding, one for each form of a letter, read as Unicode.

After the table of Menksoft's points in the tests of mongfontbuilder by Kushim Jiang (MIT licence). A point says
which units are seen; `mongol_norm` says how Unicode spells them. Marks and punctuation (U+E234 to U+E262) part words.
Points of Todo, Sibe and Manchu have no reading here: such words are kept whole.
"""

from functools import lru_cache

from mongol_norm import MongolianShaper

_SHAPER = MongolianShaper("MNG")
FIRST, LAST = "\ue263", "\ue52c"
LONGEST = 120  # code points
GAPS = "\ue263\ue357\ue358\ue363\ue498\ue4ab"  # what sets a suffix apart: Menksoft's own gap, its MVS and NNBSP
_CONNECTORS = frozenset(f"{GAPS}\u180e\u202f")
_UNSEEN = frozenset("\ue359\ue35a\u180a\u180b\u180c\u180d\u180f\u200c\u200d")
_ALONE = frozenset("\ue26a\ue274")  # the final a or e that stands apart (ner-e): no code marks the gap before it
_FROM_E264 = """
AA A AA A A Aa Aa Aa A A AA A A A AA A Aa Aa A A A AI AI I I AI I I I II I AO AO U O O AO O O AO AO U O O AO O O
AUe AU AOI U Ue Ue O O AOI OI OI O O AUe AU AOI U Ue Ue O O AOI OI OI O O AW AW W W N A N A A N N A N A AG AG AG AG N A
B B B B2 B B B P P P P P P H Hx G Gx H Hx G Gx H Hx H Hx G Gx H G Gx G Gx Hx H G Hx H G H G Hx Hx G Hx G H G G
M M M M M M L L L L L L S S S Sz S S Sh Sh Sh Sh Sh T T T D T T T T D Dd D D Dd Ch Ch Ch I I I J I J Y I Y I
R R R R R R R W W U W F F F F F F K2 K2 K2 K2 K2 K2 K K K K K K C C C Z Z Z AHr Hr Hr Rh Rh Rh LHr LHr LHr Zr Cr Ix Ux
"""
_ELSEWHERE = {"\ue40c": "A", "\ue40f": "Aa", "\ue48a": "AG", "\U000f0000": "O", "\U000f0001": "U"}
_PARTS = {name: (name,) for name in ("Aa", "B2", "Ch", "Cr", "Dd", "Gx", "Hr", "Hx", "Ix", "K2", "Rh", "Sh", "Sz")} | {
    "AA": ("A", "A"),
    "AG": ("A", "G"),
    "AHr": ("A", "Hr"),
    "AI": ("A", "I"),
    "AO": ("A", "O"),
    "AOI": ("A", "O", "I"),
    "AU": ("A", "U"),
    "AUe": ("A", "Ue"),
    "AW": ("A", "W"),
    "II": ("I", "I"),
    "LHr": ("L", "Hr"),
    "OI": ("O", "I"),
}


def _table() -> dict[str, tuple[str, ...]]:
    names = dict(zip(map(chr, range(0xE264, 0xE352)), _FROM_E264.split(), strict=True)) | _ELSEWHERE
    return {point: _PARTS.get(name, (name,)) for point, name in names.items()}


_UNITS = _table()


def is_menksoft(text: str) -> bool:
    """Whether `text` has a letter of Menksoft's encoding, or one of the Todo, Sibe and Manchu letters beside it."""
    return any(FIRST <= char <= LAST for char in text)


@lru_cache(maxsize=65_536)
def read(word: str, *, suffix: bool = False) -> str:
    """A word as Unicode spells its ink, with U+180E for each gap; empty when it cannot be read.

    With `suffix`, the word is one that stands after a gap.
    """
    units = written(word[:LONGEST], suffix=suffix)
    try:
        return str(_SHAPER.normalize_written_units(units)) if units else ""
    except ValueError:
        return ""


def written(word: str, *, suffix: bool = False) -> list[str]:
    """The written units that a word shows, with `Mvs` for each gap; none when a point of it has no reading."""
    units = ["Mvs"] if suffix else []
    for char in word:
        if char in _CONNECTORS:
            units.append("Mvs")
        elif char in _UNITS:
            units += ["Mvs", "Aa"] if char in _ALONE and units[-1:] != ["Mvs"] else _UNITS[char]
        elif char not in _UNSEEN:
            return []
    return units


def same_ink(word: str) -> str:
    """A word in Unicode that is certain to show what the word shows; empty where that is not certain."""
    text = read(word) if len(word) <= LONGEST else ""
    return text if text and list(_SHAPER.shape(text)) == written(word) else ""
