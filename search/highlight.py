"""Show in the original text, in its own characters, what a query found there."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.analysis import han, mongolian, pinyin, scripts
from search.analysis.words import ANY, INITIALS, NEAR_SOUNDS, PATTERN, SOUNDING, SOUNDS, SPOKEN, Way, Word
from search.analysis.words import words as analysed
from search.patterns import as_expression
from search.plan import plan
from search.request import SearchRequest

Marked = list[tuple[str, bool]]
Spans = Iterable[tuple[int, int]]


def marked(text: str, request: SearchRequest) -> Marked:
    """`text` in pieces, each with whether it was looked for; the pieces make up the whole text again.

    Folding is seen through: where 内蒙古 was typed, 內蒙古 is marked; where a title has Ōsaka, `osaka` marks it; so are
    pinyin, and a Mongolian word in another script.
    """
    pieces: Marked = []
    at = 0
    for start, end in _joined(sorted(_spans(text, request.query))):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [(piece, was_sought) for piece, was_sought in pieces if piece]


def occurrences(term: str, text: str) -> Spans:
    """Where a term of the index stands in `text`, as spans of its own code points."""
    if scripts.is_han(term[0]):
        return [found.span() for found in re.finditer(re.escape(term), han.fold(text))]
    return [(word.start, word.end) for word in analysed(text) if term in word.exact]


def _spans(text: str, query: str) -> Iterator[tuple[int, int]]:
    sought = _sought(query)
    if sought.han:
        yield from (found.span() for found in sought.han.finditer(han.fold(text)))
    if sought.heard:
        yield from _heard(sought.heard, text)
    if sought.others:
        for word in _words(text):
            if word.script != scripts.HAN and any(_is(one, word) for one in sought.others):
                yield word.start, word.end


class _Sought:
    """What a query looks for, made ready once for all texts of a page."""

    def __init__(self, words: Iterable[Word]) -> None:
        words = tuple(words)
        keys = {word.key for word in words if word.script == scripts.HAN}
        self.han = re.compile("|".join(map(re.escape, sorted(keys, key=len, reverse=True)))) if keys else None
        self.others = tuple(word for word in words if word.script != scripts.HAN)
        self.heard = tuple(way for word in self.others for way in word.ways if way.how in (SPOKEN, INITIALS))


@lru_cache(maxsize=256)
def _sought(query: str) -> _Sought:
    return _Sought(plan(query).every_word)


@lru_cache(maxsize=2048)
def _words(text: str) -> list[Word]:
    return analysed(text)


def _is(sought: Word, word: Word) -> bool:
    """Whether a word of a text is what was sought: by a term of it, by its pattern, or by its sound."""
    for way in (*sought.ways, *sought.otherwise):
        if way.how == ANY and not set(way.parts).isdisjoint(_terms(word)):
            return True
        if way.how == PATTERN and as_expression(way.parts[0]).fullmatch(word.key):
            return True
        if way.how in (SOUNDS, NEAR_SOUNDS) and word.script in SOUNDING and _sounds_like(way.parts, word):
            return True
    return False


def _terms(word: Word) -> tuple[str, ...]:
    return tuple(part for way in word.ways if way.how == ANY for part in way.parts)


def _sounds_like(asked: tuple[str, ...], word: Word) -> bool:
    its = [part.split(":", 1) for way in word.ways if way.how in (SOUNDS, NEAR_SOUNDS) for part in way.parts]
    mine = dict(part.split(":", 1) for part in asked)
    shared = [(mine[key], letters) for key, letters in its if key in mine]
    return any(mongolian.similarity(one, other) >= mongolian.SIMILAR for one, other in shared)


def _heard(ways: Iterable[Way], text: str) -> Iterator[tuple[int, int]]:
    """Where characters side by side are read as the syllables, or begin with the letters, that were typed."""
    for run in scripts.runs(text):
        if run.script == scripts.HAN:
            read = [one for word in han.words(han.fold(run.text)) for one in pinyin.readings(word)]
            for way in ways:
                wanted = way.parts if way.how == SPOKEN else tuple(way.parts[0])
                has = read if way.how == SPOKEN else [one[:1] for one in read]
                for at in range(len(has) - len(wanted) + 1):
                    if tuple(has[at : at + len(wanted)]) == wanted:
                        yield run.start + at, run.start + at + len(wanted)


def _joined(spans: Spans) -> list[tuple[int, int]]:
    """Spans in their order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
