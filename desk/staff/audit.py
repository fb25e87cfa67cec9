"""Who did what to which record when."""

from datetime import datetime

from sqlmodel import Session

from desk.staff.roles import Identity
from desk.tables import AuditEntry


def record(
    db: Session, who: Identity | None, verb: str, noun: str, noun_id: object, *, now: datetime, **detail: object
) -> AuditEntry:
    """Add one line to the audit log: numbers and codes only, never a reader's name or words."""
    entry = AuditEntry(
        at=now,
        account_id=who.account_id if who else None,
        verb=verb,
        noun=noun,
        noun_id=str(noun_id),
        detail=detail,
    )
    db.add(entry)
    return entry
