"""From the sample desk to a real one: everything in the database goes, so that nothing of the sample can stay."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from desk.database import Database
from desk.errors import NotAllowed
from desk.staff import audit
from desk.staff.roles import OPERATOR
from desk.tables import (
    BibRecord,
    Card,
    Conference,
    Consultation,
    DeskState,
    NumberSeries,
    StaffAccount,
    Table,
)

OPENED_FOR = "opened_for"  # the name in desk_state


@dataclass(frozen=True)
class Contents:
    """What a sample desk holds; `own_records` were not part of the sample: somebody imported them."""

    records: int
    own_records: int
    consultations: int
    cards: int


def contents(db: Session) -> Contents:
    """What clearing would take away; refused on a desk that is not a sample."""
    _refuse_real_desk(db)
    return Contents(
        records=db.exec(select(func.count()).select_from(BibRecord)).one(),
        own_records=db.exec(select(func.count()).select_from(BibRecord).where(~col(BibRecord.is_sample))).one(),
        consultations=db.exec(select(func.count()).select_from(Consultation)).one(),
        cards=db.exec(select(func.count()).select_from(Card)).one(),
    )


def clear(database: Database, *, now: datetime) -> Contents:
    """Empty every table of a sample desk, its accounts included; the audit log begins with this.

    Only the number series go on: a sample card that somebody still carries must never bear a real card's number.
    What was tried out on the sample desk goes with it: a trial loan or question would spoil the figures of the real
    conference. One transaction, longer than others may be: a desk that is half a sample must never be seen.
    """
    with database.writing() as db:
        had = contents(db)
        _empty(db)
        db.add(DeskState(name=OPENED_FOR, value="real"))
        audit.record(db, OPERATOR, "clear_sample", "desk", "", now=now, records=had.records)
    return had


def abandon(database: Database) -> None:
    """Take away a sample that failed half-way: the desk is untouched again, and the next start lays it out anew."""
    with database.writing() as db:
        _refuse_real_desk(db)
        _empty(db)


def _empty(db: Session) -> None:
    for table in reversed(Table.metadata.sorted_tables):
        if table.name != NumberSeries.__tablename__:
            db.connection().execute(table.delete())


def untouched(db: Session) -> bool:
    """Whether nobody has put anything into this desk yet, nor cleared it for real work: then a first run may."""
    nothing = (db.exec(select(table).limit(1)).first() is None for table in (Conference, StaffAccount, BibRecord))
    return db.get(DeskState, OPENED_FOR) is None and all(nothing)


def _refuse_real_desk(db: Session) -> None:
    conferences = db.exec(select(Conference.is_sample)).all()
    if not conferences or not all(conferences):
        raise NotAllowed("这个服务台不是样例，不会清除任何数据。")
