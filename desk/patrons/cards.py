"""Issue a reader's card, extend it, revoke it, and say whether it may be used."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from sqlmodel import Session, select

from desk import clock
from desk.conference import parts, serials
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal, Word
from desk.patrons import card_numbers
from desk.patrons.readers import Reader
from desk.patrons.readers import checked as checked_reader
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Card, CardState, Conference, Patron

LONGEST = timedelta(days=366)  # past the conference: a year typed wrong is caught here
Standing = Literal["valid", "expired", "revoked"]
STANDING_LABELS: dict[Standing, Word] = {"valid": Word("有效"), "expired": Word("已到期"), "revoked": Word("已注销")}


def issue(
    db: Session,
    who: Identity | None,
    *,
    conference_id: int,
    name: str,
    kind: str,
    name_mn: str = "",
    delegation_id: int | None = None,
    sector_id: int | None = None,
    note: str = "",
    service_point_id: int | None = None,
    library_code: str,
    expires_on: date | None = None,
    now: datetime,
) -> Card:
    """Issue a card to a new reader; it ends with the conference unless `expires_on` says otherwise.

    Namesakes are ordinary: they are neither merged nor refused. Refuses a bad name, a kind or seat that does not
    exist, and a last day that is already past.
    """
    require(who, "cards")
    reader = checked_reader(
        db,
        conference_id,
        name=name,
        kind=kind,
        name_mn=name_mn,
        delegation_id=delegation_id,
        sector_id=sector_id,
        note=note,
    )
    return issue_all(
        db,
        who,
        [reader],
        conference_id=conference_id,
        service_point_id=service_point_id,
        library_code=library_code,
        expires_on=expires_on,
        now=now,
    )[0]


def issue_all(
    db: Session,
    who: Identity | None,
    readers: Sequence[Reader],
    *,
    conference_id: int,
    service_point_id: int | None = None,
    library_code: str,
    expires_on: date | None = None,
    now: datetime,
) -> list[Card]:
    """Issue a card to each of `readers`, numbered in their order."""
    require(who, "cards")
    conference = db.get(Conference, conference_id)
    if conference is None:
        raise NotFound("没有这个会议。请核对后再发证。")
    last_day = _checked_last_day(conference, expires_on or conference.ends_on, today=clock.local_date(now))
    point_id = parts.point_for(db, who, conference_id, service_point_id)
    serial = serials.take(db, f"card:{library_code}", len(readers))
    patrons = [_patron(reader, conference) for reader in readers]
    db.add_all(patrons)
    db.flush()
    cards = [
        Card(
            patron_id=patron.id or 0,
            conference_id=conference_id,
            number=card_numbers.make(library_code, serial + offset),
            issued_at=now,
            issued_by=who.account_id if who else None,
            service_point_id=point_id,
            expires_on=last_day,
        )
        for offset, patron in enumerate(patrons)
    ]
    db.add_all(cards)
    db.flush()
    for card in cards:
        audit.record(db, who, "issue", "card", card.id, now=now)
    return cards


def extend(db: Session, who: Identity | None, card_id: int, *, until: date, now: datetime) -> Card:
    """Let a card run until `until`, also one that has expired; refuses a revoked one and a day that is no later."""
    require(who, "cards")
    card = _locked(db, card_id)
    if card.state == CardState.REVOKED:
        raise NotAllowed("证 {number} 已注销，不能延期。请另发新证。", number=card.number)
    if until <= card.expires_on:
        raise Invalid("证 {number} 已可用到 {until}。请选一个更晚的日期。", number=card.number, until=card.expires_on)
    conference = db.get(Conference, card.conference_id)
    assert conference is not None
    was, card.expires_on = card.expires_on, _checked_last_day(conference, until, today=clock.local_date(now))
    audit.record(db, who, "extend", "card", card_id, now=now, was=was.isoformat(), until=until.isoformat())
    return card


def extend_with_conference(
    db: Session, who: Identity | None, conference_id: int, *, was: date, until: date, now: datetime
) -> int:
    """Let the cards that end on the day `was` run until `until`, because the conference does; return how many."""
    require(who, "cards")
    ending = select(Card).where(
        Card.conference_id == conference_id, Card.state == CardState.ISSUED, Card.expires_on == was
    )
    moved = db.exec(ending.with_for_update()).all()
    for card in moved:
        card.expires_on = until
    audit.record(
        db, who, "extend_cards", "conference", conference_id, now=now, until=until.isoformat(), count=len(moved)
    )
    return len(moved)


def revoke(db: Session, who: Identity | None, card_id: int, *, now: datetime) -> Card:
    """Revoke a card: its number is dead at once and for good; what is out on it still has to come back."""
    require(who, "cards")
    card = _locked(db, card_id)
    if card.state == CardState.REVOKED:
        raise AlreadyDone("证 {number} 之前已经注销，不必再办。", number=card.number)
    card.state, card.revoked_at = CardState.REVOKED, now
    audit.record(db, who, "revoke", "card", card_id, now=now)
    return card


def standing(card: Card, *, today: date) -> Standing:
    """Whether the card may be used on the day `today`; expiry follows from its date alone."""
    if card.state == CardState.REVOKED:
        return "revoked"
    return "expired" if card.expires_on < today else "valid"


def refusal_of(card: Card, *, today: date) -> Refusal | None:
    """Why nothing can be borrowed on this card today, with the next step; None when it is valid."""
    number = card.number
    match standing(card, today=today):
        case "revoked":
            return NotAllowed("证 {number} 已注销，不能使用。请收回此证，需要时另发新证。", number=number)
        case "expired":
            return NotAllowed("证 {number} 已于 {day} 到期。请先延期，再借出。", number=number, day=card.expires_on)
        case _:
            return None


def by_number(db: Session, number: str, *, lock: bool = False) -> Card:
    """The card with this number as typed or scanned; refuses what is no card number and what no card bears."""
    wanted = card_numbers.checked(number)
    query = select(Card).where(Card.number == wanted)
    card = db.exec(query.with_for_update() if lock else query).first()
    if card is None:
        raise NotFound("没有证号为 {number} 的读者证。请核对号码，或为读者发证。", number=wanted)
    return card


def _locked(db: Session, card_id: int) -> Card:
    card = db.get(Card, card_id, with_for_update=True)
    if card is None:
        raise NotFound("没有这张读者证，可能已被清除。请刷新列表。")
    return card


def _checked_last_day(conference: Conference, last_day: date, *, today: date) -> date:
    if last_day < today:
        raise Invalid("到期日 {day} 已经过去。请另选到期日，或请系统管理员修改会议日期。", day=last_day)
    latest = conference.ends_on + LONGEST
    if last_day > latest:
        raise Invalid("到期日 {day} 太晚，最晚为 {latest}。请核对年份。", day=last_day, latest=latest)
    return last_day


def _patron(reader: Reader, conference: Conference) -> Patron:
    assert conference.id is not None
    return Patron(
        conference_id=conference.id,
        name=reader.name,
        name_mn=reader.name_mn,
        kind=reader.kind,
        delegation_id=reader.delegation_id,
        sector_id=reader.sector_id,
        note=reader.note,
        is_sample=conference.is_sample,
    )
