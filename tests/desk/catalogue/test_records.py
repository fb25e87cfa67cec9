from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import Session, select

from desk.catalogue.drafts import AccessDraft, Draft, ItemDraft
from desk.catalogue.ledger import Outcome
from desk.catalogue.records import add_or_update, add_or_update_all
from desk.database import Database
from desk.errors import Invalid
from desk.tables import BibRecord, BibSource, CatalogueChange, ElectronicAccess, Item
from tests.desk.catalogue.standing import service_point

BOOK = Draft(
    title="草原经济研究", responsibility="示例甲著", publisher="示例出版社", year=2008, isbn="9787599000079",
    source_agency="XMP", control_number="1", raw=b"one", raw_format="iso2709",
)  # fmt: skip
COPY = ItemDraft(barcode="0010201", call_number="F327/26")


def change(draft: Draft, **values: object) -> Draft:
    return replace(draft, **values)  # type: ignore[arg-type]


def enter(database: Database, *drafts: Draft, now: datetime) -> list[Outcome]:
    with database.writing() as db:
        return add_or_update_all(db, drafts, now=now)


def only(db: Session) -> BibRecord:
    return db.exec(select(BibRecord)).one()


def test_a_new_title_is_added_with_its_copies_and_its_raw_record(database: Database, now: datetime) -> None:
    outcome = enter(database, change(BOOK, items=(COPY,), access=(AccessDraft("https://example.org"),)), now=now)[0]
    assert (outcome.outcome, outcome.items_added) == ("added", 1)
    with database.reading() as db:
        record = only(db)
        assert record.id == outcome.record_id
        assert (record.title, record.isbn, record.year) == ("草原经济研究", "9787599000079", 2008)
        assert record.added_at == record.changed_at == now
        assert db.get_one(BibSource, record.id).raw == b"one"
        assert db.exec(select(Item)).one().barcode == "0010201"
        assert db.exec(select(ElectronicAccess)).one().url == "https://example.org"
        assert db.exec(select(CatalogueChange)).one().bib_record_id == record.id


def test_the_same_draft_twice_changes_nothing(database: Database, now: datetime) -> None:
    draft = change(BOOK, items=(COPY, ItemDraft(call_number="F327/26"), ItemDraft(call_number="F327/26")))
    enter(database, draft, now=now)
    again = enter(database, draft, now=now)[0]
    assert (again.outcome, again.items_added, again.items_refused) == ("duplicate", 0, ())
    with database.reading() as db:
        assert len(db.exec(select(Item)).all()) == 3
        assert len(db.exec(select(CatalogueChange)).all()) == 1


def test_the_same_control_number_with_new_content_changes_the_record(database: Database, now: datetime) -> None:
    enter(database, BOOK, now=now)
    outcome = enter(database, change(BOOK, title="草原经济研究（修订）", raw=b"two"), now=now)[0]
    assert outcome.outcome == "changed"
    with database.reading() as db:
        assert only(db).title == "草原经济研究（修订）"
        assert db.get_one(BibSource, outcome.record_id).raw == b"two"


def test_a_bare_control_number_without_an_agency_proves_nothing(database: Database, now: datetime) -> None:
    one = Draft(title="草原", year=2001, control_number="1")
    other = Draft(title="牧区供水", year=2002, control_number="1")
    assert [outcome.outcome for outcome in enter(database, one, other, now=now)] == ["added", "added"]
    corrected = Draft(title="草原", year=2003, control_number="1")
    assert enter(database, corrected, now=now)[0].outcome == "changed"


@pytest.mark.parametrize(
    "twin",
    [
        Draft(title="草原经济研究", isbn="9787599000079"),
        Draft(title="草原經濟研究：以牧区为例", isbn="9787599000079"),
        Draft(title="另题", other_titles=(), isbn="", other_numbers=("7-5990-0007-0",)),
        Draft(title="草原经济研究", responsibility="示例甲主编", publisher="示例出版社", year=2008),
        Draft(title="草原经济研究", isbn="9787599000079", source_agency="XMQ", control_number="77"),
    ],
)
def test_a_title_known_by_isbn_or_description_is_a_duplicate(database: Database, now: datetime, twin: Draft) -> None:
    enter(database, BOOK, now=now)
    expected = "added" if twin.title == "另题" else "duplicate"  # one ISBN, but clearly another title
    assert enter(database, twin, now=now)[0].outcome == expected


def test_volumes_that_share_the_isbn_of_their_set_stay_apart(database: Database, now: datetime) -> None:
    volumes = [Draft(title=f"地方史资料. 第{number}卷", isbn="9787599000031") for number in ("一", "二", "三")]
    assert [outcome.outcome for outcome in enter(database, *volumes, now=now)] == ["added"] * 3
    again = enter(database, *volumes, now=now)
    assert [outcome.outcome for outcome in again] == ["duplicate"] * 3
    assert len({outcome.record_id for outcome in again}) == 3


def test_two_editions_with_isbns_of_their_own_are_two_records(database: Database, now: datetime) -> None:
    paperback = change(BOOK, isbn="9787599000086", control_number="2")
    assert [outcome.outcome for outcome in enter(database, BOOK, paperback, now=now)] == ["added", "added"]


def test_a_duplicate_brings_its_copies_and_fills_what_is_missing(database: Database, now: datetime) -> None:
    ebook = change(BOOK, kind="ebook", access=(AccessDraft("https://example.org"),))
    printed = change(BOOK, source_agency="XMQ", control_number="2", place="北京", publisher="别社", items=(COPY,))
    first, second = enter(database, ebook, printed, now=now)
    assert (second.outcome, second.record_id, second.items_added) == ("duplicate", first.record_id, 1)
    with database.reading() as db:
        record = only(db)
        assert (record.place, record.publisher) == ("北京", "示例出版社")
        assert record.kind == "book"  # there is a copy on a shelf
        assert db.exec(select(ElectronicAccess)).one().url == "https://example.org"


def test_a_barcode_of_another_record_is_refused_and_told(database: Database, now: datetime) -> None:
    other = Draft(title="牧区供水", year=2001, items=(COPY, ItemDraft(barcode="0010202")))
    first, second = enter(database, change(BOOK, items=(COPY,)), other, now=now)
    assert second.items_added == 1
    assert second.items_refused == ((COPY, first.record_id),)
    with database.reading() as db:
        assert {item.barcode for item in db.exec(select(Item))} == {"0010201", "0010202"}


def test_a_copy_known_by_its_accession_number_learns_its_barcode(database: Database, now: datetime) -> None:
    enter(database, change(BOOK, items=(ItemDraft(accession_number="67101"),)), now=now)
    outcome = enter(database, change(BOOK, items=(ItemDraft("0010201", "67101"),)), now=now)[0]
    assert outcome.items_added == 0
    with database.reading() as db:
        item = db.exec(select(Item)).one()
        assert (item.barcode, item.accession_number) == ("0010201", "67101")
    assert enter(database, change(BOOK, items=(ItemDraft(accession_number="67101"),)), now=now)[0].items_added == 0


def test_more_unnumbered_copies_than_before_add_only_the_difference(database: Database, now: datetime) -> None:
    copy = ItemDraft(call_number="F327/26", shelf="流通书库")
    enter(database, change(BOOK, items=(copy,)), now=now)
    assert enter(database, change(BOOK, items=(copy, copy, copy)), now=now)[0].items_added == 2
    assert enter(database, change(BOOK, items=(copy, copy, copy)), now=now)[0].items_added == 0


def test_a_copy_whose_place_is_a_service_point_stands_there(database: Database, now: datetime) -> None:
    with database.writing() as db:
        point = service_point(db, "会场服务点")
    enter(database, change(BOOK, items=(ItemDraft(barcode="1", shelf="会场服务点"), ItemDraft(barcode="2"))), now=now)
    with database.reading() as db:
        assert [item.service_point_id for item in db.exec(select(Item).order_by("barcode"))] == [point, None]


def test_a_sample_to_which_real_copies_come_is_a_sample_no_longer(database: Database, now: datetime) -> None:
    enter(database, change(BOOK, is_sample=True), now=now)
    enter(database, change(BOOK, items=(COPY,)), now=now)
    with database.reading() as db:
        assert not only(db).is_sample


@pytest.mark.parametrize("text", ["草\ud800原", "草\0原"])
@pytest.mark.parametrize("where", ["title", "shelf"])
def test_text_that_no_database_keeps_is_refused(database: Database, now: datetime, text: str, where: str) -> None:
    draft = Draft(title=text) if where == "title" else Draft(title="草原", items=(ItemDraft(shelf=text),))
    with pytest.raises(Invalid, match="无法保存的字符"), database.writing() as db:
        add_or_update(db, draft, now=now)
