"""Editing a compilation: its title page, its sections and their order.

Two editors at once do not overwrite each other. What is written in a form is saved against what its editor saw when
opening it (a version for the title page, a fingerprint for an entry); adding and moving need no such check.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from sqlmodel import Session, col, func, select

from compilations.fields import long_text, one_line
from compilations.sections import held, locked, sections_of, touch
from compilations.volume import PAGE_FORMATS, Design, NotesAt, TypeSize
from desk.catalogue.citations import STYLES
from desk.errors import AlreadyDone, Invalid, NotFound, Word
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, Conference, Entry, ImprintKind, Section, StaffAccount

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
    design: str = "formal"
    type_size: str = "normal"
    notes_at: str = "foot"
    citation_style: str = "2025"
    has_index: bool = True
    back_text: str = ""  # on the back of the cover
    imprint_kind: str = ImprintKind.CONFERENCE
    permit: str = ""  # 准印证号
    compiled_by: str = ""
    sent_to: str = ""
    printer: str = ""
    printed_on: date | None = None
    print_run: int | None = None  # copies


_LINES = ("title_mn", "title_en", "edition", "editors", "permit", "compiled_by", "sent_to", "printer")
_TEXTS = ("preface", "notes", "back_text")
_CHOICES: dict[str, tuple[Word, Collection[str]]] = {
    "page_format": (Word("开本"), PAGE_FORMATS),
    "design": (Word("版式"), get_args(Design)),
    "type_size": (Word("字号"), get_args(TypeSize)),
    "notes_at": (Word("注文位置"), get_args(NotesAt)),
    "citation_style": (Word("参考文献标准"), STYLES),
    "imprint_kind": (Word("资料性质"), tuple(ImprintKind)),
}
MOST_COPIES = 1_000_000


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
    for name, (what, known) in _CHOICES.items():
        _refuse_other(what, getattr(page, name), known)
    _refuse_copies(page.print_run)
    compilation.title = one_line(page.title, TITLE)
    for name in _LINES:
        setattr(compilation, name, one_line(getattr(page, name)))
    for name in _TEXTS:
        setattr(compilation, name, long_text(getattr(page, name)))
    for name in (*_CHOICES, "has_index", "printed_on", "print_run"):
        setattr(compilation, name, getattr(page, name))
    compilation.version += 1
    touch(db, who, compilation, "save", now=now)
    return compilation


def note_printing(
    db: Session,
    who: Identity | None,
    *,
    compilation_id: int,
    printer: str,
    printed_on: date | None,
    print_run: int | None,
    now: datetime,
) -> Compilation:
    """Keep what was agreed with the printer, in whatever state the compilation is; an issued volume stays as signed."""
    compilation = held(db, who, compilation_id)
    _refuse_copies(print_run)
    compilation.printer, compilation.printed_on, compilation.print_run = one_line(printer), printed_on, print_run
    compilation.version += 1
    audit.record(db, who, "note_printing", "printing", compilation_id, now=now, copies=print_run)
    db.flush()
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


def _refuse_other(what: Word, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise Invalid("{what}没有“{value}”这一种。可选的有：{known}。", what=what, value=value, known="、".join(known))


def _refuse_copies(copies: int | None) -> None:
    if copies is not None and not 1 <= copies <= MOST_COPIES:
        raise Invalid("印数 {copies} 不对。请填 1 到 {limit} 之间的册数。", copies=copies, limit=MOST_COPIES)
