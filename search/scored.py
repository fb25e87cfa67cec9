"""Documents found, with the fields and the score of each: what is done with two lists of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from search.arrays import ALL_FIELDS, FAR_FEWER, Bits, Floats, Ints, Longs, Mask

T = TypeVar("T")


class Scored(NamedTuple):
    """Documents in ascending order, the fields (bits) in which each was found, and its score."""

    docs: Ints
    fields: Bits
    scores: Floats

    def times(self, factor: float) -> "Scored":
        """The same with scores multiplied."""
        return self if factor == 1 else Scored(self.docs, self.fields, self.scores * np.float32(factor))

    def has(self, doc: int) -> bool:
        """Whether `doc` is among them."""
        at = int(np.searchsorted(self.docs, doc))
        return at < len(self.docs) and int(self.docs[at]) == doc


NONE = Scored(np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.float32))


def common(one: Scored, other: Scored) -> Scored:
    """Documents that are in both: all their fields, and the sum of their scores."""
    mine, its = _shared(one.docs, other.docs)
    return Scored(one.docs[mine], one.fields[mine] | other.fields[its], one.scores[mine] + other.scores[its])


def together(one: Scored, other: Scored) -> Scored:
    """Documents that have both in one and the same field."""
    mine, its = _shared(one.docs, other.docs)
    fields = one.fields[mine] & other.fields[its]
    there = fields != 0
    mine, its = mine[there], its[there]
    return Scored(one.docs[mine], fields[there], one.scores[mine] + other.scores[its])


def either(one: Scored, other: Scored) -> Scored:
    """Documents that are in one of the two or both, scores added."""
    return _joined([one, other], np.add)


def merged(parts: Sequence[Scored]) -> Scored:
    """Documents that are in any of `parts`, each with the best of its scores."""
    return _joined(parts, np.maximum)


def raised(found: Scored, by: Scored, factor: float) -> Scored:
    """The same documents, those that are in `by` too with a part of its score on top."""
    mine, its = _shared(found.docs, by.docs)
    scores = found.scores.copy()
    scores[mine] += by.scores[its] * np.float32(factor)
    return Scored(found.docs, found.fields, scores)


def without(found: Scored, others: Scored) -> Scored:
    """Those that are not in `others`."""
    kept = np.ones(len(found.docs), np.bool_)
    kept[_shared(found.docs, others.docs)[0]] = False
    return kept_where(found, kept)


def in_fields(found: Scored, bits: int) -> Scored:
    """Those found in one of the fields `bits`, in no others."""
    if bits == ALL_FIELDS:
        return found
    fields = found.fields & np.uint8(bits)
    return kept_where(Scored(found.docs, fields, found.scores), fields != 0)


def at_least(parts: Sequence[Scored], wanted: int) -> Scored:
    """Documents that are in `wanted` of `parts` or more, scores added."""
    found = summed(parts)
    counts = np.zeros(int(found.docs[-1]) + 1 if len(found.docs) else 0, np.uint8)
    for part in parts:
        counts[part.docs] += 1
    return kept_where(found, counts[found.docs] >= wanted)


def kept_where(found: Scored, kept: Mask) -> Scored:
    """Those of `found` that a mask keeps."""
    return Scored(found.docs[kept], found.fields[kept], found.scores[kept])


def all_of(
    parts: Sequence[T],
    often: Callable[[T], float],
    find: Callable[[T, Ints | None], Scored],
    within: Ints | None = None,
) -> Scored:
    """Where every one of `parts` is found, by `find`: the rarest first, the others among the documents it was found in.

    They are not asked any more once nothing is left.
    """
    found: Scored | None = None
    for part in sorted(parts, key=often) if len(parts) > 1 else parts:
        here = find(part, within if found is None else found.docs)
        found = here if found is None else common(found, here)
        if not len(found.docs):
            return NONE
    return NONE if found is None else found


def summed(parts: Sequence[Scored]) -> Scored:
    """Documents that are in any of `parts`, scores added."""
    return _joined(parts, np.add)


def _joined(parts: Sequence[Scored], how: np.ufunc) -> Scored:
    """Documents in any of `parts`, scores put together by `how`."""
    parts = [part for part in parts if len(part.docs)]
    if len(parts) < 2:
        return parts[0] if parts else NONE
    size = max(int(part.docs[-1]) for part in parts) + 1
    if sum(len(part.docs) for part in parts) * FAR_FEWER < size:
        return _sorted_together(parts, how)
    fields, scores = np.zeros(size, np.uint8), np.zeros(size, np.float32)
    for part in parts:  # written over one another, by document
        fields[part.docs] |= part.fields
        scores[part.docs] = how(scores[part.docs], part.scores)
    docs = np.flatnonzero(fields != 0).astype(np.int32)  # far faster on truths than on numbers
    return Scored(docs, fields[docs], scores[docs])


def _sorted_together(parts: Sequence[Scored], how: np.ufunc) -> Scored:
    """The same for few documents of many."""
    docs = np.concatenate([part.docs for part in parts])
    order = docs.argsort(kind="stable")
    docs = docs[order]
    first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    fields = np.concatenate([part.fields for part in parts])[order]
    scores = np.concatenate([part.scores for part in parts])[order]
    return Scored(docs[first], np.bitwise_or.reduceat(fields, first), how.reduceat(scores, first))


def _shared(one: Ints, other: Ints) -> tuple[Longs, Longs]:
    """Where in each of two ascending lists the documents stand that are in both."""
    if len(one) > len(other):
        its, mine = _shared(other, one)
        return mine, its
    if not len(one):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    at = np.minimum(np.searchsorted(other, one), len(other) - 1)
    mine = np.flatnonzero(other[at] == one)
    return mine, at[mine]
