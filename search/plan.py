"""What a query asks of an index: words that must be there, phrases, and numbers that stand for a record.

A chunk that reads as a number (ISBN, barcode, call number, class) may be found as one instead. A chunk has other forms
where the field has them: an abbreviation and its full name, a numeral in characters and in digits.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from desk import errors
from search.analysis import han, scripts
from search.analysis.sounding import spoken_key
from search.analysis.words import Word, joined_runs, learned_within, words_of
from search.analysis.words import words as analysed
from search.forms import other_forms
from search.numbers import class_begun, number_terms
from search.query_language import NOT_UNDERSTOOD, Asked, Chunk, parsed
from search.snapshot import EXACT, PREFIX, SOUNDING, Part, Pick
from search.wildcards import is_wild, wild_pieces

LONGEST = 500
TOO_LONG = errors.Word("检索词超过 500 个字，这里只用了前 500 个字。")
NOTHING_TO_LOOK_FOR = errors.Word("只有标点或符号，无法检索。请输入书名、作者、主题词或号码。")

_STOP_WORDS = frozenset("的之与和及或了и") | {"a", "an", "and", "of", "in", "on", "the", "und", "der", "die"}


class Clause(NamedTuple):
    """Part of a query: found by one of the numbers, or by all of the words, side by side where there is a `phrase`.

    `others` are further forms of it, `kind` says which (typed, abbreviation, numeral).
    """

    words: tuple[Word, ...]
    numbers: tuple[Pick, ...] = ()
    phrase: tuple[Part, ...] = ()
    field: str = ""
    kind: str = "typed"
    others: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A query taken apart. Of each group one clause must hold, of `excluded` none, or the whole is one of `numbers`."""

    groups: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()
    numbers: tuple[Pick, ...] = ()
    neighbours: tuple[Pick, ...] = ()  # pairs across words, words of the user dictionary: they raise the rank
    years: tuple[int, int] | None = None
    classes: tuple[str, ...] = ()
    hint: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything was asked that can be looked for."""
        return bool(self.groups or self.years or self.classes)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word that was typed and is looked for."""
        return tuple(word for group in self.groups for clause in group for word in clause.words)

    @property
    def every_word(self) -> tuple[Word, ...]:
        """The same with the words of other forms."""
        clauses = [clause for group in self.groups for clause in group]
        return tuple(word for clause in clauses for one in (clause, *clause.others) for word in one.words)


@lru_cache(maxsize=512)
def plan(query: str, learned: frozenset[str] = frozenset()) -> Plan:
    """Take `query` apart; a query of more than `LONGEST` characters is cut, and the plan's hint says so."""
    text = query[:LONGEST]
    asked = parsed(text)
    runs = list(joined_runs(text))
    words = words_of(runs)
    groups = _without_stop_words([_group(chunks, words) for chunks in asked.groups])
    if not groups and not asked.years and not asked.classes:
        return Plan(hint=NOTHING_TO_LOOK_FOR if query.strip() else "")
    plain = all(len(group) == 1 for group in asked.groups)
    return Plan(
        groups=tuple(dict.fromkeys(groups)),
        excluded=tuple(clause for chunk in asked.excluded for clause in _clauses(chunk, words)),
        numbers=_numbers(text) if len(groups) > 1 and plain else (),
        neighbours=tuple(_neighbours(runs, groups, learned)),
        years=asked.years,
        classes=asked.classes,
        hint=_hint(query, asked),
    )


def phrase_of(text: str, start: int = 0) -> Iterator[Part]:
    """The parts of a text that is to be found as it stands: pairs of Han characters, and other words."""
    position = start
    for run in joined_runs(text):
        if run.script == scripts.HAN:
            pairs = han.pairs(han.fold(run.text))[:-1]
            yield from ((position + at, (Pick(EXACT, pair),)) for at, pair in enumerate(pairs))
            if not pairs:
                yield position, (Pick(PREFIX, han.fold(run.text)),)
            position += len(run.text)
        else:
            exact = (term for word in analysed(run.text) for term in word.exact)
            yield position, tuple(Pick(EXACT, term) for term in exact)
            position += 1


def _hint(query: str, asked: Asked) -> str:
    if len(query) > LONGEST:
        return TOO_LONG
    return "" if asked.understood else NOT_UNDERSTOOD


def _group(chunks: Iterable[Chunk], words: list[Word]) -> list[Clause]:
    return [clause for chunk in chunks for clause in _clauses(chunk, words)]


def _clauses(chunk: Chunk, words: list[Word]) -> list[Clause]:
    """A chunk as a clause; none where it has no words. A word may reach into the next chunk (a Mongolian suffix)."""
    if not chunk.quoted and is_wild(chunk.text):
        return _wild(chunk)
    inside = [word for word in words if chunk.start <= word.start < chunk.end]
    if not inside:
        return []
    each = tuple({word.key: word for word in reversed(inside)}.values())[::-1]  # saying it again asks for no more
    return [Clause(each, _numbers(chunk.text), _phrase(chunk, inside), chunk.field, others=tuple(_others(chunk)))]


def _wild(chunk: Chunk) -> list[Clause]:
    words, phrase = wild_pieces(chunk.text, chunk.start)
    return [Clause(tuple(words), phrase=tuple(phrase), field=chunk.field)] if words else []


def _phrase(chunk: Chunk, inside: list[Word]) -> tuple[Part, ...]:
    """What must stand side by side; words side by side say no more than one word alone."""
    if not chunk.quoted or (len(inside) == 1 and len(inside[0].key) == 1):
        return ()
    return tuple(phrase_of(chunk.text))


def _others(chunk: Chunk) -> Iterator[Clause]:
    for text, kind in other_forms(chunk.text):
        phrase = tuple(phrase_of(text)) if chunk.quoted else ()
        yield Clause(tuple(analysed(text)), (), phrase, chunk.field, kind)


def _numbers(text: str) -> tuple[Pick, ...]:
    exact = tuple(Pick(EXACT, term) for term in number_terms(text))
    begun = class_begun(text)
    return (*exact, Pick(PREFIX, begun)) if begun else exact


def _without_stop_words(groups: list[list[Clause]]) -> list[tuple[Clause, ...]]:
    """Groups without words like 的 and `the`, unless nothing else is left."""
    kept = [tuple(clause for clause in map(_without, group) if clause.words) for group in groups]
    return [group for group in kept if group] or [tuple(group) for group in groups if group]


def _without(clause: Clause) -> Clause:
    if clause.phrase or not any(word.key in _STOP_WORDS for word in clause.words):
        return clause
    return clause._replace(words=tuple(word for word in clause.words if word.key not in _STOP_WORDS))


def _neighbours(runs: Iterable[scripts.Run], groups: Iterable[tuple[Clause, ...]], learned: Set[str]) -> Iterator[Pick]:
    """Pairs across two words, words of the user dictionary, syllables typed apart: those raise the rank."""
    ways = [way for group in groups for clause in group for word in clause.words for way in word.ways]
    required = {part for way in ways for part in way.parts}
    required |= {pick.text for group in groups for clause in group for _, picks in clause.phrase for pick in picks}
    for run in runs:
        if run.script == scripts.HAN:
            folded = han.fold(run.text)
            known = dict.fromkeys(han.pairs(folded)[:-1])
            known |= dict.fromkeys(learned_within(folded, learned) if learned else ())
            yield from (Pick(EXACT, term) for term in known if term not in required)
    single = [way.parts for way in ways if way.kind == "pinyin" and len(way.parts) == 1]
    for (one,), (other,) in pairwise(single):
        yield Pick(SOUNDING, spoken_key((one, other)))
