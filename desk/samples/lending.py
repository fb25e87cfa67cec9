"""Sixty loans of the sample conference, two fifths of them back already; one is overdue, on the card that expired."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from desk.circulation import loans
from desk.samples.days import Days
from desk.samples.files import mixed, shuffled
from desk.samples.readers import EXPIRED, REVOKED
from desk.staff.roles import Identity
from desk.tables import BibRecord, Item

LOANS = 60
RETURNED = 24  # the first ones: these are from the first day and the morning of the second
_BORROWERS = 58  # deputies and members, who come first among the readers
_HOURS_OUT = 3


@dataclass(frozen=True)
class SampleLoan:
    """A loan to be made: `reader` counts the readers from 0."""

    barcode: str
    service_point_id: int | None
    reader: int
    at: datetime
    back_at: datetime | None


def sample_loans(db: Session, days: Days) -> list[SampleLoan]:
    """The loans in the order of their time; fewer where the sample library has fewer copies at the points."""
    planned = zip(_items(db), _readers(), range(LOANS), strict=False)
    return sorted((_loan(item, reader, place, days) for item, reader, place in planned), key=lambda loan: loan.at)


def lend(db: Session, who: Identity, loan: SampleLoan, card_numbers: Sequence[str]) -> None:
    """Check one item out and, where it has come back, in again."""
    loans.check_out(
        db,
        who,
        card_number=card_numbers[loan.reader],
        barcode=loan.barcode,
        service_point_id=loan.service_point_id,
        now=loan.at,
    )
    if loan.back_at is not None:
        loans.check_in(db, who, barcode=loan.barcode, now=loan.back_at)


def _loan(item: Item, reader: int, place: int, days: Days) -> SampleLoan:
    day = 1 if place < RETURNED - 4 else 2 if place < 40 else 3
    hour = 8 + mixed("hour", place) % 13  # from eight in the morning to nine in the evening
    at = days.moment(day, f"{hour:02d}:{mixed('minute', place) % 60:02d}")
    back_at = at + timedelta(hours=_HOURS_OUT) if place < RETURNED and reader != EXPIRED else None
    return SampleLoan(item.barcode or "", item.service_point_id, reader, at, back_at)


def _readers() -> Iterator[int]:
    """Who borrows: the expired card while it was valid, then the others in turn."""
    yield EXPIRED
    while True:
        yield from (place for place in range(_BORROWERS) if place not in (EXPIRED, REVOKED))


def _items(db: Session) -> list[Item]:
    query = (
        select(Item)
        .join(BibRecord, col(BibRecord.id) == Item.bib_record_id)
        .where(col(Item.service_point_id).is_not(None), BibRecord.kind == "book")
        .order_by(col(Item.id))
        .limit(600)
    )
    return shuffled(db.exec(query), "items")
