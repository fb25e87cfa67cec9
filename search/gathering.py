"""From the occurrences of terms to the arrays of a segment.

Occurrences are gathered as they come, document by document, and sorted by the million into runs that wait in files, so
that a build of any size stays small in memory. At the end the runs, and the segments that are to be merged with them,
are put together without a look at single postings.
"""

import tempfile
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search import array_files
from search.array_files import Arrays
from search.arrays import BOOSTS, FIELDS, HEADING_BITS, POSITION_BITS, Ints
from search.postings import KINDS, SegmentPostings
from search.runs import SILENT, Run, together
from search.strings import joined
from search.terms import UNITS_AT

RUN = 2_000_000  # occurrences that are sorted at a time
WHOLE_BOOSTS = np.array(BOOSTS, np.float32)
_PLACED = (1 << POSITION_BITS) - 1
Readings = Callable[[str], Iterable[str]]


class _Numbers(dict[str, int]):
    """Term → its number, in the order in which terms are first seen."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Gathering:
    """The occurrences of one segment. `whole` is how many units a whole word counts."""

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._numbers = _Numbers()
        self._terms, self._docs, self._marks = array("I"), array("i"), array("I")
        self._files: tempfile.TemporaryDirectory[str] | None = None
        self._runs: list[Run] = []

    def add(self, doc: int, occurrences: Sequence[tuple[str, int]]) -> int:
        """The terms of a document with their marks, which come in ascending order; the units of its title."""
        numbers = self._numbers
        marks = [mark for _, mark in occurrences]
        self._terms.extend([numbers[term] for term, _ in occurrences])
        self._marks.extend(marks)
        self._docs.extend((doc,) * len(marks))
        units = _title_units(np.array(marks, np.uint32))
        if len(self._terms) >= RUN:
            self._put_by()
        return units

    def take(self, postings: SegmentPostings, renumbered: Ints) -> None:
        """A segment that is merged into this one: its documents get new numbers, -1 for those that are gone."""
        self._put_by()
        self._runs.append((lambda: postings, renumbered))

    def finished(self, readings: Readings) -> Arrays:
        """All of it as the arrays of a segment."""
        if self._runs:
            self._put_by()
        arrays = together(self._runs) if self._runs else self._sorted()
        return _typed({**arrays, **_spoken(SegmentPostings(arrays), readings)})

    def close(self) -> None:
        """Let the files go in which runs wait."""
        self._runs.clear()
        if self._files:
            self._files.cleanup()

    def _put_by(self) -> None:
        """The current run waits to be put together with others: in memory, or, when it is a large one, in a file."""
        if len(self._terms) < RUN:
            run = SegmentPostings(self._sorted())
            self._runs.append((lambda: run, None))
            return
        self._files = self._files or tempfile.TemporaryDirectory(prefix="desk-index-")
        path = Path(self._files.name) / f"run{len(self._runs)}"
        array_files.write(_typed(self._sorted()), path)
        self._runs.append((partial(_read, path), None))

    def _sorted(self) -> Arrays:
        """The current run as arrays, and a new one begun."""
        numbers, marks = np.frombuffer(self._terms, np.uint32), np.frombuffer(self._marks, np.uint32)
        docs = np.frombuffer(self._docs, np.int32)
        names = sorted(self._numbers)  # by code points, which is the order of their bytes
        rank = np.empty(len(names), np.int32)
        rank[np.fromiter((self._numbers[name] for name in names), np.int64, len(names))] = np.arange(len(names))
        ranks = rank[numbers]
        order = np.argsort(ranks, kind="stable")
        arrays = _postings_of(ranks[order], docs[order], marks[order], len(names), self._whole)
        terms, term_at = joined(name.encode() for name in names)
        self._numbers = _Numbers()
        self._terms, self._docs, self._marks = array("I"), array("i"), array("I")
        return {**SILENT, **arrays, "terms": terms, "term_at": term_at}


def _typed(arrays: Arrays) -> Arrays:
    return {name: np.asarray(arrays[name], kind) for name, kind in KINDS.items()}


def _read(path: Path) -> SegmentPostings:
    return SegmentPostings(array_files.read(path))


def _spoken(kept: SegmentPostings, readings: Readings) -> dict[str, NDArray[Any]]:
    """How the terms of headings sound, sorted. Nobody spells out a note, and notes have the most pairs by far."""
    sounds: dict[str, str] = {}  # many sound alike: each sound is kept once while they are sorted
    told: list[str] = []
    terms = array("i")
    for number in _in_headings(kept):
        for sound in readings(kept.term(number)):
            told.append(sounds.setdefault(sound, sound))
            terms.append(number)
    del sounds
    order = array("i", sorted(range(len(told)), key=told.__getitem__))
    spoken, spoken_at = joined(told[at].encode() for at in order)
    return {"spoken": spoken, "spoken_at": spoken_at, "spoken_term": np.frombuffer(terms, np.int32)[order]}


def _in_headings(kept: SegmentPostings) -> list[int]:
    """The numbers of the terms that stand in a title, a name or a subject."""
    if not len(kept.docs):
        return []
    fields = np.bitwise_or.reduceat(kept.fields, kept.posting_at[:-1])
    numbers: list[int] = np.flatnonzero(fields & HEADING_BITS).tolist()
    return numbers


def _title_units(marks: NDArray[np.uint32]) -> int:
    return int((marks >> UNITS_AT)[(marks >> POSITION_BITS) & 7 == 0].sum())


def _postings_of(ranks: Ints, docs: Ints, marks: NDArray[np.uint32], terms: int, whole: int) -> dict[str, NDArray[Any]]:
    """Occurrences, sorted by term and document, as postings."""
    count = len(ranks)
    changes = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
    first = np.flatnonzero(np.concatenate(([True], changes))) if count else np.empty(0, np.int64)
    fields = (marks >> POSITION_BITS) & 7
    placed = (marks & _PLACED) > 0
    weights = (marks >> UNITS_AT).astype(np.float32) * (WHOLE_BOOSTS / whole)[fields]
    bits = np.left_shift(1, fields).astype(np.uint8)
    places_before = np.concatenate(([0], np.cumsum(placed)))
    return {
        "docs": docs[first],
        "fields": np.bitwise_or.reduceat(bits, first) if count else bits,
        "weights": np.add.reduceat(weights, first) if count else weights,
        "posting_at": np.searchsorted(ranks[first], np.arange(terms + 1)).astype(np.int64),
        "place_at": np.concatenate((places_before[first], places_before[-1:])).astype(np.uint32),
        "places": ((marks[placed] & 0xFFFF) - 1).astype(np.uint16),
    }


assert len(FIELDS) <= 8  # a field has three bits in a mark
