"""版次: what was issued stays as it is; a correction makes a new edition, which begins as its copy."""

import hashlib
import re
from datetime import date, datetime

from sqlmodel import Session, select

from compilations.binding import bind
from compilations.editing import outline
from compilations.outside import sources_in
from compilations.sections import held
from compilations.volume import Volume, from_json
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.staff import audit
from desk.staff.roles import Identity
from desk.tables import Compilation, CompilationState, Entry, IssuedVolume, OutsideSource, Section

_EDITION = re.compile("第([0-9]+|(?!版)[一二三四五六七八九]?十?[一二三四五六七八九]?)版")
_DIGITS = "〇一二三四五六七八九"
# What a new edition does not take over: its own number, its own way through review, and what the printer was told.
_OWN = {"id", "version", "state", "round", "edition_of", "edition", "printed_on", "print_run"} | {
    "created_at",
    "changed_at",
    "changed_by",
}


def new_edition(db: Session, who: Identity | None, *, compilation_id: int, now: datetime) -> Compilation:
    """The next edition of an issued compilation: all that stands in it, free to be edited.

    Refuses one that is not issued, and one that has a later edition already: the latest is the one to be corrected.
    """
    old = held(db, who, compilation_id)
    if old.state != CompilationState.PRINTING:
        raise NotAllowed("《{title}》还没有签发，可以直接修改，不用编新的版次。", title=old.title)
    _refuse_earlier(db, old)
    new = Compilation(
        **{name: getattr(old, name) for name in Compilation.model_fields if name not in _OWN},
        edition=next_edition(old.edition),
        edition_of=old.id,
        created_at=now,
        changed_at=now,
        changed_by=who.account_id if who else None,
    )
    db.add(new)
    db.flush()
    _copy_contents(db, old.id or 0, new.id or 0)
    audit.record(db, who, "new_edition", "compilation", new.id, now=now, of=old.id)
    db.flush()
    return new


def next_edition(edition: str) -> str:
    """第1版 → 第2版, 第三版 → 第4版, nothing → 第2版; what counts otherwise is kept: 第3期 → 第3期（第2版）."""
    found = _EDITION.search(edition)
    if found:
        return f"{edition[: found.start()]}第{_number(found[1]) + 1}版{edition[found.end() :]}"
    return f"{edition}（第2版）" if edition else "第2版"


def issued(db: Session, compilation_id: int) -> Volume:
    """The volume as it was signed. Refuses a compilation that is not issued, and text that was altered since."""
    row = db.get(IssuedVolume, compilation_id)
    if row is None:
        raise NotFound("编号为 {id} 的专题汇编还没有签发。请先完成审签。", id=compilation_id)
    text = row.volume.encode()
    if hashlib.sha256(text).hexdigest() != row.digest:
        raise Invalid("编号为 {id} 的签发本与签发时不一致，可能已损坏。请从备份恢复。", id=compilation_id)
    return from_json(text)


def to_build(db: Session, compilation_id: int, *, library: str, on: date) -> Volume:
    """The volume that is to be made: the issued one, else the compilation as it stands on the day `on`."""
    if db.get(IssuedVolume, compilation_id) is not None:
        return issued(db, compilation_id)
    return bind(db, compilation_id, library=library, on=on)


def _refuse_earlier(db: Session, old: Compilation) -> None:
    later = db.exec(select(Compilation).where(Compilation.edition_of == old.id)).first()
    if later is None:
        return
    if later.state == CompilationState.PRINTING:
        raise AlreadyDone("《{title}》已经出了{edition}。请从新的版次再改。", title=old.title, edition=later.edition)
    raise AlreadyDone(
        "《{title}》的{edition}正在编辑（编号 {id}）。请在那里修改。",
        title=old.title,
        edition=later.edition,
        id=later.id,
    )


def _copy_contents(db: Session, old_id: int, new_id: int) -> None:
    sources = sources_in(db, old_id)
    sections: dict[int | None, int | None] = {None: None}
    for section, entries in outline(db, old_id).sections:  # a section comes before those within it
        copied = Section(
            compilation_id=new_id,
            parent_id=sections[section.parent_id],
            position=section.position,
            title=section.title,
        )
        db.add(copied)
        db.flush()
        sections[section.id] = copied.id
        for entry in entries:
            _copy_entry(db, entry, copied, sources.get(entry.id or 0))


def _copy_entry(db: Session, entry: Entry, section: Section, source: OutsideSource | None) -> None:
    copied = Entry(**entry.model_dump(exclude={"id", "section_id"}), section_id=section.id or 0)
    db.add(copied)
    if source is not None:
        db.flush()
        db.add(OutsideSource(**source.model_dump(exclude={"entry_id"}), entry_id=copied.id or 0))


def _number(text: str) -> int:
    """A number in digits of either kind, below a hundred."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)
