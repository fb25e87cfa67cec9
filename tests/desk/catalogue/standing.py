"""What tests of the catalogue need to stand there first."""

from datetime import date

from sqlmodel import Session

from desk.tables import Conference, PointKind, ServicePoint


def service_point(db: Session, name: str) -> int:
    """A service point of a current conference."""
    conference = Conference(name="示例会议", starts_on=date(2026, 1, 25), ends_on=date(2026, 1, 31))
    db.add(conference)
    db.flush()
    assert conference.id is not None
    point = ServicePoint(conference_id=conference.id, name=name, kind=PointKind.VENUE)
    db.add(point)
    db.flush()
    assert point.id is not None
    return point.id
