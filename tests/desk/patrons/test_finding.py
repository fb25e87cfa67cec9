"""The list of cards: found by what people remember of them, twenty a page."""

from datetime import date, datetime, timedelta

import pytest

from desk.conference import conferences
from desk.database import Database
from desk.patrons import cards, finding
from desk.staff.roles import OPERATOR
from tests.desk.conference.standing import LAST_DAY, a_conference

TODAY = date(2026, 1, 26)
PEOPLE = [
    {"name": "王强", "kind": "press", "note": "100% 日报"},
    {"name": "王强", "kind": "support"},
    {"name": "Баатар Дорж", "kind": "invited", "name_mn": "ᠪᠠᠭᠠᠲᠤᠷ"},
    {"name": "阿_木", "kind": "observer"},
]


@pytest.fixture
def conference_id(database: Database, now: datetime) -> int:
    with database.writing() as db:
        conference_id = a_conference(db).id or 0
        delegation = conferences.delegations(db, conference_id)[0].id
        for person in PEOPLE:
            cards.issue(db, OPERATOR, conference_id=conference_id, library_code="1501", now=now, **person)  # type: ignore[arg-type]
        cards.issue(
            db, OPERATOR, conference_id=conference_id, name="李明", kind="deputy",
            delegation_id=delegation, library_code="1501", now=now + timedelta(minutes=1),
        )  # fmt: skip
    return conference_id


SEARCHES = [
    ("", ["李明", "阿_木", "Баатар Дорж", "王强", "王强"]),
    ("王", ["王强", "王强"]),
    ("日报", ["王强"]),
    ("баатар", ["Баатар Дорж"]),  # SQLite's LIKE folds ASCII only
    ("ᠪᠠᠭᠠ", ["Баатар Дорж"]),
    ("21501000000010", ["王强"]),
    ("２１５０１ ０００００００１０", ["王强"]),
    ("0000000", ["李明", "阿_木", "Баатар Дорж", "王强", "王强"]),
    ("_", ["阿_木"]),
    ("%", ["王强"]),
    ("\ud800", ["李明", "阿_木", "Баатар Дорж", "王强", "王强"]),
    ("没有这个人", []),
    ("王" * 10_000, []),
    ("'; DROP TABLE card; --", []),
]


def test_a_card_is_found_by_part_of_what_is_on_it(database: Database, conference_id: int) -> None:
    with database.reading() as db:
        for text, names in SEARCHES:
            found = finding.find(db, conference_id, text=text, today=TODAY)
            assert ([row.patron.name for row in found.rows], found.total) == (names, len(names)), text[:20]


def test_the_list_tells_where_a_deputy_sits(database: Database, conference_id: int) -> None:
    with database.reading() as db:
        rows = finding.find(db, conference_id, today=TODAY).rows
        assert [row.group for row in rows] == ["青川代表团", "", "", "", ""]


def test_the_list_is_narrowed_by_standing(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        first, second, *_ = finding.all_ids(db, conference_id, today=TODAY)
        cards.revoke(db, OPERATOR, first, now=now)
        cards.extend(db, OPERATOR, second, until=date(2026, 2, 9), now=now)
    with database.reading() as db:
        later = LAST_DAY + timedelta(days=1)
        counts = {
            state: finding.find(db, conference_id, state=state, today=later).total for state in cards.STANDING_LABELS
        }
        assert counts == {"valid": 1, "expired": 3, "revoked": 1}
        assert finding.find(db, conference_id, state="valid", today=TODAY).total == 4


def test_the_list_comes_twenty_a_page(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        for _ in range(40):
            cards.issue(
                db, OPERATOR, conference_id=conference_id, name="陈", kind="press", library_code="1501", now=now
            )
    with database.reading() as db:
        pages = [finding.find(db, conference_id, today=TODAY, page=page) for page in (1, 2, 3, 4)]
        assert [len(page.rows) for page in pages] == [20, 20, 5, 0]
        assert {page.pages for page in pages} == {3}
        seen = [row.card_id for page in pages for row in page.rows]
        assert len(set(seen)) == 45
        assert sorted(seen) == finding.all_ids(db, conference_id, today=TODAY)


def test_the_cards_of_another_conference_are_not_listed(database: Database, conference_id: int) -> None:
    with database.writing() as db:
        other = a_conference(db, name="另一次会议").id or 0
        assert finding.find(db, other, today=TODAY).total == 0
        assert finding.namesakes(db, other, "王强") == []


def test_chosen_cards_come_in_the_order_of_choice(database: Database, conference_id: int) -> None:
    with database.reading() as db:
        first, _, third, *_ = finding.all_ids(db, conference_id, today=TODAY)
        assert [row.card_id for row in finding.rows(db, [third, 999, first])] == [third, first]
        assert finding.rows(db, []) == []
