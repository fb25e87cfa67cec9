"""书单: books in their order, with the places where they stand at the moment of binding."""

from datetime import datetime

import pytest
from sqlmodel import Session

from compilations import book_lists, entries
from compilations.binding import bind
from compilations.blocks import BookList, BookRow
from compilations.entries import Draft
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotFound
from desk.tables import BibRecord, ElectronicAccess, Entry, Item, ServicePoint
from tests.compilations.signers import House
from tests.compilations.volumes import DAY, LIBRARY, conference, two_records


def listed(db: Session, house: House, numbers: list[int]) -> Entry:
    return book_lists.add_book_list(
        db, house.editor, section_id=house.section, title="延伸阅读", record_ids=numbers, now=house.now
    )


def test_a_list_says_where_each_copy_stands(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        first, second = two_records(db, now=now)
        point = ServicePoint(conference_id=conference(db, "另一会").id or 0, name="一号驻地", kind="venue")
        db.add(point)
        db.flush()
        for shelf in ("A1", "A1"):
            db.add(Item(bib_record_id=first, service_point_id=point.id, shelf=shelf, call_number="S812/12"))
        db.add(Item(bib_record_id=first, home_library="总馆", call_number="S812/12"))
        db.add(ElectronicAccess(bib_record_id=second, url="https://example.org/b"))
        entry = listed(db, house, [second, first, second])
        assert entry.books == [second, first]
        assert book_lists.book_rows(db, entry) == (
            BookRow("ᠲᠠᠯ᠎ᠠ. 测试出版社，2020", ("网络资源　https://example.org/b",)),
            BookRow("草原的逻辑 / 某甲著. 测试出版社，2018", ("一号驻地　A1　S812/12", "总馆　S812/12")),
        )


def test_a_list_is_bound_after_the_words_that_introduce_it(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        entry = listed(db, house, two_records(db, now=now))
        seen = entries.draft(entry).fingerprint
        entries.edit_entry(
            db, house.editor, entry_id=entry.id or 0, fingerprint=seen, draft=Draft("书单", "下列可借。"), now=now
        )
        made = bind(db, house.number, library=LIBRARY, on=DAY).entries[1]
        assert [block.kind for block in made.blocks] == ["paragraph", "books"]
        assert isinstance(made.blocks[1], BookList)
        assert [row.description[:5] for row in made.blocks[1].rows] == ["草原的逻辑", "ᠲᠠᠯ᠎ᠠ"]


def test_a_list_may_stand_without_words_and_bears_public_rights(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        entry = listed(db, house, two_records(db, now=now))
        seen = entries.draft(entry).fingerprint
        kept = entries.edit_entry(
            db, house.editor, entry_id=entry.id or 0, fingerprint=seen, draft=Draft("改题"), now=now
        )
        assert (kept.title, kept.rights, kept.kind) == ("改题", "public", "books")


def test_a_stale_change_of_a_list_is_refused(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        numbers = two_records(db, now=now)
        entry = listed(db, house, numbers)
        facts = {"entry_id": entry.id or 0, "seen": numbers, "now": now}
        book_lists.change_books(db, house.editor, record_ids=numbers[::-1], **facts)  # type: ignore[arg-type]
        with pytest.raises(AlreadyDone, match="另一位编辑"):
            book_lists.change_books(db, house.editor, record_ids=numbers[:1], **facts)  # type: ignore[arg-type]
        assert db.get_one(Entry, entry.id).books == numbers[::-1]


def test_only_lists_have_books(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        with pytest.raises(Invalid, match="不是书单"):
            book_lists.change_books(db, house.editor, entry_id=house.entry, seen=[], record_ids=[1], now=now)


@pytest.mark.parametrize(("numbers", "words"), [([], "还没有书"), (list(range(1, 502)), "501 种")])
def test_a_list_has_books_and_not_too_many(sqlite: Database, now: datetime, numbers: list[int], words: str) -> None:
    with sqlite.writing() as db, pytest.raises(Invalid, match=words):
        listed(db, House(db, now), numbers)


def test_a_record_that_is_gone_is_refused_by_number_and_later_left_out(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        numbers = two_records(db, now=now)
        with pytest.raises(NotFound, match="4711"):
            listed(db, house, [*numbers, 4711])
        entry = listed(db, house, numbers)
        db.delete(db.get_one(BibRecord, numbers[0]))
        db.flush()
        assert len(book_lists.book_rows(db, entry)) == 1
