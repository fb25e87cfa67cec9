"""The index as Whoosh keeps it on disk: the only module that knows Whoosh.

All that is stored of a term in a document is one packed number, so one field answers every kind of query.
What has to be known about whoosh3 3.54.0 (docs/decisions/0001): a refreshed reader shows replaced documents twice,
so each state is opened anew; a reader must not be used by two threads at once, so a lock guards each; files hold
pickles, so an index is read only where this desk built it, and never taken from elsewhere.
"""

import pickle
import struct
import threading
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, fields, formats, index
from whoosh.reading import CorruptIndexError, TermNotFound

from search.arrays import TEXT_FIELDS, FacetColumn, Floats, Ints, facet_column
from search.documents import Document
from search.engine import IndexUnusable
from search.index_folder import hindrance
from search.terms import terms_of

MOST_SEGMENTS = 8  # an update adds a small segment; beyond this many, small ones are merged
KEPT_TERMS = 4096  # of a segment, in memory
BETWEEN = "\x1f"  # parts the values of a column that holds several
FACETS = ("kind", "language", "clc", "place")
NUMBERS = ("record", "year", "length")
DAMAGE = (
    index.IndexError,
    CorruptIndexError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    ImportError,
    TypeError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
)
"""What reading damaged files can raise: they hold pickles, so nearly anything."""

_COLUMNS: Any = columns  # partly untyped


class WhooshFiles:
    """The files of one state of the index, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        with damage_told():
            self._index: Any = index.open_dir(str(folder))

    @staticmethod
    def build(folder: Path, documents: Iterable[Document]) -> None:
        """Fill an empty folder."""
        schema = fields.Schema(
            id=fields.ID(unique=True),
            terms=_Terms(),
            texts=fields.STORED(),
            sort=fields.COLUMN(_COLUMNS.VarBytesColumn()),
            **{name: fields.COLUMN(_COLUMNS.NumericColumn("i")) for name in NUMBERS},
            **{name: fields.COLUMN(_COLUMNS.RefBytesColumn()) for name in FACETS},
        )
        with _writing(index.create_in(str(folder), schema)) as writer:
            for document in documents:
                writer.add_document(**_row(document))

    def replace(self, documents: Iterable[Document], removed: Iterable[int]) -> None:
        """Put in these documents, each in place of its earlier self, and take out those record ids."""
        with _writing(self._index) as writer:
            for record_id in removed:
                writer.delete_by_term("id", str(record_id))
            for document in documents:
                writer.update_document(**_row(document))
            writer.merge = len(writer.segments) >= MOST_SEGMENTS

    def generation(self) -> int:
        """The number of the newest commit."""
        with damage_told():
            return int(self._index.latest_generation())

    def segments(self, known: Mapping[str, "WhooshSegment"]) -> dict[str, tuple["WhooshSegment", Ints]]:
        """The newest segments by name, with the documents deleted in each; those in `known` are not read again."""
        found = {}
        with damage_told():
            for reader, _ in self._index.reader().leaf_readers():
                if (segment := reader.segment()) is not None:  # an empty index has one leaf without any
                    name = segment.segment_id()
                    deleted = np.array(sorted(segment.deleted_docs()), np.int32)
                    found[name] = (known.get(name) or WhooshSegment(reader), deleted)
        return found


class WhooshSegment:
    """One segment: columns read at once, postings when they are asked for. Fulfils `snapshot.Segment`."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._postings: dict[str, tuple[Ints, NDArray[np.uint32]]] = {}
        self._lock = threading.Lock()  # a reader seeks in its files: one thread at a time
        self.record_ids: Ints = self._numbers("record")
        self.years: Ints = self._numbers("year")
        self.lengths: Floats = self._numbers("length").astype(np.float32)
        self._sort_keys = reader.column_reader("sort")
        facets = {
            name: facet_column(filter(None, value.decode().split(BETWEEN)) for value in reader.column_reader(name))
            for name in FACETS
        }
        facets["year"] = facet_column([str(year)] if year else [] for year in self.years.tolist())
        self.facets: Mapping[str, FacetColumn] = facets

    def packed_postings(self, term: str) -> tuple[Ints, NDArray[np.uint32]]:
        """Documents and packed units of a term. Decoding is the dear part, and a segment never changes: it is kept."""
        with self._lock, damage_told():
            kept = self._postings.get(term)
            if kept is None:
                if len(self._postings) >= KEPT_TERMS:
                    self._postings.clear()
                kept = self._postings[term] = self._read(term)
        return kept

    def beginning_with(self, prefix: str) -> Sequence[str]:
        """The terms that begin with `prefix`."""
        with self._lock, damage_told():
            return [term.decode() for term in self._reader.expand_prefix("terms", prefix.encode())]

    @cached_property
    def words(self) -> Sequence[str]:
        """The terms that are words, of three letters or more."""
        terms = (term for term in self.beginning_with("") if len(term) > 2 and not term.isdecimal())
        return [term for term in terms if term.startswith("w:") or ":" not in term]

    def texts(self, doc: int) -> Mapping[str, Sequence[str]]:
        """The original texts of a document."""
        with self._lock, damage_told():
            texts: Mapping[str, Sequence[str]] = self._reader.stored_fields(doc)["texts"]
        return texts

    def sort_key(self, doc: int) -> str:
        """The key of a document's title."""
        with self._lock, damage_told():
            return str(self._sort_keys[doc], "utf-8")

    def _read(self, term: str) -> tuple[Ints, NDArray[np.uint32]]:
        docs: list[int] = []
        values: list[bytes] = []
        with suppress(TermNotFound):
            matcher = self._reader.postings("terms", term.encode())
            while matcher.is_active():
                docs.append(matcher.id())
                values.append(matcher.value())
                matcher.next()
        return np.array(docs, np.int32), np.frombuffer(b"".join(values), "<u4").astype(np.uint32)

    def _numbers(self, name: str) -> Ints:
        return np.fromiter(self._reader.column_reader(name), np.int32)


@contextmanager
def damage_told() -> Iterator[None]:
    """Files that cannot be read are a reason to rebuild, not a defect; a full disk or a barred file is neither."""
    try:
        yield
    except DAMAGE as error:
        damage = IndexUnusable("检索库的文件已损坏，无法读取。请运行 manage.py reindex 重建。")
        raise (hindrance(error) or damage) from error


class _Packed(formats.Format):
    """Postings of one number each."""

    posting_size = 4


class _Terms(fields.FieldType):
    """A field whose value is already taken apart: term → packed units."""

    def __init__(self) -> None:
        nothing: Any = None  # terms come analysed
        super().__init__(_Packed(), nothing)

    def index(self, value: Mapping[str, int], **_: object) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        for term, units in value.items():
            yield term.encode(), 1, 1.0, struct.pack("<I", units)


@contextmanager
def _writing(files: Any) -> Iterator[Any]:
    """A writer whose work is kept whole, or not at all when something is raised."""
    writer = files.writer()
    writer.pool = _Pool()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class _Pool:
    """What a writer gathers, by term: documents come in ascending order, so nothing has to be sorted but the terms.

    A third faster than Whoosh's own pool, which sorts every posting, and 16 bytes for each: no need to spill to disk.
    """

    def __init__(self) -> None:
        self._postings: dict[tuple[str, bytes], tuple[list[int], list[bytes]]] = {}
        self._values: dict[bytes, bytes] = {}  # few are different: keep each once

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        name, term, doc, _, value = item
        kept = self._postings.get((name, term))
        if kept is None:
            kept = self._postings[name, term] = ([], [])
        kept[0].append(doc)
        kept[1].append(self._values.setdefault(value, value))

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        for name, term in sorted(self._postings):
            for doc, value in zip(*self._postings[name, term], strict=True):
                yield name, term, doc, 1.0, value

    def cleanup(self) -> None:
        self._postings.clear()


def _row(document: Document) -> dict[str, Any]:
    """What is kept of a document."""
    terms, length = terms_of(document)
    bytes_of = {name: getattr(document, name) for name in ("kind", "language", "clc")}
    bytes_of |= {"place": BETWEEN.join(document.places), "sort": document.sort_title}
    return {
        "id": str(document.record_id),
        "terms": terms,
        "texts": {name: getattr(document, name) for name in TEXT_FIELDS},
        "record": document.record_id,
        "year": document.year or 0,
        "length": length,
        **{name: text.encode("utf-8", "replace") for name, text in bytes_of.items()},
    }
