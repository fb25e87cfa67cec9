"""How the index is written: its field of terms, and a writer that keeps their postings as arrays too.

The postings of a segment are gathered and sorted as arrays (`gathering`), written beside the segment (`segment_files`),
and given to Whoosh block by block (`whoosh_blocks`) instead of one by one. Merging works on the arrays as well.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats, writing
from whoosh.codec.whoosh3 import W3Codec
from whoosh.util.numeric import byte_to_length, length_to_byte

from search import segment_files
from search.analysis import WHOLE
from search.array_files import let_go
from search.arrays import Ints
from search.columns import Columns, ColumnsWriting
from search.documents import Document
from search.gathering import Gathering
from search.segment_files import SegmentPostings
from search.terms import COMPLETION, readings, terms_of
from search.whoosh_blocks import BlockWriting

BESIDE = "new-"  # what the file of arrays is called until the segment is complete
AT_A_TIME = 100_000  # postings that are unpacked into Python at a time


class Terms(fields.FieldType):
    """A field whose value is gathered apart; what Whoosh is told of it here is the length of the title, in units."""

    def __init__(self) -> None:
        nothing: Any = None  # terms come analysed
        super().__init__(formats.Existence(), nothing, scorable=True)

    def index(self, value: int, **_: object) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """One item that stands for nothing but the length."""
        yield b"", value, 0.0, b""


@contextmanager
def writer_for(files: Any, folder: Path, learned: frozenset[str]) -> Iterator["Writer"]:
    """A writer whose work is kept whole, or not at all when something is raised."""
    writer = Writer(files, folder, learned)
    try:
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
    finally:
        writer.gathering.close()


class Writer(writing.SegmentWriter):
    """Whoosh's writer, its postings gathered as arrays."""

    def __init__(self, files: Any, folder: Path, learned: frozenset[str]) -> None:
        super().__init__(files, codec=W3Codec(compression=0))
        self.gathering = Gathering(WHOLE)
        self._columns = ColumnsWriting()
        self._folder, self._learned = folder, learned
        for stale in folder.glob(f"{BESIDE}*"):  # of a writer that was killed
            stale.unlink()

    def add(self, document: Document, **columns: object) -> None:
        """Put in a document; `columns` are its other fields."""
        units = self.gathering.add(self.docnum, terms_of(document, self._learned))
        self._columns.add(document, byte_to_length(length_to_byte(units)))
        self.add_document(terms=units, **columns)

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Merge a segment: its terms as arrays; only the numbers of its records go to Whoosh one by one."""
        segment, renumbered = reader.segment().segment_id(), _renumbered(reader.doc_count_all(), startdoc, docmap)
        columns = Columns(self._folder, segment)
        self.gathering.take(segment_files.read(self._folder, segment), renumbered)
        self._columns.take(columns, renumbered)
        for record_id, doc in zip(columns.record_ids.tolist(), renumbered.tolist(), strict=True):
            if doc >= 0:
                self.pool.add(("id", str(record_id).encode(), doc, 1.0, b""))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        lengths = self.per_document_reader()
        others = (item for item in self.pool.iter_postings() if item[0] != "terms")
        self.fieldwriter.add_postings(self.schema, lengths, others)
        beside = f"{BESIDE}{self.newsegment.segment_id()}"
        segment_files.write(self.gathering.finished(readings), self._folder, beside)
        self._write_terms(segment_files.read(self._folder, beside), _lengths(lengths))
        self.fieldwriter.close()
        lengths.close()

    def _assemble_segment(self) -> None:
        """The arrays come after Whoosh has put the segment's own files into one, so that they stay files apart."""
        super()._assemble_segment()
        segment = self.newsegment.segment_id()
        segment_files.rename(self._folder, f"{BESIDE}{segment}", segment)
        self._columns.write(self._folder, segment)

    def _write_terms(self, kept: SegmentPostings, lengths: Ints) -> None:
        """Every term that is looked for, with its postings; `lengths` of the titles by document."""
        out = BlockWriting(self.fieldwriter, "terms", self.schema["terms"])
        for numbers in _batches(kept):
            bounds = kept.posting_at[numbers.start : numbers.stop + 1]
            docs, weights = kept.docs[bounds[0] : bounds[-1]], kept.weights[bounds[0] : bounds[-1]]
            ids, weighed, lent = docs.tolist(), weights.tolist(), lengths[docs].tolist()
            for number, (first, end) in zip(numbers, pairwise((bounds - bounds[0]).tolist()), strict=True):
                term = kept.bytes_of(number)
                if not term.startswith(COMPLETION):
                    out.term(term, ids[first:end], weighed[first:end], lent[first:end])
            let_go(kept.arrays)
        out.close()


def _batches(kept: SegmentPostings) -> Iterator[range]:
    """The numbers of all terms, as many together as have about `AT_A_TIME` postings."""
    start = 0
    while start < len(kept):
        after = np.searchsorted(kept.posting_at, kept.posting_at[start] + AT_A_TIME)
        end = min(max(int(after), start + 1), len(kept))
        yield range(start, end)
        start = end


def _lengths(reader: Any) -> Ints:
    length_of = reader.doc_field_length_reader("terms")
    return np.fromiter((length_of(doc) or 0 for doc in range(reader.doc_count_all())), np.int32)


def _renumbered(count: int, startdoc: int, docmap: dict[int, int] | None) -> Ints:
    """The new number of each document of a segment that is merged; -1 for those that are gone."""
    if docmap is None:
        return np.arange(startdoc, startdoc + count, dtype=np.int32)
    numbers = np.full(count, -1, np.int32)
    numbers[list(docmap)] = list(docmap.values())
    return numbers
