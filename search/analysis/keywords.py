"""Keywords of a text: its Chinese words that are frequent in it and rare in Chinese as a whole.

The weight of a word is how often the text has it times how rare it is (Spärck Jones, "A statistical interpretation of
term specificity", 1972); how rare it is says the table that jieba comes with, made from a large corpus of newspapers.
jieba's own extraction is not used: it loads a second dictionary for more than a second, and cuts with it.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from search.analysis import han, scripts

_TABLE = Path("analyse", "idf.txt")
_COMMON = 5.0  # words below are in every newspaper: 发展, 工作, 规定
# Rarer in newspapers, but in every law and every report: they say nothing of the subject.
_FORMAL = frozenset(
    (
        *("应当", "不得", "依照", "按照", "依法", "本法", "条例", "办法", "规章", "第一条", "第二条", "第三条", "本条"),
        *(
            "下列",
            "前款",
            "以下",
            "以上",
            "予以",
            "给予",
            "各级",
            "本级",
            "负责",
            "情形",
            "或者",
            "有权",
            "违反",
            "处分",
        ),
        *("施行", "制定", "实施", "执行", "我国", "中华人民共和国", "加强", "推进", "推动", "促进", "完善", "健全"),
        *("加快", "深化", "坚持", "全面", "深入", "支持", "鼓励", "采取措施", "建立健全"),
    )
)


class Keyword(NamedTuple):
    """A word as the text writes it, and how much it weighs; only the order of weights means something."""

    word: str
    weight: float


def keywords(text: str, limit: int = 10) -> tuple[Keyword, ...]:
    """The weightiest words of `text`, at most `limit` of them; none where it has no Chinese words."""
    counts = Counter(_words(text))
    rarity, usual = _rarity()
    weighed = [
        Keyword(word, count * rarity.get(word, usual))
        for word, count in counts.items()
        if word not in _FORMAL and rarity.get(word, usual) >= _COMMON
    ]
    return tuple(sorted(weighed, key=lambda each: (-each.weight, each.word))[:limit])


def _words(text: str) -> Iterable[str]:
    """Its words of two characters or more, in the simplified form in which the table has them."""
    for run in scripts.runs(text):
        if run.script == scripts.HAN:
            yield from (word for word in han.words(han.fold(run.text)) if len(word) > 1)


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """Word → how rare it is, and how rare the usual word is, which stands for those that the table does not have."""
    found = find_spec("jieba")
    assert found is not None
    assert found.submodule_search_locations is not None
    rarity = {}
    with Path(found.submodule_search_locations[0], _TABLE).open(encoding="utf-8") as lines:
        for line in lines:
            word, value = line.split()
            rarity[word] = float(value)
    return rarity, sorted(rarity.values())[len(rarity) // 2]
