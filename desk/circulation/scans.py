"""What a scanner read: a reader's card or an item."""

import unicodedata
from dataclasses import dataclass

from sqlmodel import Session, select

from desk.errors import Invalid, NotFound
from desk.patrons import card_numbers, cards
from desk.tables import Card, Item

LONGEST = 64


@dataclass(frozen=True)
class Scan:
    """One of the two: the card, or the item, that was scanned."""

    card: Card | None = None
    item: Item | None = None


def recognise(db: Session, text: str) -> Scan:
    """Tell a card from an item. An item on file goes first, then whatever can only be meant as a card.

    Refuses an unknown barcode, an unknown card, and a card number that is wrong.
    """
    barcode = tidy_barcode(text)
    item = _by_barcode(db, barcode)
    if item is not None:
        return Scan(item=item)
    if card_numbers.looks_like_card(barcode):
        return Scan(card=cards.by_number(db, barcode))
    raise _unknown(barcode)


def item_of(db: Session, text: str) -> Item:
    """The item with this barcode; refuses a barcode that the catalogue does not know."""
    barcode = tidy_barcode(text)
    item = _by_barcode(db, barcode)
    if item is None:
        raise _unknown(barcode)
    return item


def tidy_barcode(text: str) -> str:
    """A barcode as scanned or typed: full-width letters narrowed, spaces at the ends gone.

    Refuses nothing at all, more than 64 characters, and control characters.
    """
    barcode = unicodedata.normalize("NFKC", text).strip()
    if not barcode:
        raise Invalid("没有读到条码。请再扫一次。")
    if len(barcode) > LONGEST or any(unicodedata.category(character) in {"Cc", "Cs"} for character in barcode):
        raise Invalid("读到的不是条码。请对准一个条码，再扫一次。")
    return barcode


def _by_barcode(db: Session, barcode: str) -> Item | None:
    return db.exec(select(Item).where(Item.barcode == barcode)).first()


def _unknown(barcode: str) -> NotFound:
    if card_numbers.looks_like_card(barcode):
        return NotFound("{barcode} 是读者证号，不是图书条码。请扫描书上的条码。", barcode=barcode)
    return NotFound("馆藏中没有条码 {barcode}。请核对，或先将这本书编入馆藏。", barcode=barcode)
