"""Mongolian titles made of a list of words, and the ways in which readers type them.

A line of the list is a word in Cyrillic, in Traditional script, and how often it was met. Titles are words of the list
at random. Romanisation: MNS 5217 (2012), BGN/PCGN (1964), what people type without either, and that of scholars, each
from our own table.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mongol_norm import MongolianShaper

NNBSP, MVS = "\u202f", "\u180e"
_GAPS = f"{NNBSP} "
_SHAPER = MongolianShaper("MNG")
_MNS_LETTERS = "a b v g d ye yo j z i i k l m n o ö p r s t u ü f kh ts ch sh sh i y i e yu ya"
_SCHOLARS_LETTERS = "a e i o u ö ü ē n ng b p q γ m l s š t d č ǰ y r w f k k c z h r lh zh ch"  # U+1820 to U+1842
_MNS = dict(
    zip(
        "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
        _MNS_LETTERS.split(),
        strict=True,
    )
)
_BGN = _MNS | {"й": "y", "х": "h", "з": "dz", "ы": "y", "ь": "\u02b9", "ъ": "\u02ba"}
_INFORMAL = _MNS | {"х": "h", "ө": "u", "ү": "u", "ж": "j", "ц": "ts", "й": "i", "ы": "ii", "ь": "i", "ъ": "", "е": "e"}
_INFORMAL_X = _INFORMAL | {"х": "x", "ө": "o", "ц": "c", "ж": "zh", "ы": "y", "е": "ye", "ь": ""}
_SCHOLARLY = dict(
    zip(
        map(chr, range(0x1820, 0x1843)),
        _SCHOLARS_LETTERS.split(),
        strict=True,
    )
) | {MVS: "-", NNBSP: "-", " ": "-"}
_FRONT = {"\u182c": "k", "\u182d": "g"}
_IS_FRONT = re.compile("[\u1821\u1825\u1826]")
_ASCII = str.maketrans("öüēγščǰ", "ouegscj")
_SELECTORS = re.compile("[\u180b-\u180d\u180f]")
_SAME_INK = {
    "\u1820": "\u1821",
    "\u1821": "\u1820",
    "\u1823": "\u1824",
    "\u1824": "\u1823",
    "\u1825": "\u1826",
    "\u1826": "\u1825",
    "\u1832": "\u1833",
    "\u1833": "\u1832",
    "\u182c": "\u182d",
    "\u182d": "\u182c",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A word in both scripts."""

    cyrillic: str
    traditional: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the words it is made of."""

    words: tuple[Pair, ...]

    @property
    def text(self) -> str:
        """The title in Traditional script."""
        return " ".join(word.traditional for word in self.words)


def pairs_of(file: Path) -> list[Pair]:
    """The words of a list; the first line names the columns."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return [Pair(*line.split("\t")[:2]) for line in lines if line]


def titles_of(words: Sequence[Pair], count: int, chance: random.Random) -> list[Title]:
    """`count` titles of two to six words."""
    return [Title(tuple(chance.sample(words, chance.randint(2, 6)))) for _ in range(count)]


def written(letters: dict[str, str]) -> Callable[[Pair], str]:
    """How a word is written when each Cyrillic letter is put into Latin letters."""
    return lambda word: "".join(letters.get(letter, letter) for letter in word.cyrillic)


mns, bgn = written(_MNS), written(_BGN)


def informal(word: Pair) -> str:
    """Two of the habits that people have who type as they please; a word always comes out the same."""
    return written(_INFORMAL if len(word.cyrillic) % 2 else _INFORMAL_X)(word)


def scholarly(word: Pair) -> str:
    """The Traditional word letter by letter, with a hyphen at each connector."""
    bare = _SELECTORS.sub("", word.traditional)
    letters = _SCHOLARLY | _FRONT if _IS_FRONT.search(bare) else _SCHOLARLY
    return "".join(letters.get(letter, "") for letter in bare)


def scholarly_ascii(word: Pair) -> str:
    """The same without diacritics."""
    return scholarly(word).translate(_ASCII)


@cache
def recoded(word: str, seed: int = 0) -> str:
    """Another code sequence of the same ink: some letters exchanged for others of one shape, or all of them."""
    chance = random.Random(f"{seed} {word}")
    typed = "".join(part if part in _GAPS else _part_recoded(part, chance) for part in re.split(f"([{_GAPS}])", word))
    return typed if same_ink(typed, word) else word


def connected(word: Pair, gap: str) -> str:
    """The Traditional word with `gap` before each of its suffixes."""
    return re.sub(f"[{_GAPS}]", gap, word.traditional)


def _part_recoded(part: str, chance: random.Random) -> str:
    if chance.random() < 0.3:
        return _SHAPER.normalize(part) if same_ink(_SHAPER.normalize(part), part) else part
    now = list(part)
    for place in chance.sample(range(len(now)), len(now)):
        was = now[place]
        if was in _SAME_INK:
            now[place] = _SAME_INK[was]
            if not same_ink("".join(now), part):
                now[place] = was
    return "".join(now)


def same_ink(one: str, other: str) -> bool:
    """Whether two spellings are seen alike."""
    one, other = (re.sub(f"[{_GAPS}]", MVS, word) for word in (one, other))
    return bool(_SHAPER.same_shape(one, other))
