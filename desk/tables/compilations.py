"""Topic compilations while they are edited, and the copies handed out."""

from enum import StrEnum

from sqlmodel import Field

from desk.tables.base import Moment, Table, key, long_text, one_of


class Compilation(Table, table=True):
    """专题资料汇编."""

    __tablename__ = "compilation"
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    title: str
    title_mn: str = ""
    title_en: str = ""
    edition: str = ""
    editors: str = ""
    preface: str = long_text()
    page_format: str = "16k"
    notes: str = long_text()  # between colleagues; never printed
    version: int = 1  # grows with each save: a stale save is refused
    is_sample: bool = False
    created_at: Moment
    changed_at: Moment
    changed_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")


class Section(Table, table=True):
    """专题 within a compilation."""

    __tablename__ = "section"
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    position: int
    title: str


class Entry(Table, table=True):
    """条目: a catalogue record with an extract, or a text of its own."""

    __tablename__ = "entry"
    id: int | None = key()
    section_id: int = Field(foreign_key="section.id", ondelete="CASCADE", index=True)
    position: int
    title: str = long_text()
    text: str = long_text()  # Markdown
    bib_record_id: int | None = Field(default=None, foreign_key="bib_record.id", index=True)
    origin: str = long_text()  # where a text outside the catalogue is from; printed as its source
    note: str = long_text()  # to colleagues; never printed


class CopyKind(StrEnum):
    """Printed or electronic."""

    PRINTED = "printed"
    ELECTRONIC = "electronic"


class CopyHandout(Table, table=True):
    """Copies of a volume handed out at a service point."""

    __tablename__ = "copy_handout"
    __table_args__ = (one_of("kind", CopyKind),)
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    compilation_id: int = Field(foreign_key="compilation.id", index=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id")
    kind: str
    copies: int
    at: Moment = Field(index=True)
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
