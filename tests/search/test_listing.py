"""What is said of a record found is asked of the database at that moment."""

from datetime import date, datetime

import pytest
from sqlmodel import Session

from desk.database import Database
from desk.errors import NotFound
from desk.tables import BibRecord, Card, Conference, ElectronicAccess, Item, Loan, Patron, ServicePoint
from search.listing import listed, one_listed


def test_a_copy_is_out_while_its_loan_is_open_and_stands_at_its_service_point(
    database: Database, now: datetime
) -> None:
    with database.writing() as db:
        conference = Conference(name="样例会议", starts_on=date(2026, 1, 25), ends_on=date(2026, 1, 31))
        record = BibRecord(title="草原", added_at=now, changed_at=now)
        db.add_all([conference, record])
        db.flush()
        assert record.id
        assert conference.id
        point = ServicePoint(conference_id=conference.id, name="主会场", kind="venue")
        db.add(point)
        db.flush()
        items = [
            Item(bib_record_id=record.id, barcode="1", service_point_id=point.id, home_library="总馆"),
            Item(bib_record_id=record.id, barcode="2", home_library="总馆"),
        ]
        db.add_all([*items, ElectronicAccess(bib_record_id=record.id, url="https://example.org/1")])
        db.flush()
        assert items[0].id
        assert items[1].id
        card_id = _card(db, conference.id, now)
        due = date(2026, 1, 31)
        back = Loan(item_id=items[0].id, card_id=card_id, checked_out_at=now, due_on=due, checked_in_at=now)
        out = Loan(item_id=items[1].id, card_id=card_id, checked_out_at=now, due_on=due)
        db.add_all([back, out])
        db.flush()
        one = one_listed(db, record.id)
        assert [(holding.place, holding.is_in, holding.due_on) for holding in one.holdings] == [
            ("主会场", True, None),
            ("总馆", False, due),
        ]
        assert [access.url for access in one.access] == ["https://example.org/1"]


def _card(db: Session, conference_id: int, now: datetime) -> int:
    patron = Patron(conference_id=conference_id, name="样例读者", kind="deputy")
    db.add(patron)
    db.flush()
    assert patron.id
    card = Card(
        patron_id=patron.id,
        conference_id=conference_id,
        number="NM0001",
        issued_at=now,
        expires_on=date(2026, 1, 31),
    )
    db.add(card)
    db.flush()
    assert card.id
    return card.id


def test_records_stand_in_the_order_asked_for_and_those_gone_are_left_out(database: Database, now: datetime) -> None:
    with database.writing() as db:
        records = [BibRecord(title=title, added_at=now, changed_at=now) for title in ("甲", "乙")]
        db.add_all(records)
        db.flush()
        first, second = (record.id or 0 for record in records)
        assert [one.record.title for one in listed(db, [second, 999, first])] == ["乙", "甲"]
        assert listed(db, []) == []


def test_an_unknown_record_is_refused_with_its_number(database: Database) -> None:
    with database.reading() as db, pytest.raises(NotFound, match="999"):
        one_listed(db, 999)
