"""The way into the sample desk and out of it: never twice, never on a real desk, never half."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from desk import samples
from desk.conference.conferences import open_conference
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed
from desk.patrons import cards
from desk.samples import laying_out
from desk.staff import accounts
from desk.staff.roles import OPERATOR
from desk.tables import AuditEntry, BibRecord, Card, Conference, DeskState, NumberSeries, Role, Table

FEW = 40


pytestmark = pytest.mark.usefixtures("quick_hashing")


def laid_out(database: Database, now: datetime) -> None:
    samples.lay_out(database, library_code="1501", records=FEW, now=now)


def rows_by_table(db: Session) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {table.name: db.connection().execute(table.select()).all() for table in Table.metadata.sorted_tables}
    return {name: [str(row) for row in rows] for name, rows in found.items() if rows}


def test_a_cleared_desk_holds_nothing_but_the_note_that_it_was_cleared(database: Database, now: datetime) -> None:
    laid_out(database, now)
    with database.reading() as db:
        before = rows_by_table(db)
    assert any("样例" in row for rows in before.values() for row in rows)
    had = samples.clear(database, now=now)
    assert (had.records, had.own_records, had.consultations, had.cards) == (FEW, 0, 60, 80)
    with database.reading() as db:
        left = {AuditEntry.__tablename__, DeskState.__tablename__, NumberSeries.__tablename__}
        assert set(rows_by_table(db)) == left
        assert not samples.untouched(db)
        assert db.exec(select(AuditEntry.verb)).all() == ["clear_sample"]
        assert not any("样例" in row for rows in rows_by_table(db).values() for row in rows)
        assert accounts.none_yet(db)


def test_the_sample_is_not_laid_out_twice(database: Database, now: datetime) -> None:
    laid_out(database, now)
    with pytest.raises(AlreadyDone):
        laid_out(database, now)
    with database.reading() as db:
        assert samples.contents(db).records == FEW


def test_after_clearing_it_can_be_laid_out_again(database: Database, now: datetime) -> None:
    laid_out(database, now)
    samples.clear(database, now=now)
    laid_out(database, now + timedelta(days=1))


def an_account(db: Session, now: datetime) -> None:
    accounts.add(db, None, name="first", display_name="", role=Role.ADMINISTRATOR, password="a long sentence", now=now)


def a_record(db: Session, now: datetime) -> None:
    db.add(BibRecord(title="自己的书", added_at=now, changed_at=now))


def a_conference(db: Session, now: datetime) -> None:
    open_conference(db, OPERATOR, name="两会", starts_on=now.date(), ends_on=now.date(), now=now)


@pytest.mark.parametrize("something", [an_account, a_record, a_conference])
def test_a_desk_that_holds_anything_is_left_as_it_is(database: Database, now: datetime, something: object) -> None:
    assert callable(something)
    with database.writing() as db:
        something(db, now)
    with pytest.raises(AlreadyDone):
        laid_out(database, now)
    with pytest.raises(NotAllowed):
        samples.clear(database, now=now)
    with database.reading() as db:
        assert rows_by_table(db)


def test_no_real_conference_is_opened_beside_the_sample(database: Database, now: datetime) -> None:
    laid_out(database, now)
    with database.writing() as db, pytest.raises(NotAllowed):
        a_conference(db, now)


def test_a_number_that_a_sample_card_bore_is_never_given_again(database: Database, now: datetime) -> None:
    laid_out(database, now)
    with database.reading() as db:
        borne = set(db.exec(select(Card.number)).all())
    samples.clear(database, now=now)
    with database.writing() as db:
        a_conference(db, now)
        conference = db.exec(select(Conference)).one()
        card = cards.issue(
            db,
            OPERATOR,
            conference_id=conference.id or 0,
            name="测试读者",
            kind="press",
            library_code="1501",
            now=now,
        )
        assert card.number not in borne


def test_clearing_tells_of_records_that_were_imported_since(database: Database, now: datetime) -> None:
    laid_out(database, now)
    with database.writing() as db:
        a_record(db, now)
    with database.reading() as db:
        assert samples.contents(db).own_records == 1


@pytest.mark.parametrize("count", [0, -1, 1_000_001])
def test_a_number_of_records_that_makes_no_sense_is_refused(sqlite: Database, now: datetime, count: int) -> None:
    with pytest.raises(Invalid):
        samples.lay_out(sqlite, library_code="1501", records=count, now=now)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError])
def test_what_is_interrupted_leaves_nothing(
    sqlite: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise interruption

    monkeypatch.setattr(laying_out, "log_question", fails)
    with pytest.raises(interruption):
        laid_out(sqlite, now)
    monkeypatch.undo()
    with sqlite.reading() as db:
        assert samples.untouched(db), "the next start lays it out anew"
    laid_out(sqlite, now)


@pytest.mark.parametrize("hour", [16, 0, 15])  # just after midnight, in the morning, late in the evening
def test_it_can_be_laid_out_at_any_hour(sqlite: Database, now: datetime, hour: int) -> None:
    moment = now.replace(hour=hour, minute=3)
    samples.lay_out(sqlite, library_code="1501", records=FEW, now=moment)


def test_the_smallest_sample_has_one_record(sqlite: Database, now: datetime) -> None:
    assert samples.lay_out(sqlite, library_code="1501", records=1, now=now).records == 1
