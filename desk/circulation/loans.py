"""Check an item out on a card, check it in again, and say what is out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from desk import clock
from desk.circulation.rules import rule_for
from desk.circulation.scans import item_of
from desk.conference import parts
from desk.errors import AlreadyDone, NotAllowed
from desk.patrons import cards
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import BibRecord, Card, Item, Loan, Patron


@dataclass(frozen=True)
class LoanRow:
    """A loan with the item and the title of its record."""

    loan: Loan
    item: Item
    title: str


def check_out(
    db: Session,
    who: Identity | None,
    *,
    card_number: str,
    barcode: str,
    service_point_id: int | None = None,
    now: datetime,
) -> Loan:
    """Lend the item to the card's holder, due by the rule of their kind but never after the card's last day.

    Refuses a bad or unknown number, a card that is expired or revoked, an item that is out, and one loan too many.
    """
    require(who, "lend")
    card = cards.by_number(db, card_number, lock=True)  # locked: two desks together must not pass the limit
    today = clock.local_date(now)
    if refusal := cards.refusal_of(card, today=today):
        raise refusal
    item = item_of(db, barcode)
    assert card.id is not None
    assert item.id is not None
    check_is_in(db, item, card)
    patron = db.get_one(Patron, card.patron_id)
    rule = rule_for(patron.kind)
    _check_limit(db, card, rule.limit)
    loan = Loan(
        item_id=item.id,
        card_id=card.id,
        service_point_id=parts.point_for(db, who, card.conference_id, service_point_id),
        checked_out_at=now,
        checked_out_by=who.account_id if who else None,
        due_on=rule.due_on(today, expires_on=card.expires_on),
    )
    _keep(db, loan)
    audit.record(db, who, "check_out", "loan", loan.id, now=now)
    return loan


def check_in(db: Session, who: Identity | None, *, barcode: str, now: datetime) -> Loan:
    """Take the item back; refuses an unknown barcode and an item that is not out."""
    require(who, "lend")
    item = item_of(db, barcode)
    assert item.id is not None
    loan = open_loan(db, item.id, lock=True)
    if loan is None:
        raise AlreadyDone("{barcode} 没有借出，不必还回。请直接上架。", barcode=item.barcode)
    loan.checked_in_at = max(now, loan.checked_out_at)  # a clock set back must not end a loan before it began
    audit.record(db, who, "check_in", "loan", loan.id, now=now)
    return loan


def open_loan(db: Session, item_id: int, *, lock: bool = False) -> Loan | None:
    """The loan on which the item is out now; None when it is in."""
    query = select(Loan).where(Loan.item_id == item_id, col(Loan.checked_in_at).is_(None))
    return db.exec(query.with_for_update() if lock else query).first()


def open_loans_of_card(db: Session, card_id: int) -> list[LoanRow]:
    """What is out on the card, the first due first."""
    found = db.exec(
        select(Loan, Item, BibRecord.title)
        .join(Item, col(Item.id) == Loan.item_id)
        .join(BibRecord, col(BibRecord.id) == Item.bib_record_id)
        .where(Loan.card_id == card_id, col(Loan.checked_in_at).is_(None))
        .order_by(col(Loan.due_on), col(Loan.id))
    )
    return [LoanRow(loan, item, title) for loan, item, title in found]


def title_of(db: Session, item: Item) -> str:
    """The title of the record that the item belongs to."""
    return db.get_one(BibRecord, item.bib_record_id).title


def check_is_in(db: Session, item: Item, card: Card | None = None) -> None:
    """Refuse an item that is out, in other words where it is out on `card` already."""
    assert item.id is not None
    loan = open_loan(db, item.id)
    if loan is None:
        return
    if card is not None and loan.card_id == card.id:
        raise AlreadyDone("这本书已经借给本证，应还日期 {due_on}。不必再借。", due_on=loan.due_on)
    holder = db.get_one(Card, loan.card_id)
    raise NotAllowed(
        "这本书已借给证 {number}，应还日期 {due_on}。请先还回，再借出。", number=holder.number, due_on=loan.due_on
    )


def _check_limit(db: Session, card: Card, limit: int) -> None:
    open_now = db.exec(
        select(func.count())
        .select_from(Loan)
        .join(Card, col(Card.id) == Loan.card_id)
        .where(Card.patron_id == card.patron_id, col(Loan.checked_in_at).is_(None))
    ).one()
    if open_now >= limit:
        raise NotAllowed(
            "证 {number} 已借满：{open} / {limit} 册。请先还回一册，再借出。",
            number=card.number,
            open=open_now,
            limit=limit,
        )


def _keep(db: Session, loan: Loan) -> None:
    db.add(loan)
    try:
        db.flush()
    except IntegrityError as error:  # uq_loan_open_item: another desk was a moment faster
        raise AlreadyDone("另一个服务点刚刚借出了这本书。请核对书在哪位读者手中。") from error
