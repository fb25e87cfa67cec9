"""A conference is opened whole, has its days in order, and is the only current one."""

from datetime import date, datetime

import pytest

from desk.conference import conferences
from desk.conference.conferences import MeetingPlan, PointPlan, change_conference, current, require_current
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.staff.roles import OPERATOR
from desk.tables import MeetingKind, PointKind, Role
from tests.conftest import NOW, identity
from tests.desk.conference.standing import CONGRESS, CONSULTATIVE, FIRST_DAY, LAST_DAY, a_conference


def test_a_desk_without_a_conference_says_what_to_do(database: Database) -> None:
    with database.reading() as db:
        assert current(db) is None
        with pytest.raises(NotFound, match="会议与服务点"):
            require_current(db)


def test_a_conference_is_opened_with_all_its_parts(database: Database) -> None:
    with database.writing() as db:
        conference = a_conference(db)
    with database.reading() as db:
        assert require_current(db).id == conference.id
        assert conference.id is not None
        assert [meeting.ordinal for meeting in conferences.meetings(db, conference.id)] == ["十四届四次", "十三届四次"]
        points = conferences.service_points(db, conference.id)
        assert [point.name for point in points] == ["会场服务点", "东楼服务点"]
        assert [team.name for team in conferences.teams(db, conference.id)] == ["会场组", "驻地组"]
        assert points[1].team_id == conferences.teams(db, conference.id)[1].id
        assert len(conferences.delegations(db, conference.id)) == 3
        assert len(conferences.sectors(db, conference.id)) == 2


def test_a_new_conference_takes_the_place_of_the_one_before(database: Database) -> None:
    with database.writing() as db:
        earlier = a_conference(db)
    with database.writing() as db:
        later = a_conference(db, name="2027 年会议")
    with database.reading() as db:
        assert require_current(db).id == later.id
        assert not db.get_one(type(earlier), earlier.id).is_current


def test_only_the_administrator_opens_a_conference(database: Database) -> None:
    with database.writing() as db, pytest.raises(NotAllowed):
        conferences.open_conference(
            db, identity(Role.SUPERVISOR), name="会议", starts_on=FIRST_DAY, ends_on=LAST_DAY, now=NOW
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": date(2026, 1, 24)}, "早于开始日期"),
        ({"ends_on": date(2027, 1, 31)}, "核对年份"),
        ({"ends_on": date(2026, 1, 30)}, "会议期间"),  # the congress would end after it
        ({"meetings": [CONGRESS, CONGRESS]}, "只能有一个"),
        ({"name": " 　"}, "不能为空"),
        ({"name": "会" * 61}, "61 个字符"),
        ({"name": "会\x07议"}, "控制字符"),
        ({"name": "会\ud800议"}, "控制字符"),
        ({"name": "会\u202e议"}, "控制字符"),
        ({"meetings": [MeetingPlan(MeetingKind.CONGRESS, "人大会议", "", FIRST_DAY, LAST_DAY)]}, "届次"),
        ({"service_points": [PointPlan("门口", PointKind.VENUE, team="没有的组")]}, "没有的组"),
        ({"sectors": ["教育界", "教育界 "]}, "已有名为"),
    ],
)
def test_a_conference_that_contradicts_itself_is_refused_whole(
    database: Database, change: dict[str, object], words: str
) -> None:
    with pytest.raises((Invalid, NotFound, AlreadyDone), match=words), database.writing() as db:
        a_conference(db, **change)
    with database.reading() as db:
        assert current(db) is None


def test_a_refused_conference_leaves_the_earlier_one_open(database: Database) -> None:
    with database.writing() as db:
        earlier = a_conference(db)
    with pytest.raises(AlreadyDone), database.writing() as db:
        a_conference(db, teams=["甲组", "甲组"], service_points=[])
    with database.reading() as db:
        assert require_current(db).id == earlier.id


def test_dates_and_meetings_change_together(database: Database, now: datetime) -> None:
    with database.writing() as db:
        conference = a_conference(db)
    assert conference.id is not None
    later = MeetingPlan(MeetingKind.CONSULTATIVE, "政协会议", "十三届四次", date(2026, 2, 2), date(2026, 2, 6))
    with database.writing() as db:
        change_conference(
            db, OPERATOR, conference.id,
            name="延期的会议", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 7), meetings=[later], now=now,
        )  # fmt: skip
    with database.reading() as db:
        assert require_current(db).ends_on == date(2026, 2, 7)
        assert [meeting.starts_on for meeting in conferences.meetings(db, conference.id)] == [date(2026, 2, 2)]


def test_a_meeting_left_behind_by_the_new_dates_is_refused(database: Database, now: datetime) -> None:
    with database.writing() as db:
        conference = a_conference(db)
    assert conference.id is not None
    with pytest.raises(Invalid, match="会议期间"), database.writing() as db:
        change_conference(
            db, OPERATOR, conference.id,
            name="会议", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 7), meetings=[CONSULTATIVE], now=now,
        )  # fmt: skip
