"""The index as Whoosh keeps it on disk. With `whoosh_writing` the only module that knows Whoosh.

One field answers every kind of query: a posting weighs what its words count in all fields of the document together,
and says in which fields and where they stand. Postings are written a second time as arrays (`segment_files`).
What has to be known about whoosh3 3.54.0 (docs/decisions/0001): a refreshed reader shows replaced documents twice,
so each state is opened anew; a reader must not be used by two threads at once, so a lock guards each; files hold
pickles, so an index is read only where this desk built it, and never taken from elsewhere.
"""

import gc
import pickle
import struct
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, fields, index
from whoosh.reading import CorruptIndexError, SegmentReader

from search import segment_files
from search.analysis.scripts import is_han
from search.arrays import TEXT_FIELDS, Ints
from search.columns import Columns
from search.documents import Document
from search.engine import IndexUnusable
from search.index_folder import hindrance
from search.whoosh_writing import Terms, Writer, writer_for

MOST_SEGMENTS = 8  # an update adds a small segment; beyond this many, small ones are merged
LEARNED = "learned.txt"  # the user dictionary under which a state was built
NO_WORDS = ("c:", "clc:", "k:", "l:", "n:", "s:")  # how terms begin that are headings, classes, sounds, numbers, stems
TRIES = 5  # how often a reader that was overtaken by a merge looks again
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
        self._folder = folder
        with damage_told():
            self._index: Any = index.open_dir(str(folder))
            self.learned = frozenset((folder / LEARNED).read_text("utf-8").split())

    @staticmethod
    def build(folder: Path, documents: Iterable[Document], learned: Iterable[str]) -> None:
        """Fill an empty folder; `learned` are the words of the user dictionary."""
        schema = fields.Schema(
            id=fields.ID(unique=True),
            terms=Terms(),
            texts=fields.STORED(),
            sort=fields.COLUMN(_COLUMNS.VarBytesColumn()),
            record=fields.COLUMN(_COLUMNS.NumericColumn("i")),
        )
        words = frozenset(learned)
        (folder / LEARNED).write_text("\n".join(sorted(words)), "utf-8")
        with _few_collections(), writer_for(index.create_in(str(folder), schema), folder, words) as writer:
            for document in documents:
                writer.add(document, **_columns(document))

    def replace(
        self, documents: Iterable[Document], removed: Iterable[int], known: Mapping[str, "WhooshSegment"]
    ) -> None:
        """Put in these documents, each in place of its earlier self, and take out those record ids.

        `known` are segments that were read already.
        """
        replaced = list(documents)
        gone = {*removed, *(document.record_id for document in replaced)}
        with writer_for(self._index, self._folder, self.learned) as writer:
            for number in self._standing(writer, gone, known):
                writer.delete_document(number)
            for document in replaced:
                writer.add(document, **_columns(document))
            writer.merge = len(writer.segments) >= MOST_SEGMENTS

    def _standing(self, writer: Writer, records: set[int], known: Mapping[str, "WhooshSegment"]) -> Iterator[int]:
        """The documents of these records, in the writer's numbering."""
        wanted = np.fromiter(records, np.int32, len(records))
        base = 0
        for segment in writer.segments:
            name = segment.segment_id()
            columns = known[name].columns if name in known else Columns(self._folder, name)
            there = np.flatnonzero(np.isin(columns.record_ids, wanted)).tolist()
            yield from (base + doc for doc in there if not segment.is_deleted(doc))
            base += len(columns.record_ids)

    def segments(self, known: Mapping[str, "WhooshSegment"]) -> dict[str, tuple["WhooshSegment", Ints]]:
        """The newest segments by name, with the documents deleted in each; those in `known` are not read again."""
        with damage_told():
            for _ in range(TRIES - 1):
                with suppress(FileNotFoundError):
                    return self._segments(known)
            return self._segments(known)

    def _segments(self, known: Mapping[str, "WhooshSegment"]) -> dict[str, tuple["WhooshSegment", Ints]]:
        contents = self._index._read_toc()
        found = {}
        for segment in contents.segments:
            name = segment.segment_id()
            one = known.get(name)
            if one is None:
                one = WhooshSegment(SegmentReader(self._index.storage, contents.schema, segment), self._folder, name)
            found[name] = (one, np.array(sorted(segment.deleted_docs()), np.int32))
        return found


class WhooshSegment:
    """One segment: columns read at once, postings mapped from their files. Fulfils `snapshot.Segment`."""

    def __init__(self, reader: Any, folder: Path, name: str) -> None:
        self._reader = reader
        self._lock = threading.Lock()  # a reader seeks in its files: one thread at a time
        self.postings = segment_files.read(folder, name)
        self.columns = Columns(folder, name)
        self.length = float(reader.field_length("terms"))
        self._sort_keys = reader.column_reader("sort")

    @cached_property
    def words(self) -> Mapping[int, Sequence[str]]:
        """The terms that are words, of three letters or more, by their length: where a slip is looked for."""
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
        """Of the words, the Han ones that have this character."""
        return self._words_by_char.get(char, ())

    def texts(self, doc: int) -> Mapping[str, Sequence[str]]:
        """The original texts of a document."""
        with self._lock, damage_told():
            texts: Mapping[str, Sequence[str]] = self._reader.stored_fields(doc)["texts"]
        return texts

    def sort_key(self, doc: int) -> str:
        """The key of a document's title."""
        with self._lock, damage_told():
            return str(self._sort_keys[doc], "utf-8")


@contextmanager
def _few_collections() -> Iterator[None]:
    """A build makes millions of things and no rings of them: looking for these took a fifth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def damage_told() -> Iterator[None]:
    """Files that cannot be read are a reason to rebuild, not a defect; a full disk or a barred file is neither."""
    try:
        yield
    except DAMAGE as error:
        damage = IndexUnusable("检索库的文件已损坏，无法读取。请运行 manage.py reindex 重建。")
        raise (hindrance(error) or damage) from error


def _columns(document: Document) -> dict[str, Any]:
    """What Whoosh keeps of a document beside its terms."""
    return {
        "id": str(document.record_id),
        "texts": {name: getattr(document, name) for name in TEXT_FIELDS},
        "record": document.record_id,
        "sort": document.sort_title.encode("utf-8", "replace"),
    }
