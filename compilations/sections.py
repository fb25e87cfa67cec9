"""The sections (专题) of a compilation and their order: a section may have sections within it, and these no others."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, func, select

from compilations import states
from compilations.fields import one_line
from desk.errors import AlreadyDone, NotAllowed, NotFound, Refusal, Word
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, Entry, Section

SECTION_TITLE = Word("专题名称")
Placed = TypeVar("Placed", Section, Entry)


def add_section(
    db: Session, who: Identity | None, *, compilation_id: int, title: str, parent_id: int | None = None, now: datetime
) -> Section:
    """A new section at the end, or at the end of those within the section `parent_id`."""
    compilation = locked(db, who, compilation_id)
    _refuse_depth(db, compilation_id, parent_id)
    neighbours = _within(db, compilation_id, parent_id)
    section = Section(
        compilation_id=compilation_id,
        parent_id=parent_id,
        position=len(neighbours) + 1,
        title=_free_title(neighbours, one_line(title, SECTION_TITLE)),
    )
    db.add(section)
    touch(db, who, compilation, "add_section", now=now)
    return section


def rename_section(db: Session, who: Identity | None, *, section_id: int, title: str, now: datetime) -> Section:
    """Give a section another name; no neighbour may have it."""
    section, compilation = locked_section(db, who, section_id)
    neighbours = _within(db, section.compilation_id, section.parent_id)
    section.title = _free_title(neighbours, one_line(title, SECTION_TITLE), but=section_id)
    touch(db, who, compilation, "rename_section", now=now)
    return section


def move_section(db: Session, who: Identity | None, *, section_id: int, by: int, now: datetime) -> None:
    """Move a section up (negative) or down among its neighbours; at the end of the row nothing happens."""
    section, compilation = locked_section(db, who, section_id)
    reorder(_within(db, section.compilation_id, section.parent_id), section, by)
    touch(db, who, compilation, "move_section", now=now)


def place_section(
    db: Session,
    who: Identity | None,
    *,
    section_id: int,
    parent_id: int | None,
    before_id: int | None = None,
    now: datetime,
) -> None:
    """Put a section, with all in it, within `parent_id` (None: nowhere), before the section `before_id` or at the end.

    Refuses a third level, and a neighbour of the same name.
    """
    section, compilation = locked_section(db, who, section_id)
    _refuse_depth(db, section.compilation_id, parent_id, moved=section)
    old = [each for each in _within(db, section.compilation_id, section.parent_id) if each.id != section_id]
    new = [each for each in _within(db, section.compilation_id, parent_id) if each.id != section_id]
    _free_title(new, section.title)
    reorder(old)
    section.parent_id = parent_id
    reorder(inserted(new, section, before_id, gone=section_gone()))
    touch(db, who, compilation, "move_section", now=now)


def remove_section(db: Session, who: Identity | None, *, section_id: int, now: datetime) -> None:
    """Remove a section in which nothing stands: no entries, no sections."""
    section, compilation = locked_section(db, who, section_id)
    count = db.exec(select(func.count()).select_from(Entry).where(Entry.section_id == section_id)).one()
    if count:
        raise NotAllowed(
            "专题“{title}”里还有 {count} 个条目。请先把它们移到别的专题或移除。", title=section.title, count=count
        )
    if within := _within(db, section.compilation_id, section_id):
        raise NotAllowed(
            "专题“{title}”里还有 {count} 个下级专题。请先把它们移出或移除。", title=section.title, count=len(within)
        )
    left = [each for each in _within(db, section.compilation_id, section.parent_id) if each.id != section_id]
    db.delete(section)
    reorder(left)
    touch(db, who, compilation, "remove_section", now=now)


def sections_of(db: Session, compilation_id: int) -> list[Section]:
    """The sections of a compilation in the order in which they are read: each before those within it."""
    query = select(Section).where(Section.compilation_id == compilation_id)
    ordered = query.order_by(col(Section.position), col(Section.id))
    rows = db.exec(ordered.execution_options(populate_existing=True)).all()
    return [
        each
        for top in rows
        if top.parent_id is None
        for each in (top, *(row for row in rows if row.parent_id == top.id))
    ]


def locked(db: Session, who: Identity | None, compilation_id: int) -> Compilation:
    """The compilation, held until the transaction ends, for somebody who may edit it, in a state that may be edited."""
    compilation = held(db, who, compilation_id)
    states.require_editing(compilation)
    return compilation


def held(db: Session, who: Identity | None, compilation_id: int) -> Compilation:
    """The same in whatever state it is."""
    roles.require(who, "compile")
    return held_by_anybody(db, compilation_id)


def held_by_anybody(db: Session, compilation_id: int) -> Compilation:
    """The compilation, held until the transaction ends; who may do what with it is the caller's to ask."""
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


def inserted(rows: Sequence[Placed], moved: Placed, before_id: int | None, *, gone: Refusal) -> list[Placed]:
    """`rows` with `moved` before the one numbered `before_id` (None: at the end); `gone` where it is not among them."""
    places = [place for place, row in enumerate(rows) if row.id == before_id]
    if before_id is not None and not places:
        raise gone
    place = places[0] if places else len(rows)
    return list(rows[:place]) + [moved] + list(rows[place:])  # noqa: RUF005 - mypy reads no star of a TypeVar


def locked_section(db: Session, who: Identity | None, section_id: int) -> tuple[Section, Compilation]:
    """A section and its compilation, held until the transaction ends."""
    roles.require(who, "compile")
    compilation_id = db.exec(select(Section.compilation_id).where(Section.id == section_id)).first()
    compilation = locked(db, who, compilation_id) if compilation_id is not None else None
    section = db.get(Section, section_id, populate_existing=True)
    if compilation is None or section is None:
        raise section_gone()
    return section, compilation


def section_gone() -> Refusal:
    """What is said of a section that is not there any more, or is another compilation's."""
    return NotFound("这个专题已不在了，可能刚刚由另一位编辑移除。请刷新页面。")


def _within(db: Session, compilation_id: int, parent_id: int | None) -> list[Section]:
    return [each for each in sections_of(db, compilation_id) if each.parent_id == parent_id]


def _refuse_depth(db: Session, compilation_id: int, parent_id: int | None, moved: Section | None = None) -> None:
    """Refuse a parent that is another compilation's or within a section itself, and to move sections below a second."""
    if parent_id is None:
        return
    parent = db.get(Section, parent_id)
    if parent is None or parent.compilation_id != compilation_id or parent is moved:
        raise section_gone()
    if parent.parent_id is not None or (moved is not None and _within(db, compilation_id, moved.id)):
        raise NotAllowed("专题最多分两级，不能再往下分。请放到上一级专题里。")


def _free_title(neighbours: Sequence[Section], title: str, but: int | None = None) -> str:
    if any(each.title == title and each.id != but for each in neighbours):
        raise AlreadyDone("已有名为“{title}”的专题。请换一个名称。", title=title)
    return title
