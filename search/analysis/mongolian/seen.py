"""Read the letters of a Traditional word from what is seen of it: the written units of its shape.

A unit stands for several letters (one tooth is a, e, or n before a consonant; two are q, or g before a consonant), and
spelling says which: n and g before a vowel carry their dots, consonants and vowels take turns. So all readings are
followed from left to right, each with its penalty, and the best are kept. Letters that no unit tells apart come out as
one: a for a and e, u for o and u, U for ö and ü, t for t and d, x for q and the k or g of front words. The rules are
those of UTN #57 (version 4) and the Unicode Standard, chapter 13.5; the penalties are ours.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WIDTH = 5  # readings followed at a time
_TWO_VOWELS, _THREE_CONSONANTS, _TWO_AT_FIRST, _MIXED = 2, 2, 4, 3  # penalties
_VOWELS = """
A.A a b vce 0 B | A a b ce 0 F | A.I i b ce 0 - | A.O u b vce 0 B | A.O.I U b ce 0 F | A.W e b ce 0 F | A.Ue U b e 0 F
A a me vce 0 - | I i me vce 0 - | O u me vce 0 - | O.I U m ce 0 F | U u bme vce 0 - | Ue U e e 0 F | Aa a e e 0 -
W e me vce 1 - | I i b ce 3 - | O u b ce 3 - | Mvs.Aa a e e 0 - | Mvs.A a e e 0 -
"""
_CONSONANTS = """
N n bm v 0 - | A n me ce 0 - | N.N g m v 0 B | A.A x m v 0 B | A.A g m c 0 B | A.G N me ce 0 - | H x bm v 0 B
H g e e 0 B | Hx g bm v 0 B | G x bm v 0 - | G g me ce 0 - | B b bme vce 0 - | P p bme vce 0 - | M m bme vce 0 -
L l bme vce 0 - | S s bme vce 0 - | Sh S bme vce 0 - | T t bme vce 0 - | D t bme vce 0 - | O.A t m c 1 - | O.A t e e 0 -
Dd t me ce 0 - | Ch c bme vce 0 - | U w m v 2 - | J j bme vce 0 - | I j b v 0 - | I j e e 2 - | Y y bm vc 0 -
I y m v 2 - | R r bme vce 0 - | W w bme vce 1 - | F f bme vce 0 - | K2 k bme vce 0 - | K k bme vce 0 - | C C bme vce 0 -
Z z bme vce 0 - | Hr x bme vce 0 - | Rh r bme vce 0 - | Zr j bme vce 0 - | Cr c bme vce 0 -
"""
"""The fields of `_Way`, one way after the other."""


class _Way(NamedTuple):
    """A letter that `units` can be: at the beginning, middle or end (b m e), before a vowel, consonant, end (v c e)."""

    units: tuple[str, ...]
    letter: str
    kind: str  # vowel or consonant
    where: str
    before: str
    penalty: int
    gender: str  # of back (B) or front (F) words only


class _Reading(NamedTuple):
    penalty: int = 0
    letters: str = ""
    kinds: str = ""  # of the last three letters
    before: str = "vc"
    gender: str = "-"


def _table() -> dict[str, list[_Way]]:
    table: dict[str, list[_Way]] = {}
    for kind, lines in (("v", _VOWELS), ("c", _CONSONANTS)):
        for line in lines.strip().replace("\n", "|").split("|"):
            units, letter, where, before, penalty, gender = line.split()
            way = _Way(tuple(units.split(".")), letter, kind, where, before, int(penalty), gender)
            table.setdefault(way.units[0], []).append(way)
    return table


_WAYS = _table()
_PLAIN = {unit: way.letter for unit, ways in _WAYS.items() for way in reversed(ways) if len(way.units) == 1}
_MARKS = {
    "B": str.maketrans("aeiuUgxt", "AAIWVGHT"),
    "F": str.maketrans("aeiuUgxt", "EEIVVGXT"),
    "-": str.maketrans("aeiuUgxt", "QQIRVGXT"),
}
_PALATAL = {"c": "C", "j": "z", "s": "S"}
_BEFORE_I = re.compile("[cj](?!I)|s(?=I)")


def readings(units: Sequence[str]) -> list[str]:
    """The likely readings of the units of a stem (as `mongol_norm` names them); unit by unit if it is not a word."""
    end = len(units)
    reached: list[list[_Reading]] = [[_Reading()], *([] for _ in units)]
    for at in range(end):
        ways = _ways_at(units, at)
        for reading in sorted(reached[at], key=_penalty)[:_WIDTH]:
            for way in ways:
                if way.kind in reading.before:
                    after = at + len(way.units)
                    reached[after].append(_longer(reading, way, after == end))
    whole = sorted((reading for reading in reached[end] if "e" in reading.before), key=_penalty)
    best = dict.fromkeys(_marked(reading) for reading in whole if reading.penalty == whole[0].penalty)
    return list(best) or ["".join(_PLAIN.get(unit, "") for unit in units)]


def _penalty(reading: _Reading) -> int:
    return reading.penalty


def _marked(reading: _Reading) -> str:
    return _BEFORE_I.sub(lambda found: _PALATAL[found[0]], reading.letters.translate(_MARKS[reading.gender]))


def _ways_at(units: Sequence[str], at: int) -> list[_Way]:
    ways = []
    for way in _WAYS.get(units[at], ()):
        after = at + len(way.units)
        where = "b" if at == 0 else "e" if after == len(units) else "m"
        if where in way.where and (after == at + 1 or tuple(units[at:after]) == way.units):
            ways.append(way)
    return ways


def _longer(reading: _Reading, way: _Way, last: bool) -> _Reading:
    kinds = (reading.kinds + way.kind)[-3:]
    penalty = reading.penalty + way.penalty
    if kinds[-2:] == "vv":
        penalty += _two_vowels(reading.letters[-1] + way.letter, last)
    elif kinds[-2:] == "cc":
        penalty += _TWO_AT_FIRST if len(reading.letters) == 1 else 1 if last else 0
        penalty += _THREE_CONSONANTS if kinds == "ccc" else 0
    if reading.gender + way.gender in ("BF", "FB"):
        penalty += _MIXED
    gender = reading.gender if way.gender == "-" else way.gender
    return _Reading(penalty, reading.letters + way.letter, kinds, way.before, gender)


def _two_vowels(pair: str, last: bool) -> int:
    """Long u is written with two, a diphthong ends a word; other vowels rarely stand side by side."""
    return 0 if pair == "uu" or (last and pair[1] == "i") else 1 if pair == "ii" else _TWO_VOWELS
