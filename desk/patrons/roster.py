"""A delegation's roster: rows read by their headings, staged, then issued as cards.

Two people of one name are ordinary. A row that repeats another in everything (name, kind, delegation or sector, note)
is taken for the same person, in the file and against the cards already issued: so one roster, run twice, issues
nothing twice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from desk.conference import parts
from desk.conference.names import tidy_name
from desk.errors import AlreadyDone, Invalid, NotFound, Refusal, Word
from desk.patrons import cards, finding, readers
from desk.patrons.readers import Reader
from desk.patrons.roster_file import SheetRow
from desk.staff.roles import Identity, require
from desk.tables import Card, Conference, Delegation, Sector

DELEGATION, SECTOR = Word("代表团"), Word("界别")
Seat = Delegation | Sector
_LEFT_OUT = re.compile(r"[市盟]?代表团$|[市盟]$|界别?$")

CHUNK = 200  # rows; 600 cards took 230 ms on SQLite, and a writer may hold the desk for 200
REPEATED = Word("重复：与第 {row} 行的姓名、类别、代表团或界别、备注都相同。如是同名的两个人，请在备注中注明区别。")
ISSUED = Word("已发过证 {number}。如是另一位同名读者，请在备注中注明区别，再上传。")


@dataclass(frozen=True)
class StagedRow:
    """A row that a card can be issued for."""

    line: SheetRow
    reader: Reader
    group: str


@dataclass(frozen=True)
class RefusedRow:
    """A row that no card is issued for, and why; it can be written out, mended and read again."""

    line: SheetRow
    why: Refusal


@dataclass(frozen=True)
class Roster:
    """What a roster comes to before anything is issued."""

    staged: list[StagedRow]
    refused: list[RefusedRow]


@dataclass(frozen=True)
class Batch:
    """What was issued, and the rows that somebody else had issued since the roster was staged."""

    cards: list[Card]
    refused: list[RefusedRow]


def stage(db: Session, conference_id: int, sheet: Sequence[SheetRow]) -> Roster:
    """Read the rows against the conference; each is either staged or refused in words."""
    seats = _seats(db, conference_id)
    staged: list[StagedRow] = []
    refused: list[RefusedRow] = []
    for line in sheet:
        try:
            staged.append(_staged(db, conference_id, seats, line))
        except Refusal as why:
            refused.append(RefusedRow(line, why))
    fresh, repeated = _without_repeats(staged)
    new, on_file = _without_issued(db, conference_id, fresh)
    return Roster(new, sorted(refused + repeated + on_file, key=lambda refusal: refusal.line.row))


def chunks(rows: Sequence[StagedRow]) -> Iterator[Sequence[StagedRow]]:
    """The staged rows in parts that one short transaction takes; run again after a break, the rest is issued."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def issue_batch(
    db: Session,
    who: Identity | None,
    rows: Sequence[StagedRow],
    *,
    conference_id: int,
    library_code: str,
    service_point_id: int | None = None,
    expires_on: date | None = None,
    now: datetime,
) -> Batch:
    """Issue the staged rows' cards, numbered in their order; rows issued since they were staged are refused."""
    require(who, "cards")
    # One roster at a time: whoever comes second sees what the first has issued. "No key update" lets other desks go on.
    db.get(Conference, conference_id, with_for_update={"key_share": True})
    new, on_file = _without_issued(db, conference_id, rows)
    issued = cards.issue_all(
        db,
        who,
        [row.reader for row in new],
        conference_id=conference_id,
        service_point_id=service_point_id,
        library_code=library_code,
        expires_on=expires_on,
        now=now,
    )
    return Batch(issued, on_file)


def _staged(db: Session, conference_id: int, seats: Mapping[Word, Mapping[str, Seat]], line: SheetRow) -> StagedRow:
    kind = readers.kind_code(line.cell("kind"))
    group, note = _group(line), line.cell("note")
    delegation = sector = None
    if readers.takes_delegation(kind):
        delegation = _seat(seats, DELEGATION, group)
    elif readers.takes_sector(kind):
        sector = _seat(seats, SECTOR, group)
    else:  # the unit of those who sit in neither is what tells them apart
        note = "，".join(filter(None, (group, note)))
    reader = readers.checked(
        db,
        conference_id,
        name=line.cell("name"),
        kind=kind,
        name_mn=line.cell("name_mn"),
        delegation_id=delegation.id if delegation else None,
        sector_id=sector.id if sector else None,
        note=note,
    )
    seat = delegation or sector
    return StagedRow(line, reader, seat.name if seat else "")


def _seats(db: Session, conference_id: int) -> dict[Word, dict[str, Seat]]:
    """The conference's delegations and sectors by name; people shorten both."""
    delegations = parts.listed(db, Delegation, conference_id)
    sectors = parts.listed(db, Sector, conference_id)
    return {DELEGATION: _by_name(delegations), SECTOR: _by_name(sectors)}


def _by_name(seats: Sequence[Seat]) -> dict[str, Seat]:
    bare = Counter(_bare(seat.name) for seat in seats)
    short = {_bare(seat.name): seat for seat in seats if bare[_bare(seat.name)] == 1}
    return short | {seat.name: seat for seat in seats}


def _bare(name: str) -> str:
    """A seat's name without what people leave out: 呼和浩特 for 呼和浩特市代表团, 教育 for 教育界."""
    return _LEFT_OUT.sub("", name) or name


def _seat(seats: Mapping[Word, Mapping[str, Seat]], what: Word, name: str) -> Seat | None:
    if not name:
        return None
    tidy = tidy_name(name, what)
    found = seats[what].get(tidy) or seats[what].get(_bare(tidy))
    if found is None:
        raise NotFound("会议中没有{what}“{name}”。请核对，或先在“会议与服务点”中添加。", what=what, name=tidy)
    return found


def _group(line: SheetRow) -> str:
    """What stands under 代表团 or 界别: one of them, whichever heading the sheet has."""
    given = {line.cell(field): field for field in ("delegation", "sector", "group") if line.cell(field)}
    if len(given) > 1:
        raise Invalid("同时填了“{groups}”。一位读者只属于一个代表团或界别，请清空其余的。", groups="”“".join(given))
    return next(iter(given), "")


def _without_repeats(rows: Iterable[StagedRow]) -> tuple[list[StagedRow], list[RefusedRow]]:
    first: dict[object, StagedRow] = {}
    repeated: list[RefusedRow] = []
    for row in rows:
        earlier = first.setdefault(row.reader.key, row)
        if earlier is not row:
            repeated.append(RefusedRow(row.line, AlreadyDone(REPEATED, row=earlier.line.row)))
    return list(first.values()), repeated


def _without_issued(
    db: Session, conference_id: int, rows: Sequence[StagedRow]
) -> tuple[list[StagedRow], list[RefusedRow]]:
    found = finding.by_names(db, conference_id, (row.reader.name for row in rows))
    numbers = {readers.key_of(each.patron): each.card.number for each in found}
    new = [row for row in rows if row.reader.key not in numbers]
    issued = [row for row in rows if row.reader.key in numbers]
    return new, [RefusedRow(row.line, AlreadyDone(ISSUED, number=numbers[row.reader.key])) for row in issued]
