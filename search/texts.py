"""What a segment keeps of its documents to be shown: their headings as they are spelled, and the keys of their titles.

headings, headings_at    of each document a list in JSON
sort, sort_at            of each document the key by which titles are put in order
"""

import json
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from search.array_files import Arrays
from search.arrays import Ints
from search.documents import Document
from search.strings import Strings
from search.terms import HEADINGS

BLOCKS = ("headings", "sort")


class Texts:
    """The texts of a segment, from its arrays, each read when it is asked for."""

    def __init__(self, arrays: Arrays) -> None:
        self.blocks = {name: Strings(arrays, name, f"{name}_at") for name in BLOCKS}

    def headings(self, doc: int) -> Sequence[str]:
        """Titles, names and subjects of a document."""
        headings: list[str] = json.loads(self.blocks["headings"][doc])
        return headings

    def sort_key(self, doc: int) -> str:
        """The key by which its title is put in order."""
        return self.blocks["sort"][doc].decode()


class TextsWriting:
    """Gathers the texts of a new segment, document by document."""

    def __init__(self) -> None:
        self._blocks = {name: bytearray() for name in BLOCKS}
        self._at = {name: array("q", [0]) for name in BLOCKS}

    def add(self, document: Document) -> None:
        """The next document."""
        headings = [text for name in HEADINGS for text in getattr(document, name)]
        self._put("headings", json.dumps(headings).encode())
        self._put("sort", document.sort_title.encode("utf-8", "replace"))

    def take(self, texts: Texts, renumbered: Ints) -> None:
        """The documents of a segment that is merged, without those whose new number is -1."""
        for doc in np.flatnonzero(renumbered >= 0).tolist():
            for name, strings in texts.blocks.items():
                self._put(name, strings[doc])

    def finished(self) -> Arrays:
        """All of it as the arrays of a segment."""
        arrays: dict[str, Any] = {name: np.frombuffer(block, np.uint8) for name, block in self._blocks.items()}
        return arrays | {f"{name}_at": np.frombuffer(at, np.int64) for name, at in self._at.items()}

    def _put(self, name: str, text: bytes) -> None:
        self._blocks[name] += text
        self._at[name].append(len(self._blocks[name]))
