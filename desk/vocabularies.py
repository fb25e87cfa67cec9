"""Lists of codes with their labels, kept as CSV in `data/vocabularies` so that a librarian can mend a word.

Each file has the columns `code`, `zh`, `en`, and others that its reader names; a byte order mark, as Excel writes
one, is no harm. The order of the file is the order on screen.
"""

import csv
from functools import cache
from pathlib import Path

VOCABULARIES = Path(__file__).resolve().parent.parent / "data" / "vocabularies"


@cache
def entries(name: str) -> dict[str, dict[str, str]]:
    """Code → row of `data/vocabularies/<name>.csv`, in the file's order."""
    with (VOCABULARIES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def codes(name: str) -> list[str]:
    """The codes of a vocabulary in their order."""
    return list(entries(name))


def label(name: str, code: str, language: str = "zh_CN") -> str:
    """The label of `code`; a code that the vocabulary does not know is shown as it is."""
    row = entries(name).get(code)
    if row is None:
        return code
    return row["en" if language == "en" else "zh"] or row["zh"]
