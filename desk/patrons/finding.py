"""Find cards and their holders: the list, a person's namesakes, the readers already on file."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from desk.conference.names import tidy_name
from desk.errors import Invalid, NotFound, Word
from desk.patrons import card_numbers
from desk.patrons.cards import Standing
from desk.tables import Card, CardState, Delegation, Patron, Sector

PAGE = 20
LONGEST_TEXT = 60


@dataclass(frozen=True)
class CardRow:
    """A card with its holder and the delegation or sector that the holder sits in (empty: neither)."""

    card: Card
    patron: Patron
    group: str

    @property
    def card_id(self) -> int:
        """The card's key."""
        assert self.card.id is not None
        return self.card.id


@dataclass(frozen=True)
class CardPage:
    """One page of cards, and how many there are on all pages."""

    total: int
    rows: list[CardRow]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def find(
    db: Session, conference_id: int, *, text: str = "", state: Standing | None = None, today: date, page: int = 1
) -> CardPage:
    """Cards of the conference, the newest first, twenty a page (pages count from 1).

    `text` is part of a name (Chinese or Mongolian), of the note, or of the number; empty: all.
    """
    conditions = _conditions(conference_id, text, state, today)
    total = db.exec(
        select(func.count()).select_from(Card).join(Patron, col(Patron.id) == Card.patron_id).where(*conditions)
    ).one()
    return CardPage(total, _rows(db, conditions, limit=PAGE, offset=(max(page, 1) - 1) * PAGE))


def all_ids(
    db: Session, conference_id: int, *, text: str = "", state: Standing | None = None, today: date
) -> list[int]:
    """The keys of every card that `find` would list, the oldest first: the order in which sheets are printed."""
    found = db.exec(
        select(Card.id)
        .join(Patron, col(Patron.id) == Card.patron_id)
        .where(*_conditions(conference_id, text, state, today))
        .order_by(col(Card.id))
    )
    return [card_id for card_id in found if card_id is not None]


def rows(db: Session, card_ids: Sequence[int]) -> list[CardRow]:
    """The cards with these keys, in this order; keys that are gone are left out."""
    found = {row.card_id: row for row in _rows(db, [col(Card.id).in_(card_ids)])}
    return [found[card_id] for card_id in card_ids if card_id in found]


def row(db: Session, card_id: int) -> CardRow:
    """One card with its holder."""
    found = rows(db, [card_id])
    if not found:
        raise NotFound("没有这张读者证，可能已被清除。请刷新列表。")
    return found[0]


def namesakes(db: Session, conference_id: int, name: str) -> list[CardRow]:
    """The cards of everyone in the conference who bears exactly this name; for showing, never for merging."""
    try:
        wanted = tidy_name(name, Word("姓名"))
    except Invalid:
        return []
    return _rows(db, [Patron.conference_id == conference_id, Patron.name == wanted])


def by_names(db: Session, conference_id: int, names: Iterable[str]) -> list[CardRow]:
    """The cards of everyone in the conference who bears one of these names."""
    return _rows(db, [Patron.conference_id == conference_id, col(Patron.name).in_(sorted(set(names)))])


def _rows(
    db: Session, conditions: Sequence[ColumnElement[bool] | bool], *, limit: int | None = None, offset: int = 0
) -> list[CardRow]:
    found = db.exec(
        select(Card, Patron, Delegation.name, Sector.name)
        .join(Patron, col(Patron.id) == Card.patron_id)
        .outerjoin(Delegation, col(Delegation.id) == Patron.delegation_id)
        .outerjoin(Sector, col(Sector.id) == Patron.sector_id)
        .where(*conditions)
        .order_by(col(Card.issued_at).desc(), col(Card.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return [CardRow(card, patron, delegation or sector or "") for card, patron, delegation, sector in found]


def _conditions(conference_id: int, text: str, state: Standing | None, today: date) -> list[ColumnElement[bool] | bool]:
    conditions: list[ColumnElement[bool] | bool] = [Card.conference_id == conference_id]
    if wanted := _searchable(text):
        conditions.append(_matches(wanted))
    revoked = col(Card.state) == CardState.REVOKED
    expired = and_(~revoked, col(Card.expires_on) < today)
    valid = and_(~revoked, col(Card.expires_on) >= today)
    if state is not None:
        conditions.append({"revoked": revoked, "expired": expired, "valid": valid}[state])
    return conditions


def _matches(text: str) -> ColumnElement[bool]:
    # LIKE folds the case of ASCII alone, and Cyrillic names have case
    spellings = {text, text.lower(), text.title(), text.upper()}
    columns = (Patron.name, Patron.name_mn, Patron.note)
    likes = [col(column).contains(each, autoescape=True) for column in columns for each in sorted(spellings)]
    number = card_numbers.digits_of(text)
    if number.isascii() and number.isdecimal():
        likes.append(col(Card.number).contains(number, autoescape=True))
    return or_(*likes)


def _searchable(text: str) -> str:
    normal = unicodedata.normalize("NFC", text).strip()[:LONGEST_TEXT]
    return "".join(character for character in normal if unicodedata.category(character) not in {"Cc", "Cs"})
