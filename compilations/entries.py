"""The entries (条目) of a section: catalogue records and texts, and their order."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from compilations import revisions
from compilations.fields import BETWEEN_TERMS, headings, long_text, one_line
from compilations.revisions import Act
from compilations.sections import inserted, locked_section, reorder, section_gone, touch
from desk.errors import AlreadyDone, Invalid, NotFound, Refusal, Word
from desk.staff import roles
from desk.staff.roles import Identity
from desk.tables import BibRecord, Compilation, Entry, EntryKind, Rights, Section

ENTRY_TITLE = Word("条目标题")


@dataclass(frozen=True)
class Draft:
    """What an editor writes in an entry."""

    title: str
    text: str = ""  # Markdown
    origin: str = ""
    note: str = ""
    terms: str = ""  # of the index, with "；" between two

    @property
    def fingerprint(self) -> str:
        """The same for the same words: what an editor saw is compared with what is stored at the time of saving."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:16]


def draft(entry: Entry) -> Draft:
    """What an entry says now."""
    return Draft(entry.title, entry.text, entry.origin, entry.note, BETWEEN_TERMS.join(entry.terms))


def add_records(
    db: Session, who: Identity | None, *, section_id: int, record_ids: Sequence[int], now: datetime
) -> list[Entry]:
    """Put catalogue records at the end of a section, in the order given; those already in the compilation stay out."""
    section, compilation = locked_section(db, who, section_id)
    rows = db.exec(select(BibRecord).where(col(BibRecord.id).in_(record_ids))).all()
    records = {record.id: record for record in rows}
    if missing := [str(each) for each in record_ids if each not in records]:
        raise NotFound("没有编号为 {ids} 的书目记录，可能已被撤销导入。请重新选取。", ids="、".join(missing))
    there = _records_in(db, compilation)
    chosen = [each for each in dict.fromkeys(record_ids) if each not in there]
    return append(
        db,
        who,
        section,
        compilation,
        [_record_entry(section_id, records[each]) for each in chosen],
        now=now,
    )


def add_text(db: Session, who: Identity | None, *, section_id: int, draft: Draft, now: datetime) -> Entry:
    """Put a text at the end of a section."""
    section, compilation = locked_section(db, who, section_id)
    entry = Entry(section_id=section_id, position=0)
    _write(entry, draft)
    return append(db, who, section, compilation, [entry], now=now)[0]


def edit_entry(
    db: Session, who: Identity | None, *, entry_id: int, fingerprint: str, draft: Draft, now: datetime
) -> Entry:
    """Keep what an entry now says; refused when it is no longer what its editor saw (`fingerprint`)."""
    entry, _section, compilation = locked_entry(db, who, entry_id)
    if _stored(entry) != fingerprint:
        raise AlreadyDone("这个条目刚刚由另一位编辑保存过，您的修改没有写入。请对照两个版本后再保存一次。")
    with edited(db, who, entry, compilation, "edit_entry", now=now):
        _write(entry, draft)
    return entry


def move_entry(db: Session, who: Identity | None, *, entry_id: int, by: int, now: datetime) -> None:
    """Move an entry up (negative) or down within its section; at the end of the row nothing happens."""
    entry, section, compilation = locked_entry(db, who, entry_id)
    reorder(entries_of(db, section), entry, by)
    touch(db, who, compilation, "move_entry", now=now)


def place_before(
    db: Session, who: Identity | None, *, entry_id: int, section_id: int, before_id: int | None = None, now: datetime
) -> None:
    """Put an entry into a section of its compilation, before the entry `before_id` of it, or at the end (None).

    Where it stands already, nothing moves. Refuses a section or an entry that is not there any more.
    """
    entry, section, compilation = locked_entry(db, who, entry_id)
    target = db.get(Section, section_id)
    if target is None or target.compilation_id != section.compilation_id:
        raise section_gone()
    if before_id == entry_id:
        return
    left = [each for each in entries_of(db, section) if each is not entry]
    there = [each for each in entries_of(db, target) if each is not entry]
    placed = inserted(there, entry, before_id, gone=entry_gone())
    reorder(left)
    entry.section_id = section_id
    reorder(placed)
    touch(db, who, compilation, "place_entry", now=now)
    if target is not section:
        revisions.note(db, who, compilation, [entry], Act.MOVE, now=now)


def remove_entry(db: Session, who: Identity | None, *, entry_id: int, fingerprint: str, now: datetime) -> None:
    """Take an entry out; the catalogue record it stood for stays in the catalogue.

    Refused when it is no longer what its editor saw (`fingerprint`): a colleague's words would go unread.
    """
    entry, section, compilation = locked_entry(db, who, entry_id)
    if _stored(entry) != fingerprint:
        raise AlreadyDone("这个条目刚刚由另一位编辑保存过，没有移除。请看过对方写的内容，再决定是否移除。")
    revisions.note(db, who, compilation, [entry], Act.REMOVE, now=now)
    db.delete(entry)
    db.flush()
    reorder(entries_of(db, section))
    touch(db, who, compilation, "remove_entry", now=now)


def entries_of(db: Session, section: Section) -> list[Entry]:
    """The entries of a section in their order."""
    query = select(Entry).where(Entry.section_id == section.id).order_by(col(Entry.position), col(Entry.id))
    return list(db.exec(query.execution_options(populate_existing=True)).all())


def locked_entry(db: Session, who: Identity | None, entry_id: int) -> tuple[Entry, Section, Compilation]:
    """An entry with its section and compilation, held until the transaction ends."""
    roles.require(who, "compile")
    section_id = db.exec(select(Entry.section_id).where(Entry.id == entry_id)).first()
    if section_id is None:
        raise entry_gone()
    section, compilation = locked_section(db, who, section_id)
    entry = db.get(Entry, entry_id, populate_existing=True)
    if entry is None or entry.section_id != section_id:
        raise AlreadyDone("这个条目刚刚由另一位编辑移动过。请刷新页面。")
    return entry, section, compilation


def append(
    db: Session, who: Identity | None, section: Section, compilation: Compilation, added: list[Entry], *, now: datetime
) -> list[Entry]:
    """Put new entries at the end of a section that is held."""
    last = max((entry.position for entry in entries_of(db, section)), default=0)
    for position, entry in enumerate(added, start=last + 1):
        entry.position = position
        db.add(entry)
    touch(db, who, compilation, "add_entries", now=now)
    revisions.note(db, who, compilation, added, Act.ADD, now=now)
    return added


@contextmanager
def edited(
    db: Session, who: Identity | None, entry: Entry, compilation: Compilation, verb: str, *, now: datetime
) -> Iterator[None]:
    """What an entry says is changed within: that goes into its history and into the audit log."""
    revisions.before_change(db, compilation, entry)
    yield
    touch(db, who, compilation, verb, now=now)
    revisions.note(db, who, compilation, [entry], Act.EDIT, now=now)


def entry_gone() -> Refusal:
    """What is said of an entry that is not there any more."""
    return NotFound("这个条目已不在了，可能刚刚由另一位编辑移除。请刷新页面。")


def _record_entry(section_id: int, record: BibRecord) -> Entry:
    kind, rights = EntryKind.RECORD, Rights.PUBLIC  # what a catalogue says of a book is nobody's secret
    return Entry(
        section_id=section_id, position=0, kind=kind, title=record.title, bib_record_id=record.id, rights=rights
    )


def _write(entry: Entry, draft: Draft) -> None:
    entry.title = one_line(draft.title, ENTRY_TITLE)
    entry.text = long_text(draft.text)
    if not entry.text.strip() and entry.kind == EntryKind.TEXT:
        raise Invalid("条目“{title}”还没有正文。请先粘贴或写下正文。", title=entry.title)
    entry.origin = one_line(draft.origin)
    entry.note = long_text(draft.note)
    entry.terms = headings(draft.terms)


def _stored(entry: Entry) -> str:
    return draft(entry).fingerprint


def _records_in(db: Session, compilation: Compilation) -> set[int | None]:
    query = select(Entry.bib_record_id).join(Section, col(Section.id) == Entry.section_id)
    return set(db.exec(query.where(Section.compilation_id == compilation.id)).all())
