"""A desk whose events a test may lay out as it likes, on each database, cleared between examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, delete

from desk.database import Database
from desk.migrations import migrate
from desk.tables import (
    BibRecord,
    Card,
    Compilation,
    Conference,
    Consultation,
    CopyHandout,
    Item,
    Loan,
    Patron,
    PointKind,
    ServicePoint,
)
from tests.conftest import NOW
from tests.postgresql import PostgreSQL

FIRST, LAST = date(2026, 1, 25), date(2026, 1, 27)


@dataclass(frozen=True)
class Asked:
    """A consultation in a test: when (UTC), its codes, and after how many minutes it was answered (None: not yet)."""

    at: datetime
    kind: str = "facts"
    channel: str = "desk"
    point: int | None = None
    answered_after: float | None = 0.0
    elsewhere: bool = False  # in another conference


@dataclass(frozen=True)
class Stage:
    """A conference with two counters, another conference, a book, a compilation, and a reader of each kind."""

    database: Database
    conference_id: int
    other_id: int
    points: tuple[int, int]
    compilations: tuple[int, int]
    deputy: int
    member: int
    item_id: int

    def clear(self) -> None:
        with self.database.writing() as db:
            for table in (Consultation, Loan, Card, CopyHandout):
                db.exec(delete(table))

    def ask(self, asked: list[Asked]) -> None:
        with self.database.writing() as db:
            for number, one in enumerate(asked):
                db.add(self._consultation(number, one))

    def _consultation(self, number: int, one: Asked) -> Consultation:
        waited = one.answered_after
        return Consultation(
            conference_id=self.other_id if one.elsewhere else self.conference_id,
            number=f"Z{number:04d}",
            kind=one.kind,
            channel=one.channel,
            service_point_id=one.point,
            question="问",
            state="open" if waited is None else "answered",
            asked_at=one.at,
            logged_at=one.at,
            answered_at=None if waited is None else one.at + timedelta(minutes=waited),
        )


def staged(database: Database) -> Stage:
    with database.writing() as db:
        here, there = (
            Conference(name=name, starts_on=FIRST, ends_on=LAST, is_current=current)
            for name, current in (("本次会议", True), ("往届会议", False))
        )
        record = BibRecord(title="书", added_at=NOW, changed_at=NOW)
        _keep(db, here, there, record)
        points = [ServicePoint(conference_id=here.id or 0, name=n, kind=PointKind.VENUE) for n in ("会场", "锦江")]
        volumes = [
            Compilation(conference_id=here.id or 0, title=title, created_at=NOW, changed_at=NOW)
            for title in ("草原专题", "=教育专题")
        ]
        patrons = [Patron(conference_id=here.id or 0, name="某", kind=kind) for kind in ("deputy", "member")]
        item = Item(bib_record_id=record.id or 0, barcode="00123")
        _keep(db, *points, *volumes, *patrons, item)
        return Stage(
            database,
            here.id or 0,
            there.id or 0,
            (points[0].id or 0, points[1].id or 0),
            (volumes[0].id or 0, volumes[1].id or 0),
            patrons[0].id or 0,
            patrons[1].id or 0,
            item.id or 0,
        )


def _keep(db: Session, *rows: object) -> None:
    db.add_all(rows)
    db.flush()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path_factory.mktemp('stage') / 'desk.db'}")
        migrate(database)
        yield staged(database)
        database.close()
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.new_database() as url:
        database = Database(url)
        migrate(database)
        yield staged(database)
        database.close()
