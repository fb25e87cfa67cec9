"""Other forms in which the field writes the same thing: abbreviations and full names, numerals and digits.

Abbreviations are a table that a librarian may mend, `data/vocabularies/abbreviations.csv`: the short form, and its full
forms parted by a bar. They hold both ways (but where `back` is no: 民委 stands inside 村民委员会), and only for whole
words: 人大 in 北京人大多 is none.
"""

import re
from collections.abc import Iterator
from functools import cache

from desk import vocabularies
from search.analysis import han, numerals, scripts

MOST = 4  # other forms of one chunk


def other_forms(text: str) -> list[tuple[str, str]]:
    """Other forms of a chunk, each with its kind: abbreviation or numeral; at most `MOST`."""
    folded = han.fold(text)
    forms = dict.fromkeys([(form, "numeral") for form in numerals.other_forms(folded)])
    if any(map(scripts.is_han, folded)):
        forms |= dict.fromkeys((form, "abbreviation") for form in _abbreviated(folded))
    return list(forms)[:MOST]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Each form with the others that stand for it."""
    table: dict[str, tuple[str, ...]] = {}
    for code, row in vocabularies.entries("abbreviations").items():
        short, *full = (han.fold(form) for form in (code, *row["zh"].split("|")))
        for form in (short, *full):
            others = [*([short] if row["back"] != "no" else []), *full]
            table[form] = tuple(dict.fromkeys((*table.get(form, ()), *(other for other in others if other != form))))
    return table


@cache
def _any_form() -> "re.Pattern[str]":
    return re.compile("|".join(map(re.escape, _table())))


@cache
def _longest() -> int:
    return max(map(len, _table()))


def _abbreviated(folded: str) -> Iterator[str]:
    """`folded` with the longest form of the table in it replaced by each of its others."""
    if not _any_form().search(folded):
        return
    bounds = _bounds(folded)
    spans = [
        (start, end)
        for start in bounds
        for end in bounds
        if 1 < end - start <= _longest() and folded[start:end] in _table()
    ]
    if spans:
        start, end = max(spans, key=lambda span: span[1] - span[0])
        for other in _table()[folded[start:end]]:
            yield folded[:start] + other + folded[end:]


def _bounds(folded: str) -> list[int]:
    """Where words begin and end."""
    bounds = {0, len(folded)}
    for run in scripts.runs(folded):
        at = run.start
        bounds |= {run.start, run.end}
        if run.script == scripts.HAN:
            for word in han.words(run.text):
                at += len(word)
                bounds.add(at)
    return sorted(bounds)
