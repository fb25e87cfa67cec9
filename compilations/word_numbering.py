"""The numbers that Word writes by itself: 第一条, （二）, 1.2 — they are not in the text, only in its numbering.

Dropping them would lose the number of every article of a law, so each numbered paragraph is given its number here.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Marker:
    """What stands before a numbered paragraph: a bullet, a plain number, or a label such as 第一条."""

    depth: int
    number: int | None = None
    label: str = ""


@dataclass
class Numbering:
    """Counts through a document's numbered paragraphs in their order."""

    levels: dict[str, list[Any]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def marker(self, number_id: str, depth: int) -> Marker | None:
        """The marker of the next paragraph of list `number_id` at `depth`; None for a list that is not defined."""
        levels = self.levels.get(number_id)
        if not levels or depth >= len(levels):
            return None
        counts = self.counts[number_id]
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        counts[depth] = counts[depth] + 1 if depth in counts else _start(levels[depth])
        kind, pattern = _value(levels[depth], "w:numFmt"), _value(levels[depth], "w:lvlText")
        if kind in ("bullet", "none") or not pattern:
            return Marker(depth) if kind == "bullet" else None
        if kind == "decimal" and pattern in (f"%{depth + 1}.", f"%{depth + 1}、", f"%{depth + 1}", f"%{depth + 1})"):
            return Marker(depth, counts[depth])
        return Marker(depth, label=self._label(levels, counts, pattern))

    def _label(self, levels: list[Any], counts: dict[int, int], pattern: str) -> str:
        for level, xml in enumerate(levels):
            if f"%{level + 1}" in pattern:
                number = counts.get(level, _start(xml))
                pattern = pattern.replace(f"%{level + 1}", in_figures(number, _value(xml, "w:numFmt")))
        return pattern


def numbering_of(document: WordDocument) -> Numbering:
    """The lists that a document defines, each with its levels."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # python-docx: a document without numbering
        return Numbering({})
    abstract = {one.get(qn("w:abstractNumId")): one.findall(qn("w:lvl")) for one in root.findall(qn("w:abstractNum"))}
    return Numbering(
        {one.get(qn("w:numId")): abstract.get(_value(one, "w:abstractNumId"), []) for one in root.findall(qn("w:num"))}
    )


def in_figures(number: int, kind: str) -> str:
    """A number as Word writes it in the number format `kind`; arabic where the format is not known."""
    if kind in _CHINESE:
        return _chinese(number)
    if kind == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if kind.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1)
    if kind in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return str(number)


def _chinese(number: int) -> str:
    """一, 十二, 一百零三: up to 9,999."""
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and not written.endswith("零") and number % unit:
            written += "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _start(level: Any) -> int:
    value = _value(level, "w:start")
    return int(value) if value.lstrip("-").isdigit() else 1


def _value(element: Any, tag: str) -> str:
    child = element.find(qn(tag))
    return "" if child is None else str(child.get(qn("w:val")) or "")
