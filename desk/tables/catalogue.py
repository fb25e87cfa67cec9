"""What the library has: records, the single copies of them, and how they came in."""

from enum import StrEnum

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field

from desk.tables.base import Moment, Table, json_column, key, long_text, one_of


class BibRecord(Table, table=True):
    """书目记录. Text is kept as catalogued; folding for search happens in the index."""

    __tablename__ = "bib_record"
    __table_args__ = (
        Index("ix_bib_record_control", "source_agency", "control_number"),
        {"sqlite_autoincrement": True},  # the number of a record that was undone is never given again
    )
    id: int | None = key()
    source_agency: str = ""  # 801$b, or MARC21 003
    control_number: str = ""  # 001
    kind: str = "book"  # vocabulary `kinds`
    title: str = long_text()
    subtitle: str = long_text()
    title_mn: str = long_text()  # a parallel title in Mongolian, where the record has one
    other_titles: list[str] = json_column()
    responsibility: str = long_text()  # the statement as printed, 200$f$g
    names: list[str] = json_column()  # headings of persons and bodies, 701/702/711 …
    edition: str = ""
    place: str = ""
    publisher: str = Field(default="", index=True)
    year: int | None = Field(default=None, index=True)
    extent: str = ""
    series: str = ""
    language: str = ""  # ISO 639-2/B, vocabulary `languages`
    isbn: str = Field(default="", index=True)  # thirteen digits, no hyphens
    other_numbers: list[str] = json_column()  # further ISBNs, 统一书号, ISSN, as printed
    price: str = ""
    clc: str = ""  # 中图法分类号, 690$a
    subjects: list[str] = json_column()
    summary: str = long_text()
    notes: str = long_text()
    match_key: str = Field(default="", index=True)  # folded title + author + publisher + year
    content_sha256: str = ""
    is_sample: bool = False
    added_at: Moment
    changed_at: Moment


class BibSource(Table, table=True):
    """The record as it came, byte for byte, so that nothing of it is lost by our reading."""

    __tablename__ = "bib_source"
    bib_record_id: int = Field(primary_key=True, foreign_key="bib_record.id", ondelete="CASCADE")
    format: str  # iso2709, marcxml, sheet
    raw: bytes = Field(sa_type=LargeBinary)


class Item(Table, table=True):
    """单册: one physical copy. Whether it is in is asked of the open loans, never stored here."""

    __tablename__ = "item"
    id: int | None = key()
    bib_record_id: int = Field(foreign_key="bib_record.id", ondelete="CASCADE", index=True)
    barcode: str | None = Field(default=None, unique=True)
    accession_number: str = Field(default="", index=True)
    call_number: str = ""
    home_library: str = ""
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id", index=True)
    shelf: str = ""
    price: str = ""
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class ElectronicAccess(Table, table=True):
    """电子资源: where the electronic form of a record is."""

    __tablename__ = "electronic_access"
    id: int | None = key()
    bib_record_id: int = Field(foreign_key="bib_record.id", ondelete="CASCADE", index=True)
    url: str
    note: str = ""


class BatchState(StrEnum):
    """staged: read and shown; applying: in progress, resumed at start-up; applied; undone."""

    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportBatch(Table, table=True):
    """One file brought into the catalogue. The file itself lies in data/live/uploads under its digest."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("state", BatchState),)
    id: int | None = key()
    file_name: str
    file_sha256: str = Field(index=True)
    profile: str = ""
    mapping: dict[str, str] = json_column(dict)  # column heading → field, for sheets
    state: str = BatchState.STAGED
    position: int = 0  # how many drafts have been applied or undone: where to resume
    added: int = 0
    changed: int = 0
    duplicates: int = 0
    refused: list[dict[str, object]] = json_column()  # position, why
    started_at: Moment
    ended_at: Moment | None = None
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")


class BatchChange(Table, table=True):
    """What a batch did to one record, enough to undo it."""

    __tablename__ = "batch_change"
    id: int | None = key()
    batch_id: int = Field(foreign_key="import_batch.id", ondelete="CASCADE", index=True)
    position: int
    bib_record_id: int = Field(index=True)  # no foreign key: an undone record is gone, its trace stays
    verb: str  # added, changed, holdings
    before: dict[str, object] = json_column(dict)


class CatalogueChange(Table, table=True):
    """The order in which records changed: the high-water mark that the search index catches up to."""

    __tablename__ = "catalogue_change"
    id: int | None = key()
    bib_record_id: int = Field(index=True)
