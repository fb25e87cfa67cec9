"""The terms of a document, as often as they occur, and what each occurrence says.

An occurrence is a mark: its units (how much of a word it is), its field, and its position there, in one number that
can be gathered by the million (`search.gathering`).
"""

from collections.abc import Iterator

from search.analysis.sounding import completion_key, sounds_of_heading, sounds_of_term
from search.analysis.words import WHOLE, joined_runs, terms_of_run, width
from search.arrays import FIELDS, LAST_POSITION, POSITION_BITS, TEXT_FIELDS
from search.documents import Document
from search.numbers import class_terms, number_terms

HEADINGS = ("title", "author", "subject")
NUMBER = FIELDS.index("number")
COMPLETION = b"c:"  # what such terms begin with: headings for completion, no words of a query
KIND_BETWEEN = "\x1f"  # parts what is typed from what is shown in a completion
UNITS_AT = POSITION_BITS + 3


def terms_of(document: Document, learned: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    """Every term of a document with the mark of each occurrence; `learned` are words of the user dictionary."""
    found: list[tuple[str, int]] = []
    for field, name in enumerate(TEXT_FIELDS):
        found += _terms_of_field(field, getattr(document, name), learned)
    numbers = {term for number in document.numbers for term in number_terms(number)}
    numbers |= {term for class_mark in document.classes for term in class_terms(class_mark)}
    found += [(term, mark(NUMBER, WHOLE)) for term in numbers]
    for field, name in enumerate(HEADINGS):
        texts = getattr(document, name)
        for heading in texts[1:] if name == "author" and len(texts) > 1 else texts:  # names, not the whole statement
            if key := completion_key(heading):
                found.append((f"c:{key}{KIND_BETWEEN}{name[0]}{heading}", mark(field, 0)))
    return found


def mark(field: int, units: int, position: int = -1) -> int:
    """An occurrence as a number: units, field, and one more than its position (0: it has none)."""
    return units << UNITS_AT | field << POSITION_BITS | (position + 1)


def _terms_of_field(field: int, texts: tuple[str, ...], learned: frozenset[str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    start, within = 1, field << POSITION_BITS  # a position is kept as one more than it is: 0 is none
    for text in texts:
        for run in joined_runs(text):
            marks = terms_of_run(run.script, run.text, learned)
            if start + len(run.text) > LAST_POSITION:
                marks = tuple((term, units, -1) for term, units, _ in marks)
            found += [(term, units << UNITS_AT | within | (start + at if at >= 0 else 0)) for term, units, at in marks]
            start += width(run)
        start += 1  # the last word of a text and the first of the next do not stand side by side
    return found


def completion(term: str) -> tuple[str, str]:
    """What a completion term shows, and of which field it is (`HEADINGS`)."""
    told = term.partition(KIND_BETWEEN)[2]
    return told[1:], next(name for name in HEADINGS if name[0] == told[0])


def readings(term: str) -> Iterator[str]:
    """How a Chinese term, or a completion, sounds: the keys under which it is found by pinyin."""
    if term.startswith("c:"):
        yield from sounds_of_heading(completion(term)[0])
    else:
        yield from sounds_of_term(term)
