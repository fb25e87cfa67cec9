"""What the screen says of records found: read from the database at that moment, never from the index."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from desk.errors import NotFound
from desk.tables import BibRecord, ElectronicAccess, Item, Loan, ServicePoint


@dataclass(frozen=True)
class Holding:
    """单册: a copy, where it stands, and until when it is out (None: it is in)."""

    item: Item
    place: str
    due_on: date | None

    @property
    def is_in(self) -> bool:
        """Whether it stands on its shelf."""
        return self.due_on is None


@dataclass(frozen=True)
class Listed:
    """A record with its copies and the places where its electronic form is."""

    record: BibRecord
    holdings: tuple[Holding, ...]
    access: tuple[ElectronicAccess, ...]


def listed(db: Session, record_ids: Sequence[int]) -> list[Listed]:
    """These records in this order; one that was removed since the index saw it is left out."""
    records = {record.id: record for record in db.exec(select(BibRecord).where(col(BibRecord.id).in_(record_ids)))}
    holdings = _holdings(db, record_ids)
    access: dict[int, list[ElectronicAccess]] = defaultdict(list)
    wanted = select(ElectronicAccess).where(col(ElectronicAccess.bib_record_id).in_(record_ids))
    for one in db.exec(wanted.order_by(col(ElectronicAccess.id))):
        access[one.bib_record_id].append(one)
    return [
        Listed(records[number], tuple(holdings[number]), tuple(access[number]))
        for number in record_ids
        if number in records
    ]


def one_listed(db: Session, record_id: int) -> Listed:
    """One record; refuses a number that no record has."""
    found = listed(db, [record_id])
    if not found:
        raise NotFound("没有编号为 {number} 的书目，可能已被撤回。请返回检索，重新查找。", number=record_id)
    return found[0]


def _holdings(db: Session, record_ids: Sequence[int]) -> dict[int, list[Holding]]:
    query = (
        select(Item, col(ServicePoint.name), col(Loan.due_on))
        .outerjoin(ServicePoint, col(ServicePoint.id) == col(Item.service_point_id))
        .outerjoin(Loan, (col(Loan.item_id) == col(Item.id)) & col(Loan.checked_in_at).is_(None))
        .where(col(Item.bib_record_id).in_(record_ids))
        .order_by(col(Item.id))
    )
    holdings: dict[int, list[Holding]] = defaultdict(list)
    for item, point, due_on in db.exec(query):
        holdings[item.bib_record_id].append(Holding(item, point or item.home_library, due_on))
    return holdings
