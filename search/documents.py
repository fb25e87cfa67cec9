"""A record as the index sees it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin
from sqlmodel import Session, col, select

from desk.catalogue import call_numbers
from desk.tables import BibRecord, Item, ServicePoint

_LEADING_MARKS = re.compile(r"^[\W_]+")
_SPOKEN = 10  # characters of a title that are put into pinyin: the order is decided by then


@dataclass(frozen=True)
class Document:
    """The text of a record by the field in which it counts, and the values by which results are narrowed."""

    record_id: int
    title: tuple[str, ...]
    author: tuple[str, ...]
    subject: tuple[str, ...]
    other: tuple[str, ...]  # publisher, series, summary, notes
    numbers: tuple[str, ...]  # ISBNs, barcodes, call numbers, as people type them
    kind: str
    language: str
    clc: str  # first letter of the class
    year: int | None
    places: tuple[str, ...]  # names of the service points (or home libraries) where copies stand
    sort_title: str
    classes: tuple[str, ...] = ()  # whole class marks, found by their beginning


def documents_of(db: Session, record_ids: Sequence[int]) -> list[Document]:
    """The index documents of those of `record_ids` that exist, in the order of their numbers."""
    records = db.exec(select(BibRecord).where(col(BibRecord.id).in_(record_ids)).order_by(col(BibRecord.id)))
    held = select(Item, ServicePoint.name).outerjoin(ServicePoint).where(col(Item.bib_record_id).in_(record_ids))
    items: dict[int, list[tuple[Item, str | None]]] = defaultdict(list)
    for item, point in db.exec(held):
        items[item.bib_record_id].append((item, point))
    return [_document(record, items[record.id or 0]) for record in records]


def _document(record: BibRecord, items: list[tuple[Item, str | None]]) -> Document:
    numbers = [record.isbn, *record.other_numbers, record.clc]
    for item, _ in items:
        numbers += [item.barcode or "", item.accession_number, item.call_number]
    year = str(record.year or "")
    return Document(
        record_id=record.id or 0,
        title=_told(record.title, record.subtitle, record.title_mn, *record.other_titles),
        author=_told(record.responsibility, *record.names),
        subject=_told(*record.subjects),
        other=_told(record.publisher, record.place, year, record.series, record.edition, record.summary, record.notes),
        numbers=_told(*numbers),
        kind=record.kind,
        language=record.language,
        clc=(call_numbers.class_mark(record.clc) or record.clc.strip().upper())[:1],
        year=record.year,
        places=_told(*(point or item.home_library for item, point in items)),
        sort_title=_sort_key(record.title),
        classes=_told(call_numbers.class_mark(record.clc) or record.clc),
    )


def _told(*texts: str) -> tuple[str, ...]:
    """The texts that say something, each once."""
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _sort_key(title: str) -> str:
    """By the letters that people go by: pinyin for Chinese, leading marks and the width of letters left aside."""
    plain = _LEADING_MARKS.sub("", unicodedata.normalize("NFKC", title).casefold())
    spoken = lazy_pinyin(plain[:_SPOKEN], style=Style.TONE3)
    return " ".join((*spoken, plain[_SPOKEN:]))
