"""Text → words, and words → the terms under which an index keeps them.

A word of a query is found in a text when any one of `any_of` is a term of it, or all of `all_of` are. Terms carry
units: a whole word counts `WHOLE`, a piece of one (a pair of Han characters, a Mongolian stem) counts `PIECE`.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain

from search.analysis import han, latin, mongolian, scripts

VERSION = f"1; {mongolian.CANONICAL_VERSION}; opencc {han.OPENCC_VERSION}"
"""Changes whenever the same text would give other terms: an index built under another version is built anew."""

WHOLE, PIECE = 3, 1
LONGEST = 120  # letters of a word that count; what is longer is not a word but noise in a file


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (code points), its key, and the terms that find it."""

    script: str
    start: int
    end: int
    key: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()

    @property
    def visible(self) -> tuple[str, ...]:
        """What `occurrences` looks for to show where this word stands."""
        return (self.key,) if self.script == scripts.HAN else self.any_of


def words(text: str) -> list[Word]:
    """The words of `text` in their order; what belongs to no script is left out."""
    return [word for run in _runs(text) for word in _words_of(run)]


def terms(text: str) -> Iterator[tuple[str, int]]:
    """The terms of `text` with their units, as often as they occur."""
    for run in _runs(text):
        if run.script == scripts.HAN:
            yield from _han_terms(han.fold(run.text))
        elif run.script == scripts.MONGOLIAN:
            found = mongolian.keys(run.text)
            yield from ((f"w:{form}", WHOLE) for form in found.forms)
            yield from ((f"s:{stem}", PIECE) for stem in found.stems)
        elif key := latin.fold(run.text)[:LONGEST]:
            yield key, WHOLE


def occurrences(visible: Set[str], text: str) -> list[tuple[int, int]]:
    """Where any of `visible` stands in `text`, as spans of its own code points, in their order."""
    folded = han.fold(text)
    spans = [found.span() for term in visible if ":" not in term for found in re.finditer(re.escape(term), folded)]
    spans = [span for span in spans if scripts.is_han(folded[span[0]])]
    spans += [(word.start, word.end) for word in words(text) if not visible.isdisjoint(word.any_of)]
    return sorted(spans)


def flat(text: str) -> str:
    """`text` folded into one line in which a phrase can be looked for: words between blanks, Han without."""
    return "".join(word.key if word.script == scripts.HAN else f" {word.key} " for word in words(text))


def unbroken(text: str) -> tuple[Word, ...]:
    """The Han runs of a phrase, each to be found whole: their pairs reach across its words."""
    return tuple(
        Word(run.script, run.start, run.end, run.text, (), tuple(han.pairs(han.fold(run.text))[:-1]))
        for run in scripts.runs(text)
        if run.script == scripts.HAN and len(run.text) > 1
    )


def _runs(text: str) -> Iterator[scripts.Run]:
    """Runs, Mongolian ones by word, with a suffix that was typed after a plain space joined to its word."""
    held: scripts.Run | None = None
    for run in chain.from_iterable(map(_by_word, scripts.runs(text))):
        if held and _belongs(held, run, text):
            held = scripts.Run(held.script, held.start, run.end, f"{held.text}\u202f{run.text}")
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _by_word(run: scripts.Run) -> Iterable[scripts.Run]:
    if run.script != scripts.MONGOLIAN:
        return (run,)
    spans = mongolian.parted(run.text)
    return (scripts.Run(run.script, run.start + a, run.start + b, run.text[a:b]) for a, b in spans)


def _belongs(held: scripts.Run, run: scripts.Run, text: str) -> bool:
    return (
        run.script == held.script == scripts.MONGOLIAN
        and text[held.end : run.start] == " "
        and mongolian.is_suffix(run.text)
    )


def _words_of(run: scripts.Run) -> Iterator[Word]:
    if run.script == scripts.HAN:
        start = run.start
        for word in han.words(han.fold(run.text)):
            yield _han_word(word, start)
            start += len(word)
    elif run.script == scripts.MONGOLIAN:
        yield _mongolian_word(run)
    elif key := latin.fold(run.text)[:LONGEST]:
        yield Word(run.script, run.start, run.end, key, any_of=(key,))


def _han_word(word: str, start: int) -> Word:
    """Two characters are a pair, one is the beginning of a pair, more are a word or all their pairs."""
    pieces = tuple(han.pairs(word)[:-1]) or (word,)
    return Word(scripts.HAN, start, start + len(word), word, (word,) if len(word) > 2 else (), pieces)


def _mongolian_word(run: scripts.Run) -> Word:
    found = mongolian.keys(run.text)
    stems = found.stems or found.forms
    any_of = [f"w:{form}" for form in found.forms] + [f"s:{stem}" for stem in stems] + [f"w:{stem}" for stem in stems]
    return Word(run.script, run.start, run.end, f"w:{found.forms[0]}", tuple(dict.fromkeys(any_of)))


def _han_terms(folded: str) -> Iterator[tuple[str, int]]:
    yield from ((pair, PIECE) for pair in han.pairs(folded))
    for word in han.words_within(folded):
        yield word, WHOLE - PIECE if len(word) == 2 else WHOLE  # the pair of a short word has counted one already
