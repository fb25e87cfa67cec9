"""Many records at once: all that a search finds, or all that answers to questions were drawn from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from compilations.entries import add_records
from desk.database import Database
from desk.errors import NotFound
from desk.reference.sources import sources
from desk.staff import roles
from desk.staff.roles import Identity
from desk.tables import BibRecord, Consultation, Entry
from search.engine import Engine
from search.indexing import search
from search.request import SearchRequest

MOST_RESULTS = 500
_NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


@dataclass(frozen=True)
class Gathered:
    """The records that a search found, best first, at most `MOST_RESULTS`; `total`: how many there are in all."""

    record_ids: tuple[int, ...]
    total: int


def results(database: Database, engine: Engine, request: SearchRequest) -> Gathered:
    """All that `request` finds, from its first page on. Ask before writing: a search takes its time."""
    found = search(database, engine, replace(request, page=1, size=MOST_RESULTS, facets=()))
    return Gathered(tuple(hit.record_id for hit in found.hits), found.total)


def add_results(
    db: Session, who: Identity | None, *, section_id: int, record_ids: Sequence[int], now: datetime
) -> list[Entry]:
    """Put these records at the end of a section, in this order; returns the new entries.

    What is in the compilation already stays out, and so does what left the catalogue since the search.
    """
    roles.require(who, "compile")
    there = set(db.exec(select(BibRecord.id).where(col(BibRecord.id).in_(record_ids))).all())
    kept = [number for number in record_ids if number in there]
    return add_records(db, who, section_id=section_id, record_ids=kept, now=now)


def consultations_named(db: Session, text: str) -> list[int]:
    """The consultations whose numbers stand in `text`, as the list of questions shows them. Refuses unknown ones."""
    wanted = list(dict.fromkeys(_NUMBER.findall(text.upper())))
    rows = db.exec(select(Consultation.number, Consultation.id).where(col(Consultation.number).in_(wanted))).all()
    known = {number: found for number, found in rows if found is not None}
    if missing := [number for number in wanted if number not in known]:
        raise NotFound("没有编号为 {ids} 的咨询。请照咨询单上的编号填写。", ids="、".join(missing))
    return [known[number] for number in wanted]


def add_sources(
    db: Session, who: Identity | None, *, section_id: int, consultation_ids: Sequence[int], now: datetime
) -> list[Entry]:
    """Put the sources of these consultations at the end of a section, each once; returns the new entries."""
    roles.require(who, "compile")
    there = set(db.exec(select(Consultation.id).where(col(Consultation.id).in_(consultation_ids))).all())
    if missing := [str(number) for number in consultation_ids if number not in there]:
        raise NotFound("没有编号为 {ids} 的咨询，可能已被删除。请重新选取。", ids="、".join(missing))
    found = [row.record_id for number in consultation_ids for row in sources(db, number)]
    if not found:
        raise NotFound("选中的咨询还没有所用文献。请先在咨询里登记所用文献。")
    return add_records(db, who, section_id=section_id, record_ids=found, now=now)
