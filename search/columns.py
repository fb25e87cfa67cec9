"""What every document of a segment has, as columns: its record, year, length of title, and the values of its facets.

They are copied into memory when the segment is opened: every search goes over them.
"""

import json
from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.array_files import Arrays
from search.arrays import FacetColumn, Floats, Ints
from search.documents import Document

FACETS = ("kind", "language", "clc", "year", "place")
NUMBERS = ("record", "year", "length")


class Columns:
    """The columns of a segment, from its arrays. Refuses arrays that do not belong together (ValueError, KeyError)."""

    def __init__(self, arrays: Arrays) -> None:
        self.record_ids: Ints = arrays["record"].copy()
        self.years: Ints = arrays["year"].copy()
        self.lengths: Floats = arrays["length"].astype(np.float32)
        self.facets = {name: _read(arrays, name) for name in FACETS}
        if not len(self.record_ids) == len(self.years) == len(self.lengths):
            raise ValueError("the columns of a segment do not belong together")


class ColumnsWriting:
    """Gathers the columns of a new segment, document by document."""

    def __init__(self) -> None:
        self._numbers = {name: array("i") for name in NUMBERS}
        self._facets = {name: _Facet() for name in FACETS}

    def add(self, document: Document, length: int) -> None:
        """The next document; `length` of its title in units."""
        doc = len(self._numbers["record"])
        for name, number in zip(NUMBERS, (document.record_id, document.year or 0, length), strict=True):
            self._numbers[name].append(number)
        year = (str(document.year),) if document.year else ()
        values = ((document.kind,), (document.language,), (document.clc,), year, document.places)
        for name, borne in zip(FACETS, values, strict=True):
            self._facets[name].add(doc, filter(None, borne))

    def take(self, columns: Columns, renumbered: Ints) -> None:
        """The documents of a segment that is merged: `renumbered` says where they stand now, -1 for those gone."""
        there = renumbered >= 0
        for name, numbers in zip(NUMBERS, (columns.record_ids, columns.years, columns.lengths), strict=True):
            self._numbers[name].extend(numbers[there].astype(np.int32).tolist())
        for name, facet in self._facets.items():
            column = columns.facets[name]
            for doc, code in zip(renumbered[column.docs].tolist(), column.codes.tolist(), strict=True):
                if doc >= 0:
                    facet.add(doc, (column.values[code],))

    def finished(self) -> Arrays:
        """All of it as the arrays of a segment."""
        kept: dict[str, NDArray[Any]] = {name: np.array(numbers, np.int32) for name, numbers in self._numbers.items()}
        for name, facet in self._facets.items():
            kept[f"{name}_values"] = np.frombuffer(json.dumps(list(facet.places)).encode(), np.uint8)
            kept[f"{name}_docs"] = np.array(facet.docs, np.int32)
            kept[f"{name}_codes"] = np.array(facet.codes, np.int32)
        return kept


class _Facet:
    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.docs, self.codes = array("i"), array("i")

    def add(self, doc: int, values: Any) -> None:
        for value in values:
            self.docs.append(doc)
            self.codes.append(self.places.setdefault(value, len(self.places)))


def _read(arrays: Arrays, name: str) -> FacetColumn:
    values: list[str] = json.loads(arrays[f"{name}_values"].tobytes())
    return FacetColumn(values, arrays[f"{name}_docs"].copy(), arrays[f"{name}_codes"].copy())
