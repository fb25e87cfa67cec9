"""“您是不是要找”: a query near the one that found nothing, in words that the catalogue has.

Only words that occur nowhere are replaced, by the nearest word of a title, an author or a subject, in the spelling
of the record that it was taken from. What would find nothing either is never suggested.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search import analysis
from search.analysis import Word
from search.analysis.scripts import HAN
from search.arrays import Arrays
from search.plan import Plan
from search.ranking import Ranking
from search.request import SearchRequest

CANDIDATES = 8
SHORTEST, LONGEST = 3, 40  # letters of a word that can be told from another by a slip
_TOLD = 0b111  # bits of title, author, subject

Finds = Callable[[SearchRequest], bool]


def did_you_mean(arrays: Arrays, request: SearchRequest, asked: Plan, finds: Finds) -> str | None:
    """The nearest query that finds something under the same field and filters, or None."""
    ranking = Ranking(arrays, request.field)
    query = request.query
    for word in sorted(asked.words, key=lambda word: -word.start):
        if ranking.word(word).fields.any():
            continue
        mended = next(_mended(arrays, query, asked, word), None)
        if mended is None:
            return None
        query = mended
    return query if query != request.query and finds(replace(request, query=query, page=1)) else None


def _mended(arrays: Arrays, query: str, asked: Plan, word: Word) -> Iterator[str]:
    """`query` with `word`, or a stretch that it is part of, replaced by something near."""
    for start, end, key in _stretches(asked, word):
        for term in _nearest(arrays, key):
            spelling = _spelling(arrays, term)
            if spelling:
                yield query[:start] + spelling + query[end:]


def _stretches(asked: Plan, word: Word) -> Iterator[tuple[int, int, str]]:
    """The word with the Han words that touch it, longest first: a slip of one character also spoils the cutting."""
    touching = [word]
    if word.script == HAN:
        for other in asked.words:
            if other.script == HAN and other.start == touching[-1].end:
                touching.append(other)
        for other in reversed(asked.words):
            if other.script == HAN and other.end == touching[0].start:
                touching.insert(0, other)
    at = touching.index(word)
    windows = [(first, last) for first in range(at + 1) for last in range(at, len(touching))]
    for first, last in sorted(windows, key=lambda window: window[0] - window[1]):
        key = "".join(part.key for part in touching[first : last + 1])
        yield touching[first].start, touching[last].end, key


def _nearest(arrays: Arrays, key: str) -> list[str]:
    """Words of the index within one slip of `key` (two, when it is long), nearest and most frequent first."""
    letters = len(key.removeprefix("w:"))
    if not SHORTEST <= letters <= LONGEST or key.isdecimal():
        return []
    cutoff = 1 if letters < 7 else 2
    near = process.extract(key, arrays.words, scorer=OSA.distance, score_cutoff=cutoff, limit=CANDIDATES)
    return [term for term, _, _ in sorted(near, key=lambda one: (one[1], -len(arrays.postings(one[0]).docs)))]


def _spelling(arrays: Arrays, term: str) -> str | None:
    """How a title, an author or a subject spells `term`; None when none of them has it."""
    postings = arrays.postings(term)
    for doc in postings.docs[(postings.fields & _TOLD) != 0][:CANDIDATES].tolist():
        texts = arrays.texts(doc)
        for name in ("title", "author", "subject"):
            for text in texts[name]:
                for start, end in analysis.occurrences({term}, text):
                    return text[start:end]
    return None
