"""When two descriptions are of the same publication.

A title is told by its ISBN; where one side has none, by folded title + author + publisher + year. Neither is enough
alone: the volumes of a set often share the ISBN of the set. So two records with one ISBN are the same only when their
titles agree as well (`alike`): the folded titles are equal, or one continues the other with a subtitle, or they
differ in a few characters at most; *and* their numbers are the same: 1994, 第二卷, 下册 and II are numbers. What this
gets wrong: volumes told apart by words alone (政治卷, 经济卷) with long equal beginnings; these stay apart only if the
words make a fifth of the title.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from opencc import OpenCC

from desk.catalogue.drafts import Draft

_NOT_LETTERS = re.compile(r"[^\w]+|_+")
_ROLES = re.compile(r"(?:主编|编著|编译|编写|编选|选编|编纂|编|著|撰|译|辑|等|研究组|課題組|课题组|editor|ed|by)+$")
_BRACKETS = re.compile(r"[(\[（【〔［][^)\]）】〕］]*[)\]）】〕］]")
_FIRST_NAME = re.compile(r"[;；,，、/]")
_ORDINALS = re.compile(
    r"第?\d+|第[一二三四五六七八九十百零〇]+|[上中下](?=[册卷部集编篇辑]|$)|[一二三四五六七八九十]+(?=[册卷部集编篇辑]|$)"
    r"|\b[ivx]+\b"
)
_HAN = "零一二三四五六七八九"
_SAME_ENOUGH = 0.8
_SHORTEST_BEGINNING = 4


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def folded(text: str) -> str:
    """`text` without punctuation, case and spaces, in simplified characters: for comparing, never for showing."""
    return _NOT_LETTERS.sub("", _comparable(text))


def match_key(draft: Draft) -> str:
    """Folded title + author + publisher + year, by which a title without an ISBN is known again."""
    author = draft.responsibility or (draft.names[0] if draft.names else "")
    parts = (folded(draft.title), _folded_author(author), folded(draft.publisher), str(draft.year or ""))
    return "|".join(parts)


def alike(one: str, other: str) -> bool:
    """Whether two titles (subtitle included) may stand on the same book; the module's docstring says how."""
    if folded(one) == folded(other):
        return bool(folded(one))
    if _numbers(one) != _numbers(other):
        return False
    shorter, longer = sorted((_without_numbers(one), _without_numbers(other)), key=len)
    if not shorter:
        return False
    if shorter == longer or (longer.startswith(shorter) and len(shorter) >= _SHORTEST_BEGINNING):
        return True
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio() >= _SAME_ENOUGH


def _folded_author(text: str) -> str:
    first = _FIRST_NAME.split(_BRACKETS.sub("", text))[0]
    return _ROLES.sub("", folded(first))


def _numbers(title: str) -> list[str]:
    """The numbers in a title, in order; a volume's and a year's alike."""
    return [_as_digits(found.lstrip("第")) for found in _ORDINALS.findall(_comparable(title))]


def _without_numbers(title: str) -> str:
    return folded(_ORDINALS.sub("", _comparable(title)))


def _comparable(title: str) -> str:
    return str(_simplifier().convert(unicodedata.normalize("NFKC", title).casefold()))


def _as_digits(number: str) -> str:
    """One spelling of a number: 007 → 7, 二十三 → 23; what is neither stays as it is."""
    if number.isascii():
        return number.lstrip("0") or "0"
    tens, ten, ones = number.rpartition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and (tens + ones).strip("一二三四五六七八九") == "":
        return str((_HAN.find(tens) if tens else 1) * 10 + (_HAN.find(ones) if ones else 0))
    digits = [_HAN.find("零" if character == "〇" else character) for character in number]
    return "".join(map(str, digits)) if min(digits) >= 0 else number
