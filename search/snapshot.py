"""One state of an index, put together from segments that never change: what was read of a segment serves each state.

A small update adds a small segment, so only that one has to be read before the next search.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from search import phrases
from search.arrays import NOWHERE, PLACE_BITS, FacetColumn, Floats, Ints, Longs, Mask, Postings
from search.columns import FACETS
from search.kept import Kept
from search.postings import SegmentPostings
from search.segments import Segment

KEPT_POSTINGS = 4_000_000  # in memory, of terms that had to be put together: nine bytes each
T = TypeVar("T", bound=np.generic)
EXACT, PREFIX, SOUNDING = "=", "^", "~"


class Pick(NamedTuple):
    """Terms of an index: the one that is EXACTly `text`, those with that PREFIX, those SOUNDING so at the beginning."""

    how: str
    text: str

    def of(self, postings: SegmentPostings) -> range | Ints:
        """The numbers of these terms in a segment."""
        if self.how == PREFIX:
            return postings.beginning_with(self.text)
        if self.how == SOUNDING:
            return postings.sounding(self.text)
        number = postings.number(self.text)
        return range(number, number + 1) if number >= 0 else range(0)


Part = tuple[int, tuple[Pick, ...]]  # of a phrase: how far from its beginning, and the terms that may stand there


class Snapshot:
    """The segments of one state side by side, less the documents that are gone."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Ints], learned: frozenset[str]) -> None:
        self.segments = segments
        self.learned = learned
        self._bases = [0, *accumulate(len(segment) for segment in segments)]
        self.size = self._bases[-1]  # documents, those that are gone included
        self.record_ids: Ints = _joined([segment.columns.record_ids for segment in segments], np.int32)
        self.years: Ints = _joined([segment.columns.years for segment in segments], np.int32)
        self.lengths: Floats = _joined([segment.columns.lengths for segment in segments], np.float32)
        self.mean_length = sum(segment.length for segment in segments) / max(self.size, 1) or 1.0
        self.alive: Mask = np.ones(self.size, np.bool_)
        for base, gone in zip(self._bases, deleted, strict=False):
            self.alive[gone + base] = False
        self.whole = bool(self.alive.all())  # no document is gone
        self.kept: Kept[object, object] = Kept(KEPT_POSTINGS)
        self._norms: dict[tuple[float, float], Floats] = {}

    @cached_property
    def living(self) -> Ints:
        """The documents that are there."""
        return np.flatnonzero(self.alive).astype(np.int32)

    @cached_property
    def facets(self) -> dict[str, FacetColumn]:
        """The facets of all segments, their values in one numbering."""
        return {name: self._facet(name) for name in FACETS if self.segments}

    def norms(self, k1: float, b: float) -> Floats:
        """What the length of each title makes of its weights in BM25: k1 · (1 − b + b · length / mean length)."""
        kept = self._norms.get((k1, b))
        if kept is None:
            kept = self._norms[k1, b] = (k1 * (1 - b + b * self.lengths / self.mean_length)).astype(np.float32)
        return kept

    def count(self, pick: Pick) -> int:
        """How many postings these terms have, those of documents that are gone included."""
        picked = zip(self.segments, self._numbers(pick), strict=True)
        return sum(segment.postings.count(numbers) for segment, numbers in picked)

    def postings(self, pick: Pick) -> Postings:
        """Where any of these terms occurs among the documents that are there."""
        if pick.how == EXACT and len(self.segments) == 1 and self.whole:
            return self._read(pick)  # a view of the file
        kept = self.kept.get(pick)
        if kept is None:
            kept = self._read(pick)
            self.kept.put(pick, kept, len(kept.docs))
        assert isinstance(kept, Postings)
        return kept

    def postings_each(self, terms: Sequence[Sequence[tuple[int, int]]]) -> tuple[Postings, Longs]:
        """The postings of many terms one after the other, and which of `terms` each is of.

        A term is told by its number in each segment that has it: the place of the segment, and the number there.
        """
        told = [(place, number, owner) for owner, numbers in enumerate(terms) for place, number in numbers]
        parts, owners = [], []
        for place, (base, segment) in enumerate(zip(self._bases, self.segments, strict=False)):
            mine = np.array([(number, owner) for at, number, owner in told if at == place], np.int64).reshape(-1, 2)
            found, counts = segment.postings.postings_each(mine[:, 0])
            parts.append(self._at(base, found))
            there = np.repeat(mine[:, 1], counts)
            owners.append(there if self.whole else there[self.alive[found.docs + np.int32(base)]])
        return _side_by_side(parts), _joined(owners, np.int64)

    def counts_each(self, terms: Sequence[Sequence[tuple[int, int]]]) -> Longs:
        """In how many documents each of these terms occurs, those that are gone included."""
        posts = [segment.postings.posting_at for segment in self.segments]
        counts = (sum(int(posts[at][number + 1] - posts[at][number]) for at, number in numbers) for numbers in terms)
        return np.fromiter(counts, np.int64, len(terms))

    def begun(self, parts: Sequence[Part]) -> Longs:
        """Where a phrase of `parts` begins: document, field and position in one number, ascending."""
        numbers = [(offset, [self._numbers(pick) for pick in picks]) for offset, picks in parts]
        found = []
        for at, (base, segment) in enumerate(zip(self._bases, self.segments, strict=False)):
            standing = [(offset, [each[at] for each in picked]) for offset, picked in numbers]
            found.append(phrases.begun(segment.postings, standing) + (base << PLACE_BITS))
        places = found[0] if len(found) == 1 else _joined(found, np.int64)
        return places if self.whole else places[self.alive[places >> PLACE_BITS]]

    def terms_beginning(self, prefix: str) -> Iterator[tuple[SegmentPostings, range]]:
        """For each segment the numbers of its terms that begin with `prefix`."""
        return ((one.postings, one.postings.beginning_with(prefix)) for one in self.segments)

    def headings(self, doc: int) -> Sequence[str]:
        """Titles, names and subjects of a document as they are spelled."""
        segment, base = self._home(doc)
        return segment.texts.headings(doc - base)

    def sort_keys(self, docs: Ints) -> Sequence[str]:
        """The keys by which these documents are put in the order of their titles."""
        homes = ((*self._home(doc), doc) for doc in docs.tolist())
        return [segment.texts.sort_key(doc - base) for segment, base, doc in homes]

    def _home(self, doc: int) -> tuple[Segment, int]:
        place = int(np.searchsorted(self._bases, doc, side="right")) - 1
        return self.segments[place], self._bases[place]

    def _read(self, pick: Pick) -> Postings:
        parts = []
        for base, segment, numbers in zip(self._bases, self.segments, self._numbers(pick), strict=False):
            if not len(numbers):
                continue
            one = pick.how == EXACT
            found = segment.postings.postings(numbers[0]) if one else segment.postings.postings_of_any(numbers)
            parts.append(self._at(base, found))
        return _side_by_side(parts)

    def _numbers(self, pick: Pick) -> list[range | Ints]:
        """The numbers of these terms in each segment."""
        key = ("numbers", pick)
        found = self.kept.get(key)
        if found is None:
            found = [pick.of(segment.postings) for segment in self.segments]
            self.kept.put(key, found, sum(len(numbers) for numbers in found if not isinstance(numbers, range)))
        assert isinstance(found, list)
        return found

    def _at(self, base: int, found: Postings) -> Postings:
        """Postings of a segment in the numbering of all, without the documents that are gone."""
        docs = found.docs + np.int32(base) if base else found.docs
        if self.whole:
            return Postings(docs, found.fields, found.weights, found.often)
        there = self.alive[docs]
        return Postings(docs[there], found.fields[there], found.weights[there], found.often)

    def _facet(self, name: str) -> FacetColumn:
        columns = [segment.columns.facets[name] for segment in self.segments]
        values = sorted({value for column in columns for value in column.values})
        place = {value: at for at, value in enumerate(values)}
        renumbered = [np.array([place[value] for value in column.values], np.int32)[column.codes] for column in columns]
        docs = _joined([column.docs + base for base, column in zip(self._bases, columns, strict=False)], np.int32)
        codes = _joined(renumbered, np.int32)
        return FacetColumn(values, docs, codes, self._dense(docs, codes))

    def _dense(self, docs: Ints, codes: Ints) -> Ints | None:
        if len(docs) > 1 and not (np.diff(docs) > 0).all():
            return None
        dense = np.full(self.size, -1, np.int32)
        dense[docs] = codes
        return dense


def _side_by_side(parts: Sequence[Postings]) -> Postings:
    """Postings of segments one after the other: no document stands in two."""
    if len(parts) < 2:
        return parts[0] if parts else NOWHERE
    return Postings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.fields for part in parts]),
        np.concatenate([part.weights for part in parts]),
        sum(part.often for part in parts),
    )


def _joined(parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate(parts) if parts else np.empty(0, kind)
