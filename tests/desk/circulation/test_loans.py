"""Lending: who may, how much, how long; and no item twice."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from desk.circulation import loans
from desk.circulation.rules import rule_for
from desk.circulation.scans import recognise
from desk.conference import conferences
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from desk.patrons import cards
from desk.staff.roles import OPERATOR
from desk.tables import BibRecord, Card, Item, Loan
from desk.vocabularies import codes
from tests.conftest import identity
from tests.desk.conference.standing import LAST_DAY, a_conference

LIBRARIAN = identity()
TODAY = date(2026, 1, 26)


@pytest.fixture
def card(database: Database, now: datetime) -> Card:
    """A journalist's card: three items for seven days. Eight items to lend: B1 … B8."""
    with database.writing() as db:
        conference_id = a_conference(db).id or 0
        record = BibRecord(title="草原", added_at=now, changed_at=now)
        db.add(record)
        db.flush()
        db.add_all(Item(bib_record_id=record.id or 0, barcode=f"B{number}") for number in range(1, 9))
        return a_card(db, conference_id, now)


def a_card(db: Session, conference_id: int, now: datetime, kind: str = "press") -> Card:
    return cards.issue(db, OPERATOR, conference_id=conference_id, name="王强", kind=kind, library_code="1501", now=now)


def lend(db: Session, card: Card, barcode: str, now: datetime) -> Loan:
    return loans.check_out(db, LIBRARIAN, card_number=card.number, barcode=barcode, now=now)


def test_every_kind_of_reader_has_a_rule() -> None:
    for kind in codes("patron_kinds"):
        assert rule_for(kind).limit > 0
        assert rule_for(kind).days > 0
    assert rule_for("nobody").limit == 0


def test_a_loan_is_due_by_the_rule_but_never_after_the_card(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        assert lend(db, card, "B1", now).due_on == LAST_DAY  # seven days would be two days later
        cards.extend(db, OPERATOR, card.id or 0, until=date(2026, 3, 1), now=now)
    with database.writing() as db:
        assert lend(db, card, "B2", now).due_on == TODAY + timedelta(days=7)


def test_today_is_the_day_at_the_desk(database: Database, card: Card) -> None:
    late_evening = datetime.fromisoformat("2026-01-31T23:30+08:00")
    past_midnight = datetime.fromisoformat("2026-02-01T00:30+08:00")  # still 31 January in UTC
    with database.writing() as db:
        assert lend(db, card, "B1", late_evening).due_on == LAST_DAY
    with database.writing() as db, pytest.raises(NotAllowed, match="2026-01-31 到期"):
        lend(db, card, "B2", past_midnight)


def test_a_returned_item_can_be_lent_again(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        first = lend(db, card, "B1", now)
        assert loans.check_in(db, LIBRARIAN, barcode="B1", now=now + timedelta(hours=1)).id == first.id
        assert loans.open_loan(db, first.item_id) is None
        assert lend(db, card, "B1", now + timedelta(hours=2)).id != first.id


def test_a_clock_set_back_does_not_end_a_loan_before_it_began(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        loan = lend(db, card, "B1", now)
        assert loans.check_in(db, LIBRARIAN, barcode="B1", now=now - timedelta(days=1)).checked_in_at == now
        assert loan.checked_in_at == now


def test_the_limit_counts_what_is_out_and_says_so(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        for barcode in ("B1", "B2", "B3"):
            lend(db, card, barcode, now)
        with pytest.raises(NotAllowed, match="3 / 3 册"):
            lend(db, card, "B4", now)
        loans.check_in(db, LIBRARIAN, barcode="B2", now=now)
        lend(db, card, "B4", now)
        assert [row.item.barcode for row in loans.open_loans_of_card(db, card.id or 0)] == ["B1", "B3", "B4"]
        assert {row.title for row in loans.open_loans_of_card(db, card.id or 0)} == {"草原"}


def revoke(db: Session, card: Card, now: datetime) -> None:
    cards.revoke(db, OPERATOR, card.id or 0, now=now)


def lend_to_it(db: Session, card: Card, now: datetime) -> None:
    lend(db, card, "B1", now)


def lend_to_another(db: Session, card: Card, now: datetime) -> None:
    lend(db, a_card(db, card.conference_id, now), "B1", now)


def leave(db: Session, card: Card, now: datetime) -> None:
    """Nothing happens before."""


CARD = "the card's own number"
REFUSED: list[tuple[Callable[[Session, Card, datetime], None], str, str, int, type[Refusal], str]] = [
    (revoke, CARD, "B1", 0, NotAllowed, "已注销"),
    (leave, CARD, "B1", 6, NotAllowed, "2026-01-31 到期。请先延期"),
    (lend_to_it, CARD, "B1", 0, AlreadyDone, "已经借给本证"),  # the same scan twice
    (lend_to_another, CARD, "B1", 0, NotAllowed, "已借给证 21501000000028"),
    (leave, CARD, "B99", 0, NotFound, "没有条码 B99"),
    (leave, CARD, CARD, 0, NotFound, "是读者证号，不是图书条码"),
    (leave, CARD, "", 0, Invalid, "没有读到条码"),
    (leave, CARD, "B\x001", 0, Invalid, "不是条码"),
    (leave, CARD, "\ud800", 0, Invalid, "不是条码"),
    (leave, CARD, "B" * 65, 0, Invalid, "不是条码"),
    (leave, "21501000000011", "B1", 0, Invalid, "校验位不对"),
    (leave, "21501000", "B1", 0, Invalid, "读到 8 位"),
    (leave, "31501000000018", "B1", 0, Invalid, "是图书条码"),
    (leave, "21501000000036", "B1", 0, NotFound, "没有证号"),
]


def test_a_refused_loan_says_why(database: Database, card: Card, now: datetime) -> None:
    for before, number, barcode, days, kind, words in REFUSED:
        with pytest.raises(kind, match=words), database.writing() as db:
            before(db, card, now)
            loans.check_out(
                db,
                LIBRARIAN,
                card_number=card.number if number == CARD else number,
                barcode=card.number if barcode == CARD else barcode,
                now=now + timedelta(days=days),
            )
    with database.reading() as db:
        assert db.exec(select(Loan)).all() == []


def test_only_staff_lend(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        with pytest.raises(NotAllowed, match="登录"):
            loans.check_out(db, None, card_number=card.number, barcode="B1", now=now)
        with pytest.raises(NotAllowed, match="登录"):
            loans.check_in(db, None, barcode="B1", now=now)


def test_an_item_that_is_in_cannot_come_back(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        with pytest.raises(AlreadyDone, match="B1 没有借出"):
            loans.check_in(db, LIBRARIAN, barcode=" B1 ", now=now)
        with pytest.raises(NotFound, match="没有条码 B99"):
            loans.check_in(db, LIBRARIAN, barcode="B99", now=now)


def test_a_revoked_card_still_gives_its_items_back(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        lend(db, card, "B1", now)
        revoke(db, card, now)
        assert loans.check_in(db, LIBRARIAN, barcode="B1", now=now).checked_in_at == now


def test_a_loan_is_counted_where_the_librarian_sits(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        point = conferences.service_points(db, card.conference_id)[1]
        sitting = identity(service_point_id=point.id)
        loan = loans.check_out(db, sitting, card_number=card.number, barcode="B1", now=now)
        assert loan.service_point_id == point.id
        with pytest.raises(Invalid, match="服务点"):
            loans.check_out(db, sitting, card_number=card.number, barcode="B2", service_point_id=99, now=now)


def test_a_loan_is_not_counted_at_a_point_of_another_conference(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        other = a_conference(db, name="另一次会议").id or 0
        point = conferences.service_points(db, other)[0].id
        assert (
            loans.check_out(
                db, identity(service_point_id=point), card_number=card.number, barcode="B1", now=now
            ).service_point_id
            is None
        )  # a sitting left over
        with pytest.raises(Invalid, match="本次会议中没有这个服务点"):
            loans.check_out(db, LIBRARIAN, card_number=card.number, barcode="B2", service_point_id=point, now=now)


def test_a_scan_is_told_apart(database: Database, card: Card) -> None:
    with database.writing() as db:
        db.add(Item(bib_record_id=1, barcode="21501000000044"))  # a label of an older system
        db.flush()
        assert recognise(db, card.number).card is not None
        assert recognise(db, "Ｂ１").item is not None
        assert recognise(db, "21501000000044").item is not None
        with pytest.raises(Invalid, match="校验位"):
            recognise(db, "21501000000011")
        with pytest.raises(NotFound, match="没有条码 31501000000018"):
            recognise(db, "31501000000018")


def at_once(count: int, work: Callable[[int], None]) -> list[Refusal]:
    """Run `work(0)` … `work(count - 1)` in threads that start together; return what was refused."""
    refused: list[Refusal] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        gate.wait()
        try:
            work(number)
        except Refusal as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_eight_desks_lend_one_item_once(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        holders = [a_card(db, card.conference_id, now) for _ in range(8)]

    def check_out(number: int) -> None:
        with database.writing() as db:
            lend(db, holders[number], "B1", now)

    refused = at_once(8, check_out)
    assert len(refused) == 7
    assert {type(refusal) for refusal in refused} <= {AlreadyDone, NotAllowed}
    with database.reading() as db:
        assert len(db.exec(select(Loan)).all()) == 1


def test_eight_desks_together_do_not_pass_the_limit(database: Database, card: Card, now: datetime) -> None:
    def check_out(number: int) -> None:
        with database.writing() as db:
            lend(db, card, f"B{number + 1}", now)

    refused = at_once(8, check_out)
    assert len(refused) == 5
    with database.reading() as db:
        assert len(loans.open_loans_of_card(db, card.id or 0)) == 3


def test_an_item_comes_back_once(database: Database, card: Card, now: datetime) -> None:
    with database.writing() as db:
        lend(db, card, "B1", now)

    def check_in(number: int) -> None:
        with database.writing() as db:
            loans.check_in(db, LIBRARIAN, barcode="B1", now=now)

    refused = at_once(4, check_in)
    assert [type(refusal) for refusal in refused] == [AlreadyDone] * 3
