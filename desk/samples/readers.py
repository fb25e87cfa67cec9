"""Eighty readers with their cards: all kinds, every delegation, two namesakes, one card expired and one revoked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from desk.patrons import cards
from desk.patrons.readers import takes_delegation, takes_sector
from desk.samples.days import Days
from desk.samples.files import lists, mixed, rows
from desk.staff.roles import Identity
from desk.tables import Card

_NUMERALS = "一二三四五六七八九十"
EXPIRED, REVOKED = 11, 22  # which of the eighty, counted from 0
TWINS = (0, 33)  # bear one name, in two delegations
_MONGOLIAN_EVERY = 9  # one reader in nine bears a Mongolian name


@dataclass(frozen=True)
class SampleReader:
    """A reader who is to get a card. `place` counts the readers from 0."""

    place: int
    name: str
    name_mn: str
    kind: str
    note: str


def sample_readers() -> Iterator[SampleReader]:
    """The readers in the order of their cards."""
    kinds = [row["kind"] for row in rows("readers") for _ in range(int(row["count"]))]
    mongolian = rows("catalogue/names_mn")
    for place, kind in enumerate(kinds):
        name, name_mn, note = _han_name(place), "", ""
        if place in TWINS:
            name, note = _han_name(TWINS[0]), f"样例房间 {301 + place}"
        elif place % _MONGOLIAN_EVERY == _MONGOLIAN_EVERY - 1:
            bearer = mongolian[place // _MONGOLIAN_EVERY % len(mongolian)]
            name, name_mn = bearer["zh"], bearer["traditional"]
        yield SampleReader(place, name, name_mn, kind, note)


def issue_card(
    db: Session,
    who: Identity,
    reader: SampleReader,
    *,
    conference_id: int,
    delegation_ids: Sequence[int],
    sector_ids: Sequence[int],
    point_ids: Sequence[int],
    library_code: str,
    days: Days,
) -> Card:
    """Give a reader a card, most of them on the eve; the expired one ended with the first day."""
    day = 0 if reader.place < 60 else 1 + (reader.place - 60) // 8
    return cards.issue(
        db,
        who,
        conference_id=conference_id,
        name=reader.name,
        name_mn=reader.name_mn,
        kind=reader.kind,
        delegation_id=delegation_ids[reader.place % len(delegation_ids)] if takes_delegation(reader.kind) else None,
        sector_id=sector_ids[reader.place % len(sector_ids)] if takes_sector(reader.kind) else None,
        note=reader.note,
        service_point_id=point_ids[mixed("card", reader.place) % len(point_ids)],
        library_code=library_code,
        expires_on=days.date(1) if reader.place == EXPIRED else None,
        now=days.moment(day, f"{8 + reader.place * 7 % 12:02d}:{reader.place * 13 % 60:02d}"),
    )


def revoke_card(db: Session, who: Identity, card_ids: Sequence[int], *, days: Days) -> None:
    """Revoke the card that its holder has lost."""
    cards.revoke(db, who, card_ids[REVOKED], now=days.moment(2, "11:32"))


def _han_name(place: int) -> str:
    surnames: str = lists("catalogue/stock")["surnames"]
    return f"样例·{surnames[place % len(surnames)]}{_NUMERALS[place // len(surnames) % len(_NUMERALS)]}"
