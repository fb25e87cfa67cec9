"""What a query asks of an index: words that must all be there, phrases, and numbers that stand for a record.

Blanks part a query into chunks, and quotation marks of any kind make a chunk of what they enclose, whose words must
stand side by side. A chunk that reads as a number (ISBN, barcode, call number) may be found as one instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desk import errors
from desk.catalogue import call_numbers, identifiers
from search import analysis
from search.analysis import Word

LONGEST = 500
TOO_LONG = errors.Word("检索词超过 500 个字，这里只用了前 500 个字。")
NOTHING_TO_LOOK_FOR = errors.Word("只有标点或符号，无法检索。请输入书名、作者、主题词或号码。")

_CHUNK = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|([^\s\u3000]+)')
_DIGIT = re.compile(r"\d")
_STOP_WORDS = frozenset("的之与和及或了и") | {"a", "an", "and", "of", "in", "on", "the", "und", "der", "die"}


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a query: found by one of the number terms, or by all of the words (side by side if `phrase` is set)."""

    words: tuple[Word, ...]
    numbers: tuple[str, ...] = ()
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query taken apart. All clauses must hold, or the whole of it is one of `numbers`."""

    clauses: tuple[Clause, ...] = ()
    numbers: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()  # pairs across the words of a run: they raise the rank, none is required
    hint: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word that is looked for."""
        return tuple(word for clause in self.clauses for word in clause.words)


def plan(query: str) -> Plan:
    """Take `query` apart; a query of more than `LONGEST` characters is cut, and the plan's hint says so."""
    text = query[:LONGEST]
    clauses = _without_stop_words(_clauses(text))
    if not clauses:
        return Plan(hint=NOTHING_TO_LOOK_FOR if query.strip() else "")
    return Plan(
        tuple(clauses),
        number_terms(text) if len(clauses) > 1 else (),
        _neighbours(text, clauses),
        TOO_LONG if len(query) > LONGEST else "",
    )


def number_terms(text: str) -> tuple[str, ...]:
    """The terms under which `text` is kept, and found, as a number; none when it has no digit."""
    if not _DIGIT.search(text):
        return ()
    bare = re.sub(r"[/-]", "", call_numbers.folded(identifiers.half_width(text)))
    isbn = identifiers.isbn13(text)
    keys = dict.fromkeys(key for key in (isbn, bare) if key)
    return tuple(f"n:{key}" for key in keys if key.isprintable())


def _clauses(text: str) -> list[Clause]:
    """The chunks of `text` that have words. A word may reach into the next chunk: a Mongolian suffix after a blank."""
    words = analysis.words(text)
    clauses = []
    for chunk in _CHUNK.finditer(text):
        inside = tuple(word for word in words if chunk.start() <= word.start < chunk.end())
        if inside:
            *quoted, bare = chunk.groups()
            told = bare or next(filter(None, quoted))
            if bare is None and _has_order(inside):
                whole = analysis.unbroken(told)
                clauses.append(Clause(inside + whole, number_terms(told), analysis.flat(told)))
            else:
                clauses.append(Clause(inside, number_terms(told)))
    return clauses


def _has_order(words: tuple[Word, ...]) -> bool:
    """Whether words side by side say more than the words alone."""
    return len(words) > 1 or len(words[0].all_of) > 1


def _without_stop_words(clauses: list[Clause]) -> list[Clause]:
    """Clauses without words like 的 and `the`, unless nothing else is left."""
    kept = []
    for clause in clauses:
        words = tuple(word for word in clause.words if word.key not in _STOP_WORDS)
        if words:
            kept.append(Clause(words, clause.numbers, clause.phrase))
    return kept or clauses


def _neighbours(text: str, clauses: Iterable[Clause]) -> tuple[str, ...]:
    required = {term for clause in clauses for word in clause.words for term in word.all_of}
    pairs = (term for term, units in analysis.terms(text) if units == analysis.PIECE and len(term) == 2)
    return tuple(dict.fromkeys(pair for pair in pairs if pair not in required and pair.isalpha()))
