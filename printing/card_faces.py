"""From cards on file to what stands on them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from desk.patrons import finding
from desk.patrons.finding import CardRow
from desk.patrons.readers import KINDS
from desk.tables import Card, Conference
from desk.vocabularies import label
from printing.cards import CardFace


def faces(db: Session, cards: Sequence[Card], *, library: str) -> list[CardFace]:
    """The face of each card, in the order of `cards`; `library` is the name printed on them."""
    ids = [card.id for card in cards if card.id is not None]
    held_in = {card.conference_id for card in cards}
    conferences = {each.id: each for each in db.exec(select(Conference).where(col(Conference.id).in_(held_in)))}
    return [_face(row, conferences[row.card.conference_id], library) for row in finding.rows(db, ids)]


def _face(row: CardRow, conference: Conference, library: str) -> CardFace:
    return CardFace(
        number=row.card.number,
        name=row.patron.name,
        kind=label(KINDS, row.patron.kind),
        group=row.group,
        conference=conference.name,
        library=library,
        expires_on=row.card.expires_on,
        name_mn=row.patron.name_mn,
        conference_mn=conference.name_mn,
        sample=row.patron.is_sample,
    )
