"""Where a text has words in the romanisation of scholars: qota-yin, ulaγan-a, möngke.

A hyphen there stands for a connector: what follows is a suffix, or the vowel that belongs to the stem, and both are
part of the word. γ and its like are letters of a Latin word, though Unicode counts some of them as Greek. Any other
hyphen (well-known, nei-meng-gu) parts words as before.
"""

import re
from collections.abc import Iterator

from search.analysis.mongolian.letters import latin, typed
from search.analysis.mongolian.suffixes import HEARD

_LETTER = "[a-zA-Z\u00c0-\u024f\u0250-\u02af\u0300-\u036f\u03b3\u0393\u1e00-\u1eff]"
_SOFT = "(?<=[b-df-hj-np-tv-z])['\u2019\u02b9\u02ba\u02bc](?=[b-df-hj-np-tv-z][a-z])"  # am'dral; not people's, xi'an
_WORD = re.compile(f"{_LETTER}+(?:(?:[-\u2010\u2011]|{_SOFT}){_LETTER}+)*", re.IGNORECASE)
_PART = re.compile("[^-\u2010\u2011]+")
_OWN_LETTERS = re.compile("[\u03b3\u0393\u0263\u0194\u014b\u01f0'\u2019\u02b9\u02ba\u02bc]")  # γ ɣ ŋ ǰ, soft sign
_TYPED = {typed(suffix): heard for suffix, heard in HEARD.items()}
_VOWEL = ("a", "e")  # ner-e, qar-a: the vowel after the connector belongs to the stem


def romanised(text: str) -> list[tuple[int, int]]:
    """The spans of words that a hyphen or a letter of scholars joins, and that are not one run of Latin letters."""
    return [span for word in _WORD.finditer(text) for span in _spans(word[0], word.start())]


def at_hyphens(word: str) -> tuple[str, str]:
    """The letters of the stem and those of the suffixes, as they are heard, of a word that has hyphens or not."""
    stem, *more = map(latin, _PART.findall(word) or [""])
    if more and more[0] in _VOWEL:
        stem += more.pop(0)
    return stem, "".join(_TYPED.get(part, part) for part in more)


def _spans(word: str, offset: int) -> Iterator[tuple[int, int]]:
    start = end = -1
    for part in _PART.finditer(word):
        if start >= 0 and _follows(part[0]):
            end = part.end()
            continue
        if _says_more(word[start:end]):
            yield offset + start, offset + end
        start, end = part.span()
    if _says_more(word[start:end]):
        yield offset + start, offset + end


def _follows(part: str) -> bool:
    return latin(part) in _TYPED or latin(part) in _VOWEL


def _says_more(word: str) -> bool:
    return len(_PART.findall(word)) > 1 or bool(_OWN_LETTERS.search(word))
