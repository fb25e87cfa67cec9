"""Copies of a volume handed out, printed or electronic: what the figures later count."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from compilations import states
from desk.errors import Invalid, NotFound, Word
from desk.staff import audit, roles
from desk.staff.roles import Identity
from desk.tables import Compilation, CopyHandout, CopyKind, ServicePoint

KIND_LABELS = {CopyKind.PRINTED: Word("纸本"), CopyKind.ELECTRONIC: Word("电子本")}
MOST_COPIES = 10_000


@dataclass(frozen=True)
class HandedOut:
    """Copies of one kind that a service point has handed out so far."""

    service_point: str
    kind: CopyKind
    copies: int


def hand_out(
    db: Session,
    who: Identity | None,
    *,
    compilation_id: int,
    service_point_id: int | None,
    kind: str,
    copies: int,
    now: datetime,
) -> CopyHandout:
    """Log `copies` (1 to 10,000) of an issued volume as handed out at a service point (None: at the desk itself)."""
    roles.require(who, "hand_out")
    compilation = db.get(Compilation, compilation_id)
    if compilation is None:
        raise NotFound("没有编号为 {id} 的专题汇编。请从列表中选择。", id=compilation_id)
    states.require_issued(compilation)
    if kind not in set(CopyKind):
        raise Invalid("没有“{value}”这种形式。请选纸本或电子本。", value=kind)
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid("一次发放 {copies} 份不对。请填 1 到 {limit} 之间的份数。", copies=copies, limit=MOST_COPIES)
    refuse_other_conference(db, compilation, service_point_id)
    handout = CopyHandout(
        conference_id=compilation.conference_id,
        compilation_id=compilation_id,
        service_point_id=service_point_id,
        kind=kind,
        copies=copies,
        at=now,
        account_id=who.account_id if who else None,
    )
    db.add(handout)
    audit.record(db, who, "hand_out", "compilation", compilation_id, now=now, copies=copies, kind=kind)
    db.flush()
    return handout


def handed_out(db: Session, compilation_id: int) -> list[HandedOut]:
    """How many copies each service point has handed out, by kind."""
    rows = db.exec(
        select(ServicePoint.name, CopyHandout.kind, func.sum(CopyHandout.copies))
        .select_from(CopyHandout)
        .join(ServicePoint, col(ServicePoint.id) == CopyHandout.service_point_id, isouter=True)
        .where(CopyHandout.compilation_id == compilation_id)
        .group_by(col(ServicePoint.name), col(CopyHandout.kind))
        .order_by(col(ServicePoint.name), col(CopyHandout.kind))
    ).all()
    return [HandedOut(name or "", CopyKind(kind), int(copies)) for name, kind, copies in rows]


def refuse_other_conference(db: Session, compilation: Compilation, service_point_id: int | None) -> None:
    """Refuse a service point that is not of the compilation's conference; None is the desk itself."""
    if service_point_id is None:
        return
    point = db.get(ServicePoint, service_point_id)
    if point is None or point.conference_id != compilation.conference_id:
        raise NotFound("这次会议没有这个服务点。请从列表中选择。")
