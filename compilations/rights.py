"""使用范围: what may be done with an entry beyond printing it, and the one rule of what may become an e-copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from compilations.entries import edited, locked_entry
from compilations.sections import sections_of
from desk.errors import Invalid, Word
from desk.staff.roles import Identity
from desk.tables import Audience, Entry, Rights, Section

RIGHTS_LABELS = {
    Rights.PUBLIC: Word("公开"),
    Rights.INTERNAL: Word("内部"),
    Rights.LICENSED: Word("数据库许可"),
    Rights.UNCLEAR: Word("待确认"),
}
_BLOCKING = (Rights.LICENSED, Rights.UNCLEAR)


@dataclass(frozen=True)
class Blocker:
    """An entry for whose sake there can be no e-copy."""

    entry_id: int
    title: str
    rights: Rights


@dataclass(frozen=True)
class EcopyTerms:
    """Whether a compilation may become an e-copy.

    `needs_code`: there is internal material in it, so its e-copy needs somebody who approves it with the sign-off
    permission, an access code, and an end. `blockers`: the entries that forbid one, in their order.
    """

    may: bool
    needs_code: bool
    blockers: tuple[Blocker, ...]

    def allows(self, audience: str) -> bool:
        """Whether there may be an e-copy for these people."""
        return self.may and not (self.needs_code and audience == Audience.PUBLIC)


def ecopy_terms(db: Session, compilation_id: int) -> EcopyTerms:
    """Under which terms a compilation may become an e-copy: licensed and unclear entries forbid it."""
    rows = db.exec(
        select(Entry.id, Entry.title, Entry.rights, Entry.section_id)
        .join(Section, col(Section.id) == Entry.section_id)
        .where(Section.compilation_id == compilation_id)
        .order_by(col(Entry.position), col(Entry.id))
    ).all()
    places = {section.id: place for place, section in enumerate(sections_of(db, compilation_id))}
    entries = sorted(rows, key=lambda row: places[row[3]])
    blockers = tuple(
        Blocker(number or 0, title, Rights(said)) for number, title, said, _section in entries if said in _BLOCKING
    )
    return EcopyTerms(
        may=bool(entries) and not blockers,
        needs_code=any(said == Rights.INTERNAL for _number, _title, said, _section in entries),
        blockers=blockers,
    )


def set_rights(
    db: Session, who: Identity | None, *, entry_ids: Sequence[int], rights: str, now: datetime
) -> list[Entry]:
    """Say what may be done with these entries of a draft; all of them, or none where one is gone."""
    refuse_unknown(rights)
    changed = []
    for entry_id in entry_ids:
        entry, _section, compilation = locked_entry(db, who, entry_id)
        with edited(db, who, entry, compilation, "set_rights", now=now):
            entry.rights = rights
        changed.append(entry)
    return changed


def refuse_unknown(rights: str) -> None:
    """Refuse what is none of the four."""
    if rights not in set(Rights):
        raise Invalid("没有“{value}”这种使用范围。请选公开、内部、数据库许可或待确认。", value=rights)
