"""How much two words sound alike, from the letters that `sounds.py` gives: a weighted edit distance.

What spelling does not tell apart costs little (b and v, ts and ch), nor does what one script writes and another does
not: g between vowels, vowels without stress, vowels at the end. The weights are ours: set by hand, then tuned on pairs
of Cyrillic and Traditional words and rounded. One unit is about what halves the trust in a match.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.analysis.mongolian.sounds import Sound

Codes = NDArray[np.intp]
Lengths = NDArray[np.intp]
Costs = NDArray[np.float32]

SIMILAR = 0.4  # below this two words with the same skeleton are no match
NEAR = 0.45  # what is asked of a word that may be no Mongolian at all: one in Latin letters
STEM = 0.85  # what the likeness of two stems counts beside that of whole words

_PER_LETTER = 2.5  # costs per letter of the longer word at which nothing is left of the likeness
_OTHER_LETTER, _MISSING_LETTER = 6.0, 5.5
_VOWELS = "aeiouOUAEIWVQRZ"

_TAKEN_FOR = """
a e2 o2 i3 A0 E2.5 W2.2 Q0.9 R2.3 Z0.3 I2
e O2 i2 A2 E0.3 V2.5 Q0.3 R2 Z0.4 I2
o O0.7 u1.5 U1.5 A2.4 E2 W0.7 V1.2 Q3 R1 Z0.5 I3
O u1 U1 E1 V0.5 Q2.5 R1.5 Z0.6 I2.5
u U0.7 A2.7 E2 W0.5 V1 Q3 R1 Z1.5 I3
U W2.5 V0.5 R1 Z2 I3 X2.4
i y1 A4 E4 Q4 I0
y I1
A E1.5 W2 Q0 R2 Z0.3
E V1.5 Q0 R2 Z0.3
W V1.5 Q2.5 R0 Z1.5
V Q2.5 R0 Z1.5
Q R2.5 Z0.3
R Z1.5
b v0.6 w1 p3
v w0 f2
p f1
m n4
n N0.1 G5
N g2.5
g x2.5 k2 G0 H2.5 X0.8
x k0.5 G3 H0 X0.4
k H0.5 X0.6
G H1 X0.3
H X0.3
t d2.5 T0.8
d T0.4
c C1.8 j1.5 z3.5 S3
C j1.5 z2.5 s3
j z1.5
z s2
s S2.5
"""
"""A letter, and at what cost others are taken for it or it for them."""

_LEFT_OUT = """
A 6 .9 1.8 1.8
E 3 .6 1.3 1.2
Q 6 .5 1.5 1.4
I 5.5 .4 2 .8
W 6 .6 1.7 .1
V 6 .3 1.7 .1
R 6 1 1.6 .2
Z 6 2.5 2.5 5
a 6 2.4 3.5 5.5
e 5.5 2.4 3.2 5.5
o 5.7 2.2 3.4 5
O 5.5 2.3 3.2 3.5
u 6 2.7 5.5 3.3
U 5.7 2 5.5 3.2
i 5.5 1.5 3.5 5
G 5.5 .3 .8 5.5
X 6 .9 5 5
H 6 3.5 3.5 5
g 6 1.9 3.4 5
x 6.5 3.6 2.3 6
y 1.5 1 .5 5
n 6 5 4 5
N 6 4 5 4
b 6.5 3 5 3.5
v 5 5 4 4.5
"""
"""Letters that the other word may lack: at the beginning, beside a vowel, elsewhere within, at the end.

For a consonant "beside a vowel" means between two.
"""


def _substitutions() -> Costs:
    table = np.full((128, 128), _OTHER_LETTER, np.float32)
    table[ord(" ")] = table[:, ord(" ")] = 1000  # a blank fills what a word lacks and stands for nothing
    np.fill_diagonal(table, 0)
    for line in _TAKEN_FOR.strip().splitlines():
        letter, *others = line.split()
        for other in others:
            table[ord(letter), ord(other[0])] = table[ord(other[0]), ord(letter)] = float(other[1:])
    return table


def _omissions() -> Costs:
    table = np.full((4, 128), _MISSING_LETTER, np.float32)
    table[:, ord(" ")] = 0
    for line in _LEFT_OUT.strip().splitlines():
        letter, *costs = line.split()
        table[:, ord(letter)] = [float(cost) for cost in costs]
    return table


_SUBSTITUTIONS, _OMISSIONS = _substitutions(), _omissions()
_IS_VOWEL = np.isin(np.arange(128), np.frombuffer(_VOWELS.encode(), np.uint8))
_FIRST, _BESIDE, _WITHIN, _LAST = range(4)


def similarity(asked: str, kept: str) -> float:
    """How alike two words sound, by their letters: 1 for the same, 0 for nothing in common."""
    return similarities(asked, (kept,))[0]


def similarities(asked: str, kept: Sequence[str]) -> list[float]:
    """The same for many words that are kept: whole words, or their stems alone where these are nearer."""
    whole = [word.replace(".", "") for word in kept]
    if "." in asked:
        near = _similarities(asked.replace(".", ""), whole)
        stems = _similarities(_stem(asked), list(map(_stem, kept)))
        return [max(one, other * STEM) for one, other in zip(near, stems, strict=True)]
    parted = [at for at, word in enumerate(kept) if "." in word]  # only of these is the stem another word
    near = _similarities(asked, [*whole, *(_stem(kept[at]) for at in parted)])
    for at, likeness in zip(parted, near[len(kept) :], strict=True):
        near[at] = max(near[at], likeness * STEM)
    return near[: len(kept)]


def alike(asked: Iterable[Sound], kept_under: Callable[[str], Iterable[str]]) -> dict[tuple[str, str], float]:
    """What is kept that sounds like any of `asked`: key and letters of each, with its likeness, `SIMILAR` or more.

    `kept_under` gives the letters that are kept under a key.
    """
    keys_of: dict[str, dict[str, None]] = {}
    for sound in asked:
        keys_of.setdefault(sound.letters, {})[sound.key] = None
    kept = {key: list(kept_under(key)) for keys in keys_of.values() for key in keys}
    found: dict[tuple[str, str], float] = {}
    for letters, keys in keys_of.items():
        near = [(key, word) for key in keys for word in kept[key]]
        for one, likeness in zip(near, similarities(letters, [word for _, word in near]), strict=True):
            if likeness >= max(SIMILAR, found.get(one, 0)):
                found[one] = likeness
    return found


def _stem(word: str) -> str:
    return word.partition(".")[0]


def _similarities(asked: str, kept: Sequence[str]) -> list[float]:
    if not kept:
        return []
    codes, lengths = _codes(kept)
    own, count = _codes((asked,))
    costs = _distances(own[:, 0], _omitted(own, count)[:, 0], codes, lengths)
    worst = np.maximum(lengths, len(asked)).clip(1) * np.float32(_PER_LETTER)
    return (1 - costs / worst).clip(0, 1).tolist()  # type: ignore[no-any-return]


def _codes(words: Sequence[str]) -> tuple[Codes, Lengths]:
    """The letters of words as numbers, a word a column, and the lengths of the words."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    longest = max(int(lengths.max()), 1)
    padded = "".join([word.ljust(longest) for word in words]).encode("ascii", "replace")
    return np.frombuffer(padded, np.uint8).reshape(len(words), longest).T.astype(np.intp) & 127, lengths


def _distances(asked: Codes, alone: Costs, kept: Codes, lengths: Lengths) -> Costs:
    """Letter by letter of the word asked for, all kept words at once; letters left out of these by running sums."""
    left_out = np.zeros((kept.shape[0] + 1, kept.shape[1]), np.float32)
    np.cumsum(_omitted(kept, lengths), axis=0, out=left_out[1:])
    costs = left_out.copy()
    instead = np.empty(kept.shape, np.float32)
    for letter, own in zip(asked.tolist(), alone, strict=True):
        np.take(_SUBSTITUTIONS[letter], kept, out=instead, mode="clip")
        instead += costs[:-1]
        costs += own
        np.minimum(costs[1:], instead, out=costs[1:])
        costs -= left_out
        np.minimum.accumulate(costs, axis=0, out=costs)
        costs += left_out
    found: Costs = costs[lengths, np.arange(len(lengths))]
    return found


def _omitted(words: Codes, lengths: Lengths) -> Costs:
    """What it costs to leave out each letter where it stands."""
    vowel = _IS_VOWEL[words]
    before, after = np.zeros_like(vowel), np.zeros_like(vowel)
    before[1:], after[:-1] = vowel[:-1], vowel[1:]
    place = np.where(np.where(vowel, before | after, before & after), _BESIDE, _WITHIN)
    place[(lengths - 1).clip(0), np.arange(len(lengths))] = _LAST
    place[0] = _FIRST
    costs: Costs = _OMISSIONS[place, words]
    return costs
