"""How a person may be reached: kept only as long as the question needs it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from desk.errors import AlreadyDone
from desk.reference.history import NOUN
from desk.reference.sources import locked
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Consultation

KEPT = timedelta(hours=24)  # after the answer; by then it has been passed on


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


def forget_old_contacts(db: Session, *, now: datetime) -> int:
    """Remove every contact whose question was answered more than a day ago; returns how many were removed."""
    return db.exec(
        update(Consultation)
        .where(col(Consultation.callback) != "", col(Consultation.answered_at) < now - KEPT)
        .values(callback="")
        .execution_options(synchronize_session=False)
    ).rowcount
