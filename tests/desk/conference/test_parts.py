"""Service points, teams, delegations and sectors: one name once, and none is removed while in use."""

import threading
from datetime import datetime

import pytest
from sqlmodel import select

from desk.conference import conferences, parts, serials
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.patrons import cards
from desk.staff.roles import OPERATOR
from desk.tables import BibRecord, CatalogueChange, Delegation, Item, PointKind, Role, Sector, ServicePoint, Team
from tests.conftest import identity
from tests.desk.conference.standing import a_conference


@pytest.fixture
def conference_id(database: Database) -> int:
    with database.writing() as db:
        conference = a_conference(db)
    assert conference.id is not None
    return conference.id


def test_a_part_in_use_cannot_be_removed(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        delegation = conferences.delegations(db, conference_id)[0]
        cards.issue(
            db, OPERATOR, conference_id=conference_id, name="测试", kind="deputy",
            delegation_id=delegation.id, library_code="1501", now=now,
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="1 条记录在用"), database.writing() as db:
        parts.remove(db, OPERATOR, Delegation, delegation.id or 0, now=now)


def test_a_team_with_a_service_point_is_in_use(database: Database, conference_id: int, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="会场组"), database.writing() as db:
        parts.remove(db, OPERATOR, Team, conferences.teams(db, conference_id)[0].id or 0, now=now)


def test_a_part_that_nothing_refers_to_is_removed(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        point = conferences.service_points(db, conference_id)[1]
        parts.remove(db, OPERATOR, ServicePoint, point.id or 0, now=now)
    with database.reading() as db:
        assert [each.name for each in conferences.service_points(db, conference_id)] == ["会场服务点"]
    with pytest.raises(NotFound, match="已被删除"), database.writing() as db:
        parts.remove(db, OPERATOR, ServicePoint, point.id or 0, now=now)


def test_a_renamed_part_keeps_its_records(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        sector = conferences.sectors(db, conference_id)[0]
        parts.rename(db, OPERATOR, Sector, sector.id or 0, name="教育与科技界", now=now)
    with database.reading() as db:
        assert [each.name for each in conferences.sectors(db, conference_id)] == ["教育与科技界", "科技界"]


def test_a_renamed_service_point_is_told_to_the_index(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        here, there = (point.id or 0 for point in conferences.service_points(db, conference_id))
        db.add_all(BibRecord(title=title, added_at=now, changed_at=now) for title in ("草原", "牧区", "河套"))
        db.flush()
        db.add_all(Item(bib_record_id=record, service_point_id=at) for record, at in ((1, here), (1, here), (2, there)))
    for name in ("会场甲区", "会场甲区"):  # the second time nothing changes
        with database.writing() as db:
            parts.rename(db, OPERATOR, ServicePoint, here, name=name, now=now)
            team = conferences.teams(db, conference_id)[0].id or 0
            parts.rename(db, OPERATOR, Team, team, name=name, now=now)
    with database.reading() as db:
        assert list(db.exec(select(CatalogueChange.bib_record_id))) == [1]


def test_a_name_is_given_once_in_a_conference(database: Database, conference_id: int, now: datetime) -> None:
    with pytest.raises(AlreadyDone, match="会场服务点"), database.writing() as db:
        parts.add_point(db, OPERATOR, conference_id, name=" 会场服务点", kind=PointKind.VENUE, now=now)
    with pytest.raises(AlreadyDone, match="科技界"), database.writing() as db:
        sector = conferences.sectors(db, conference_id)[0]
        parts.rename(db, OPERATOR, Sector, sector.id or 0, name="科技界", now=now)


def test_a_service_point_changes_its_kind_and_team(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        point = conferences.service_points(db, conference_id)[1]
        team = conferences.teams(db, conference_id)[0]
        parts.change_point(
            db, OPERATOR, point.id or 0, name="西楼", kind=PointKind.VENUE, name_en="West", team_id=team.id, now=now
        )
    with database.reading() as db:
        found = db.get_one(ServicePoint, point.id)
        assert (found.name, found.kind, found.name_en, found.team_id) == ("西楼", "venue", "West", team.id)


def test_a_team_of_another_conference_is_refused(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db:
        other = a_conference(db, name="另一次会议")
    with pytest.raises(Invalid, match="服务小组"), database.writing() as db:
        team = conferences.teams(db, conference_id)[0]
        parts.add_point(db, OPERATOR, other.id or 0, name="新点", kind=PointKind.VENUE, team_id=team.id, now=now)


def test_only_the_administrator_changes_parts(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db, pytest.raises(NotAllowed):
        parts.add(db, identity(Role.TEAM_LEADER), Sector, conference_id, name="农业界", now=now)


def test_every_table_that_refers_to_a_service_point_is_asked(database: Database, conference_id: int) -> None:
    from desk.tables import Table

    referring = {
        key.parent.table.name
        for table in Table.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "service_point" and key.ondelete is None
    }
    assert {"item", "card", "loan", "consultation", "copy_handout"} <= referring


def test_a_series_gives_each_serial_once(database: Database) -> None:
    taken: list[int] = []

    def take_some() -> None:
        for _ in range(5):
            with database.writing() as db:
                first = serials.take(db, "card:1501", 3)
            taken.extend(range(first, first + 3))

    threads = [threading.Thread(target=take_some) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 121))


def test_work_that_fails_gives_its_serials_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as db:
        serials.take(db, "card:1501", 9)
        raise RuntimeError
    with database.writing() as db:
        assert serials.take(db, "card:1501") == 1
