"""An index as arrays: what an engine hands over once, so that asking it is arithmetic on whole columns.

Documents are numbered from 0 within one state of the index. A posting says in which fields of a document a term
stands (a bit each) and how much it weighs there. Everything here is read, never changed, so threads may share it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]

TEXT_FIELDS = ("title", "author", "subject", "other")
FIELDS = (*TEXT_FIELDS, "number")
BOOSTS = (5.0, 3.0, 3.0, 1.0, 3.0)
_WIDTH, _MOST = 6, 63  # bits of a field within a packed posting, and what fits there


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term occurs: documents in ascending order, the fields of each as bits, the weight of each."""

    docs: Ints
    fields: Bits
    weights: Floats


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of a facet: `codes[i]` is the place in `values` of what document `docs[i]` bears."""

    values: Sequence[str]
    docs: Ints
    codes: Ints


class Arrays(Protocol):
    """One state of an index."""

    @property
    def alive(self) -> Mask:
        """Which documents are there; the others were replaced or removed."""

    @property
    def record_ids(self) -> Ints:
        """The record of each document."""

    @property
    def years(self) -> Ints:
        """The year of each document, 0 where it is not known."""

    @property
    def lengths(self) -> Floats:
        """How many units the title of each document has."""

    @property
    def facets(self) -> Mapping[str, FacetColumn]:
        """The columns by which results are narrowed."""

    def postings(self, term: str) -> Postings:
        """Where `term` occurs among the documents that are there."""

    def postings_of_character(self, char: str) -> Postings:
        """Where a single Han character occurs: every pair that begins with it."""

    @property
    def words(self) -> Sequence[str]:
        """Every term of the index that is a word of three letters or more, not a piece or a number."""

    def texts(self, doc: int) -> Mapping[str, Sequence[str]]:
        """The original texts of a document by field."""

    def sort_keys(self, docs: Ints) -> Sequence[str]:
        """The keys by which these documents are put in the order of their titles."""


def in_field(name: str, units: int) -> int:
    """What `units` of a term in one field add to its packed number, which has 30 bits for all `FIELDS`."""
    return min(units, _MOST) << (_WIDTH * FIELDS.index(name))


def unpacked(docs: Ints, values: NDArray[np.uint32], whole: int) -> Postings:
    """Postings from packed numbers; `whole` is how many units a whole word counts."""
    fields = np.zeros(len(values), np.uint8)
    weights = np.zeros(len(values), np.float32)
    for place, boost in enumerate(BOOSTS):
        units = (values >> (_WIDTH * place)) & _MOST
        fields |= (units > 0).astype(np.uint8) << place
        weights += units.astype(np.float32) * (boost / whole)
    return Postings(docs, fields, weights)


def merged(parts: Sequence[Postings]) -> Postings:
    """Where any of several terms occurs, with the greatest of their weights."""
    if not parts:
        return Postings(np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.float32))
    docs, places = np.unique(np.concatenate([part.docs for part in parts]), return_inverse=True)
    fields, weights = np.zeros(len(docs), np.uint8), np.zeros(len(docs), np.float32)
    np.bitwise_or.at(fields, places, np.concatenate([part.fields for part in parts]))
    np.maximum.at(weights, places, np.concatenate([part.weights for part in parts]))
    return Postings(docs, fields, weights)


def facet_column(values: Iterable[Iterable[str]]) -> FacetColumn:
    """The facet of documents in their order, each with the values that it bears."""
    places: dict[str, int] = {}
    docs, codes = [], []
    for doc, borne in enumerate(values):
        for value in borne:
            docs.append(doc)
            codes.append(places.setdefault(value, len(places)))
    return FacetColumn(tuple(places), np.array(docs, np.int32), np.array(codes, np.int32))
