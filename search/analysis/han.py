"""Chinese: fold the forms of a character, cut words, and cover every stretch of text with pairs.

Readers type simplified, traditional or variant characters and expect the same books (三晋出版社, 三晉出版社). Each
character is folded by itself, never by its phrase, so that a fold keeps positions and one character always folds alike.

Words come from jieba in its search mode. A word alone is not enough: a search for 人民代表大会 would miss
人民代表大会常务委员会, which jieba takes for one word. So every pair of neighbours is a term too, and the last
character of a run is paired with an end mark, so that a single character is always the beginning of some pair.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import opencc

from search.analysis.variants import VARIANTS

END = "\u3000"
OPENCC_VERSION: str = opencc.__version__
_SIMPLIFY = opencc.OpenCC("t2s").convert
_FROM_JAPANESE = opencc.OpenCC("jp2t").convert
_KNOWN = re.compile(r"[\u4e00-\u9fd5]+|.")  # what jieba's model knows, and each rarer character by itself
Cut = Callable[[str], list[str]]


@cache
def _cutters() -> tuple[Cut, Cut]:
    """Rjieba (jieba's dictionary and model, fourteen times as fast) where it is installed, else jieba.

    The dictionary takes 0.1 s to read: who only folds characters does without.
    """
    try:
        import rjieba  # noqa: PLC0415 - one of the two
    except ImportError:
        import jieba  # noqa: PLC0415

        return jieba.lcut, jieba.lcut_for_search
    return rjieba.cut, rjieba.cut_for_search


class _Folds(dict[int, str]):
    """Code point → its folded character, for str.translate."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _folded(chr(point))
        return folded


def _folded(char: str) -> str:
    """One character for one: compatibility forms, variants, traditional, then what only Japan writes."""
    if unicodedata.category(char) == "Cs":  # half a character stays what it is
        return char
    plain = next((part for part in unicodedata.normalize("NFKC", char) if part.isalnum()), char)
    simple = VARIANTS.get(plain) or _SIMPLIFY(plain)
    if not _is_common(simple):
        simple = VARIANTS.get(simple) or _SIMPLIFY(_FROM_JAPANESE(simple))
    return simple if simple == char else _folded(simple)


def _is_common(char: str) -> bool:
    """Whether today's simplified Chinese writes it: what Japan made of it is another matter (芸 is not 艺)."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The Han characters of `text` in one form each, in their places; folding again changes nothing."""
    return text.translate(_FOLDS)


def words(folded: str) -> list[str]:
    """A folded run cut into the words that it reads as, none left out."""
    cut, _cut_for_search = _cutters()
    return [word for part in _KNOWN.findall(folded) for word in (cut(part) if len(part) > 1 else (part,))]


def words_within(folded: str) -> list[str]:
    """The words of two characters or more in a folded run, those inside longer words included."""
    _cut, cut_for_search = _cutters()
    parts = _KNOWN.findall(folded)
    return [word for part in parts if len(part) > 1 for word in cut_for_search(part) if len(word) > 1]


def pairs(folded: str) -> list[str]:
    """Every two neighbours of a folded run, and its last character with the end mark."""
    return [folded[at : at + 2] for at in range(len(folded) - 1)] + [folded[-1] + END]


def parts(word: str) -> tuple[str, ...]:
    """The shorter words that a long one is made of (民族自治: 民族, 自治); none when they do not make it up."""
    within = [part for part in words_within(word) if part != word]
    starts = {word.find(part): part for part in sorted(within, key=len)}
    made, at = [], 0
    while at in starts:
        made.append(starts[at])
        at += len(starts[at])
    return tuple(made) if at == len(word) else ()
