"""How a person may be reached: kept only as long as the question needs it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, or_
from sqlmodel import Session, col, select, update

from desk import clock
from desk.errors import AlreadyDone
from desk.reference.history import NOUN
from desk.reference.sources import locked
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import AuditEntry, Conference, Consultation, ConsultationState

KEPT = timedelta(hours=24)  # after the answer; by then it has been passed on
KEPT_AFTERWARDS = timedelta(days=3)  # after the conference, for a question that nobody has answered


def forget_contact(db: Session, who: Identity | None, consultation_id: int, *, now: datetime) -> Consultation:
    """Remove how the person may be reached, once the answer has been passed on."""
    require(who, "log")
    consultation = locked(db, consultation_id)
    if not consultation.callback:
        raise AlreadyDone("咨询 {number} 的联系方式已经删除。", number=consultation.number)
    consultation.callback = ""
    audit.record(db, who, "forget_contact", NOUN, consultation_id, now=now)
    db.flush()
    return consultation


def has_old_contacts(db: Session, *, now: datetime) -> bool:
    """Whether there is a contact to forget: a look that keeps nobody waiting."""
    return db.exec(select(Consultation.id).where(*_old(now)).limit(1)).first() is not None


def forget_old_contacts(db: Session, *, now: datetime) -> int:
    """Remove every contact that has served; returns how many were removed.

    That is a day after the latest answer; where there is none, three days after the last day of the conference. To be
    called in a transaction of its own. A question that somebody is working on is passed over until the next time: so
    this waits for nobody, and two who call it at once cannot block each other.
    """
    free = select(Consultation.id).where(*_old(now)).with_for_update(skip_locked=True)
    return db.exec(
        update(Consultation)
        .where(col(Consultation.id).in_(free))
        .values(callback="")
        .execution_options(synchronize_session=False)
    ).rowcount


def _old(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    answered = col(Consultation.state) == ConsultationState.ANSWERED
    served = and_(answered, col(Consultation.answered_at) < now - KEPT, ~_answered_since(now - KEPT))
    return col(Consultation.callback) != "", or_(served, and_(~answered, *_left_open(now)))


def _answered_since(moment: datetime) -> ColumnElement[bool]:
    """Whether an answer was saved after `moment`, by the audit log.

    A question that was reopened bears the time of its first answer, and a slip keyed in later that of the slip.
    """
    return (
        select(AuditEntry.id)
        .where(
            AuditEntry.noun == NOUN,
            AuditEntry.noun_id == cast(col(Consultation.id), String),
            col(AuditEntry.verb).in_(("log", "answer")),
            col(AuditEntry.at) >= moment,
        )
        .correlate(Consultation)
        .exists()
    )


def _left_open(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conference is over; what was asked after its end is given the same three days."""
    last_day = clock.local_date(now) - KEPT_AFTERWARDS
    over = select(Conference.id).where(col(Conference.ends_on) <= last_day)
    return col(Consultation.conference_id).in_(over), col(Consultation.asked_at) < now - KEPT_AFTERWARDS
