"""A segment of the index: one file of arrays that never changes. How it is read, and how one is written.

It holds where terms occur (`postings`), what every document has (`columns`), and what is shown of it (`texts`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from search import array_files
from search.analysis.scripts import is_han
from search.analysis.words import WHOLE
from search.arrays import Ints
from search.columns import Columns, ColumnsWriting
from search.documents import Document
from search.gathering import Gathering
from search.postings import SegmentPostings
from search.terms import readings, terms_of
from search.texts import Texts, TextsWriting

NO_WORDS = ("c:", "clc:", "k:", "l:", "n:", "s:")  # how terms begin that are headings, classes, sounds, numbers, stems


class Segment:
    """A segment on disk, mapped. Raises OSError, ValueError or KeyError where its file is missing or damaged."""

    def __init__(self, path: Path) -> None:
        arrays = array_files.read(path, at_once=True)
        self.postings, self.columns, self.texts = SegmentPostings(arrays), Columns(arrays), Texts(arrays)
        self.length = float(self.columns.lengths.sum(dtype=np.float64))  # of all titles together, in units

    def __len__(self) -> int:
        """How many documents there are, those that are gone included."""
        return len(self.columns.record_ids)

    @cached_property
    def words(self) -> Mapping[int, Sequence[str]]:
        """The terms that are words, of three letters or more, by their number of letters: slips are sought there."""
        words: dict[int, list[str]] = defaultdict(list)
        for term in map(self.postings.term, self.postings.long_terms(3, NO_WORDS).tolist()):
            if not term.isdecimal():
                words[len(term)].append(term)
        return words

    @cached_property
    def _words_by_char(self) -> Mapping[str, Sequence[str]]:
        by_char: dict[str, list[str]] = defaultdict(list)
        for words in self.words.values():
            for word in words:
                if is_han(word[0]):
                    for char in dict.fromkeys(word):
                        by_char[char].append(word)
        return by_char

    def words_with(self, char: str) -> Sequence[str]:
        """Of these, the Han words that have this character."""
        return self._words_by_char.get(char, ())


class SegmentWriting:
    """Gathers a new segment; nothing is on disk under its name before `write`."""

    def __init__(self) -> None:
        self._gathering, self._columns, self._texts = Gathering(WHOLE), ColumnsWriting(), TextsWriting()

    def add(self, doc: int, document: Document, learned: frozenset[str]) -> None:
        """The next document, whose number is `doc`; `learned` are the words of the user dictionary."""
        units = self._gathering.add(doc, terms_of(document, learned))
        self._columns.add(document, units)
        self._texts.add(document)

    def take(self, segment: Segment, renumbered: Ints) -> None:
        """A segment that is merged: `renumbered` says where its documents stand now, -1 for those that are gone."""
        self._gathering.take(segment.postings, renumbered)
        self._columns.take(segment.columns, renumbered)
        self._texts.take(segment.texts, renumbered)

    def write(self, path: Path) -> None:
        """Write all of it."""
        postings = self._gathering.finished(readings)
        array_files.write({**postings, **self._columns.finished(), **self._texts.finished()}, path)

    def close(self) -> None:
        """Let go of what was gathered, also of files that wait."""
        self._gathering.close()
