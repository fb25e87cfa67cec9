"""Driving an import: keep the file, look through it, apply it chunk by chunk, undo it, take up what was interrupted.

These own their transactions, because a file of twenty-five thousand records is a hundred of them. Two processes that
drive the same batch (a page, and a command that opened the desk meanwhile) share the work: each chunk begins where
the batch stands.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime

from desk.catalogue import batches, undoing
from desk.catalogue.drafts import Refused
from desk.catalogue.iso2709 import RECORD_END
from desk.catalogue.preview import Preview, in_chunks, load, look_through
from desk.catalogue.reading import Entry, entries
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.errors import Invalid, Word
from desk.staff.roles import Identity, require
from desk.tables import BatchState, ImportBatch

log = logging.getLogger("desk.catalogue")

Progress = Callable[[int], None]  # told how many records are done


def stage_file(
    database: Database,
    who: Identity | None,
    uploads: Uploads,
    digest: str,
    *,
    name: str,
    now: datetime,
    profile: str = "",
    mapping: dict[str, str] | None = None,
    look: bool = True,
) -> ImportBatch:
    """Stage a file that `uploads` keeps. With `look` it is read through first and its preview kept."""
    require(who, "import")
    preview: Preview | None = None
    try:
        found = entries(uploads.file(digest, name), name=name, profile=profile, mapping=mapping)
    except Invalid:
        forget_file(database, uploads, digest, name)
        raise
    if look:
        with database.reading() as db:
            preview = look_through(db, found)
    with database.writing() as db:
        batch = batches.stage(
            db, who, file_name=name, file_sha256=digest, now=now, profile=profile, mapping=mapping, preview=preview
        )
    if preview is not None and batch.id is not None:
        preview.save(uploads.preview(batch.id))
    return batch


def discard(database: Database, who: Identity | None, uploads: Uploads, batch_id: int) -> None:
    """Forget a staged batch, and its file when no other batch came from it."""
    with database.writing() as db:
        batch = batches.discard(db, who, batch_id)
    uploads.preview(batch_id).unlink(missing_ok=True)
    forget_file(database, uploads, batch.file_sha256, batch.file_name)


def forget_file(database: Database, uploads: Uploads, digest: str, name: str) -> None:
    """Remove a kept file from which no batch came: a wrong file, a list of persons perhaps, does not stay here."""
    with database.reading() as db:
        is_needed = batches.is_kept(db, digest)
    if not is_needed:
        uploads.file(digest, name).unlink(missing_ok=True)


def preview_of(uploads: Uploads, batch_id: int) -> Preview | None:
    """What was found when the batch was staged."""
    return load(uploads.preview(batch_id))


def apply_batch(
    database: Database,
    who: Identity | None,
    uploads: Uploads,
    batch_id: int,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> ImportBatch:
    """Apply a staged batch to its end."""
    with database.writing() as db:
        batch = batches.begin(db, who, batch_id, now=now)
    return _carry_on(database, uploads, batch, now, progress)


def undo_batch(
    database: Database,
    who: Identity | None,
    uploads: Uploads,
    batch_id: int,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> ImportBatch:
    """Undo an applied batch to its end."""
    with database.writing() as db:
        batch = undoing.begin_undo(db, who, batch_id, now=now)
    return _carry_on(database, uploads, batch, now, progress)


def carry_on(
    database: Database,
    who: Identity | None,
    uploads: Uploads,
    batch: ImportBatch,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> ImportBatch:
    """Bring a batch that was interrupted to its end."""
    require(who, "import")
    return _carry_on(database, uploads, batch, now, progress)


def resume_unfinished(database: Database, uploads: Uploads, *, now: datetime) -> int:
    """Finish every batch that a crash or a power cut has stopped; returns how many there were.

    The desk opens whatever becomes of them: one that cannot be finished stays as it is, to be continued on screen.
    """
    with database.reading() as db:
        stopped = batches.unfinished(db)
    for batch in stopped:
        try:
            _carry_on(database, uploads, batch, now, None)
        except Exception:  # the start of the process: nobody is there yet to whom it could be said
            log.exception("batch %s could not be finished", batch.id)
    return len(stopped)


def _carry_on(
    database: Database, uploads: Uploads, batch: ImportBatch, now: datetime, progress: Progress | None
) -> ImportBatch:
    """Apply or undo from where the batch stands, whichever it is at."""
    assert batch.id is not None
    state = BatchState(batch.state)
    if state is BatchState.UNDOING:
        _undo(database, batch.id, now, progress)
    elif state is BatchState.APPLYING:
        _apply(database, uploads, batch, now, progress)
    with database.writing() as db:
        return batches.finish(db, batch.id, state, now=now)


def _apply(database: Database, uploads: Uploads, batch: ImportBatch, now: datetime, progress: Progress | None) -> None:
    assert batch.id is not None
    done = 0
    try:
        for chunk in in_chunks(_entries(uploads, batch), batches.CHUNK):
            with database.writing() as db:
                batches.apply_next(db, batch.id, chunk, done, now=now)
            done += len(chunk)
            if progress:
                progress(done)
    except (FileNotFoundError, Invalid):
        with database.writing() as db:
            batches.break_off(db, batch.id, Word("上传的原文件已不在，其余的没有导入。请重新导入这个文件。"))


def _undo(database: Database, batch_id: int, now: datetime, progress: Progress | None) -> None:
    more = True
    while more:
        with database.writing() as db:
            more = undoing.undo_next(db, batch_id, now=now)
            position = batches.found(db, batch_id).position
        if progress:
            progress(position)


def _entries(uploads: Uploads, batch: ImportBatch) -> Iterator[Entry]:
    """The entries of a batch's file; what is refused is written beside it on the way."""
    assert batch.id is not None
    found = entries(uploads.of(batch), name=batch.file_name, profile=batch.profile, mapping=batch.mapping)
    refused = uploads.refused(batch.id)
    part = refused.with_name(f"{refused.name}.{secrets.token_hex(4)}.part")  # its own, should two drive the batch
    try:
        for entry in found:
            if isinstance(entry, Refused) and entry.raw:
                with part.open("ab") as file:
                    file.write(entry.raw + (b"" if entry.raw.endswith(RECORD_END) else b"\n"))
            yield entry
        if part.exists():
            part.replace(refused)
    finally:
        part.unlink(missing_ok=True)
