"""修改记录: who changed what, and what an entry said after each change.

Saves of one editor within ten minutes are one change, so that autosave leaves a history that people can read. What an
entry says now always stands in its last row; nothing that was saved for longer than that is lost.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, literal, null, union_all
from sqlalchemy import cast as as_type
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from desk.errors import NotFound, Word
from desk.staff.roles import Identity
from desk.tables import AuditEntry, Compilation, Entry, EntryRevision, OutsideSource, Section, StaffAccount

ONE_CHANGE = timedelta(minutes=10)


class Act(StrEnum):
    """What was done to an entry."""

    ADD = "add"
    EDIT = "edit"
    MOVE = "move"
    REMOVE = "remove"
    RESTORE = "restore"
    RULE = "rule"  # on its rights, after the issue


ACT_LABELS: dict[str, Word] = {
    Act.ADD: Word("加入"),
    Act.EDIT: Word("修改"),
    Act.MOVE: Word("移动"),
    Act.REMOVE: Word("移除"),
    Act.RESTORE: Word("恢复"),
    Act.RULE: Word("签发后改定使用范围"),
    # Of the whole compilation, as the audit log has them.
    "start": Word("新建汇编"),
    "new_edition": Word("建新版次"),
    "save": Word("修改题名与版式"),
    "add_section": Word("增加专题"),
    "rename_section": Word("专题改名"),
    "move_section": Word("移动专题"),
    "remove_section": Word("移除专题"),
}
_WHOLE_ACTS = [name for name in ACT_LABELS if name not in set(Act)]


@dataclass(frozen=True)
class Said:
    """What an entry said. `source`: the facts of its source outside the catalogue, where it has one.

    `reason`: why its rights were changed after the issue.
    """

    title: str
    text: str
    origin: str
    note: str
    rights: str
    kind: str
    record_id: int | None
    books: tuple[int, ...]
    section_id: int
    section: str  # its title then
    source: dict[str, Any] | None
    terms: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Change:
    """A line of the history: who did what when.

    `revision_id`: where what an entry said then is kept; None for a change of the whole compilation.
    """

    at: datetime
    by: str
    act: Word
    title: str = ""
    entry_id: int | None = None
    revision_id: int | None = None


@dataclass(frozen=True)
class Revision:
    """A change with what the entry said before (None: it was not there, or nobody knows) and after it."""

    change: Change
    before: Said | None
    after: Said


def note(
    db: Session,
    who: Identity | None,
    compilation: Compilation,
    entries: Sequence[Entry],
    act: Act,
    *,
    now: datetime,
    reason: str = "",
) -> None:
    """Keep what these entries say now, `who` having just done `act`; a removed one, what it said last."""
    account = who.account_id if who else None
    query = select(OutsideSource).where(col(OutsideSource.entry_id).in_([entry.id for entry in entries]))
    sources = {source.entry_id: source for source in db.exec(query).all()}
    for entry in entries:
        said = asdict(_said(db, entry, sources.get(entry.id or 0))) | {"reason": reason}
        last = _last(db, entry) if act == Act.EDIT else None
        if last is not None and _is_one_change(last, account, now):
            last.said = said
            continue
        db.add(
            EntryRevision(
                compilation_id=compilation.id or 0,
                entry_id=entry.id or 0,
                at=now,
                account_id=account,
                act=act,
                said=said,
            )
        )
    db.flush()


def before_change(db: Session, compilation: Compilation, entry: Entry) -> None:
    """Keep what an entry says that has no history yet: it came with a new edition, or from before there were any."""
    if _last(db, entry) is None:
        note(db, None, compilation, [entry], Act.ADD, now=compilation.created_at)


def changes(db: Session, compilation_id: int, *, page: int = 1, size: int = 20) -> tuple[int, tuple[Change, ...]]:
    """How many changes there were, and one page of them, the latest first."""
    both = union_all(_of_entries(compilation_id), _of_the_whole(compilation_id)).subquery()
    total = db.connection().execute(columns(func.count()).select_from(both)).scalar_one()
    newest = columns(both).order_by(both.c.at.desc(), both.c.rank.desc(), both.c.number.desc())
    rows = db.connection().execute(newest.offset((page - 1) * size).limit(size)).all()
    names = _names(db, {row.account_id for row in rows})
    kept = _kept(db, [row.revision_id for row in rows if row.revision_id is not None])
    return total, tuple(_change(row, names, kept.get(row.revision_id)) for row in rows)


def revision(db: Session, revision_id: int) -> Revision:
    """One change of an entry, with what the entry said before and after it."""
    row = found(db, revision_id)
    earlier = db.exec(
        select(EntryRevision)
        .where(EntryRevision.entry_id == row.entry_id, col(EntryRevision.id) < revision_id)
        .where(EntryRevision.compilation_id == row.compilation_id)
        .order_by(col(EntryRevision.id).desc())
    ).first()
    is_same = earlier is not None and earlier.act != Act.REMOVE and row.act != Act.ADD
    before = said_in(earlier) if earlier is not None and is_same else None
    change = _change(row, _names(db, {row.account_id}), row)
    return Revision(change, before, said_in(row))


def found(db: Session, revision_id: int) -> EntryRevision:
    """A row of the history by its number."""
    row = db.get(EntryRevision, revision_id)
    if row is None:
        raise NotFound("没有编号为 {id} 的修改记录。请刷新页面，重新选择。", id=revision_id)
    return row


def said_in(row: EntryRevision) -> Said:
    """What an entry said, from a row of the history."""
    return Said(**{**row.said, "books": tuple(row.said["books"]), "terms": tuple(row.said.get("terms", ()))})


def _of_entries(compilation_id: int) -> Any:
    row: Any = EntryRevision
    return columns(
        row.at, row.account_id, row.act, row.id.label("revision_id"), literal(1).label("rank"), row.id.label("number")
    ).where(row.compilation_id == compilation_id)


def _of_the_whole(compilation_id: int) -> Any:
    """What was done to more than an entry is in the audit log alone."""
    row: Any = AuditEntry
    return columns(row.at, row.account_id, row.verb, as_type(null(), Integer), literal(0), row.id).where(
        row.noun == "compilation", row.noun_id == str(compilation_id), row.verb.in_(_WHOLE_ACTS)
    )


def _said(db: Session, entry: Entry, source: OutsideSource | None) -> Said:
    section = db.get(Section, entry.section_id)
    return Said(
        title=entry.title,
        text=entry.text,
        origin=entry.origin,
        note=entry.note,
        rights=entry.rights,
        kind=entry.kind,
        record_id=entry.bib_record_id,
        books=tuple(entry.books),
        section_id=entry.section_id,
        section=section.title if section else "",
        source=source.model_dump(mode="json", exclude={"entry_id"}) if source else None,
        terms=tuple(entry.terms),
    )


def _last(db: Session, entry: Entry) -> EntryRevision | None:
    """The last row of an entry; that of a removed one whose number the database gave again is not its own."""
    query = select(EntryRevision).where(EntryRevision.entry_id == entry.id).order_by(col(EntryRevision.id).desc())
    last = db.exec(query).first()
    return None if last is None or last.act == Act.REMOVE else last


def _is_one_change(last: EntryRevision, account: int | None, now: datetime) -> bool:
    is_open = last.act in (Act.ADD, Act.EDIT) and timedelta(0) <= now - last.at < ONE_CHANGE
    return is_open and last.account_id == account


def _names(db: Session, account_ids: set[int | None]) -> dict[int | None, str]:
    query = select(StaffAccount).where(col(StaffAccount.id).in_(account_ids - {None}))
    return {account.id: account.display_name for account in db.exec(query).all()}


def _kept(db: Session, revision_ids: list[int]) -> dict[int | None, EntryRevision]:
    query = select(EntryRevision).where(col(EntryRevision.id).in_(revision_ids))
    return {row.id: row for row in db.exec(query).all()}


def _change(row: Any, names: dict[int | None, str], kept: EntryRevision | None) -> Change:
    return Change(
        at=row.at,
        by=names.get(row.account_id, ""),
        act=ACT_LABELS[row.act],
        title=str(kept.said["title"]) if kept else "",
        entry_id=kept.entry_id if kept else None,
        revision_id=kept.id if kept else None,
    )
