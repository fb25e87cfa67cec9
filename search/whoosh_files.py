"""The index as Whoosh keeps it on disk. With `whoosh_codec` and `whoosh_writing` all that knows Whoosh.

One field answers every kind of query: a posting weighs what its words count in all fields of the document together,
and says in which fields and where they stand.
What has to be known about whoosh3 3.54.0 (docs/decisions/0001): a refreshed reader shows replaced documents twice,
so each state is opened anew; the note on a state is a pickle, so an index is read only where this desk built it, and
never taken from elsewhere.
"""

import gc
import pickle
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index

from search.arrays import Ints
from search.documents import Document
from search.engine import IndexUnusable
from search.index_folder import hindrance
from search.segments import Segment
from search.whoosh_codec import path_of, schema
from search.whoosh_writing import Writer, writer_for

MOST_SEGMENTS = 8  # an update adds a small segment; beyond this many, small ones are merged
LEARNED = "learned.txt"  # the user dictionary under which a state was built
TRIES = 5  # how often a reader that was overtaken by a merge looks again
DAMAGE = (
    index.IndexError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    ImportError,
    TypeError,
    struct.error,
    pickle.UnpicklingError,
)
"""What reading damaged files can raise: one of them is a pickle, so nearly anything."""


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
        words = frozenset(learned)
        (folder / LEARNED).write_text("\n".join(sorted(words)), "utf-8")
        with _few_collections(), writer_for(index.create_in(str(folder), schema()), words) as writer:
            for document in documents:
                writer.add(document)

    def replace(self, documents: Iterable[Document], removed: Iterable[int], known: Mapping[str, Segment]) -> None:
        """Put in these documents, each in place of its earlier self, and take out those record ids.

        `known` are segments that were read already.
        """
        replaced = list(documents)
        gone = {*removed, *(document.record_id for document in replaced)}
        with writer_for(self._index, self.learned) as writer:
            for number in self._standing(writer, gone, known):
                writer.delete_document(number)
            for document in replaced:
                writer.add(document)
            writer.merge = len(writer.segments) >= MOST_SEGMENTS

    def _standing(self, writer: Writer, records: set[int], known: Mapping[str, Segment]) -> Iterator[int]:
        """The documents of these records, in the writer's numbering."""
        wanted = np.fromiter(records, np.int32, len(records))
        base = 0
        for segment in writer.segments:
            one = known.get(segment.segment_id()) or Segment(path_of(self._index.storage, segment))
            there = np.flatnonzero(np.isin(one.columns.record_ids, wanted)).tolist()
            yield from (base + doc for doc in there if not segment.is_deleted(doc))
            base += len(one)

    def segments(self, known: Mapping[str, Segment]) -> dict[str, tuple[Segment, Ints]]:
        """The newest segments by name, with the documents deleted in each; those in `known` are not read again."""
        with damage_told():
            for _ in range(TRIES - 1):
                with suppress(FileNotFoundError):
                    return self._segments(known)
            return self._segments(known)

    def _segments(self, known: Mapping[str, Segment]) -> dict[str, tuple[Segment, Ints]]:
        contents = self._index._read_toc()
        found = {}
        for segment in contents.segments:
            name = segment.segment_id()
            one = known.get(name) or Segment(path_of(self._index.storage, segment))
            found[name] = (one, np.array(sorted(segment.deleted_docs()), np.int32))
        return found


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
