"""The conference, its meetings, and where and for whom the desk stands."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from desk.tables.base import Table, key, one_of


class MeetingKind(StrEnum):
    """Which of the two meetings: the people's congress (人大) or the consultative conference (政协)."""

    CONGRESS = "congress"
    CONSULTATIVE = "consultative"


class PointKind(StrEnum):
    """Where a service point stands: at the venue (会场) or in a delegates' hotel (驻地)."""

    VENUE = "venue"
    RESIDENCE = "residence"


class Conference(Table, table=True):
    """会议: what the desk serves, for instance 2026 年自治区两会. At most one is current."""

    __tablename__ = "conference"
    __table_args__ = (
        Index(
            "uq_conference_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )
    id: int | None = key()
    name: str
    name_en: str = ""
    name_mn: str = ""
    starts_on: date
    ends_on: date
    is_current: bool = True
    is_sample: bool = False


class Meeting(Table, table=True):
    """人大会议 or 政协会议 within a conference, with its ordinal (届次) and dates."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("conference_id", "kind"), one_of("kind", MeetingKind))
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", ondelete="CASCADE")
    kind: str
    name: str
    ordinal: str
    starts_on: date
    ends_on: date


class Team(Table, table=True):
    """服务小组."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("conference_id", "name"),)
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", ondelete="CASCADE")
    name: str


class ServicePoint(Table, table=True):
    """服务点: a counter at the venue or in a residence hotel."""

    __tablename__ = "service_point"
    __table_args__ = (UniqueConstraint("conference_id", "name"), one_of("kind", PointKind))
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", ondelete="CASCADE")
    name: str
    name_en: str = ""
    kind: str
    team_id: int | None = Field(default=None, foreign_key="team.id")


class Delegation(Table, table=True):
    """代表团 of the people's congress."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("conference_id", "name"),)
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", ondelete="CASCADE")
    name: str


class Sector(Table, table=True):
    """界别 of the consultative conference."""

    __tablename__ = "sector"
    __table_args__ = (UniqueConstraint("conference_id", "name"),)
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", ondelete="CASCADE")
    name: str


class DeskState(Table, table=True):
    """What is true of the desk as a whole, by name; for instance `opened_for` = "sample" or "real"."""

    __tablename__ = "desk_state"
    name: str = Field(primary_key=True)
    value: str
