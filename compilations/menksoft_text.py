"""Text in Menksoft's private-use codes, which no font of the desk shows, made Unicode with the same ink, or refused.

A word is changed only where the Unicode spelling, shaped again, shows the same written units.
"""

import re

from desk.errors import Invalid
from search.analysis.mongolian import menksoft

_LETTERS = f"{menksoft.FIRST}-{menksoft.LAST}"
_WORD = re.compile(f"[\ue234-{menksoft.LAST}\U000f0000\U000f0001][{_LETTERS}\u180a-\u180f\u202f\U000f0000\U000f0001]*")
_SUFFIX_GAP = re.compile("\u180e(?=[\u1820-\u1842][\u1820-\u1842])")  # a, e alone keep the narrower separator
_NAMED = 5


def as_unicode(text: str) -> str:
    """`text` with its Menksoft words in Unicode. Refuses those that cannot be read, naming their codes and lines."""
    if not _WORD.search(text):
        return text
    unread: list[str] = []

    def converted(match: re.Match[str]) -> str:
        found = menksoft.same_ink(match[0])
        if not found:
            codes = " ".join(f"{ord(each):04X}" for each in match[0][:6])
            unread.append(f"第 {text.count(chr(10), 0, match.start()) + 1} 行 {codes}")
        return _SUFFIX_GAP.sub("\u202f", found)

    changed = _WORD.sub(converted, text)
    if unread:
        raise Invalid(
            "有 {count} 个词用的是旧版蒙古文软件的编码，不能确定读法：{named}。请先转换为国际标准编码，再放进来。",
            count=len(unread),
            named="；".join(unread[:_NAMED]),
        )
    return changed
