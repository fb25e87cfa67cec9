"""Topic compilations while they are edited: what stands in them, where it is from, who changed and who signed what."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from desk.tables.base import Moment, Table, json_column, key, long_text, one_of


class CompilationState(StrEnum):
    """审签: where a compilation stands between its editors and the printer."""

    EDITING = "editing"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    FINAL_REVIEW = "final_review"
    PRINTING = "printing"


class ImprintKind(StrEnum):
    """会议信息资料, or 内部资料 with its permit."""

    CONFERENCE = "conference"
    PERMIT = "permit"


class EntryKind(StrEnum):
    """A catalogue record, a text, or a list of books."""

    RECORD = "record"
    TEXT = "text"
    BOOKS = "books"


class Rights(StrEnum):
    """使用范围: 公开, 内部, 数据库许可, 待确认."""

    PUBLIC = "public"
    INTERNAL = "internal"
    LICENSED = "licensed"
    UNCLEAR = "unclear"


class LegalStatus(StrEnum):
    """现行有效, 已修改, 已废止; nothing for what is no law."""

    NONE = ""
    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"


class Compilation(Table, table=True):
    """专题资料汇编."""

    __tablename__ = "compilation"
    __table_args__ = (
        one_of("state", CompilationState),
        one_of("imprint_kind", ImprintKind),
        CheckConstraint("print_run IS NULL OR print_run > 0", name="print_run"),
    )
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
    state: str = CompilationState.EDITING
    round: int = 1  # of review; a return for changes begins the next
    edition_of: int | None = Field(default=None, foreign_key="compilation.id", index=True)  # what this one corrects
    design: str = "formal"
    type_size: str = "normal"
    notes_at: str = "foot"
    citation_style: str = "2025"  # of GB/T 7714
    has_index: bool = True
    back_text: str = long_text()
    imprint_kind: str = ImprintKind.CONFERENCE
    permit: str = ""
    compiled_by: str = ""
    sent_to: str = ""
    printer: str = ""
    printed_on: date | None = None
    print_run: int | None = None


class Section(Table, table=True):
    """专题 within a compilation, or within another section (one level)."""

    __tablename__ = "section"
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    parent_id: int | None = Field(default=None, foreign_key="section.id", ondelete="CASCADE", index=True)
    position: int
    title: str


class Entry(Table, table=True):
    """条目: a catalogue record with an extract, a text of its own, or a list of books."""

    __tablename__ = "entry"
    # A number is never given twice: files that reviewers have, and the history, know an entry by it.
    __table_args__ = (one_of("kind", EntryKind), one_of("rights", Rights), {"sqlite_autoincrement": True})
    id: int | None = key()
    section_id: int = Field(foreign_key="section.id", ondelete="CASCADE", index=True)
    position: int
    kind: str = EntryKind.TEXT
    title: str = long_text()
    text: str = long_text()  # Markdown
    bib_record_id: int | None = Field(default=None, foreign_key="bib_record.id", index=True)
    books: list[int] = json_column()  # of a list of books: the records, in their order
    origin: str = long_text()  # where a text outside the catalogue is from; printed as its source
    note: str = long_text()  # to colleagues; never printed
    rights: str = Rights.UNCLEAR


class OutsideSource(Table, table=True):
    """馆外来源: where the text of an entry is from, when the catalogue does not have it."""

    __tablename__ = "outside_source"
    __table_args__ = (one_of("legal_status", LegalStatus),)
    entry_id: int = Field(primary_key=True, foreign_key="entry.id", ondelete="CASCADE")
    issuing_body: str = ""
    title: str = long_text()
    document_number: str = ""  # 文号
    data_year: str = ""  # of the figures in it
    page: str = ""
    url: str = long_text()
    issued_on: str = ""
    accessed_on: date | None = None
    legal_status: str = LegalStatus.NONE
    copy_name: str = ""  # of the file that is kept
    copy_digest: str = ""


class EntryRevision(Table, table=True):
    """修改记录: what an entry said after somebody changed it. An entry that was removed keeps its trace."""

    __tablename__ = "entry_revision"
    __table_args__ = (Index("ix_entry_revision_entry", "entry_id", "at"),)
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    entry_id: int
    at: Moment
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    act: str
    said: dict[str, Any] = json_column(dict)


class Verdict(StrEnum):
    """What came of a review: sent for it, passed, or returned for changes."""

    SUBMITTED = "submitted"
    PASSED = "passed"
    RETURNED = "returned"


class SignOff(Table, table=True):
    """审签记录. Nobody signs twice in one round."""

    __tablename__ = "sign_off"
    __table_args__ = (
        one_of("verdict", Verdict),
        Index(
            "uq_sign_off_once",
            "compilation_id",
            "round",
            "account_id",
            unique=True,
            sqlite_where=text("verdict = 'passed'"),
            postgresql_where=text("verdict = 'passed'"),
        ),
    )
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    round: int
    state: str  # in which it was signed
    verdict: str
    note: str = long_text()
    digest: str  # of what was signed
    account_id: int = Field(foreign_key="staff_account.id")
    at: Moment


class IssuedVolume(Table, table=True):
    """签发本: the volume as it was signed, frozen."""

    __tablename__ = "issued_volume"
    compilation_id: int = Field(primary_key=True, foreign_key="compilation.id", ondelete="CASCADE")
    volume: str = long_text()  # JSON
    digest: str
    issued_at: Moment
    issued_by: int = Field(foreign_key="staff_account.id")


class IssueFile(Table, table=True):
    """付印存档: a file of an issued volume as it was made, kept under the digest of its bytes."""

    __tablename__ = "issue_file"
    __table_args__ = (UniqueConstraint("compilation_id", "suffix", "form", "is_large", "address"),)
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    suffix: str
    form: str  # how its pages lie on paper
    is_large: bool  # set in large type
    address: str  # of the e-copy, in its QR
    sha256: str
    pages: int
    setting: str  # digest of the code, libraries and fonts that set it
    made_at: Moment
