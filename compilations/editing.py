"""Editing a compilation: its title page, its sections and their order.

Two editors at once do not overwrite each other. What is written in a form is saved against what its editor saw when
opening it (a version for the title page, a fingerprint for an entry); adding and moving need no such check.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from compilations.fields import long_text, one_line
from compilations.sections import locked, sections_of, touch
from compilations.volume import PAGE_FORMATS
from desk.errors import AlreadyDone, Invalid, NotFound, Word
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, Conference, Entry, Section, StaffAccount

TITLE = Word("题名")
FIRST_SECTION = "专题资料"


@dataclass(frozen=True)
class TitlePage:
    """What stands on and around the title page: the fields of a compilation that are saved together."""

    title: str
    title_mn: str = ""
    title_en: str = ""
    edition: str = ""
    editors: str = ""
    preface: str = ""
    page_format: str = "16k"
    notes: str = ""


@dataclass(frozen=True)
class Outline:
    """A compilation with its sections in order, each with its entries in order."""

    compilation: Compilation
    sections: tuple[tuple[Section, tuple[Entry, ...]], ...]
    changed_by: str = ""


@dataclass(frozen=True)
class Listed:
    """A line of the list of compilations."""

    compilation: Compilation
    entries: int


def title_page(compilation: Compilation) -> TitlePage:
    """The title page as it is stored now."""
    return TitlePage(**{name: getattr(compilation, name) for name in TitlePage.__dataclass_fields__})


def start(db: Session, who: Identity | None, *, conference_id: int, title: str, now: datetime) -> Compilation:
    """Open a new compilation with one section to put things in."""
    roles.require(who, "compile")
    conference = db.get(Conference, conference_id)
    if conference is None:
        raise NotFound("没有这个会议。请先由系统管理员登记会议。")
    compilation = Compilation(
        conference_id=conference_id,
        title=one_line(title, TITLE),
        is_sample=conference.is_sample,
        created_at=now,
        changed_at=now,
        changed_by=who.account_id if who else None,
    )
    db.add(compilation)
    db.flush()
    assert compilation.id is not None
    db.add(Section(compilation_id=compilation.id, position=1, title=FIRST_SECTION))
    audit.record(db, who, "start", "compilation", compilation.id, now=now)
    db.flush()
    return compilation


def save(
    db: Session, who: Identity | None, *, compilation_id: int, version: int, page: TitlePage, now: datetime
) -> Compilation:
    """Keep what the title page now says; refused when somebody else saved it after `version`."""
    compilation = locked(db, who, compilation_id)
    if compilation.version != version:
        raise AlreadyDone("这一页刚刚由另一位编辑保存过，您的修改没有写入。请对照两个版本后再保存一次。")
    if page.page_format not in PAGE_FORMATS:
        raise Invalid("没有“{value}”这种开本。请选 16k 或 a4。", value=page.page_format)
    compilation.title = one_line(page.title, TITLE)
    for name in ("title_mn", "title_en", "edition", "editors"):
        setattr(compilation, name, one_line(getattr(page, name)))
    compilation.preface = long_text(page.preface)
    compilation.notes = long_text(page.notes)
    compilation.page_format = page.page_format
    compilation.version += 1
    touch(db, who, compilation, "save", now=now)
    return compilation


def outline(db: Session, compilation_id: int) -> Outline:
    """The whole compilation in its order."""
    compilation = db.get(Compilation, compilation_id)
    if compilation is None:
        raise NotFound("没有编号为 {id} 的专题汇编。请从列表中选择。", id=compilation_id)
    entries = db.exec(
        select(Entry)
        .join(Section, col(Section.id) == Entry.section_id)
        .where(Section.compilation_id == compilation_id)
        .order_by(col(Entry.position), col(Entry.id))
    ).all()
    editor = db.get(StaffAccount, compilation.changed_by) if compilation.changed_by else None
    return Outline(
        compilation,
        tuple(
            (section, tuple(entry for entry in entries if entry.section_id == section.id))
            for section in sections_of(db, compilation_id)
        ),
        editor.display_name if editor else "",
    )


def listing(
    db: Session, *, conference_id: int | None = None, page: int = 1, size: int = 20
) -> tuple[int, list[Listed]]:
    """How many compilations there are (of one conference), and one page of them, last changed first."""
    chosen = [] if conference_id is None else [Compilation.conference_id == conference_id]
    total = db.exec(select(func.count()).select_from(Compilation).where(*chosen)).one()
    rows = db.exec(
        select(Compilation, func.count(col(Entry.id)))
        .join(Section, col(Section.compilation_id) == col(Compilation.id), isouter=True)
        .join(Entry, col(Entry.section_id) == col(Section.id), isouter=True)
        .where(*chosen)
        .group_by(col(Compilation.id))
        .order_by(col(Compilation.changed_at).desc(), col(Compilation.id).desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return total, [Listed(compilation, entries) for compilation, entries in rows]
