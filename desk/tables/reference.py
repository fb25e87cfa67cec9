"""Questions put to the desk, their answers and the sources that carry them."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from desk.tables.base import Moment, Table, json_column, key, long_text, one_of


class ConsultationState(StrEnum):
    """open: someone must answer; referred: handed to someone by name; answered: done."""

    OPEN = "open"
    REFERRED = "referred"
    ANSWERED = "answered"


class Consultation(Table, table=True):
    """参考咨询."""

    __tablename__ = "consultation"
    __table_args__ = (one_of("state", ConsultationState),)
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    number: str = Field(unique=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id", index=True)
    kind: str  # vocabulary `question_kinds`; empty until a librarian has looked at a delegate's own question
    channel: str  # vocabulary `channels`
    question: str = long_text()
    answer: str = long_text()
    state: str = ConsultationState.OPEN
    asked_at: Moment = Field(index=True)
    logged_at: Moment
    logged_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    referred_to: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    answered_at: Moment | None = None
    answered_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    patron_kind: str = ""
    callback: str = ""  # how the person may be reached, only as long as the question needs it
    version: int = 1  # grows with each save: a stale save is refused
    is_sample: bool = False


class Source(Table, table=True):
    """所用文献: a record that carries the answer."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("consultation_id", "bib_record_id"),)
    id: int | None = key()
    consultation_id: int = Field(foreign_key="consultation.id", ondelete="CASCADE", index=True)
    bib_record_id: int = Field(foreign_key="bib_record.id", index=True)
    position: int
    note: str = ""


class UnmetSearch(Table, table=True):
    """检索未果: what somebody looked for and the catalogue does not have. It says nothing of who it was."""

    __tablename__ = "unmet_search"
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id", index=True)
    words: str = long_text()
    field: str = ""  # title, author, subject; empty: anywhere
    filters: list[list[str]] = json_column()  # [facet, value]
    language: str = ""  # of the screen
    at: Moment = Field(index=True)
    is_sample: bool = False
