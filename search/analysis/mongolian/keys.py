"""The keys of a Traditional Mongolian word.

One visible word can be typed as many code sequences; `mongol_norm` says which letters are seen. What it is given here
is prepared first, because it
  - raises on anything but Hudum letters and their controls, and on lone surrogates;
  - silently drops Todo, Sibe, Manchu and Ali Gali letters, so words that have one are kept whole as code points;
  - does not know that one common keyboard emits U+1888 and U+1889 for q and g.
A key is compared and never shown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from mongol_norm import MongolianShaper

from search.analysis.mongolian.suffixes import SUFFIXES

_SHAPER = MongolianShaper("MNG")
CANONICAL_VERSION: str = _SHAPER.canonical_version

LONGEST = 120  # code points; the longest words have some forty
_CONNECTOR = "\u180e"
_KEYBOARD = str.maketrans({"\u1888": "\u182c", "\u1889": "\u182d", "\u202f": _CONNECTOR})
_NOT_HUDUM = re.compile(r"[\u1843-\u1878\u1880-\u18aa]")
_HUDUM = re.compile(r"[^\u1820-\u1842\u180b-\u180f]")
_SELECTORS = str.maketrans("", "", "\u180b\u180c\u180d\u180f")
_INVISIBLE = str.maketrans("", "", "\u180a\u200c\u200d")  # nirugu stretches a word, the joiners show nothing
_PART = re.compile(r"[^\u180e\u202f]+(?:[\u180e\u202f][\u1820\u1821][\u180b-\u180d\u180f]*(?=[\u180e\u202f]|$))?")


@dataclass(frozen=True, slots=True)
class Keys:
    """`forms`: the whole word, as typed and without its selectors; `stems`: without the suffixes set apart from it."""

    forms: tuple[str, ...]
    stems: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def keys(word: str) -> Keys:
    """The keys of one word as `parted` gives it."""
    typed = word.translate(_INVISIBLE).translate(_KEYBOARD)
    if _NOT_HUDUM.search(typed):
        return Keys((typed.translate(_SELECTORS)[:LONGEST],))
    clean = _clean(word)
    stem, *suffixes = _PART.findall(clean) or [""]
    return Keys(_forms(clean), _forms(stem) if suffixes else ())


def parted(run: str) -> list[tuple[int, int]]:
    """The words of a run, as spans: what follows a connector is a suffix of the word before it, or a word of its own.

    A single a or e after a connector (ner-e) belongs to what stands before it. A run in other letters stays whole.
    """
    if _NOT_HUDUM.search(run):
        return [(0, len(run))]
    spans: list[tuple[int, int]] = []
    for found in _PART.finditer(run):
        if spans and is_suffix(found[0]):
            spans[-1] = (spans[-1][0], found.end())
        else:
            spans.append(found.span())
    return spans


def is_suffix(word: str) -> bool:
    """Whether a word, typed after a connector or a plain space, is a suffix of the word before it, or several."""
    if _NOT_HUDUM.search(word):
        return False
    parts = _PART.findall(_clean(word))
    return bool(parts) and all(map(_is_registered, parts))


def _clean(word: str) -> str:
    return _HUDUM.sub("", word.translate(_INVISIBLE).translate(_KEYBOARD)).strip(_CONNECTOR)


def _forms(clean: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_shape(clean), _shape(clean.translate(_SELECTORS)))))


@lru_cache(maxsize=65_536)
def _shape(clean: str) -> str:
    return "".join(_SHAPER.shape(clean[:LONGEST]))


def _is_registered(suffix: str) -> bool:
    return _shape(_CONNECTOR + suffix) in _SHAPES


_SHAPES = frozenset(_shape(_CONNECTOR + suffix) for suffix in SUFFIXES)
