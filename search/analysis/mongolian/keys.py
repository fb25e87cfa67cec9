"""The keys of a Traditional Mongolian word.

One visible word can be typed as many code sequences; `mongol_norm` says which letters are seen. What it is given here
is prepared first, because it
  - raises on anything but Hudum letters and their controls, and on lone surrogates;
  - silently drops Todo, Sibe, Manchu and Ali Gali letters, so words that have one are kept whole as code points;
  - does not know that one common keyboard emits U+1888 and U+1889 for q and g;
  - refuses private-use codes, which `menksoft.py` reads first. A word that it cannot read is kept whole too.
A key is compared and never shown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from mongol_norm import MongolianShaper

from search.analysis.mongolian import menksoft
from search.analysis.mongolian.suffixes import HEARD

_SHAPER = MongolianShaper("MNG")
CANONICAL_VERSION: str = _SHAPER.canonical_version

LONGEST = 120  # code points; the longest words have some forty
_CONNECTOR = "\u180e"
_KEYBOARD = str.maketrans({"\u1888": "\u182c", "\u1889": "\u182d", "\u202f": _CONNECTOR})
_NOT_HUDUM = re.compile(r"[\u1843-\u1878\u1880-\u18aa\ue263-\ue52c]")
_HUDUM = re.compile(r"[^\u1820-\u1842\u180b-\u180f]")
_SELECTORS = str.maketrans("", "", "\u180b\u180c\u180d\u180f")
_INVISIBLE = str.maketrans("", "", "\u180a\u200c\u200d")  # nirugu stretches a word, the joiners show nothing
_UNSEEN = re.compile("[\u180a-\u180f\u200c\u200d\u202f]")
_GAP = f"[\u180e\u202f{menksoft.GAPS}]"
_PART = re.compile(
    f"(?:(?!{_GAP}).)+(?:{_GAP}[\u1820\u1821\ue26a\ue274][\u180b-\u180d\u180f]*(?={_GAP}|$))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Keys:
    """`forms`: the whole word, as typed and without its selectors; `stems`: without the suffixes set apart from it."""

    forms: tuple[str, ...]
    stems: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def keys(word: str) -> Keys:
    """The keys of one word as `parted` gives it."""
    typed = _typed(word)
    if not _is_hudum(typed):
        return Keys((typed.translate(_SELECTORS)[:LONGEST],))
    clean = _clean(typed)
    stem, *suffixes = _PART.findall(clean) or [""]
    forms = _form if menksoft.is_menksoft(word) else _forms  # there each selector is sure
    return Keys(forms(clean), forms(stem) if suffixes else ())


def parted(run: str) -> list[tuple[int, int]]:
    """The words of a run, as spans: what follows a connector is a suffix of the word before it, or a word of its own.

    A single a or e after a connector (ner-e) belongs to what stands before it. A run in other letters stays whole.
    """
    if not _is_hudum(_typed(run)):
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
    typed = menksoft.read(word, suffix=True) if menksoft.is_menksoft(word) else _typed(word)
    if not typed or not _is_hudum(typed):
        return False
    parts = _PART.findall(_clean(typed))
    return bool(parts) and all(map(_is_registered, parts))


def parts_of(word: str) -> list[str]:
    """The stem of a Hudum word and what connectors set apart from it; none for a word in other letters."""
    typed = _typed(word)
    return _PART.findall(_clean(typed)) if _is_hudum(typed) else []


def heard(suffix: str) -> str:
    """The letters of a suffix as it is heard today; none when it is no suffix."""
    return _SHAPES.get(_shape(_CONNECTOR + suffix), "")


def bare(word: str) -> str:
    """A word as Unicode spells it, without its connectors and what is not seen of it (selectors, joiners)."""
    return _UNSEEN.sub("", _typed(word))


def _typed(word: str) -> str:
    """A word in Unicode, if it can be read, with one code for each letter and connector."""
    unicode = menksoft.read(word) if menksoft.is_menksoft(word) else ""
    return (unicode or word).translate(_INVISIBLE).translate(_KEYBOARD)


def _is_hudum(typed: str) -> bool:
    return not _NOT_HUDUM.search(typed)


def _clean(typed: str) -> str:
    return _HUDUM.sub("", typed).strip(_CONNECTOR)


def _form(clean: str) -> tuple[str, ...]:
    return (_shape(clean),)


def _forms(clean: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_shape(clean), _shape(clean.translate(_SELECTORS)))))


@lru_cache(maxsize=65_536)
def _shape(clean: str) -> str:
    return "".join(units(clean))


def units(clean: str) -> list[str]:
    """The written units that are seen of a Hudum word without anything else in it."""
    return _SHAPER.shape(clean[:LONGEST])  # type: ignore[no-any-return]


def _is_registered(suffix: str) -> bool:
    return _shape(_CONNECTOR + suffix) in _SHAPES


_SHAPES = {_shape(_CONNECTOR + suffix): heard_as for suffix, heard_as in HEARD.items()}
