"""Readers of one conference and their temporary cards. No identity number has a column here."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field

from desk.tables.base import Moment, Table, key, one_of


class Patron(Table, table=True):
    """读者. Namesakes are ordinary: a name identifies nobody."""

    __tablename__ = "patron"
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    name: str = Field(index=True)
    name_mn: str = ""
    kind: str  # vocabulary `patron_kinds`
    delegation_id: int | None = Field(default=None, foreign_key="delegation.id")
    sector_id: int | None = Field(default=None, foreign_key="sector.id")
    note: str = ""  # what tells namesakes apart at the desk: a room, a unit
    is_sample: bool = False


class CardState(StrEnum):
    """A card's own state; whether it has expired follows from its date, without a job having to run."""

    ISSUED = "issued"
    REVOKED = "revoked"


class Card(Table, table=True):
    """临时读者证."""

    __tablename__ = "card"
    __table_args__ = (one_of("state", CardState),)
    id: int | None = key()
    patron_id: int = Field(foreign_key="patron.id", index=True)
    conference_id: int = Field(foreign_key="conference.id", index=True)
    number: str = Field(unique=True)
    state: str = CardState.ISSUED
    issued_at: Moment = Field(index=True)
    issued_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id")
    expires_on: date
    revoked_at: Moment | None = None


class NumberSeries(Table, table=True):
    """The next serial of a series of numbers, taken inside the transaction that uses it."""

    __tablename__ = "number_series"
    name: str = Field(primary_key=True)
    next_serial: int = 1
