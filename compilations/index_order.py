"""The order of an index: Chinese and Latin headings by the letters that they sound, Mongolian ones after them.

Cyrillic stands in the order of the Mongolian alphabet (Ө after О, Ү after У), Traditional script in that of its
letters, which is the order of their code points; variation selectors and connectors do not count.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from compilations.landmarks import PlacedEntry, placed
from compilations.volume import Volume
from search.analysis import han, pinyin, scripts

CYRILLIC = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"
MONGOLIAN_GROUP, CYRILLIC_GROUP, OTHER_GROUP = "ᠮᠣᠩᠭᠣᠯ", "Монгол", "#"

Key = tuple[int, str, tuple[str, ...], str]


def order(heading: str) -> Key:
    """The key by which a heading is put in its place; its second part is the letter under which it stands."""
    first = next((char for char in heading if char.isalnum()), "")
    if "\u1820" <= first <= "\u18aa":
        letters = "".join(char for char in heading if "\u1820" <= char <= "\u18aa" or char == " ")
        return 2, MONGOLIAN_GROUP, (letters,), heading
    folded = heading.casefold()
    if first.casefold() in CYRILLIC and first:
        ranks = (f"{CYRILLIC.index(char):02d}" if char in CYRILLIC else char for char in folded if char != "-")
        return 1, CYRILLIC_GROUP, ("".join(ranks),), heading
    sounds = tuple(_sounds(folded))
    letter = sounds[0][:1].upper() if sounds else ""
    if letter.isascii() and letter.isalpha():
        return 0, letter, sounds, heading
    return 0, OTHER_GROUP, sounds, heading


def _sounds(folded: str) -> list[str]:
    """Syllables of Han characters, words of other letters, without marks and accents."""
    found: list[str] = []
    for run in scripts.runs(folded):
        if run.script == scripts.HAN:
            sounds = pinyin.readings(han.fold(run.text))
            found += (sound or char for sound, char in zip(sounds, run.text, strict=True))
        else:
            found.append("".join(c for c in unicodedata.normalize("NFD", run.text) if not unicodedata.combining(c)))
    return found


def grouped(volume: Volume) -> Iterator[tuple[str, list[tuple[str, list[PlacedEntry]]]]]:
    """Letter → headings → the entries that bear them: the index of a format whose pages are not fixed."""
    bearing: dict[str, list[PlacedEntry]] = defaultdict(list)
    for each in placed(volume) if volume.index_terms else ():
        if isinstance(each, PlacedEntry):
            for heading in dict.fromkeys(term.heading for term in each.entry.terms if term.heading):
                bearing[heading].append(each)
    for (_group, letter), headings in groupby(sorted(bearing, key=order), key=lambda heading: order(heading)[:2]):
        yield letter, [(heading, bearing[heading]) for heading in headings]
