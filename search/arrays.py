"""Where terms occur, as arrays: what ranking works on, whichever engine keeps them.

Documents are numbered from 0 within one state of an index, and stand in ascending order everywhere. Arrays are read,
never changed, so threads may share them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]

TEXT_FIELDS = ("title", "author", "subject", "other")
FIELDS = (*TEXT_FIELDS, "number")
BOOSTS = (5.0, 3.0, 3.0, 1.0, 3.0)  # what a word counts in each field
ALL_FIELDS = 0xFF
HEADING_BITS = 0b111  # title, author, subject

POSITION_BITS = 14
LAST_POSITION = (1 << POSITION_BITS) - 2  # a word further on is found, but not as part of a phrase
PLACE_BITS = POSITION_BITS + 2  # a place is a field (of four) and a position in it
MANY = 4_000  # postings
FAR_FEWER = 8  # how many times longer a list is that is not gone through but looked into


class Postings(NamedTuple):
    """Where a term occurs: documents, the fields of each as bits, and the weight of each (units times boost).

    `often` is in how many it occurs, those that are gone included: rarity is taken from it.
    """

    docs: Ints
    fields: Bits
    weights: Floats
    often: int

    def among(self, docs: Ints) -> "Postings":
        """Those in documents of `docs` (ascending), which are looked up when they are far fewer; else all of them."""
        if len(docs) * FAR_FEWER > len(self.docs):
            return self
        at = places_of(docs, self.docs)
        return Postings(self.docs[at], self.fields[at], self.weights[at], self.often)


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of a facet: `codes[i]` is the place in `values` of what document `docs[i]` bears.

    `single`: no document bears two, so the codes also stand by document in `dense` (-1 for none).
    """

    values: Sequence[str]
    docs: Ints
    codes: Ints
    dense: Ints | None = None

    def counts(self, docs: Ints, size: int) -> NDArray[np.intp]:
        """How many of `docs` (of `size` in all) bear each value."""
        if self.dense is not None:
            return np.bincount(self.dense[docs] + 1, minlength=len(self.values) + 1)[1:]
        kept = np.zeros(size, np.bool_)
        kept[docs] = True
        return np.bincount(self.codes[kept[self.docs]], minlength=len(self.values))

    def bearing(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents bear one of the values `wanted`."""
        sought = frozenset(wanted)
        codes = [place for place, value in enumerate(self.values) if value in sought]
        bears = np.zeros(size, np.bool_)
        bears[self.docs[np.isin(self.codes, codes)]] = True
        return bears


NOWHERE = Postings(np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.float32), 0)


def place(field: int, position: int) -> int:
    """A position in one of `TEXT_FIELDS` as a place, to be compared with other places of a document."""
    return (field << POSITION_BITS) | position


def folded_together(docs: Ints, fields: Bits, weights: Floats) -> Postings:
    """Postings out of unordered ones, in which a document may stand several times."""
    if not len(docs):
        return NOWHERE
    if len(docs) > MANY:
        return _written_over(docs, fields, weights)
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    bits, most = np.bitwise_or.reduceat(fields[order], first), np.maximum.reduceat(weights[order], first)
    return Postings(docs[first], bits, most, len(first))


def _written_over(docs: Ints, fields: Bits, weights: Floats) -> Postings:
    """The same by document: for many that is faster than sorting them."""
    size = int(docs.max()) + 1
    bits, most = np.zeros(size, np.uint8), np.zeros(size, np.float32)
    np.bitwise_or.at(bits, docs, fields)
    np.maximum.at(most, docs, weights)
    there = np.flatnonzero(bits != 0)
    return Postings(there.astype(np.int32), bits[there], most[there], len(there))


def places_of(some: Ints, others: Ints) -> Longs:
    """Where in `others` those of `some` stand that are among them; both ascend."""
    at: Longs = others.searchsorted(some)
    at = at[: at.searchsorted(len(others))]
    found: Longs = at[others[at] == some[: len(at)]]
    return found


def is_among(some: Ints | Longs, others: Ints | Longs) -> Mask:
    """Which of `some` are among `others`; both ascend."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    found: Mask = others[np.minimum(others.searchsorted(some), len(others) - 1)] == some
    return found


def slices(starts: Longs, ends: Longs) -> Longs:
    """The numbers of all the ranges from `starts` up to `ends`, one after the other."""
    sizes = ends - starts
    if not len(sizes):
        return np.empty(0, np.int64)
    jumps = np.ones(int(sizes.sum()), np.int64)
    filled = sizes > 0
    heads = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
    if not len(heads) or not len(jumps):
        return np.empty(0, np.int64)
    begin, last = starts[filled], ends[filled] - 1
    jumps[heads] = begin
    jumps[heads[1:]] -= last[:-1]
    return np.cumsum(jumps)
