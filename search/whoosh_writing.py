"""Whoosh's writer, whose documents come with their terms and lie on disk as arrays (`whoosh_codec`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from whoosh import writing

from search.arrays import Ints
from search.documents import Document
from search.segments import Segment
from search.whoosh_codec import ArraysCodec, path_of


@contextmanager
def writer_for(files: Any, learned: frozenset[str]) -> Iterator["Writer"]:
    """A writer whose work is kept whole, or not at all when something is raised."""
    writer = Writer(files, learned)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class Writer(writing.SegmentWriter):
    """Writes one new segment, into which small ones may be merged."""

    def __init__(self, files: Any, learned: frozenset[str]) -> None:
        super().__init__(files, codec=ArraysCodec(), compound=False)
        self._learned = learned

    def add(self, document: Document) -> None:
        """Put in a document."""
        self.perdocwriter.add(self.docnum, document, self._learned)
        self.docnum += 1
        self._added = True

    def add_reader(self, reader: Any) -> None:
        """Merge a segment, without a look at single postings."""
        segment = reader.segment()
        renumbered = _renumbered(segment.doc_count_all(), list(segment.deleted_docs()), self.docnum)
        self.perdocwriter.take(Segment(path_of(self.storage, segment)), renumbered)
        self.docnum += segment.doc_count()
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.write(path_of(self.storage, self.newsegment))


def _renumbered(count: int, gone: list[int], start: int) -> Ints:
    """The new number of each document of a segment that is merged; -1 for those that are gone."""
    kept = np.ones(count, np.bool_)
    kept[gone] = False
    return np.where(kept, start + np.cumsum(kept) - 1, -1).astype(np.int32)
