"""The sounds of a word, the same in Traditional, Cyrillic and Latin letters, so that any script finds any script.

An index keeps each word under the skeletons of its stem (`key`), with the letters of the whole word beside it, so that
`likeness.py` can say how near a word that was asked for comes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.analysis.mongolian import endings, letters, seen
from search.analysis.mongolian.keys import heard, parts_of, units
from search.analysis.mongolian.romanised import at_hyphens
from search.analysis.mongolian.skeleton import skeleton, skeletons

_TRANSCRIBED = re.compile("[γɣqǰ-]|k[eöü]", re.IGNORECASE)  # letters of scholars, who write what is heard no more
_NOT = "Ugei"  # Cyrillic writes it as an ending, Traditional script as a word
SHORTEST, LONGEST = 2, 40  # letters of a stem, and of a word, that count
MOST_KEPT, MOST_ASKED = 6, 12


@dataclass(frozen=True, slots=True)
class Sound:
    """One way in which a word sounds: the key of its stem, and the letters of the whole word, both ASCII.

    A point in the letters parts the stem from its suffixes, so that stems can be compared by themselves.
    """

    key: str
    letters: str


@lru_cache(maxsize=65_536)
def sounds_kept(word: str, script: str) -> tuple[Sound, ...]:
    """Under which sounds a word of a text is kept; none for what does not sound (Todo, Sibe and Manchu)."""
    if script == "mongolian":
        return _traditional(word)
    stem, tail = _parted(word, script)
    if (positive := endings.without_negation(stem)) != stem:
        return _by_key([Sound(skeleton(_NOT), _NOT), *_sounds([positive, stem], tail, script)])
    return _by_key(_sounds(_ways(stem, script, word), tail, script))


@lru_cache(maxsize=4_096)
def sounds_asked(word: str, script: str) -> tuple[Sound, ...]:
    """Under which sounds a word of a query is looked for, the likeliest first."""
    if script == "mongolian":
        return _traditional(word)
    stem, tail = _parted(word, script)
    ways = _ways(stem, script, word)
    return _few(_sounds([*map(endings.without_negation, ways), *ways], tail, script), MOST_ASKED)


def _ways(stem: str, script: str, word: str) -> list[str]:
    """How a stem may be meant: as it is typed, or as Traditional script writes it."""
    ways = [stem]
    if script == "latin" and _TRANSCRIBED.search(word):
        ways.append(letters.as_seen(stem))
    if script == "latin" and "C" in stem:
        ways.append(stem.replace("C", "ts"))  # ts is one letter, or two of a verb (avtsan)
    return [*ways, *map(endings.written, ways)]


def _sounds(ways: Iterable[str], tail: str, script: str) -> Iterator[Sound]:
    for way in dict.fromkeys(filter(None, ways)):
        for stem in endings.stems(way, latin=script == "latin"):
            for key in skeletons(stem) if len(stem) >= SHORTEST else ():
                yield Sound(key, _pointed(stem, way[len(stem) :] + tail))


def _by_key(sounds: Iterable[Sound]) -> tuple[Sound, ...]:
    """One for each key: the first of those that tell a stem apart, since its letters also tell the whole word."""
    found: dict[str, Sound] = {}
    for sound in sounds:
        if sound.key not in found or "." not in found[sound.key].letters:
            found[sound.key] = sound
    return tuple(found.values())[:MOST_KEPT]


def _few(sounds: Iterable[Sound], most: int) -> tuple[Sound, ...]:
    return tuple(dict.fromkeys(sounds))[:most]


def _traditional(word: str) -> tuple[Sound, ...]:
    parts = parts_of(word)
    if not parts:
        return ()
    stem, *suffixes = parts
    read = seen.readings(units(stem))
    tail = "".join(heard(suffix) or seen.readings(units(suffix))[0] for suffix in suffixes)
    return _few((Sound(skeleton(one), _pointed(one, tail)) for one in read if one), 2)


def _pointed(stem: str, suffixes: str) -> str:
    return (f"{stem}.{suffixes}" if suffixes else stem)[:LONGEST].rstrip(".")


def _parted(word: str, script: str) -> tuple[str, str]:
    """The letters of the stem, and of suffixes that a hyphen sets apart from it."""
    stem, tail = (letters.cyrillic(word), "") if script == "cyrillic" else at_hyphens(word)
    return stem[:LONGEST], tail
