"""Where the terms of a segment occur, as arrays that are mapped into memory and never changed.

A term is read from them in microseconds, by any number of threads at once.

    terms, term_at      the terms in the order of their bytes, one after the other, and where each begins
    posting_at          where the postings of each term begin; then by posting:
    docs, fields, weights, place_at
    places              where in the document: places (field and position) of each posting, from place_at on
    spoken, spoken_at   how Chinese terms sound, sorted; spoken_term: the number of the term of each
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.array_files import Arrays
from search.arrays import (
    FAR_FEWER,
    Bits,
    Floats,
    Ints,
    Longs,
    Postings,
    folded_together,
    is_among,
    places_of,
    slices,
)
from search.strings import SortedStrings

KINDS: dict[str, type[np.generic]] = {
    "terms": np.uint8,
    "term_at": np.int64,
    "posting_at": np.int64,
    "docs": np.int32,
    "fields": np.uint8,
    "weights": np.float32,
    "place_at": np.uint32,
    "places": np.uint16,
    "spoken": np.uint8,
    "spoken_at": np.int64,
    "spoken_term": np.int32,
}


class SegmentPostings:
    """The postings of a segment, from its arrays (`KINDS`). Refuses arrays that do not belong together (ValueError)."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._terms = SortedStrings(arrays, "terms", "term_at")
        self._spoken = SortedStrings(arrays, "spoken", "spoken_at")
        self.posting_at: Longs = arrays["posting_at"]
        self.docs: Ints = arrays["docs"]
        self.fields: Bits = arrays["fields"]
        self.weights: Floats = arrays["weights"]
        self.place_at: NDArray[np.uint32] = arrays["place_at"]
        self.all_places: NDArray[np.uint16] = arrays["places"]
        self._spoken_term: Ints = arrays["spoken_term"]
        blocks: Any = arrays  # mypy does not know an array for a buffer
        self._posting_at = memoryview(blocks["posting_at"])  # for single values faster than an array
        self._docs, self._place_at = memoryview(blocks["docs"]), memoryview(blocks["place_at"])
        self._places = memoryview(blocks["places"])
        if len(self.place_at) != len(self.docs) + 1 or len(self.posting_at) != len(arrays["term_at"]):
            raise ValueError("the files of a segment do not belong together")

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._terms)

    def first(self, key: bytes) -> int:
        """The number of the first term that is not before `key`."""
        return self._terms.first(key)

    def number(self, term: str) -> int:
        """The number of a term; -1 when the segment does not have it."""
        key = term.encode()
        at = self._terms.first(key)
        return at if at < len(self._terms) and self._terms[at] == key else -1

    def beginning_with(self, prefix: str) -> range:
        """The numbers of the terms that begin with `prefix`."""
        return self._terms.beginning_with(prefix.encode())

    def sounding(self, sound: str) -> Ints:
        """The numbers of the terms of which a reading begins with `sound`, ascending."""
        found = self._spoken.beginning_with(sound.encode())
        return np.unique(self._spoken_term[found.start : found.stop])

    def term(self, number: int) -> str:
        """A term by its number."""
        return self._terms[number].decode()

    def bytes_of(self, number: int) -> bytes:
        """A term by its number, as it is kept."""
        return self._terms[number]

    def long_terms(self, letters: int, but: Iterable[str]) -> Longs:
        """The numbers of the terms of at least so many letters, told by their bytes without reading them.

        `but` are beginnings of terms that are left out.
        """
        at = self.arrays["term_at"]
        first = self.arrays["terms"][at[:-1]] if len(self) else self.arrays["terms"]
        bytes_each = np.select([first < 0x80, first < 0xE0, first < 0xF0], [1, 2, 3], 4)
        long = np.diff(at) >= bytes_each * letters
        for beginning in but:
            left_out = self.beginning_with(beginning)
            long[left_out.start : left_out.stop] = False
        return np.flatnonzero(long)

    def count(self, numbers: range | Ints) -> int:
        """How many postings these terms have, those of documents that are gone included."""
        if isinstance(numbers, range):
            return int(self._posting_at[numbers.stop] - self._posting_at[numbers.start])
        return int(self.counts(numbers).sum())

    def counts(self, numbers: Ints) -> Longs:
        """In how many documents each of these terms occurs, those that are gone included."""
        counts: Longs = self.posting_at[numbers + 1] - self.posting_at[numbers]
        return counts

    def postings(self, number: int) -> Postings:
        """Where a term occurs."""
        start, end = self._posting_at[number], self._posting_at[number + 1]
        return Postings(self.docs[start:end], self.fields[start:end], self.weights[start:end], end - start)

    def postings_each(self, numbers: Longs) -> tuple[Postings, Longs]:
        """The postings of these terms one after the other, and how many each has."""
        starts, ends = self.posting_at[numbers], self.posting_at[numbers + 1]
        at = slices(starts, ends)
        return Postings(self.docs[at], self.fields[at], self.weights[at], len(at)), ends - starts

    def postings_of_any(self, numbers: range | Ints) -> Postings:
        """Where any of these terms occurs, with the greatest of their weights."""
        if isinstance(numbers, range):  # terms one after the other have their postings one after the other
            start, end = self.posting_at[numbers.start], self.posting_at[numbers.stop]
            return folded_together(self.docs[start:end], self.fields[start:end], self.weights[start:end])
        at = slices(self.posting_at[numbers], self.posting_at[numbers + 1])
        return folded_together(self.docs[at], self.fields[at], self.weights[at])

    def places(self, numbers: range | Ints, within: Ints | None = None) -> tuple[Ints, NDArray[np.uint16]]:
        """Document and place of each occurrence of these terms; where told, only in the documents `within`."""
        if within is None and isinstance(numbers, range):
            start, end = self._posting_at[numbers.start], self._posting_at[numbers.stop]
            at = self.place_at[start : end + 1]
            return np.repeat(self.docs[start:end], np.diff(at)), self.all_places[at[0] : at[-1]]
        postings = self._at(numbers, within)
        starts, ends = self.place_at[postings].astype(np.int64), self.place_at[postings + 1].astype(np.int64)
        return np.repeat(self.docs[postings], ends - starts), self.all_places[slices(starts, ends)]

    def _at(self, numbers: range | Ints, within: Ints | None) -> Longs:
        """Where the postings of these terms stand, or those of them in some documents."""
        if not isinstance(numbers, range):
            at = slices(self.posting_at[numbers], self.posting_at[numbers + 1])
            return at if within is None else at[is_among(self.docs[at], within)]
        start, end = self.posting_at[numbers.start], self.posting_at[numbers.stop]
        docs = self.docs[start:end]
        if within is None:
            return np.arange(start, end)
        few = len(numbers) == 1 and len(within) * FAR_FEWER < len(docs)
        found: Longs = places_of(within, docs) if few else np.flatnonzero(is_among(docs, within))
        return found + np.int64(start)

    def each_place(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Document and place of each occurrence of these terms, one by one: for a handful of them."""
        for number in numbers:
            for at in range(self._posting_at[number], self._posting_at[number + 1]):
                for place in self._places[self._place_at[at] : self._place_at[at + 1]]:
                    yield self._docs[at], place

    def places_in(self, number: int, doc: int) -> Sequence[int]:
        """The places of a term in one document."""
        end = self._posting_at[number + 1]
        at = bisect_left(self._docs, doc, self._posting_at[number], end)
        if at == end or self._docs[at] != doc:
            return ()
        return self._places[self._place_at[at] : self._place_at[at + 1]]
