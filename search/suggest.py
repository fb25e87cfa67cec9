"""“您是不是要找”: a query near the one that found nothing, in words that the catalogue has.

A word that the catalogue does not have is replaced by one that sounds the same (草园 → 草原), that looks the same
(自冶区 → 自治区), or that is one slip away, two when it is long (congres → Congress), in the spelling of a record. What
would find nothing either is never suggested.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import han, pinyin, scripts
from search.analysis.heteronyms import other_readings
from search.analysis.lookalikes import lookalikes
from search.analysis.sounding import spoken_key
from search.analysis.words import Word
from search.arrays import HEADING_BITS
from search.highlight import occurrences
from search.plan import Plan
from search.ranking import Ranking
from search.request import SearchRequest
from search.snapshot import EXACT, Pick, Snapshot

CANDIDATES = 8
MOST_UNKNOWN = 6  # words that are mended in one query
MOST_WAYS = 100  # of putting pairs that sound alike together
SHORTEST, LONGEST = 3, 40  # letters of a word that can be told from another by a slip
SHORTEST_HAN, LONGEST_HAN = 2, 12

Edit = tuple[int, int, str]  # what stands from here to there is replaced by this
Finds = Callable[[SearchRequest], bool]


def did_you_mean(index: Snapshot, request: SearchRequest, asked: Plan, finds: Finds) -> str | None:
    """The nearest query that finds something under the same field and filters, or None."""
    ranking = Ranking(index, request.field)
    unknown = [word for word in asked.words if not _is_known(ranking, word)]
    candidates = (
        _mended_apart(index, request.query, asked, unknown)
        if unknown
        else _mended_together(index, request.query, asked)
    )
    for other in candidates:
        if other.strip() and other != request.query and finds(replace(request, query=other, page=1)):
            return other
    return None


def _mended_apart(index: Snapshot, query: str, asked: Plan, unknown: Sequence[Word]) -> Iterator[str]:
    """`query` with the unknown words mended, or, where some cannot be, without these."""
    if len(unknown) > MOST_UNKNOWN:
        return
    edits: list[Edit] = []
    hopeless: list[Edit] = []
    for word in unknown:
        if not any(start < word.end and word.start < end for start, end, _ in edits):
            edit = next(_mended(index, asked, word), None)
            (edits if edit else hopeless).append(edit or (word.start, word.end, ""))
    if edits:
        yield _edited(query, edits if not hopeless else [*edits, *hopeless])


def _is_known(ranking: Ranking, word: Word) -> bool:
    """Whether a word is had in some way that is more than its sound."""
    return any(len(ranking.way(way).docs) for way in word.ways if way.kind != "sound")


def _mended_together(index: Snapshot, query: str, asked: Plan) -> Iterator[str]:
    """Every word is known, only not side by side: a slip has cut one word into two (鄂尔多期)."""
    for word in asked.words if len(asked.words) <= MOST_UNKNOWN else ():
        start, end, key = next(_stretches(asked, word))
        if end > word.end and start == word.start:
            for term in islice(_near(index, key, word.script), CANDIDATES):
                if spelling := _spelling(index, term):
                    yield _edited(query, [(start, end, spelling)])


def _mended(index: Snapshot, asked: Plan, word: Word) -> Iterator[Edit]:
    """What may stand in the place of `word`, or of a stretch that it is part of."""
    for start, end, key in _stretches(asked, word):
        for term in _near(index, key, word.script):
            if spelling := _spelling(index, term):
                yield start, end, spelling


def _edited(query: str, edits: Sequence[Edit]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return " ".join(query.split())


def _stretches(asked: Plan, word: Word) -> Iterator[tuple[int, int, str]]:
    """The word with the Han words that touch it, longest first: a slip of one character also spoils the cutting."""
    touching = [word]
    if word.script == scripts.HAN:
        for other in asked.words:
            if other.script == scripts.HAN and other.start == touching[-1].end <= word.end + LONGEST_HAN:
                touching.append(other)
        for other in reversed(asked.words):
            if other.script == scripts.HAN and other.end == touching[0].start >= word.start - LONGEST_HAN:
                touching.insert(0, other)
    at = touching.index(word)
    windows = [(first, last) for first in range(at + 1) for last in range(at, len(touching))]
    for first, last in sorted(windows, key=lambda window: window[0] - window[1]):
        key = "".join(part.key for part in touching[first : last + 1])
        yield touching[first].start, touching[last].end, key


def _near(index: Snapshot, key: str, script: str) -> Iterator[str]:
    if script == scripts.HAN:
        if SHORTEST_HAN <= len(key) <= LONGEST_HAN:
            yield from _frequent_first(index, _sounding_alike(index, key))
            yield from _frequent_first(index, _looking_alike(index, key))
            if len(key) >= SHORTEST:
                yield from _slipped(index, key)
    else:
        yield from _slipped(index, key)


def _sounding_alike(index: Snapshot, key: str) -> Iterator[str]:
    """Chinese terms of the same length that sound as `key` does."""
    for syllables in (pinyin.readings(key), *other_readings(key)):
        pairs = [spoken_key(syllables[at : at + 2]) for at in range(len(syllables) - 1)]
        terms = [""] if all(syllables) and pairs else []
        for pair in pairs:
            followers = _pairs_sounding(index, pair)
            longer = (
                (term or next_pair[0]) + next_pair[1]
                for term in terms
                for next_pair in followers
                if term[-1:] in ("", next_pair[0])
            )
            terms = list(islice(longer, MOST_WAYS))
        yield from (term for term in terms if term != key and (len(term) == 2 or index.count(Pick(EXACT, term))))


def _pairs_sounding(index: Snapshot, sound: str) -> list[str]:
    """The pairs of characters that are read so."""
    found = (segment.postings for segment in index.segments)
    terms = (postings.term(number) for postings in found for number in postings.sounding(sound).tolist())
    return [term for term in dict.fromkeys(terms) if not term.endswith(han.END)]


def _looking_alike(index: Snapshot, key: str) -> Iterator[str]:
    """`key` with one character replaced by one that looks like it, where that is a term."""
    for at, char in enumerate(key):
        for other in lookalikes(char):
            term = key[:at] + other + key[at + 1 :]
            if index.count(Pick(EXACT, term)):
                yield term


def _slipped(index: Snapshot, key: str) -> list[str]:
    """Words within one slip of `key` (two, when it is long), nearest and most frequent first."""
    letters = len(key.removeprefix("w:"))
    if not SHORTEST <= letters <= LONGEST or key.isdecimal():
        return []
    cutoff = 1 if letters < 7 else 2
    near: dict[str, float] = {}
    for words in _candidates(index, key, cutoff):
        found = process.extract(key, words, scorer=OSA.distance, score_cutoff=cutoff, limit=CANDIDATES)
        near |= {term: distance for term, distance, _ in found if distance}
    return sorted(near, key=lambda term: (near[term], -index.count(Pick(EXACT, term))))[:CANDIDATES]


def _candidates(index: Snapshot, key: str, cutoff: int) -> Iterator[Sequence[str]]:
    """Words of about the length of `key`; Han words that share one of its characters, since not all can be slips."""
    chars = list(dict.fromkeys(key))
    for segment in index.segments:
        if scripts.is_han(key[0]) and len(chars) > cutoff:
            rare = sorted(chars, key=lambda char: len(segment.words_with(char)))[: cutoff + 1]
            yield list({word for char in rare for word in segment.words_with(char)})
        else:
            yield from (segment.words.get(size, ()) for size in range(len(key) - cutoff, len(key) + cutoff + 1))


def _frequent_first(index: Snapshot, terms: Iterator[str]) -> list[str]:
    return sorted(dict.fromkeys(terms), key=lambda term: -index.count(Pick(EXACT, term)))[:CANDIDATES]


def _spelling(index: Snapshot, term: str) -> str | None:
    """How a title, an author or a subject spells `term`; None when none of them has it."""
    postings = index.postings(Pick(EXACT, term))
    for doc in postings.docs[(postings.fields & HEADING_BITS) != 0][:CANDIDATES].tolist():
        for text in index.headings(doc):
            for start, end in occurrences(term, text):
                return text[start:end]
    return None
