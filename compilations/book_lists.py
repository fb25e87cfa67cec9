"""书单: an entry that lists books with their call numbers and the places where they stand."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from compilations.blocks import BookRow
from compilations.entries import append, edited, entries_of, locked_entry
from compilations.fields import one_line
from compilations.sections import locked_section
from desk.errors import AlreadyDone, Invalid, NotFound, Word
from desk.staff.roles import Identity
from desk.tables import BibRecord, Entry, EntryKind, Rights
from search.listing import Holding, Listed
from search.listing import listed as listed_records

LIST_TITLE = Word("书单标题")
MOST_BOOKS = 500


def add_book_list(
    db: Session, who: Identity | None, *, section_id: int, title: str, record_ids: Sequence[int], now: datetime
) -> Entry:
    """Put a list of these books, in this order, at the end of a section. Where they stand is read when it is bound."""
    section, compilation = locked_section(db, who, section_id)
    entry = Entry(
        section_id=section_id,
        position=len(entries_of(db, section)) + 1,
        kind=EntryKind.BOOKS,
        title=one_line(title, LIST_TITLE),
        books=_known(db, record_ids),
        rights=Rights.PUBLIC,  # the catalogue is open to everybody
    )
    return append(db, who, section, compilation, [entry], now=now)[0]


def change_books(
    db: Session,
    who: Identity | None,
    *,
    entry_id: int,
    seen: Sequence[int],
    record_ids: Sequence[int],
    now: datetime,
) -> Entry:
    """Give a list other books, or another order; refused when its books are no longer those that its editor `seen`."""
    entry, _section, compilation = locked_entry(db, who, entry_id)
    if entry.kind != EntryKind.BOOKS:
        raise Invalid("条目“{title}”不是书单，不能增减书目。", title=entry.title)
    if entry.books != list(seen):
        raise AlreadyDone("这份书单刚刚由另一位编辑改过，您的修改没有写入。请看过之后再改一次。")
    wanted = _known(db, record_ids)
    with edited(db, who, entry, compilation, "change_books", now=now):
        entry.books = wanted
    return entry


def book_rows(db: Session, entry: Entry) -> tuple[BookRow, ...]:
    """The books of a list as they are printed now; a record that was taken out of the catalogue is left out."""
    return rows_of(db, [entry])[entry.id or 0]


def rows_of(db: Session, entries: Iterable[Entry]) -> dict[int, tuple[BookRow, ...]]:
    """The same for several lists, by the number of the entry, the catalogue being asked once."""
    lists = [entry for entry in entries if entry.kind == EntryKind.BOOKS]
    wanted = list(dict.fromkeys(number for entry in lists for number in entry.books))
    found = {one.record.id or 0: _row(one) for one in listed_records(db, wanted)} if wanted else {}
    return {entry.id or 0: tuple(found[number] for number in entry.books if number in found) for entry in lists}


def _known(db: Session, record_ids: Sequence[int]) -> list[int]:
    """Each record once, in the order given."""
    wanted = list(dict.fromkeys(record_ids))
    if not wanted:
        raise Invalid("书单里还没有书。请先选取书目。")
    if len(wanted) > MOST_BOOKS:
        raise Invalid("书单有 {count} 种，超过了 {limit} 种。请分成几份。", count=len(wanted), limit=MOST_BOOKS)
    there = set(db.exec(select(BibRecord.id).where(col(BibRecord.id).in_(wanted))).all())
    if missing := [str(number) for number in wanted if number not in there]:
        raise NotFound("没有编号为 {ids} 的书目记录，可能已被撤销导入。请重新选取。", ids="、".join(missing))
    return wanted


def _row(one: Listed) -> BookRow:
    record = one.record
    title = "：".join(filter(None, (record.title, record.subtitle)))
    imprint = "，".join(filter(None, (record.publisher, str(record.year or ""))))
    description = ". ".join(filter(None, (" / ".join(filter(None, (title, record.responsibility))), imprint)))
    places = [*(_place(holding) for holding in one.holdings), *(f"网络资源　{each.url}" for each in one.access)]
    return BookRow(description, tuple(dict.fromkeys(filter(None, places))))


def _place(holding: Holding) -> str:
    """Service point or library, shelf, call number."""
    return "　".join(filter(None, (holding.place, holding.shelf, holding.call_number)))
