"""Taking a batch back: what it added goes, what it changed or filled is as it was, and what others need stays."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from desk.catalogue.batches import found
from desk.catalogue.known import Verdict
from desk.catalogue.ledger import ITEM_REFUSED, raw_of
from desk.errors import AlreadyDone, NotAllowed
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import (
    BatchChange,
    BatchState,
    BibRecord,
    BibSource,
    ElectronicAccess,
    Entry,
    ImportBatch,
    Item,
    Loan,
    Source,
)
from desk.tables.changes import hold_changes, note_change

CHUNK = 250

_NOT_COLUMNS = ("raw", "format", "urls", "barcoded")


def begin_undo(db: Session, who: Identity | None, batch_id: int, *, now: datetime) -> ImportBatch:
    """Start to undo an applied batch; refused while a later batch builds on the same records."""
    require(who, "import")
    hold_changes(db)
    batch = found(db, batch_id)
    if batch.state != BatchState.APPLIED:
        raise AlreadyDone("这一批没有导入完，或已经撤销，不能再撤销。请在“历次导入”中查看。")
    if (later := _later_batch(db, batch_id)) is not None:
        raise NotAllowed("第 {later} 批在这之后又改动了其中的记录。请先撤销第 {later} 批。", later=later)
    batch.state = BatchState.UNDOING
    batch.position = 0
    audit.record(db, who, "undo", "import_batch", batch.id, now=now)
    return batch


def undo_next(db: Session, batch_id: int, *, now: datetime) -> bool:
    """Take back the latest changes that are still there; False when none is left."""
    hold_changes(db)
    batch = found(db, batch_id)
    if batch.state != BatchState.UNDOING:
        return False
    of_batch = select(BatchChange).where(BatchChange.batch_id == batch_id, BatchChange.verb != ITEM_REFUSED)
    newest_first = of_batch.order_by(col(BatchChange.id).desc()).offset(batch.position).limit(CHUNK)
    changes = list(db.exec(newest_first))
    _remove_copies(db, batch_id, {change.bib_record_id for change in changes})
    for change in changes:
        if change.verb != Verdict.ADDED:
            _restore(db, change.bib_record_id, change.before, now)
    _remove_records(db, {change.bib_record_id for change in changes if change.verb == Verdict.ADDED})
    note_change(db, [change.bib_record_id for change in changes])
    batch.position += len(changes)
    return bool(changes)


def kept(db: Session, batch_id: int) -> int:
    """How many records of an undone batch stayed, because a loan, a consultation or a compilation needs them."""
    added = select(BatchChange.bib_record_id).where(BatchChange.batch_id == batch_id, BatchChange.verb == Verdict.ADDED)
    return db.exec(select(func.count()).select_from(BibRecord).where(col(BibRecord.id).in_(added))).one()


def _later_batch(db: Session, batch_id: int) -> int | None:
    """The batch that was last to change a record after this one did; the numbers of batches only say who was staged."""
    own = aliased(BatchChange)
    later = (
        select(BatchChange.batch_id)
        .join(ImportBatch, col(ImportBatch.id) == BatchChange.batch_id)
        .join(own, col(own.bib_record_id) == BatchChange.bib_record_id)
        .where(
            own.batch_id == batch_id,
            col(BatchChange.id) > col(own.id),
            BatchChange.batch_id != batch_id,
            BatchChange.verb != ITEM_REFUSED,
            ImportBatch.state != BatchState.UNDONE,
        )
        .order_by(col(BatchChange.id).desc())
    )
    return db.exec(later.limit(1)).first()


def _remove_copies(db: Session, batch_id: int, record_ids: Collection[int]) -> None:
    """Remove the batch's copies of these records, except those that were ever lent."""
    db.execute(
        delete(Item).where(
            col(Item.batch_id) == batch_id,
            col(Item.bib_record_id).in_(record_ids),
            ~exists().where(col(Loan.item_id) == col(Item.id)),
        )
    )


def _restore(db: Session, record_id: int, before: Mapping[str, Any], now: datetime) -> None:
    """Put back what a change has replaced."""
    columns = {name: value for name, value in before.items() if name not in _NOT_COLUMNS}
    if columns:
        db.execute(update(BibRecord).where(col(BibRecord.id) == record_id).values(**columns, changed_at=now))
    if "raw" in before:
        raw = {"raw": raw_of(before), "format": before["format"]}
        db.execute(update(BibSource).where(col(BibSource.bib_record_id) == record_id).values(**raw))
    if "urls" in before:
        of_record = col(ElectronicAccess.bib_record_id) == record_id
        db.execute(delete(ElectronicAccess).where(of_record, col(ElectronicAccess.url).in_(before["urls"])))
    if "barcoded" in before:
        db.execute(update(Item).where(col(Item.id).in_(before["barcoded"])).values(barcode=None))


def _remove_records(db: Session, record_ids: Collection[int]) -> None:
    """Remove records that nothing needs any more; their sources and addresses go with them."""
    needed = (
        exists().where(col(Item.bib_record_id) == col(BibRecord.id)),
        exists().where(col(Source.bib_record_id) == col(BibRecord.id)),
        exists().where(col(Entry.bib_record_id) == col(BibRecord.id)),
    )
    db.execute(delete(BibRecord).where(col(BibRecord.id).in_(record_ids), *(~need for need in needed)))
