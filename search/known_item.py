"""A number typed or scanned that stands for one record: barcode, accession number, ISBN, call number.

A short number, or one that reads as a year, is left to the search: somebody who types 1998 wants no accession number.
"""

import re

from sqlalchemy import func
from sqlmodel import Session, col, select

from desk.catalogue import call_numbers, identifiers
from desk.tables import BibRecord, Item

_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_ISBN = re.compile(r"(?i:isbn)?[\s:-]*(\d[\d -]{8,16}[\dXx])")
_SHORTEST_NUMBER, _LONGEST = 4, 60


def known_item(db: Session, query: str) -> int | None:
    """The record whose number `query` is, if exactly one has it; words, and numbers of several records, give None."""
    text = identifiers.half_width(query).strip()
    if not _can_be_number(text):
        return None
    for found in (_by_copy(db, text), _by_isbn(db, text), _by_call_number(db, text)):
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _can_be_number(text: str) -> bool:
    if len(text) > _LONGEST or not text.isprintable() or not any(char.isdecimal() for char in text):
        return False
    return not text.isdecimal() or (len(text) >= _SHORTEST_NUMBER and not _YEAR.fullmatch(text))


def _by_copy(db: Session, text: str) -> set[int]:
    """By the barcode of a copy, in any case, or by its accession number."""
    spellings = {text, text.upper(), text.lower()}
    own = col(Item.barcode).in_(spellings) | col(Item.accession_number).in_(spellings)
    return set(db.exec(select(Item.bib_record_id).where(own).distinct().limit(2)))


def _by_isbn(db: Session, text: str) -> set[int]:
    alone = _ISBN.fullmatch(text)
    isbn = identifiers.isbn13(alone[1]) if alone else None
    found = db.exec(select(BibRecord.id).where(BibRecord.isbn == isbn).limit(2)) if isbn else ()
    return {record_id for record_id in found if record_id is not None}


def _by_call_number(db: Session, text: str) -> set[int]:
    """By call number, with letters of any case and blanks or slashes anywhere (`call_numbers.same`)."""
    bare = call_numbers.folded(text).replace("/", "")
    if not any(char.isalpha() for char in bare):
        return set()
    stored = func.upper(func.replace(func.replace(func.replace(Item.call_number, " ", ""), "/", ""), "\\", ""))
    return set(db.exec(select(Item.bib_record_id).where(stored == bare).distinct().limit(2)))
