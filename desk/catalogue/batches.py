"""Import in steps that can be stopped, taken up again, and undone.

A batch is staged (read and shown, nothing changed), applied in short transactions that note how far they came, and may
be undone in short transactions as well. `desk.catalogue.imports` drives the steps; the verbs here never commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from desk.catalogue.drafts import Draft, ItemDraft, Refused
from desk.catalogue.known import Verdict
from desk.catalogue.ledger import ITEM_REFUSED
from desk.catalogue.preview import REFUSED, Preview
from desk.catalogue.reading import Entry
from desk.catalogue.records import add_or_update_all
from desk.errors import AlreadyDone, Invalid, NotFound
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import BatchChange, BatchState, BibRecord, ImportBatch, Item
from desk.tables.changes import hold_changes


@dataclass(frozen=True)
class RefusedCopy:
    """A copy whose barcode belongs to another record: where in the file, the copy, and that record."""

    position: int
    item: ItemDraft
    owner_id: int
    owner_title: str


CHUNK = 250  # records in one transaction: about 100 ms on SQLite, so that no loan waits for an import


def stage(
    db: Session,
    who: Identity | None,
    *,
    file_name: str,
    file_sha256: str,
    now: datetime,
    profile: str = "",
    mapping: dict[str, str] | None = None,
    preview: Preview | None = None,
) -> ImportBatch:
    """Note a file that has been read. Until it is applied, the batch's counts are those of the preview."""
    require(who, "import")
    counts = preview.counts if preview else {}
    batch = ImportBatch(
        file_name=file_name,
        file_sha256=file_sha256,
        profile=profile,
        mapping=mapping or {},
        added=counts.get(Verdict.ADDED, 0),
        changed=counts.get(Verdict.CHANGED, 0),
        duplicates=counts.get(Verdict.DUPLICATE, 0),
        refused=[{"position": row.position, "why": row.why} for row in preview.rows.get(REFUSED, ())]
        if preview
        else [],
        started_at=now,
        account_id=who.account_id if who else None,
    )
    db.add(batch)
    db.flush()
    return batch


def begin(db: Session, who: Identity | None, batch_id: int, *, now: datetime) -> ImportBatch:
    """Start to apply a staged batch: its counts begin at nought."""
    require(who, "import")
    batch = _locked(db, batch_id)
    if batch.state != BatchState.STAGED:
        raise AlreadyDone("这一批已经导入或撤销过了。请在“历次导入”中查看。")
    batch.state = BatchState.APPLYING
    batch.added = batch.changed = batch.duplicates = batch.position = 0
    batch.refused = []
    audit.record(db, who, "import", "import_batch", batch.id, now=now)
    return batch


def apply_next(db: Session, batch_id: int, entries: Sequence[Entry], start: int, *, now: datetime) -> ImportBatch:
    """Apply the entries that follow the first `start` of the file; those that somebody has applied are left out."""
    batch = _locked(db, batch_id)
    if batch.state != BatchState.APPLYING or batch.position >= start + len(entries):
        return batch
    assert batch.position >= start  # whoever drives a batch begins at its first entry
    entries = entries[batch.position - start :]
    drafts = [entry for entry in entries if isinstance(entry, Draft)]
    outcomes = [found.outcome for found in add_or_update_all(db, drafts, now=now, batch_id=batch_id)]
    batch.added += outcomes.count(Verdict.ADDED)
    batch.changed += outcomes.count(Verdict.CHANGED)
    batch.duplicates += outcomes.count(Verdict.DUPLICATE)
    refused = [{"position": entry.position, "why": entry.why} for entry in entries if isinstance(entry, Refused)]
    if refused:
        batch.refused = [*batch.refused, *refused]
    batch.position += len(entries)
    return batch


def finish(db: Session, batch_id: int, state: BatchState, *, now: datetime) -> ImportBatch:
    """The last entry is done: what was being applied is applied, what was being undone is undone.

    `state` is what the driver was at. One that lags behind another ends nothing that has begun since.
    """
    batch = _locked(db, batch_id)
    after = {BatchState.APPLYING: BatchState.APPLIED, BatchState.UNDOING: BatchState.UNDONE}
    if batch.state == state and state in after:
        batch.state = after[state]
        batch.ended_at = now
    return batch


def break_off(db: Session, batch_id: int, why: str) -> None:
    """Note that the rest of a batch's file cannot be read any more; what was applied can be undone."""
    batch = _locked(db, batch_id)
    batch.refused = [*batch.refused, {"position": batch.position + 1, "why": why}]


def discard(db: Session, who: Identity | None, batch_id: int) -> ImportBatch:
    """Forget a batch that was staged and will not be applied; returns what it was."""
    require(who, "import")
    batch = _locked(db, batch_id)
    if batch.state != BatchState.STAGED:
        raise AlreadyDone("这一批已经导入或撤销过了。请在“历次导入”中查看。")
    db.delete(batch)
    db.flush()
    return batch


def is_kept(db: Session, file_sha256: str) -> bool:
    """Whether some batch came from the file with that digest."""
    return db.exec(select(ImportBatch.id).where(ImportBatch.file_sha256 == file_sha256)).first() is not None


def found(db: Session, batch_id: int) -> ImportBatch:
    """The batch with that number."""
    batch = db.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound("没有第 {number} 批导入。请在“历次导入”中选择。", number=batch_id)
    return batch


def earlier(db: Session, *, page: int = 1, size: int = 20) -> tuple[list[ImportBatch], int]:
    """One page of all batches, the latest first, and how many there are."""
    if page < 1:
        raise Invalid("页码从 1 开始。")
    total = db.exec(select(func.count()).select_from(ImportBatch)).one()
    newest = select(ImportBatch).order_by(col(ImportBatch.id).desc()).offset((page - 1) * size).limit(size)
    return list(db.exec(newest)), total


def unfinished(db: Session) -> list[ImportBatch]:
    """Batches that stopped half-way, oldest first."""
    states = (BatchState.APPLYING, BatchState.UNDOING)
    return list(db.exec(select(ImportBatch).where(col(ImportBatch.state).in_(states)).order_by(col(ImportBatch.id))))


def items_refused(db: Session, batch_id: int) -> list[RefusedCopy]:
    """The copies that a batch could not take in, because their barcodes belong to other records."""
    of_batch = select(BatchChange).where(BatchChange.batch_id == batch_id, BatchChange.verb == ITEM_REFUSED)
    kept: list[tuple[int, dict[str, Any]]] = [
        (change.position, change.before) for change in db.exec(of_batch.order_by(col(BatchChange.position)))
    ]
    owners = {before["owner"] for _, before in kept}
    titles = dict(db.exec(select(BibRecord.id, BibRecord.title).where(col(BibRecord.id).in_(owners))).all())
    return [
        RefusedCopy(position, ItemDraft(**before["item"]), before["owner"], titles.get(before["owner"], ""))
        for position, before in kept
    ]


def items_added(db: Session, batch_id: int) -> int:
    """How many copies of a batch are in the catalogue."""
    return db.exec(select(func.count()).select_from(Item).where(Item.batch_id == batch_id)).one()


def _locked(db: Session, batch_id: int) -> ImportBatch:
    """The batch, with nobody else changing the catalogue until the transaction ends."""
    hold_changes(db)
    return found(db, batch_id)
