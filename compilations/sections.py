"""The sections (专题) of a compilation and their order."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, func, select

from compilations import states
from compilations.fields import one_line
from desk.errors import AlreadyDone, NotAllowed, NotFound, Word
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, Entry, Section

SECTION_TITLE = Word("专题名称")
Placed = TypeVar("Placed", Section, Entry)


def add_section(db: Session, who: Identity | None, *, compilation_id: int, title: str, now: datetime) -> Section:
    """A new section at the end."""
    compilation = locked(db, who, compilation_id)
    title = _free_title(db, compilation_id, one_line(title, SECTION_TITLE))
    section = Section(compilation_id=compilation_id, position=len(sections_of(db, compilation_id)) + 1, title=title)
    db.add(section)
    touch(db, who, compilation, "add_section", now=now)
    return section


def rename_section(db: Session, who: Identity | None, *, section_id: int, title: str, now: datetime) -> Section:
    """Give a section another name."""
    section, compilation = locked_section(db, who, section_id)
    section.title = _free_title(db, section.compilation_id, one_line(title, SECTION_TITLE), but=section_id)
    touch(db, who, compilation, "rename_section", now=now)
    return section


def move_section(db: Session, who: Identity | None, *, section_id: int, by: int, now: datetime) -> None:
    """Move a section up (negative) or down among its neighbours; at the end of the row nothing happens."""
    section, compilation = locked_section(db, who, section_id)
    reorder(sections_of(db, section.compilation_id), section, by)
    touch(db, who, compilation, "move_section", now=now)


def remove_section(db: Session, who: Identity | None, *, section_id: int, now: datetime) -> None:
    """Remove a section that has no entries."""
    section, compilation = locked_section(db, who, section_id)
    count = db.exec(select(func.count()).select_from(Entry).where(Entry.section_id == section_id)).one()
    if count:
        raise NotAllowed(
            "专题“{title}”里还有 {count} 个条目。请先把它们移到别的专题或移除。", title=section.title, count=count
        )
    left = [each for each in sections_of(db, section.compilation_id) if each.id != section_id]
    db.delete(section)
    reorder(left)
    touch(db, who, compilation, "remove_section", now=now)


def sections_of(db: Session, compilation_id: int) -> list[Section]:
    """The sections of a compilation in their order."""
    query = select(Section).where(Section.compilation_id == compilation_id)
    ordered = query.order_by(col(Section.position), col(Section.id))
    return list(db.exec(ordered.execution_options(populate_existing=True)).all())


def locked(db: Session, who: Identity | None, compilation_id: int) -> Compilation:
    """The compilation, held until the transaction ends, for somebody who may edit it, in a state that may be edited."""
    compilation = held(db, who, compilation_id)
    states.require_editing(compilation)
    return compilation


def held(db: Session, who: Identity | None, compilation_id: int) -> Compilation:
    """The same in whatever state it is."""
    roles.require(who, "compile")
    query = select(Compilation).where(Compilation.id == compilation_id).with_for_update()
    compilation = db.exec(query.execution_options(populate_existing=True)).first()
    if compilation is None:
        raise NotFound("没有编号为 {id} 的专题汇编。请从列表中选择。", id=compilation_id)
    return compilation


def touch(db: Session, who: Identity | None, compilation: Compilation, verb: str, *, now: datetime) -> None:
    """Note who changed a compilation last, and write it to the audit log."""
    compilation.changed_at = now
    compilation.changed_by = who.account_id if who else None
    audit.record(db, who, verb, "compilation", compilation.id, now=now)
    db.flush()


def reorder(rows: Sequence[Placed], moved: Placed | None = None, by: int = 0) -> None:
    """Number `rows` from 1, `moved` having gone `by` places."""
    ordered = list(rows)
    if moved is not None:
        place = ordered.index(moved)
        ordered.insert(max(0, min(len(ordered) - 1, place + by)), ordered.pop(place))
    for position, row in enumerate(ordered, start=1):
        row.position = position


def locked_section(db: Session, who: Identity | None, section_id: int) -> tuple[Section, Compilation]:
    """A section and its compilation, held until the transaction ends."""
    roles.require(who, "compile")
    compilation_id = db.exec(select(Section.compilation_id).where(Section.id == section_id)).first()
    compilation = locked(db, who, compilation_id) if compilation_id is not None else None
    section = db.get(Section, section_id, populate_existing=True)
    if compilation is None or section is None:
        raise NotFound("这个专题已不在了，可能刚刚由另一位编辑移除。请刷新页面。")
    return section, compilation


def _free_title(db: Session, compilation_id: int, title: str, but: int | None = None) -> str:
    if any(each.title == title and each.id != but for each in sections_of(db, compilation_id)):
        raise AlreadyDone("已有名为“{title}”的专题。请换一个名称。", title=title)
    return title
