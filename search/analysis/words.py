"""Text → words, and words → the terms under which an index keeps them.

A word of a query has several ways in which a text may have it (`Way`), the surest first. Terms carry units: a whole
word counts `WHOLE`, a piece of one (a pair of Han characters, a Mongolian stem, a sound) counts `PIECE`.

    草原  内蒙古  ab  нууц     words of each script, and pairs of Han characters
    w:… s:…                   shape of a Traditional Mongolian word, and of its stem
    k:…:…                     sound of a Mongolian word: consonants of its stem, then all its letters
    l:…:…                     the same of a word in Latin letters, which may be of any language
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from search.analysis import han, latin, mongolian, pinyin, scripts

VERSION = f"2; {mongolian.VERSION}; opencc {han.OPENCC_VERSION}"
"""Changes whenever the same text would give other terms: an index built under another version is built anew."""

WHOLE, PIECE = 3, 1
LONGEST = 120  # letters of a word that count; what is longer is not a word but noise in a file
LEARNED_LONGEST = 10  # characters of a word of the user dictionary
MOST_SYLLABLES = 16
_MONGOLIAN = re.compile("[\u1820-\u18aa\ue263-\ue52c]")
_MAY_BE_ROMANISED = re.compile(
    "[A-Za-z\u00c0-\u02af][-\u2010\u2011'\u2019\u02b9-\u02bc\u03b3\u0393]|[\u0263\u03b3\u0393\u01f0\u014b]"
)
_COMMON = {*("the", "of", "and", "in", "on", "for", "to", "from", "with", "by", "at", "an", "a", "as", "is", "its")} | {
    *("der", "die", "das", "und", "le", "la", "les", "de", "des", "el")
}
SOUNDING = (scripts.MONGOLIAN, scripts.CYRILLIC, scripts.LATIN)

ANY, ALL, SOUNDS, NEAR_SOUNDS = "any", "all", "sounds", "near"
SPOKEN, INITIALS, PATTERN = "spoken", "initials", "pattern"


class Way(NamedTuple):
    """One way in which a text may have a word.

    `kind` says how sure it is (typed, parts, form, stem, sound, pinyin, initials); `how` what `parts` are: terms of
    which ANY is there, or ALL in one field; SOUNDS (`key:letters`), or only those that are NEAR; syllables SPOKEN one
    after the other; INITIALS of syllables; a PATTERN with * and ?.
    """

    kind: str
    how: str
    parts: tuple[str, ...]


class Word(NamedTuple):
    """A word of a text: where it stands (code points), its key, and the ways in which a text may have it.

    Where none of these finds anything at all, it may be meant `otherwise`.
    """

    script: str
    start: int
    end: int
    key: str
    ways: tuple[Way, ...] = ()
    otherwise: tuple[Way, ...] = ()

    @property
    def kinds(self) -> set[str]:
        """The kinds of its ways."""
        return {way.kind for way in (*self.ways, *self.otherwise)}

    @property
    def exact(self) -> tuple[str, ...]:
        """The terms of texts that have this very word."""
        return self.ways[0].parts if self.ways and self.ways[0].how == ANY else ()


def words(text: str) -> list[Word]:
    """The words of `text` in their order; what belongs to no script is left out."""
    return words_of(joined_runs(text))


def words_of(runs: Iterable[scripts.Run]) -> list[Word]:
    """The words of `joined_runs` in their order."""
    return [word for run in runs for word in _words_of(run)]


def terms(text: str, learned: frozenset[str] = frozenset()) -> Iterator[tuple[str, int, int]]:
    """The terms of `text` with their units and positions, as often as they occur.

    A position counts Han characters and other words from the beginning; terms that no phrase asks for have -1.
    `learned` are Han words of the user dictionary, kept as words beside those that everybody knows.
    """
    start = 0
    for run in joined_runs(text):
        for term, units, at in terms_of_run(run.script, run.text, learned):
            yield term, units, at if at < 0 else start + at
        start += width(run)


def width(run: scripts.Run) -> int:
    """How many positions a run takes."""
    return len(run.text) if run.script == scripts.HAN else 1


@lru_cache(maxsize=8_192)
def terms_of_run(script: str, text: str, learned: frozenset[str] = frozenset()) -> tuple[tuple[str, int, int], ...]:
    """The terms of one run with their units and their positions in it (-1: none). Imprints and subjects come often."""
    return tuple(_han_terms(han.fold(text), learned) if script == scripts.HAN else _terms_of_word(script, text))


def joined_runs(text: str) -> Iterator[scripts.Run]:
    """Runs, each word of Mongolian one by itself, with its suffixes wherever they were typed.

    A suffix may follow after a connector, after a plain space, or, in the romanisation of scholars, after a hyphen.
    """
    if not _MONGOLIAN.search(text):  # nearly all texts
        yield from _romanised(text)
        return
    held: scripts.Run | None = None
    for run in chain.from_iterable(map(_by_word, _romanised(text))):
        if held and _belongs(held, run, text):
            held = scripts.Run(held.script, held.start, run.end, f"{held.text}\u202f{run.text}")
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _romanised(text: str) -> Iterator[scripts.Run]:
    """Runs, with a romanised word that hyphens part as one."""
    spans = mongolian.romanised(text) if _MAY_BE_ROMANISED.search(text) else []
    if not spans:
        yield from scripts.runs(text)
        return
    joined = [scripts.Run(scripts.LATIN, start, end, text[start:end]) for start, end in spans]
    apart = (run for run in scripts.runs(text) if not any(start <= run.start < end for start, end in spans))
    yield from sorted([*joined, *apart], key=lambda run: run.start)


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
            yield Word(scripts.HAN, start, start + len(word), word, _ways_of_han(word))
            start += len(word)
    elif run.script == scripts.MONGOLIAN:
        yield _mongolian_word(run)
    elif key := latin.fold(run.text)[:LONGEST]:
        ways, otherwise = tuple(_ways_of_letters(key, run)), _sounds(run) if run.script == scripts.LATIN else ()
        yield Word(run.script, run.start, run.end, key, ways, otherwise)


def _ways_of_han(word: str) -> tuple[Way, ...]:
    """Two characters are a pair, one is the beginning of a pair, more are a word or all their pairs."""
    if len(word) == 1:
        return (Way("typed", PATTERN, (f"{word}*",)),)
    ways = [Way("typed", ANY, (word,))]
    if len(word) > 2:
        ways.append(Way("typed", ALL, tuple(han.pairs(word)[:-1])))
    if len(word) > 3 and (parts := han.parts(word)):
        ways.append(Way("parts", ALL, parts))
    return tuple(ways)


def _mongolian_word(run: scripts.Run) -> Word:
    found = mongolian.keys(run.text)
    stems = found.stems or found.forms
    ways = [
        Way("form", ANY, tuple(f"w:{form}" for form in found.forms)),
        Way("stem", ANY, tuple(dict.fromkeys([*(f"s:{stem}" for stem in stems), *(f"w:{stem}" for stem in stems)]))),
        *_sounds(run),
    ]
    return Word(run.script, run.start, run.end, f"w:{found.forms[0]}", tuple(ways))


def _ways_of_letters(key: str, run: scripts.Run) -> Iterator[Way]:
    yield Way("typed", ANY, (key,))
    if run.script == scripts.LATIN:
        for syllables in pinyin.spoken(key):
            if len(syllables) <= MOST_SYLLABLES:
                yield Way("pinyin", SPOKEN, syllables)
        if len(key) > 2 and pinyin.could_be_initials(key):
            yield Way("initials", INITIALS, (key,))
        yield from (way._replace(how=NEAR_SOUNDS) for way in _sounds(run))
    else:
        yield from _sounds(run)


def _sounds(run: scripts.Run) -> tuple[Way, ...]:
    asked = mongolian.sounds_asked(run.text, run.script) if run.script in SOUNDING else ()
    return (Way("sound", SOUNDS, tuple(f"{sound.key}:{sound.letters}" for sound in asked)),) if asked else ()


def _han_terms(folded: str, learned: Set[str]) -> Iterator[tuple[str, int, int]]:
    for at, pair in enumerate(han.pairs(folded)):
        yield pair, PIECE, at
    within = han.words_within(folded)
    if learned:
        within += set(learned_within(folded, learned)).difference(within)
    for word in within:
        yield word, WHOLE - PIECE if len(word) == 2 else WHOLE, -1  # the pair of a short word has counted one already


def learned_within(folded: str, learned: Set[str]) -> Iterator[str]:
    """The words of the user dictionary in a folded run, wherever they begin."""
    for start in range(len(folded) - 1):
        for end in range(start + 2, min(len(folded), start + LEARNED_LONGEST) + 1):
            if folded[start:end] in learned:
                yield folded[start:end]


def _terms_of_word(script: str, text: str) -> Iterator[tuple[str, int, int]]:
    if script == scripts.MONGOLIAN:
        found = mongolian.keys(text)
        yield from ((f"w:{form}", WHOLE, 0) for form in found.forms)
        yield from ((f"s:{stem}", PIECE, -1) for stem in found.stems)
    elif key := latin.fold(text)[:LONGEST]:
        yield key, WHOLE, 0
    if script in SOUNDING and text.lower() not in _COMMON:
        kept = mongolian.sounds_kept(text, script)
        kind = "l" if script == scripts.LATIN else "k"
        yield from ((f"{kind}:{sound.key}:{sound.letters}", PIECE, -1) for sound in kept)
