"""Tantivy, the compiled engine: one catch-all field for questions, a stored title for marks, fast fields for facets."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from benchmarks.contenders import FACETED, PAGE, PAGES, Answer, Question, alternatives, key, keys_of
from search.documents import Document

_HEAP = 128_000_000
_ALL_FACETS = {name: {"terms": {"field": name, "size": 100}} for name in FACETED}


class Tantivy:
    """One index, whose searcher serves all threads."""

    name = "tantivy"
    kinds = frozenset((*PAGES, "completion"))  # its fuzzy query counts letters of our keys, not of words

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._writer: Any = None

    @staticmethod
    def build(folder: Path, documents: Iterable[Document]) -> None:
        """Build the index from nothing, with one thread, and wait until its segments are merged."""
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()

    @staticmethod
    def is_built(folder: Path) -> bool:
        """Whether there is an index."""
        return folder.is_dir() and tantivy.Index.exists(str(folder))

    def ask(self, question: Question) -> Answer:
        """A page by BM25, counted; facets by its aggregations; marks by its snippets."""
        searcher = self._searcher
        if question.kind == "completion":
            return Answer((), said=searcher.terms_with_prefix("body", key(question.terms[0][0]), limit=8))
        query = self._query(question, "body")
        found = searcher.search(query, PAGE)
        addresses = [address for _, address in found.hits]
        ids = tuple(int(value or 0) for value in searcher.fast_field_values("id", addresses))
        said: Any = None
        if question.kind == "facets":
            said = searcher.aggregate(query, _ALL_FACETS)
        elif question.kind == "highlight":
            marks = tantivy.SnippetGenerator.create(searcher, self._query(question, "title"), self._schema, "title")
            said = [marks.snippet_from_doc(searcher.doc(address)).to_html() for address in addresses]
        total: int = found.count  # type: ignore[attr-defined]  # not in its stubs
        return Answer(ids, total, said)

    def change(self, document: Document) -> None:
        """Replace one record."""
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        self._writer.delete_documents_by_term("id", document.record_id)
        self._writer.add_document(_row(document))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def frequency(self, term: str) -> int:
        """How many records have `term`."""
        return self._searcher.doc_freq("body", key(term))

    def for_thread(self) -> "Tantivy":
        """The same one."""
        return self

    def close(self) -> None:
        """Let go of the writer."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _query(self, question: Question, field: str) -> Query:
        groups = list(alternatives(question))
        if question.kind == "phrase":
            words: list[Any] = [group[0] for group in groups]
            return Query.phrase_query(self._schema, field, words) if len(words) > 1 else self._any(field, groups[0])
        if question.kind == "prefix":
            return Query.regex_query(self._schema, field, f"{groups[0][0]}.*")
        if len(groups) == 1:
            return self._any(field, groups[0])
        occur = Occur.Should if question.kind == "or" else Occur.Must
        return Query.boolean_query([(occur, self._any(field, group)) for group in groups])

    def _any(self, field: str, group: tuple[str, ...]) -> Query:
        terms = [Query.term_query(self._schema, field, term, "freq") for term in group]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_unsigned_field("id", stored=True, indexed=True, fast=True)
    builder = builder.add_text_field("title", stored=True, tokenizer_name="whitespace")
    builder = builder.add_text_field("body", tokenizer_name="whitespace")
    for name in FACETED:
        builder = builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _row(document: Document) -> tantivy.Document:
    title, rest = keys_of(document)
    row = tantivy.Document()
    row.add_unsigned("id", document.record_id)
    row.add_text("title", " ".join(title))
    row.add_text("body", " ".join([*title, *rest]))
    for name in FACETED:
        row.add_text(name, getattr(document, name))
    return row
