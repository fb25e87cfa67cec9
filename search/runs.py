"""Sorted runs of postings put together into one, without a look at single postings."""

from array import array
from collections.abc import Callable, Iterator
from heapq import merge
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.array_files import Arrays
from search.arrays import Ints, Longs, slices
from search.postings import KINDS, SegmentPostings
from search.strings import joined

AT_A_TIME = 4096  # terms of a run that are in memory while runs are merged
Run = tuple[Callable[[], SegmentPostings], Ints | None]  # how to read it, and the new numbers of its documents
SILENT: dict[str, NDArray[Any]] = {
    "spoken": np.empty(0, np.uint8),
    "spoken_at": np.zeros(1, np.int64),
    "spoken_term": np.empty(0, np.int32),
}


def together(runs: list[Run]) -> Arrays:
    """Runs as one: where several have a term, the postings of the earlier run stand before those of the later.

    Each run is read by itself, gone through and let go, so that no more than one of them is in memory at a time.
    """
    terms, term_at, places_of = _merged_terms(runs)
    counts = np.zeros(len(term_at) - 1, np.int64)
    for run, mine in zip(runs, places_of, strict=True):
        counts[mine] += _Part(run).counts()
    posting_at = np.concatenate(([0], np.cumsum(counts)))
    size = int(posting_at[-1])
    into: dict[str, NDArray[Any]] = {name: np.empty(size, KINDS[name]) for name in ("docs", "fields", "weights")}
    place_at = np.zeros(size + 1, np.uint32)
    for part, target in _targets(runs, places_of, posting_at):
        for name, values in into.items():
            values[target] = part.values(name)
        place_at[target + 1] = part.sizes()
    np.cumsum(place_at, out=place_at)
    places = np.empty(int(place_at[-1]), np.uint16)
    for part, target in _targets(runs, places_of, posting_at):
        places[slices(place_at[target].astype(np.int64), place_at[target + 1].astype(np.int64))] = part.places()
    rest: dict[str, NDArray[Any]] = {"terms": terms, "term_at": term_at, "posting_at": posting_at}
    return _without_empty({**SILENT, **into, **rest, "place_at": place_at, "places": places})


def _merged_terms(runs: list[Run]) -> tuple[NDArray[np.uint8], Longs, list[Ints]]:
    """The terms of all runs in their order, and for each run the places of its terms among them."""
    block, at = bytearray(), array("q", [0])
    mine = [array("i") for _ in runs]
    last = None
    for term, owner in merge(*(zip(_terms(read_run()), repeat(place)) for place, (read_run, _) in enumerate(runs))):
        if term != last:
            block += term
            at.append(len(block))
            last = term
        mine[owner].append(len(at) - 2)
    return np.frombuffer(block, np.uint8), np.frombuffer(at, np.int64), [np.frombuffer(one, np.int32) for one in mine]


def _targets(runs: list[Run], places_of: list[Ints], posting_at: Longs) -> Iterator[tuple["_Part", Longs]]:
    """Each run with the places that its postings take in the whole."""
    free = posting_at[:-1].copy()
    for run, mine in zip(runs, places_of, strict=True):
        part = _Part(run)
        counts = part.counts()
        yield part, slices(free[mine], free[mine] + counts)
        free[mine] += counts


def _without_empty(arrays: dict[str, NDArray[Any]]) -> Arrays:
    """Without the terms that only documents had that are gone."""
    there = np.diff(arrays["posting_at"]) > 0
    if there.all():
        return arrays
    block = [term for term, kept in zip(_terms_in(arrays), there.tolist(), strict=True) if kept]
    terms, term_at = joined(block)
    posting_at = np.concatenate((arrays["posting_at"][:-1][there], arrays["posting_at"][-1:]))
    return {**arrays, "terms": terms, "term_at": term_at, "posting_at": posting_at}


class _Part:
    """What a run brings to the whole: its postings but for those of documents that are gone."""

    def __init__(self, run: Run) -> None:
        self._run, self._renumbered = run[0](), run[1]

    def counts(self) -> Longs:
        """How many postings of each of its terms are kept."""
        sizes: Longs = np.diff(self._run.posting_at)
        if self._renumbered is None:
            return sizes
        owners = np.repeat(np.arange(len(self._run)), sizes)
        return np.bincount(owners[self._there()], minlength=len(self._run))

    def values(self, name: str) -> NDArray[Any]:
        """Documents, fields or weights of the postings that are kept."""
        values: NDArray[Any] = self._run.arrays[name]
        if self._renumbered is None:
            return values
        return (self._renumbered[values] if name == "docs" else values)[self._there()]

    def sizes(self) -> NDArray[np.uint32]:
        """How many places each of them has."""
        sizes: NDArray[np.uint32] = np.diff(self._run.place_at)
        return sizes if self._renumbered is None else sizes[self._there()]

    def places(self) -> NDArray[np.uint16]:
        """Their places, one posting after the other."""
        if self._renumbered is None:
            return self._run.all_places
        there, at = self._there(), self._run.place_at.astype(np.int64)
        return self._run.all_places[slices(at[there], at[there + 1])]

    def _there(self) -> Longs:
        assert self._renumbered is not None  # without new numbers all are there
        return np.flatnonzero(self._renumbered[self._run.docs] >= 0)


def _terms(run: SegmentPostings) -> Iterator[bytes]:
    return _terms_in(run.arrays)


def _terms_in(arrays: Arrays) -> Iterator[bytes]:
    block: Any = arrays["terms"]
    for start in range(0, len(arrays["term_at"]) - 1, AT_A_TIME):
        at = arrays["term_at"][start : start + AT_A_TIME + 1].tolist()
        some = bytes(memoryview(block[at[0] : at[-1]]))
        yield from (some[first - at[0] : end - at[0]] for first, end in pairwise(at))
