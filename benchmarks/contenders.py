"""What is asked of each engine, and our own engine asked through its public door.

Every engine is fed the same terms in the same order: those of `search.analysis`, as keys of plain letters and
figures, so that no engine's own tokenizer takes them apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from search.arrays import POSITION_BITS
from search.documents import Document
from search.highlight import marked
from search.request import SearchRequest
from search.terms import COMPLETION, UNITS_AT, terms_of
from search.whoosh_engine import WhooshEngine

PAGE = 20
_FIELD = (1 << (UNITS_AT - POSITION_BITS)) - 1
FACETED = ("kind", "language", "clc")
PAGES = ("term", "and", "or", "phrase", "prefix", "facets", "highlight")
KINDS = (*PAGES, "completion", "did-you-mean")


@dataclass(frozen=True, slots=True)
class Question:
    """`query` is what our engine is asked; the others are asked for `terms`, any one of each group."""

    kind: str
    query: str
    terms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The first page; `total` is -1 where the engine was not asked to count, `said` whatever else it told."""

    ids: tuple[int, ...]
    total: int = -1
    said: Any = None


class Contender(Protocol):
    """An engine opened on a folder that it has built. Not all of them know every kind of question."""

    name: str
    kinds: frozenset[str]

    def ask(self, question: Question) -> Answer:
        """Answer one question."""

    def change(self, document: Document) -> None:
        """Put this record in the place of its earlier self; it is to be found by the next question."""

    def for_thread(self) -> "Contender":
        """What another thread asks: this very one, where it may be shared."""

    def close(self) -> None:
        """Let go of the files."""


class Ours:
    """The embedded engine of the desk."""

    name = "ours"
    kinds = frozenset(KINDS)

    def __init__(self, folder: Path, titles: Mapping[int, str]) -> None:
        self._engine = WhooshEngine(folder)
        self._titles = titles

    @staticmethod
    def build(folder: Path, documents: Iterable[Document]) -> None:
        """Build the index from nothing."""
        WhooshEngine(folder).rebuild(documents, mark=1)

    @staticmethod
    def is_built(folder: Path) -> bool:
        """Whether there is an index of the present version."""
        return WhooshEngine(folder).mark != -1

    def ask(self, question: Question) -> Answer:
        """A page of results; the marked titles, what completes the text, or the query that was meant, with it."""
        if question.kind == "completion":
            return Answer((), said=tuple(self._engine.complete(question.query, limit=8)))
        facets = FACETED if question.kind == "facets" else ()
        request = SearchRequest(question.query, size=PAGE, facets=facets)
        results = self._engine.search(request)
        ids = tuple(hit.record_id for hit in results.hits)
        said: Any = results.facets
        if question.kind == "highlight":
            said = [marked(self._titles[record_id], request) for record_id in ids]
        elif question.kind == "did-you-mean":
            said = results.did_you_mean
        return Answer(ids, results.total, said)

    def change(self, document: Document) -> None:
        """Replace one record."""
        self._engine.replace([document], [], mark=2)

    def for_thread(self) -> "Ours":
        """One instance serves all threads."""
        return self

    def close(self) -> None:
        """Nothing is held that the collector would not let go of."""


def keys_of(document: Document) -> tuple[list[str], list[str]]:
    """The keys of the title and those of the rest, in the order of the text, as often as they occur.

    All that the index is given but its entries of completion, which no question looks for.
    """
    title: list[str] = []
    rest: list[str] = []
    for term, mark in terms_of(document):
        if not term.startswith(COMPLETION.decode()):
            (rest if (mark >> POSITION_BITS) & _FIELD else title).append(key(term))
    return title, rest


def key(term: str) -> str:
    """`term` in letters and figures: the beginning of a term gives the beginning of its key."""
    plain = term.isascii() and term.isalnum()
    return f"a{term.lower()}" if plain else f"x{term.encode('utf-16-be', 'surrogatepass').hex()}"


def alternatives(question: Question) -> Iterator[tuple[str, ...]]:
    """The keys of each group of terms."""
    return (tuple(map(key, group)) for group in question.terms)
