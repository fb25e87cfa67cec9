"""How Whoosh's segments lie on disk at this desk: a codec whose segments are files of arrays (`segments`).

Whoosh's own codec keeps postings in compressed blocks, which Python has to take apart one by one. With this one an
index is still Whoosh's (its states, segments, deletions and merging), and any Whoosh searcher can search it, while the
desk asks the same arrays directly (`ranking`).
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import fields, formats, reading
from whoosh.codec import base, whoosh3
from whoosh.matching import mcore

from search.segments import Segment, SegmentWriting

EXTENSION = ".arrays"
FIELD = "terms"
_INFO: Any = reading.TermInfo  # these are not typed
_MATCHER: Any = mcore.ListMatcher


class Terms(fields.FieldType):
    """The field of all terms. Texts are analysed before they come here, so it has no analyser of its own."""

    def __init__(self) -> None:
        nothing: Any = None
        super().__init__(formats.Existence(), nothing, scorable=True)


def schema() -> fields.Schema:
    """The number of a record and all its terms, whatever field of a record they stand in."""
    return fields.Schema(record=fields.STORED(), terms=Terms())


class ArraysCodec(whoosh3.W3Codec):
    """Whoosh's own codec with other files."""

    length_stats = False

    def per_document_writer(self, *_: Any) -> "DocumentsWriting":
        """What documents are given to, their terms included."""
        return DocumentsWriting()

    def field_writer(self, *_: Any) -> "NoFields":
        """Nothing is left to be written: terms come with their documents."""
        return NoFields()

    def per_document_reader(self, storage: Any, segment: Any) -> "DocumentsReading":
        """What Whoosh asks of documents."""
        return DocumentsReading(path_of(storage, segment), segment)

    def terms_reader(self, storage: Any, segment: Any) -> "TermsReading":
        """What Whoosh asks of terms."""
        return TermsReading(path_of(storage, segment))


def path_of(storage: Any, segment: Any) -> Path:
    """The file of a segment."""
    return Path(storage.folder, segment.make_filename(EXTENSION))


class DocumentsWriting(SegmentWriting):
    """A segment that is written, as Whoosh holds it: open, then closed."""

    is_closed = False

    def close(self) -> None:
        """Let go of what was gathered."""
        super().close()
        self.is_closed = True


class NoFields:
    """A writer of fields that was closed before it began."""

    is_closed = True


class DocumentsReading(base.PerDocumentReader):
    """The documents of a segment for Whoosh: how many, which are gone, how long their titles are."""

    def __init__(self, path: Path, segment: Any) -> None:
        self._path, self._segment = path, segment

    @cached_property
    def _columns(self) -> Any:
        return Segment(self._path).columns

    def close(self) -> None:
        """Nothing is held that the collector would not let go of."""

    def doc_count(self) -> int:
        """How many documents are there."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """The same with those that are gone."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any are gone."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is gone."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        """Those that are gone."""
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The length of the title, in units: that of the one field."""
        return int(self._columns.lengths[docnum]) if fieldname == FIELD else default

    def field_length(self, fieldname: str) -> int:
        """The lengths of all titles together."""
        return int(self._columns.lengths.sum()) if fieldname == FIELD else 0

    def min_field_length(self, fieldname: str) -> int:
        """The shortest."""
        return int(self._columns.lengths.min()) if fieldname == FIELD else 0

    def max_field_length(self, fieldname: str) -> int:
        """The longest."""
        return int(self._columns.lengths.max()) if fieldname == FIELD else 0

    def stored_fields(self, docnum: int) -> dict[str, int]:
        """The number of the record."""
        return {"record": int(self._columns.record_ids[docnum])}


class TermsReading:
    """The terms of a segment for Whoosh: all of `codec.base.TermsReader` but the cursor of its fuzzy queries."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _segment(self) -> Segment:
        return Segment(self._path)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] == FIELD and self._number(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """The one field that has terms."""
        return [FIELD]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms in the order of their bytes."""
        return self.terms_from(FIELD, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from the first that is not before `prefix`."""
        postings = self._segment.postings
        start = postings.first(prefix) if fieldname == FIELD else len(postings)
        return ((FIELD, postings.bytes_of(number)) for number in range(start, len(postings)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """All terms with what is known of them."""
        return self.items_from(FIELD, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """The same from the first that is not before `prefix`."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """In how many documents a term occurs, and the bounds within which its weights and their titles lie."""
        if (fieldname, text) not in self:
            raise KeyError((fieldname, text))
        postings = self._segment.postings.postings(self._number(text))
        lengths, weights = self._segment.columns.lengths[postings.docs], postings.weights
        return _INFO(
            float(weights.sum()),
            postings.often,
            int(lengths.min()),
            int(lengths.max()),
            float(weights.max()),
            int(postings.docs[0]),
            int(postings.docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The weights of a term together."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term occurs."""
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a term, one after the other."""
        info = self.term_info(fieldname, text)
        found = self._segment.postings.postings(self._number(text))
        ids, weights = found.docs.tolist(), found.weights.tolist()
        return _MATCHER(ids, weights, format=format_, scorer=scorer, term=(fieldname, text), terminfo=info)

    def close(self) -> None:
        """Nothing is held that the collector would not let go of."""

    def _number(self, text: bytes) -> int:
        return self._segment.postings.number(text.decode())
