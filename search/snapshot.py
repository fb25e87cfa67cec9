"""One state of an index, put together from segments that never change: what was read of a segment serves each state.

A small update adds a small segment, so only that one has to be read before the next search.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.arrays import FacetColumn, Floats, Ints, Mask, Postings, merged, unpacked

KEPT_TERMS = 4096
T = TypeVar("T", bound=np.generic)


class Segment(Protocol):
    """A part of an index as it lies on disk, columns by document."""

    record_ids: Ints
    years: Ints
    lengths: Floats
    facets: Mapping[str, FacetColumn]

    def packed_postings(self, term: str) -> tuple[Ints, NDArray[np.uint32]]:
        """Documents and packed units of a term."""

    def beginning_with(self, prefix: str) -> Sequence[str]:
        """The terms that begin with `prefix`."""

    @property
    def words(self) -> Sequence[str]:
        """The terms that are words, of three letters or more."""

    def texts(self, doc: int) -> Mapping[str, Sequence[str]]:
        """The original texts of a document."""

    def sort_key(self, doc: int) -> str:
        """The key of a document's title."""


class Snapshot:
    """The segments of one state side by side, less the documents that are gone. Fulfils `arrays.Arrays`."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Ints], whole: int) -> None:
        self._segments = segments
        self._whole = whole
        self._bases = [0, *accumulate(len(segment.record_ids) for segment in segments)]
        self._postings: dict[str, Postings] = {}
        self.record_ids: Ints = self._joined([segment.record_ids for segment in segments], np.int32)
        self.years: Ints = self._joined([segment.years for segment in segments], np.int32)
        self.lengths: Floats = self._joined([segment.lengths for segment in segments], np.float32)
        self.alive: Mask = np.ones(self._bases[-1], np.bool_)
        for base, gone in zip(self._bases, deleted, strict=False):
            self.alive[gone + base] = False

    @cached_property
    def facets(self) -> dict[str, FacetColumn]:
        """The facets of all segments, their values in one numbering."""
        names = self._segments[0].facets if self._segments else ()
        return {name: self._facet(name) for name in names}

    def postings(self, term: str) -> Postings:
        """Where `term` occurs among the documents that are there."""
        kept = self._postings.get(term)
        if kept is None:
            if len(self._postings) >= KEPT_TERMS:
                self._postings.clear()
            kept = self._postings[term] = self._read(term)
        return kept

    def postings_of_character(self, char: str) -> Postings:
        """Where a single Han character occurs: every pair that begins with it."""
        key = f"{char}*"
        if key not in self._postings:
            pairs = {term for segment in self._segments for term in segment.beginning_with(char) if len(term) == 2}
            self._postings[key] = merged([self.postings(pair) for pair in sorted(pairs)])
        return self._postings[key]

    @cached_property
    def words(self) -> Sequence[str]:
        """Every term that is a word."""
        return sorted({word for segment in self._segments for word in segment.words})

    def texts(self, doc: int) -> Mapping[str, Sequence[str]]:
        """The original texts of a document by field."""
        segment, base = self._home(doc)
        return segment.texts(doc - base)

    def sort_keys(self, docs: Ints) -> Sequence[str]:
        """The keys by which these documents are put in the order of their titles."""
        homes = ((*self._home(doc), doc) for doc in docs.tolist())
        return [segment.sort_key(doc - base) for segment, base, doc in homes]

    def _home(self, doc: int) -> tuple[Segment, int]:
        place = int(np.searchsorted(self._bases, doc, side="right")) - 1
        return self._segments[place], self._bases[place]

    def _read(self, term: str) -> Postings:
        parts = [segment.packed_postings(term) for segment in self._segments]
        based = [docs + base for base, (docs, _) in zip(self._bases, parts, strict=False)]
        docs = self._joined(based, np.int32)
        values = self._joined([values for _, values in parts], np.uint32)
        there = self.alive[docs]
        return unpacked(docs[there], values[there], self._whole)

    def _facet(self, name: str) -> FacetColumn:
        columns = [segment.facets[name] for segment in self._segments]
        values = sorted({value for column in columns for value in column.values})
        place = {value: at for at, value in enumerate(values)}
        renumbered = [np.array([place[value] for value in column.values], np.int32)[column.codes] for column in columns]
        docs = [column.docs + base for base, column in zip(self._bases, columns, strict=False)]
        return FacetColumn(values, self._joined(docs, np.int32), self._joined(renumbered, np.int32))

    @staticmethod
    def _joined(parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
        return np.concatenate(parts) if parts else np.empty(0, kind)
