"""送达与结存: printed copies brought to a service point, counted again at the end; what is missing was handed out.

Nobody can tap for each copy that a delegate takes from a table. So the figures stay sums of events: the closing writes
one, of as many copies as were delivered, are not left, and were not tapped.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from compilations import states
from compilations.copies import MOST_COPIES, refuse_other_conference
from desk.errors import Invalid, NotAllowed, NotFound
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, CopyHandout, CopyKind, CopyOrigin, CopyStock, ServicePoint, StockKind


@dataclass(frozen=True)
class Standing:
    """Printed copies of a volume at one service point (None: handed out at none)."""

    service_point_id: int | None
    service_point: str
    delivered: int
    tapped: int  # logged one by one as handed out
    closing: int | None  # counted at the end; None: not yet
    from_stock: int  # handed out besides, as the closing tells

    @property
    def handed_out(self) -> int:
        """As many as the figures count."""
        return self.tapped + self.from_stock

    @property
    def on_hand(self) -> int:
        """As many as should be there now; below 0 when more went out than were noted as delivered."""
        return self.delivered - self.handed_out


def deliver(
    db: Session, who: Identity | None, *, compilation_id: int, service_point_id: int, copies: int, now: datetime
) -> CopyStock:
    """Note `copies` (1 to 10,000) of an issued volume as brought to a service point of its conference."""
    roles.require(who, "hand_out")
    states.require_issued(_held(db, compilation_id, service_point_id))
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid("一次送达 {copies} 份不对。请填 1 到 {limit} 之间的份数。", copies=copies, limit=MOST_COPIES)
    stock = _noted(StockKind.DELIVERED, compilation_id, service_point_id, copies, who, now)
    db.add(stock)
    db.flush()
    audit.record(db, who, "deliver", "compilation", compilation_id, now=now, point=service_point_id, copies=copies)
    return stock


def take_back(db: Session, who: Identity | None, *, stock_id: int, now: datetime) -> None:
    """Take back a delivery that was noted by mistake; refused once the copies at its point have been counted."""
    roles.require(who, "hand_out")
    stock = db.get(CopyStock, stock_id)
    if stock is None or stock.kind != StockKind.DELIVERED:
        raise NotFound("没有这次送达的登记，可能刚刚已被撤销。请刷新页面。")
    _held(db, stock.compilation_id, stock.service_point_id)
    if _of(db, stock.compilation_id, stock.service_point_id).closing is not None:
        raise NotAllowed("这个服务点已经登记结存，送达不能再撤销。请重新清点，按实数登记结存。")
    db.delete(stock)
    db.flush()
    audit.record(db, who, "take_back", "compilation", stock.compilation_id, now=now, copies=stock.copies)


def close_stock(
    db: Session, who: Identity | None, *, compilation_id: int, service_point_id: int, copies: int, now: datetime
) -> Standing:
    """Note how many copies are left (0 or more); what is missing becomes one handout. Closing again replaces it.

    Refuses a volume that is not issued, and more copies left than there can be, with all three figures.
    """
    roles.require(who, "hand_out")
    compilation = _held(db, compilation_id, service_point_id)
    states.require_issued(compilation)
    before = _of(db, compilation_id, service_point_id)
    missing = before.delivered - copies - before.tapped
    if copies < 0 or missing < 0:
        raise Invalid(
            "结存对不上：送达 {delivered} 份，结存 {closing} 份，逐份登记已发 {tapped} 份。请核对后再登记。",
            delivered=before.delivered,
            closing=copies,
            tapped=before.tapped,
        )
    _forget_closing(db, compilation_id, service_point_id)
    db.add(_noted(StockKind.CLOSING, compilation_id, service_point_id, copies, who, now))
    if missing:
        db.add(
            CopyHandout(
                conference_id=compilation.conference_id,
                compilation_id=compilation_id,
                service_point_id=service_point_id,
                kind=CopyKind.PRINTED,
                copies=missing,
                origin=CopyOrigin.STOCK,
                at=now,
                account_id=who.account_id if who else None,
            )
        )
    db.flush()
    audit.record(db, who, "close_stock", "compilation", compilation_id, now=now, point=service_point_id, copies=copies)
    return _of(db, compilation_id, service_point_id)


def standing(db: Session, compilation_id: int) -> list[Standing]:
    """How the printed copies stand at each service point that has had any, by its name."""
    stocks = {(point, kind): int(sum_) for point, kind, sum_ in _sums(db, CopyStock, CopyStock.kind, compilation_id)}
    handouts: Counter[tuple[int | None, bool]] = Counter()
    for point, origin, sum_ in _sums(db, CopyHandout, CopyHandout.origin, compilation_id):
        handouts[point, origin == CopyOrigin.STOCK] += int(sum_)
    points = {point for point, _ in [*stocks, *handouts]}
    names = dict(db.exec(select(ServicePoint.id, ServicePoint.name).where(col(ServicePoint.id).in_(points))).all())
    found = [
        Standing(
            point,
            names.get(point, ""),
            stocks.get((point, StockKind.DELIVERED), 0),
            handouts[point, False],
            stocks.get((point, StockKind.CLOSING)),
            handouts[point, True],
        )
        for point in points
    ]
    return sorted(found, key=lambda each: (each.service_point_id is None, each.service_point, each.service_point_id))


def _sums(
    db: Session, table: type[CopyStock | CopyHandout], by: str, compilation_id: int
) -> list[tuple[int | None, str, int]]:
    """Printed copies by service point and `by`."""
    wanted = select(table.service_point_id, by, func.sum(table.copies)).where(table.compilation_id == compilation_id)
    if table is CopyHandout:
        wanted = wanted.where(CopyHandout.kind == CopyKind.PRINTED)
    return list(db.exec(wanted.group_by(col(table.service_point_id), col(by))).all())


def _of(db: Session, compilation_id: int, service_point_id: int) -> Standing:
    found = (each for each in standing(db, compilation_id) if each.service_point_id == service_point_id)
    return next(found, Standing(service_point_id, "", 0, 0, None, 0))


def _held(db: Session, compilation_id: int, service_point_id: int) -> Compilation:
    """The compilation, held until the transaction ends, so that two countings of one table come one after the other."""
    wanted = select(Compilation).where(Compilation.id == compilation_id).with_for_update()
    compilation = db.exec(wanted.execution_options(populate_existing=True)).first()
    if compilation is None:
        raise NotFound("没有编号为 {id} 的专题汇编。请从列表中选择。", id=compilation_id)
    refuse_other_conference(db, compilation, service_point_id)
    return compilation


def _noted(
    kind: StockKind, compilation_id: int, service_point_id: int, copies: int, who: Identity | None, now: datetime
) -> CopyStock:
    return CopyStock(
        compilation_id=compilation_id,
        service_point_id=service_point_id,
        kind=kind,
        copies=copies,
        at=now,
        account_id=who.account_id if who else None,
    )


def _forget_closing(db: Session, compilation_id: int, service_point_id: int) -> None:
    """Remove an earlier closing and the handout that it wrote."""
    closings = select(CopyStock).where(
        CopyStock.compilation_id == compilation_id,
        CopyStock.service_point_id == service_point_id,
        CopyStock.kind == StockKind.CLOSING,
    )
    written = select(CopyHandout).where(
        CopyHandout.compilation_id == compilation_id,
        CopyHandout.service_point_id == service_point_id,
        CopyHandout.origin == CopyOrigin.STOCK,
    )
    for row in [*db.exec(closings).all(), *db.exec(written).all()]:
        db.delete(row)
    db.flush()
