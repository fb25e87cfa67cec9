"""Issue, extend, revoke; namesakes stay apart."""

import threading
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from desk.conference import conferences
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.patrons import cards, finding
from desk.staff.roles import OPERATOR, Identity
from desk.tables import AuditEntry, Card, Patron
from tests.conftest import identity
from tests.desk.conference.standing import LAST_DAY, a_conference

LIBRARIAN = identity()


@pytest.fixture
def conference_id(database: Database) -> int:
    with database.writing() as db:
        conference = a_conference(db)
    assert conference.id is not None
    return conference.id


def issue(db: Session, conference_id: int, now: datetime, who: Identity | None = LIBRARIAN, **more: object) -> Card:
    facts: dict[str, object] = {"name": "王强", "kind": "press", "library_code": "1501"} | more
    return cards.issue(db, who, conference_id=conference_id, now=now, **facts)  # type: ignore[arg-type]


def test_a_card_ends_with_the_conference(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        card = issue(db, conference_id, now)
        assert card.number == "21501000000010"
        assert card.expires_on == LAST_DAY
        assert cards.standing(card, today=LAST_DAY) == "valid"
        assert cards.standing(card, today=LAST_DAY + timedelta(days=1)) == "expired"


def test_namesakes_are_neither_merged_nor_refused(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        first = issue(db, conference_id, now, note="日报")
        second = issue(db, conference_id, now, name=" 王　强 ", kind="support")
        issue(db, conference_id, now, name="王强强")
    assert first.patron_id != second.patron_id
    with database.reading() as db:
        found = finding.namesakes(db, conference_id, "王 强")
        assert [(row.patron.kind, row.patron.note) for row in found] == [("support", ""), ("press", "日报")]
        assert finding.namesakes(db, conference_id, "") == []
        assert finding.namesakes(db, conference_id, "王\x00强") == []


BAD_CARDS: list[tuple[dict[str, object], str]] = [
    ({"name": ""}, "“姓名”不能为空"),
    ({"name": "　"}, "“姓名”不能为空"),
    ({"name": "王" * 61}, "61 个字符，最多 60"),
    ({"name": "王\x00强"}, "控制字符"),
    ({"name": "王\n强"}, "控制字符"),
    ({"name": "\ud83d"}, "控制字符"),
    ({"note": "房" * 61}, "“备注”"),
    ({"kind": "delegate"}, "选择读者类别"),
    ({"kind": ""}, "选择读者类别"),
    ({"kind": "deputy", "delegation_id": 999}, "没有这个代表团"),
    ({"expires_on": date(2026, 1, 25)}, "已经过去"),
    ({"expires_on": date(2062, 1, 31)}, "核对年份"),
    ({"service_point_id": 999}, "没有这个服务点"),
    ({"conference_id": 999}, "没有这个会议"),
]


def test_a_card_that_cannot_be_right_is_refused(database: Database, conference_id: int, now: datetime) -> None:
    for facts, words in BAD_CARDS:
        with pytest.raises((Invalid, NotFound), match=words), database.writing() as db:
            issue(db, **{"conference_id": conference_id, "now": now} | facts)  # type: ignore[arg-type]
    with database.reading() as db:
        assert db.exec(select(Patron)).all() == []


def test_only_deputies_sit_in_delegations_and_members_in_sectors(
    database: Database, conference_id: int, now: datetime
) -> None:
    with database.writing() as db:
        delegation = conferences.delegations(db, conference_id)[0].id
        sector = conferences.sectors(db, conference_id)[0].id
        issue(db, conference_id, now, kind="deputy", delegation_id=delegation)
        issue(db, conference_id, now, kind="member", sector_id=sector)
        with pytest.raises(Invalid, match="这个类别不填代表团"):
            issue(db, conference_id, now, kind="member", delegation_id=delegation)
        with pytest.raises(Invalid, match="这个类别不填界别"):
            issue(db, conference_id, now, kind="deputy", sector_id=sector)
        with pytest.raises(Invalid, match="这个类别不填代表团"):
            issue(db, conference_id, now, kind="press", delegation_id=delegation)


def test_a_card_needs_somebody_who_may_issue_it(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db, pytest.raises(NotAllowed, match="登录"):
        issue(db, conference_id, now, who=None)


def test_a_card_is_issued_at_the_point_where_the_librarian_sits(
    database: Database, conference_id: int, now: datetime
) -> None:
    with database.writing() as db:
        points = conferences.service_points(db, conference_id)
        sitting = identity(service_point_id=points[1].id)
        assert issue(db, conference_id, now, who=sitting).service_point_id == points[1].id
        assert (
            issue(db, conference_id, now, who=sitting, service_point_id=points[0].id).service_point_id == points[0].id
        )
        next_year = a_conference(db, name="下一次会议").id or 0
        assert issue(db, next_year, now, who=sitting).service_point_id is None


def test_eight_desks_at_once_never_issue_one_number_twice(
    database: Database, conference_id: int, now: datetime
) -> None:
    numbers: list[str] = []

    def issue_five() -> None:
        for _ in range(5):
            with database.writing() as db:
                card = issue(db, conference_id, now)
            numbers.append(card.number)

    threads = [threading.Thread(target=issue_five) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 40
    assert len(set(numbers)) == 40


def test_an_expired_card_can_be_extended(database: Database, conference_id: int, now: datetime) -> None:
    after = now + timedelta(days=30)
    with database.writing() as db:
        card = issue(db, conference_id, now)
        cards.extend(db, LIBRARIAN, card.id or 0, until=date(2026, 3, 1), now=after)
        assert cards.standing(card, today=date(2026, 2, 28)) == "valid"


def test_cards_that_end_with_the_conference_follow_it(database: Database, conference_id: int, now: datetime) -> None:
    later = LAST_DAY + timedelta(days=2)
    with database.writing() as db:
        ending, longer, revoked = (issue(db, conference_id, now).id or 0 for _ in range(3))
        cards.extend(db, LIBRARIAN, longer, until=date(2026, 3, 1), now=now)
        cards.revoke(db, LIBRARIAN, revoked, now=now)
        assert cards.extend_with_conference(db, OPERATOR, conference_id, was=LAST_DAY, until=later, now=now) == 1
    with database.reading() as db:
        found = [row.card.expires_on for row in finding.rows(db, [ending, longer, revoked])]
        assert found == [later, date(2026, 3, 1), LAST_DAY]


@pytest.mark.parametrize(
    ("until", "words"),
    [(LAST_DAY, "选一个更晚的日期"), (date(2026, 1, 26), "选一个更晚的日期"), (date(2062, 3, 1), "核对年份")],
)
def test_a_card_is_extended_to_a_later_day_only(
    database: Database, conference_id: int, now: datetime, until: date, words: str
) -> None:
    with database.writing() as db:
        card = issue(db, conference_id, now)
        with pytest.raises(Invalid, match=words):
            cards.extend(db, LIBRARIAN, card.id or 0, until=until, now=now)
        assert card.expires_on == LAST_DAY


def test_a_revoked_card_can_be_neither_extended_nor_revoked_again(
    database: Database, conference_id: int, now: datetime
) -> None:
    with database.writing() as db:
        card = issue(db, conference_id, now)
        cards.revoke(db, LIBRARIAN, card.id or 0, now=now)
        assert cards.standing(card, today=LAST_DAY) == "revoked"
        with pytest.raises(NotAllowed, match="不能延期"):
            cards.extend(db, LIBRARIAN, card.id or 0, until=date(2026, 3, 1), now=now)
        with pytest.raises(AlreadyDone, match="不必再办"):
            cards.revoke(db, LIBRARIAN, card.id or 0, now=now)


def test_a_card_that_is_not_there_is_not_found(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        with pytest.raises(NotFound):
            cards.revoke(db, LIBRARIAN, 999, now=now)
        with pytest.raises(NotFound, match="21501000000010"):
            cards.by_number(db, "2 1501 00000001 0")
        with pytest.raises(NotFound):
            finding.row(db, 999)


def test_the_audit_log_has_numbers_and_no_names(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        card = issue(db, conference_id, now, note="住 302 房")
        cards.extend(db, OPERATOR, card.id or 0, until=date(2026, 3, 1), now=now)
        cards.revoke(db, OPERATOR, card.id or 0, now=now)
    with database.reading() as db:
        entries = db.exec(select(AuditEntry).where(AuditEntry.noun == "card")).all()
        assert [entry.verb for entry in entries] == ["issue", "extend", "revoke"]
        assert "王强" not in str([entry.detail for entry in entries])


def test_cards_of_a_sample_conference_belong_to_the_sample(database: Database, now: datetime) -> None:
    with database.writing() as db:
        conference = a_conference(db, is_sample=True)
        card = issue(db, conference.id or 0, now)
        assert db.get_one(Patron, card.patron_id).is_sample
