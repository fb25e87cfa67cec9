"""The sample compilation: three sections of records with extracts and texts of our own.

Its first edition is signed and printed, and copies of it were handed out; the second is being edited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from compilations import editing, editions, entries, sections, signing, stock
from compilations.copies import hand_out
from compilations.rights import set_rights
from desk.database import Database
from desk.samples import LaidOut, Stage, record_of
from desk.samples.files import SAMPLES, lists, mixed
from desk.staff.roles import Identity
from desk.tables import CopyKind, Rights, Role

FOLDER = "compilation"
SIGNED = (
    (Role.EDITOR, "20:30"),
    (Role.TEAM_LEADER, "20:50"),
    (Role.ADMINISTRATOR, "21:10"),
    (Role.SUPERVISOR, "21:30"),
)  # on the eve of the conference: who sent it for review, and who passed it
DELIVERED = 120  # printed copies, to each service point
HAND_OUTS = ((1, "12:30"), (2, "08:30"), (3, "08:15"))  # day of the conference and time


@dataclass(frozen=True)
class SampleCompilations:
    """The numbers of the two editions: the one that was issued, and the one that is being edited."""

    issued: int
    draft: int


def lay_out_compilation(database: Database, laid_out: LaidOut, *, library: str) -> SampleCompilations:
    """Compose the sample compilation as its editor would, have it signed, hand out copies, begin its next edition."""
    stage, plan = laid_out.stage, lists(f"{FOLDER}/{FOLDER}")
    editor, at = stage.staff[Role.EDITOR], stage.days.moment(0, "20:00")
    with database.writing() as db:
        compilation_id = _open(db, editor, stage.conference_id, plan, at)
    for section in plan["sections"]:
        with database.writing() as db:
            _fill(db, editor, compilation_id, section, at)
    _sign(database, stage, compilation_id, library)
    with database.writing() as db:
        _hand_out(db, stage, compilation_id)
    with database.writing() as db:
        next_one = editions.new_edition(db, editor, compilation_id=compilation_id, now=stage.days.moment(2, "21:00"))
        return SampleCompilations(compilation_id, next_one.id or 0)


def _sign(database: Database, stage: Stage, compilation_id: int, library: str) -> None:
    with database.writing() as db:
        signing.submit(
            db, stage.staff[Role.EDITOR], compilation_id=compilation_id, now=stage.days.moment(0, SIGNED[0][1])
        )
    for role, at in SIGNED[1:]:
        with database.writing() as db:
            signing.pass_on(
                db,
                stage.staff[role],
                compilation_id=compilation_id,
                mark=signing.mark(db, compilation_id),
                library=library,
                now=stage.days.moment(0, at),
            )


def _open(db: Session, editor: Identity, conference_id: int, plan: Mapping[str, Any], at: datetime) -> int:
    compilation = editing.start(db, editor, conference_id=conference_id, title=plan["title"], now=at)
    compilation.is_sample = True
    assert compilation.id is not None
    page = editing.TitlePage(
        title=plan["title"],
        title_mn=plan["title_mn"],
        title_en=plan["title_en"],
        edition=plan["edition"],
        editors=plan["editors"],
        preface=_read(plan["preface"]),
    )
    editing.save(db, editor, compilation_id=compilation.id, version=compilation.version, page=page, now=at)
    first, *_ = sections.sections_of(db, compilation.id)
    assert first.id is not None
    sections.rename_section(db, editor, section_id=first.id, title=plan["sections"][0]["title"], now=at)
    return compilation.id


def _fill(db: Session, editor: Identity, compilation_id: int, plan: Mapping[str, Any], at: datetime) -> None:
    there = {section.title: section for section in sections.sections_of(db, compilation_id)}
    section = there.get(plan["title"]) or sections.add_section(
        db, editor, compilation_id=compilation_id, title=plan["title"], now=at
    )
    assert section.id is not None
    for entry in plan["entries"]:
        if "record" in entry:
            _add_record(db, editor, section.id, entry, at)
        else:
            text = entries.Draft(title=entry["title"], text=_read(entry["file"]), origin=entry["origin"])
            added = entries.add_text(db, editor, section_id=section.id, draft=text, now=at)
            set_rights(db, editor, entry_ids=[added.id or 0], rights=Rights.PUBLIC, now=at)  # we wrote it


def _add_record(db: Session, editor: Identity, section_id: int, plan: Mapping[str, Any], at: datetime) -> None:
    """Add a record with its extract; a small sample library may not have it."""
    record_id = record_of(db, plan["record"])
    if record_id is None:
        return
    added: Sequence[Any] = entries.add_records(db, editor, section_id=section_id, record_ids=[record_id], now=at)
    for entry in added:
        seen = entries.draft(entry)
        extract = entries.Draft(title=seen.title, text=plan["text"], origin=seen.origin)
        entries.edit_entry(db, editor, entry_id=entry.id, fingerprint=seen.fingerprint, draft=extract, now=at)


def _hand_out(db: Session, stage: Stage, compilation_id: int) -> None:
    for point_id in stage.point_ids:
        facts = {"compilation_id": compilation_id, "service_point_id": point_id, "copies": DELIVERED}
        stock.deliver(db, stage.librarian, now=stage.days.moment(1, "09:00"), **facts)
    for day, at in HAND_OUTS:
        for point_id in stage.point_ids:
            for kind in CopyKind:
                hand_out(
                    db,
                    stage.librarian,
                    compilation_id=compilation_id,
                    service_point_id=point_id,
                    kind=kind,
                    copies=12 + mixed("copies", day, point_id, kind) % 30,
                    now=stage.days.moment(day, at),
                )


def _read(name: str) -> str:
    return (SAMPLES / FOLDER / name).read_text(encoding="utf-8")
