"""What somebody typed, taken apart into chunks, with the few operators that readers know from other catalogues.

    草原 生态           both (the order does not matter)
    "草原生态"          side by side; quotation marks of any kind
    草原 或 沙漠        either of the two beside it; also OR
    草原 非 沙漠        without the word after it; also NOT, and a hyphen directly before a word after a blank: -沙漠
    题名:草原           in one field: 题名 作者 主题; 分类:D92 (the class and all below it); 年:2015-2020
    草*  con?ress       * any letters or none, ? one letter

An operator counts only as a word by itself, so 非物质文化遗产 and ulaγan-a are words. What cannot be understood so
(或 with nothing beside it, 年:abc, a quotation mark that is never closed) is looked for as it stands, with a hint.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from desk import errors
from desk.catalogue import identifiers
from search.numbers import class_begun

NOT_UNDERSTOOD = errors.Word("检索式没有完全看懂，看不懂的部分已当作普通的词来查。")

_OR = {"或", "OR", "|"}
_NOT = {"非", "NOT"}
_NAMES = {
    "title": "题名 书名 题目 刊名 篇名 title",
    "author": "作者 著者 责任者 编者 author",
    "subject": "主题 主题词 关键词 subject",
    "class": "分类 分类号 中图分类号 class",
    "year": "年 年份 出版年 year",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_BLANK = " \t\r\n\f\v\u00a0\u2000-\u200a\u3000"  # not U+202F, which joins Mongolian suffixes
_CHUNK = re.compile(
    rf"(?P<sign>(?<![^{_BLANK}])[-－](?=[^{_BLANK}-]))?"
    rf"(?:(?P<field>{'|'.join(sorted(_FIELDS, key=len, reverse=True))})[:：])?"
    rf'(?:"(?P<q1>[^"]+)"|“(?P<q2>[^”]+)”|「(?P<q3>[^」]+)」|『(?P<q4>[^』]+)』|(?P<bare>[^{_BLANK}]+))',
    re.IGNORECASE,
)
_EMPTY = re.compile(rf"(?:{'|'.join(_FIELDS)})[:：]", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})?\s*(?:[-–—~～至到]\s*(\d{4})?)?年?")
FIRST_YEAR, LAST_YEAR = 1, 9999


class Chunk(NamedTuple):
    """A stretch of what was typed, between blanks or quotation marks; places are code points of the whole."""

    text: str
    start: int
    end: int
    quoted: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: of each group one chunk must be there, of `excluded` none; years and classes narrow it."""

    groups: tuple[tuple[Chunk, ...], ...] = ()
    excluded: tuple[Chunk, ...] = ()
    years: tuple[int, int] | None = None
    classes: tuple[str, ...] = ()
    understood: bool = True


def parsed(text: str) -> Asked:
    """Take `text` apart. Never fails: what is not understood stands as an ordinary chunk."""
    reading = _Reading()
    for found in _CHUNK.finditer(text):
        reading.take(found)
    return reading.result()


class _Reading:
    """The chunks read so far."""

    def __init__(self) -> None:
        self._groups: list[list[Chunk]] = []
        self._excluded: list[Chunk] = []
        self._years: tuple[int, int] | None = None
        self._classes: list[str] = []
        self._waiting: list[tuple[str, Chunk]] = []  # an operator whose second word has not come yet
        self._understood = True

    def take(self, found: "re.Match[str]") -> None:
        chunk = _chunk(found)
        operator = "" if chunk.quoted or found["sign"] or found["field"] else _operator(chunk.text)
        if operator:
            self._wait(operator, chunk)
        elif chunk.field in ("year", "class"):
            if not self._narrow(chunk.field, chunk.text):
                self._as_word(chunk._replace(field=""))
        else:
            self._understood &= not _EMPTY.fullmatch(chunk.text)
            self._keep(chunk, "not" if found["sign"] else "")

    def result(self) -> Asked:
        """Everything read; operators that never got their second word, and exclusions alone, are ordinary words."""
        for _, chunk in self._waiting:
            self._as_word(chunk)
        if self._excluded and not self._groups and not self._years and not self._classes:
            self._groups = [[chunk] for chunk in self._excluded]
            self._excluded, self._understood = [], False
        groups = tuple(map(tuple, self._groups))
        return Asked(groups, tuple(self._excluded), self._years, tuple(self._classes), self._understood)

    def _wait(self, operator: str, chunk: Chunk) -> None:
        if self._waiting or (operator == "or" and not self._groups):
            self._as_word(chunk)
        else:
            self._waiting.append((operator, chunk))

    def _keep(self, chunk: Chunk, sign: str) -> None:
        operator = sign or (self._waiting.pop()[0] if self._waiting else "")
        self._understood &= not chunk.text.startswith(('"', "“", "「", "『")) or chunk.quoted
        if operator == "not":
            self._excluded.append(chunk)
        elif operator == "or":
            self._groups[-1].append(chunk)
        else:
            self._groups.append([chunk])

    def _as_word(self, chunk: Chunk) -> None:
        self._groups.append([chunk])
        self._understood = False

    def _narrow(self, field: str, text: str) -> bool:
        """Whether `text` is a year or a class, as was said."""
        if field == "year" and (years := _years(text)):
            self._years = years
        elif field == "class" and (mark := _class(text)):
            self._classes.append(mark)
        else:
            return False
        return True


def _chunk(found: "re.Match[str]") -> Chunk:
    groups = found.groupdict()
    name = next(name for name in ("bare", "q1", "q2", "q3", "q4") if groups[name] is not None)
    field = _FIELDS.get((groups["field"] or "").lower(), "")
    return Chunk(groups[name], found.start(name), found.end(name), name != "bare", field)


def _operator(text: str) -> str:
    return "or" if text in _OR else "not" if text in _NOT else ""


def _years(text: str) -> tuple[int, int] | None:
    plain = identifiers.half_width(text)
    found = _YEARS.fullmatch(plain)
    if not found or not any(found.groups()):
        return None
    first, last = (int(year) if year else None for year in found.groups())
    if first and last is None and plain.rstrip("年").isdecimal():
        last = first
    return first or FIRST_YEAR, last or LAST_YEAR


def _class(text: str) -> str:
    mark = class_begun(text)
    single = identifiers.half_width(text).strip().upper()
    return mark or (f"clc:{single}" if len(single) <= 2 and single.isascii() and single.isalpha() else "")
