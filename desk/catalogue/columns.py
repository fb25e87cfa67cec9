"""What the columns of a sheet mean, guessed from their headings; a person corrects the guess before anything is read.

`data/profiles/columns.csv` lists the fields with the headings under which acquisitions offices and vendors keep them.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from desk.catalogue.holdings import PROFILES

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NOISE = re.compile(r"[\s*＊:：_.\-]+")
_LONGER_BY = 4  # a heading may say that many characters more than the words it contains


@dataclass(frozen=True)
class Column:
    """A field that a column may hold."""

    field: str
    zh: str
    en: str
    headings: frozenset[str]


@cache
def columns() -> dict[str, Column]:
    """Every field by its code, in the order in which a list shows them."""
    with (PROFILES / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["field"]: Column(
                row["field"], row["zh"], row["en"], frozenset(map(_folded, row["headings"].split("|")))
            )
            for row in csv.DictReader(file)
        }


def recognised(heading: str) -> str:
    """The field that a heading names: exactly, else by the longest known heading within it; empty if none."""
    plain = _folded(heading)
    known = [(words, column.field) for column in columns().values() for words in column.headings]
    exact = next((field for words, field in known if words == plain), "")
    if exact or not plain:
        return exact
    within = [
        (len(words), field)
        for words, field in known
        if len(words) >= 2 and words in plain and len(plain) <= len(words) + _LONGER_BY
    ]
    return max(within, default=(0, ""), key=lambda pair: pair[0])[1]


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Heading → field for the headings that are recognised; of two for one field the exact one, else the first."""
    found: dict[str, str] = {}
    for heading in sorted(headings, key=lambda heading: not _is_exact(heading)):
        field = recognised(heading)
        if field and field not in found.values():
            found[heading] = field
    return {heading: found[heading] for heading in headings if heading in found}


def named(cells: Iterable[str]) -> tuple[str, ...]:
    """Headings that are all different: an empty one is 第 n 列, a second one of the same name gets its number."""
    result: list[str] = []
    for number, cell in enumerate(cells, 1):
        heading = cell or f"第 {number} 列"
        result.append(f"{heading} ({number})" if heading in result else heading)
    return tuple(result)


def _is_exact(heading: str) -> bool:
    plain = _folded(heading)
    return any(plain in column.headings for column in columns().values())


def _folded(heading: str) -> str:
    plain = unicodedata.normalize("NFKC", _BRACKETS.sub("", heading)).casefold()
    return _NOISE.sub("", plain)
