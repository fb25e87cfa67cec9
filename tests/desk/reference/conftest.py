"""A conference with a counter and a few books, and the people who stand at it."""

from dataclasses import dataclass
from datetime import date

import pytest

from desk.database import Database
from desk.staff.roles import Identity
from desk.tables import BibRecord, Conference, PointKind, Role, ServicePoint, StaffAccount
from tests.conftest import NOW


@dataclass(frozen=True)
class Counter:
    """What stands in the database before a test begins."""

    database: Database
    conference_id: int
    point_id: int
    foreign_point_id: int
    records: tuple[int, ...]
    wang: Identity
    li: Identity


def laid_out(database: Database) -> Counter:
    with database.writing() as db:
        conference = Conference(name="测试会议", starts_on=date(2026, 1, 24), ends_on=date(2026, 1, 31))
        other = Conference(name="往届会议", starts_on=date(2025, 1, 10), ends_on=date(2025, 1, 17), is_current=False)
        db.add_all([conference, other])
        db.flush()
        point = ServicePoint(conference_id=conference.id or 0, name="会场", kind=PointKind.VENUE)
        foreign = ServicePoint(conference_id=other.id or 0, name="会场", kind=PointKind.VENUE)
        records = [BibRecord(title=f"草原生态 {n}", year=2020 + n, added_at=NOW, changed_at=NOW) for n in range(3)]
        staff = [
            StaffAccount(name=name, display_name=shown, role=Role.LIBRARIAN, password_hash="", created_at=NOW)
            for name, shown in (("wang", "甲馆员"), ("li", "乙馆员"))
        ]
        db.add_all([point, foreign, *records, *staff])
        db.flush()
        wang, li = (Identity(person.id, person.display_name, Role.LIBRARIAN, False, point.id) for person in staff)
        return Counter(
            database,
            conference.id or 0,
            point.id or 0,
            foreign.id or 0,
            tuple(record.id or 0 for record in records),
            wang,
            li,
        )


@pytest.fixture
def counter(database: Database) -> Counter:
    return laid_out(database)


@pytest.fixture
def counter_on_sqlite(sqlite: Database) -> Counter:
    return laid_out(sqlite)
