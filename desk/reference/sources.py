"""所用文献: the records that carry an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from desk.errors import AlreadyDone, NotFound
from desk.reference.history import NOUN
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import BibRecord, Consultation, Source

ASKED_ABOUT = "asked"  # Source.note of the book that a delegate asked about from its page


@dataclass(frozen=True)
class SourceRow:
    """One source with what a person needs in order to recognise it."""

    record_id: int
    title: str
    responsibility: str
    year: int | None
    asked_about: bool


def sources(db: Session, consultation_id: int) -> tuple[SourceRow, ...]:
    """The sources of a consultation in their order."""
    rows = db.exec(
        select(BibRecord, Source.note)
        .join(Source, col(Source.bib_record_id) == BibRecord.id)
        .where(Source.consultation_id == consultation_id)
        .order_by(col(Source.position), col(Source.id))
    ).all()
    return tuple(_row(record, note == ASKED_ABOUT) for record, note in rows)


def titles(db: Session, record_ids: Sequence[int]) -> tuple[SourceRow, ...]:
    """Records by number, in the order given, as they would stand among the sources; unknown ones are left out."""
    known = {row.id: row for row in db.exec(select(BibRecord).where(col(BibRecord.id).in_(record_ids))).all()}
    return tuple(_row(known[record_id], False) for record_id in dict.fromkeys(record_ids) if record_id in known)


def add_source(db: Session, who: Identity | None, consultation_id: int, *, record_id: int, now: datetime) -> Source:
    """Add a record to the sources; refuses one that is among them already."""
    require(who, "log")
    consultation = locked(db, consultation_id)
    if not (added := attach(db, consultation_id, [record_id])):
        raise AlreadyDone("咨询 {number} 的所用文献里已经有这一种，不用再加。", number=consultation.number)
    audit.record(db, who, "add_source", NOUN, consultation_id, now=now, record=record_id)
    return added[0]


def remove_source(db: Session, who: Identity | None, consultation_id: int, *, record_id: int, now: datetime) -> None:
    """Take a record out of the sources; refuses one that is not among them."""
    require(who, "log")
    consultation = locked(db, consultation_id)
    found = db.exec(
        select(Source).where(Source.consultation_id == consultation_id, Source.bib_record_id == record_id)
    ).first()
    if found is None:
        raise NotFound("咨询 {number} 的所用文献里已经没有这一种。请刷新本页再看。", number=consultation.number)
    db.delete(found)
    db.flush()
    audit.record(db, who, "remove_source", NOUN, consultation_id, now=now, record=record_id)


def attach(db: Session, consultation_id: int, record_ids: Sequence[int], *, note: str = "") -> list[Source]:
    """Put records behind the sources there are, each once; returns those that are new. The caller holds the lock."""
    known = set(db.exec(select(Source.bib_record_id).where(Source.consultation_id == consultation_id)).all())
    new = [record_id for record_id in dict.fromkeys(record_ids) if record_id not in known]
    _must_exist(db, new)
    last = db.exec(select(func.max(Source.position)).where(Source.consultation_id == consultation_id)).one() or 0
    added = [
        Source(consultation_id=consultation_id, bib_record_id=record_id, position=position, note=note)
        for position, record_id in enumerate(new, start=last + 1)
    ]
    db.add_all(added)
    db.flush()
    return added


def locked(db: Session, consultation_id: int) -> Consultation:
    """The consultation as it stands now, kept from other writers until this transaction ends."""
    found = db.exec(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound("没有编号为 {id} 的咨询单。请回到咨询单列表再选。", id=consultation_id)
    return found


def _must_exist(db: Session, record_ids: Sequence[int]) -> None:
    known = set(db.exec(select(BibRecord.id).where(col(BibRecord.id).in_(record_ids))).all())
    if missing := [record_id for record_id in record_ids if record_id not in known]:
        raise NotFound("目录里没有编号为 {id} 的书目记录，可能已被撤销。请移去后再保存。", id=missing[0])


def _row(record: BibRecord, asked_about: bool) -> SourceRow:
    assert record.id is not None
    return SourceRow(record.id, record.title, record.responsibility, record.year, asked_about)
