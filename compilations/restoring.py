"""Bringing back what an entry said: an earlier text, or an entry that was removed."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from compilations import outside, revisions
from compilations.entries import entries_of
from compilations.outside import Source
from compilations.revisions import Act, Said
from compilations.sections import locked, sections_of, touch
from desk.errors import NotFound
from desk.staff.roles import Identity
from desk.tables import BibRecord, Compilation, Entry, EntryRevision, Section

_SOURCE = TypeAdapter(Source)


def restore(db: Session, who: Identity | None, *, revision_id: int, now: datetime) -> Entry:
    """Let an entry say again what it said after that change; one that was removed since comes back as a new entry.

    It comes to the end of the section where it stood, or where that is gone, of the first. What the entry said until
    now stays in its history, so that restoring can be undone in the same way.
    """
    row = revisions.found(db, revision_id)
    compilation = locked(db, who, row.compilation_id)
    said = revisions.said_in(row)
    if said.record_id is not None and db.get(BibRecord, said.record_id) is None:
        raise NotFound("“{title}”的书目记录已不在目录中，不能恢复。请另选书目加入。", title=said.title)
    entry = None if _is_removed(db, row) else db.get(Entry, row.entry_id)
    if entry is None:
        entry = _back(db, compilation, said)
    else:
        revisions.before_change(db, compilation, entry)
    _write(db, entry, said)
    touch(db, who, compilation, "restore", now=now)
    revisions.note(db, who, compilation, [entry], Act.RESTORE, now=now)
    return entry


def _is_removed(db: Session, row: EntryRevision) -> bool:
    """Whether the entry was removed at that change or after it: its number may be another entry's by now."""
    query = select(EntryRevision.id).where(
        EntryRevision.entry_id == row.entry_id,
        EntryRevision.compilation_id == row.compilation_id,
        EntryRevision.act == Act.REMOVE,
        col(EntryRevision.id) >= row.id,
    )
    return db.exec(query.limit(1)).first() is not None


def _back(db: Session, compilation: Compilation, said: Said) -> Entry:
    section = _section(db, compilation, said)
    entry = Entry(
        section_id=section.id or 0,
        position=len(entries_of(db, section)) + 1,
        kind=said.kind,
        title=said.title,
        bib_record_id=said.record_id,
    )
    db.add(entry)
    db.flush()
    return entry


def _section(db: Session, compilation: Compilation, said: Said) -> Section:
    there = sections_of(db, compilation.id or 0)
    if not there:
        raise NotFound("《{title}》里没有专题了。请先增加一个专题，再恢复。", title=compilation.title)
    return next((each for each in there if each.id == said.section_id), there[0])


def _write(db: Session, entry: Entry, said: Said) -> None:
    for name in ("title", "text", "origin", "note", "rights"):
        setattr(entry, name, getattr(said, name))
    entry.books, entry.terms = list(said.books), list(said.terms)
    outside.write(db, entry, _SOURCE.validate_python(said.source) if said.source else Source())
