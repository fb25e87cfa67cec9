import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import select

from desk.catalogue import batches, imports, reading, undoing
from desk.catalogue.reading import Entry
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.errors import AlreadyDone, NotAllowed, NotFound
from desk.tables import (
    BatchState,
    BibRecord,
    BibSource,
    Card,
    ElectronicAccess,
    ImportBatch,
    Item,
    Loan,
    Patron,
    Role,
)
from tests.conftest import identity
from tests.desk.catalogue import marc_text
from tests.desk.catalogue.standing import service_point

EDITOR = identity(Role.EDITOR)
THEN = datetime(2026, 1, 26, 2, 0, tzinfo=UTC)
ALL = ("dirty", "dt1000", "mongolian", "old_prices", "refused", "set", "twins", "vernacular")


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHUNK", 2)
    monkeypatch.setattr(undoing, "CHUNK", 2)


def stage(database: Database, uploads: Uploads, data: bytes, name: str = "采购.mrc") -> ImportBatch:
    digest = uploads.keep(io.BytesIO(data), name)
    return imports.stage_file(database, EDITOR, uploads, digest, name=name, now=THEN)


def bring_in(database: Database, uploads: Uploads, data: bytes) -> ImportBatch:
    staged = stage(database, uploads, data)
    assert staged.id is not None
    return imports.apply_batch(database, EDITOR, uploads, staged.id, now=THEN)


def renamed(title: str) -> bytes:
    """The golden record of that name under another title."""
    return marc_text.file_of("dt1000").replace("牧区供水工程".encode(), title.encode())


def everything(database: Database) -> list[object]:
    """The catalogue as plain values, without the moments at which it changed."""
    left_out = {"added_at", "changed_at"}
    with database.reading() as db:
        return [
            {name: value for name, value in row.model_dump().items() if name not in left_out}
            for table in (BibRecord, BibSource, Item, ElectronicAccess)
            for row in db.exec(select(table).order_by(*inspect(table).primary_key)).all()
        ]


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.added, batch.changed, batch.duplicates, len(batch.refused)


def test_staging_shows_what_will_happen_and_changes_nothing(database: Database, uploads: Uploads) -> None:
    batch = stage(database, uploads, marc_text.file_of(*ALL))
    assert (batch.state, counts(batch)) == (BatchState.STAGED, (9, 0, 1, 2))
    assert everything(database) == []
    assert batch.id is not None
    preview = imports.preview_of(uploads, batch.id)
    assert preview is not None
    assert preview.read == 12
    assert [row.title for row in preview.rows["duplicate"]] == ["'97草原发展报告"]
    assert preview.rows["duplicate"][0].copies == 1
    assert [row.position for row in preview.rows["refused"]] == [6, 7]


@pytest.mark.usefixtures("small_chunks")
def test_what_is_applied_is_what_was_shown(database: Database, uploads: Uploads) -> None:
    told: list[int] = []
    staged = stage(database, uploads, marc_text.file_of(*ALL))
    assert staged.id is not None
    batch = imports.apply_batch(database, EDITOR, uploads, staged.id, now=THEN, progress=told.append)
    assert (batch.state, counts(batch)) == (BatchState.APPLIED, counts(staged))
    assert told == [2, 4, 6, 8, 10, 12]
    assert uploads.refused(staged.id).read_bytes() == marc_text.file_of("refused")


@pytest.mark.usefixtures("small_chunks")
def test_the_same_file_twice_changes_nothing(database: Database, uploads: Uploads) -> None:
    bring_in(database, uploads, marc_text.file_of(*ALL))
    before = everything(database)
    again = bring_in(database, uploads, marc_text.file_of(*ALL, encoding="gb18030"))
    assert counts(again) == (0, 0, 10, 2)
    assert everything(database) == before


def test_an_old_file_read_again_does_not_turn_back_a_newer_one(database: Database, uploads: Uploads) -> None:
    old = marc_text.file_of("dt1000")
    new = marc_text.file_of("dt1000").replace("牧区供水工程".encode(), "牧区供水手册".encode())
    assert counts(bring_in(database, uploads, old)) == (1, 0, 0, 0)
    assert counts(bring_in(database, uploads, new)) == (0, 1, 0, 0)
    before = everything(database)
    assert counts(bring_in(database, uploads, old)) == (0, 0, 1, 0)
    assert counts(bring_in(database, uploads, old + new)) == (0, 0, 2, 0)
    assert everything(database) == before


@pytest.mark.usefixtures("small_chunks")
def test_undoing_a_batch_leaves_the_catalogue_as_it_was(database: Database, uploads: Uploads) -> None:
    bring_in(database, uploads, marc_text.file_of("twins", "set")[: marc_text.file_of("twins").index(b"\x1d") + 1])
    bring_in(database, uploads, marc_text.file_of("dt1000"))
    before = everything(database)
    changed = marc_text.file_of("dt1000").replace("牧区供水工程".encode(), "牧区供水手册".encode())
    batch = bring_in(database, uploads, changed + marc_text.file_of(*ALL))
    assert counts(batch) == (7, 1, 3, 2)
    assert everything(database) != before
    assert batch.id is not None
    undone = imports.undo_batch(database, EDITOR, uploads, batch.id, now=THEN)
    assert undone.state == BatchState.UNDONE
    assert everything(database) == before


def test_what_was_undone_can_be_imported_again(database: Database, uploads: Uploads) -> None:
    first = bring_in(database, uploads, marc_text.file_of(*ALL))
    assert first.id is not None
    imports.undo_batch(database, EDITOR, uploads, first.id, now=THEN)
    assert counts(bring_in(database, uploads, marc_text.file_of(*ALL))) == counts(first)


def test_a_batch_on_which_a_later_one_builds_is_not_undone(database: Database, uploads: Uploads) -> None:
    first = bring_in(database, uploads, marc_text.file_of("dt1000"))
    more = marc_text.file_of("dt1000").replace(b"0067101", b"0077101")
    later = bring_in(database, uploads, more)
    assert first.id is not None
    assert later.id is not None
    with pytest.raises(NotAllowed, match=f"第 {later.id} 批"):
        imports.undo_batch(database, EDITOR, uploads, first.id, now=THEN)
    imports.undo_batch(database, EDITOR, uploads, later.id, now=THEN)
    imports.undo_batch(database, EDITOR, uploads, first.id, now=THEN)
    assert everything(database) == []


def test_later_is_what_was_applied_later_whatever_was_staged_first(database: Database, uploads: Uploads) -> None:
    first = stage(database, uploads, renamed("牧区供水手册"))
    second = stage(database, uploads, marc_text.file_of("dt1000"))
    assert first.id is not None
    assert second.id is not None
    imports.apply_batch(database, EDITOR, uploads, second.id, now=THEN)
    applied = everything(database)
    assert counts(imports.apply_batch(database, EDITOR, uploads, first.id, now=THEN)) == (0, 1, 0, 0)
    with pytest.raises(NotAllowed, match=f"第 {first.id} 批"):
        imports.undo_batch(database, EDITOR, uploads, second.id, now=THEN)
    imports.undo_batch(database, EDITOR, uploads, first.id, now=THEN)
    assert everything(database) == applied
    imports.undo_batch(database, EDITOR, uploads, second.id, now=THEN)
    assert everything(database) == []


def test_a_file_that_was_undone_is_no_earlier_state(database: Database, uploads: Uploads) -> None:
    bring_in(database, uploads, marc_text.file_of("dt1000"))
    changes = [bring_in(database, uploads, renamed(title)) for title in ("牧区供水手册", "牧区供水志")]
    for batch in reversed(changes):
        assert batch.id is not None
        imports.undo_batch(database, EDITOR, uploads, batch.id, now=THEN)
    assert counts(bring_in(database, uploads, renamed("牧区供水手册"))) == (0, 1, 0, 0)


def test_a_record_with_a_copy_that_was_lent_stays(database: Database, uploads: Uploads) -> None:
    batch = bring_in(database, uploads, marc_text.file_of("dt1000", "set"))
    assert batch.id is not None
    with database.writing() as db:
        point = service_point(db, "会场")
        patron = Patron(conference_id=1, name="示例读者", kind="deputy")
        db.add(patron)
        db.flush()
        assert patron.id is not None
        card = Card(patron_id=patron.id, conference_id=1, number="1", issued_at=THEN, expires_on=date(2026, 1, 31))
        db.add(card)
        db.flush()
        item = db.exec(select(Item).where(Item.barcode == "0067102")).one()
        assert item.id is not None
        assert card.id is not None
        db.add(
            Loan(
                item_id=item.id,
                card_id=card.id,
                service_point_id=point,
                checked_out_at=THEN,
                due_on=date(2026, 1, 31),
            )
        )
    imports.undo_batch(database, EDITOR, uploads, batch.id, now=THEN)
    with database.reading() as db:
        assert [record.title for record in db.exec(select(BibRecord))] == ["牧区供水工程"]
        assert [item.barcode for item in db.exec(select(Item))] == ["0067102"]
        assert undoing.kept(db, batch.id) == 1


def test_a_copy_whose_barcode_is_taken_is_kept_in_the_report(database: Database, uploads: Uploads) -> None:
    bring_in(database, uploads, marc_text.file_of("dt1000"))
    taken = marc_text.iso2709([*marc_text.golden("set")[0], "986   $a0067101 $b流通书库"])
    batch = bring_in(database, uploads, taken)
    assert counts(batch) == (1, 0, 0, 0)
    assert batch.id is not None
    with database.reading() as db:
        (refused,) = batches.items_refused(db, batch.id)
    assert (refused.item.barcode, refused.owner_title) == ("0067101", "牧区供水工程")


class PowerCut(Exception):
    pass


def until_the_third_record(found: Iterator[Entry]) -> Iterator[Entry]:
    for number, entry in enumerate(found):
        if number == 3:
            raise PowerCut
        yield entry


@pytest.mark.usefixtures("small_chunks")
def test_an_interrupted_import_is_finished_at_the_next_start(
    database: Database, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = stage(database, uploads, marc_text.file_of(*ALL))
    assert staged.id is not None
    whole = reading.entries
    with monkeypatch.context() as broken:
        broken.setattr(imports, "entries", lambda *args, **more: until_the_third_record(whole(*args, **more)))
        with pytest.raises(PowerCut):
            imports.apply_batch(database, EDITOR, uploads, staged.id, now=THEN)
    with database.reading() as db:
        assert [batch.position for batch in batches.unfinished(db)] == [2]
    assert imports.resume_unfinished(database, uploads, now=THEN) == 1
    with database.reading() as db:
        assert counts(batches.found(db, staged.id)) == counts(staged)
        assert batches.found(db, staged.id).state == BatchState.APPLIED
        assert batches.unfinished(db) == []


@pytest.mark.usefixtures("small_chunks")
def test_an_interrupted_undo_is_finished_at_the_next_start(database: Database, uploads: Uploads) -> None:
    batch = bring_in(database, uploads, marc_text.file_of(*ALL))
    assert batch.id is not None
    with database.writing() as db:
        undoing.begin_undo(db, EDITOR, batch.id, now=THEN)
        undoing.undo_next(db, batch.id, now=THEN)
    assert imports.resume_unfinished(database, uploads, now=THEN) == 1
    assert everything(database) == []


def test_an_interrupted_import_whose_file_is_gone_ends_and_can_be_undone(database: Database, uploads: Uploads) -> None:
    staged = stage(database, uploads, marc_text.file_of(*ALL))
    assert staged.id is not None
    with database.writing() as db:
        batches.begin(db, EDITOR, staged.id, now=THEN)
    uploads.of(staged).unlink()
    imports.resume_unfinished(database, uploads, now=THEN)
    with database.reading() as db:
        batch = batches.found(db, staged.id)
    assert batch.state == BatchState.APPLIED
    assert "原文件已不在" in str(batch.refused[0]["why"])


def test_a_batch_that_cannot_be_finished_stops_neither_the_start_nor_the_others(
    database: Database, uploads: Uploads, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    staged = [stage(database, uploads, marc_text.file_of(name)) for name in ("dt1000", "set")]
    for batch in staged:
        assert batch.id is not None
        with database.writing() as db:
            batches.begin(db, EDITOR, batch.id, now=THEN)
    whole = imports._entries

    def failing(kept: Uploads, batch: ImportBatch) -> Iterator[Entry]:
        if batch.id == staged[0].id:
            raise PowerCut
        return whole(kept, batch)

    with monkeypatch.context() as broken:
        broken.setattr(imports, "_entries", failing)
        imports.resume_unfinished(database, uploads, now=THEN)
    assert f"batch {staged[0].id} " in caplog.text
    with database.reading() as db:
        assert [batch.id for batch in batches.unfinished(db)] == [staged[0].id]
    imports.resume_unfinished(database, uploads, now=THEN)
    with database.reading() as db:
        assert batches.unfinished(db) == []


def test_a_count_of_five_thousand_digits_does_not_stop_an_import(database: Database, uploads: Uploads) -> None:
    odd = marc_text.iso2709([*marc_text.golden("set")[0], "905   $aXMP $dS277.7 $f" + "1" * 5000])
    batch = bring_in(database, uploads, odd + marc_text.file_of("dt1000"))
    assert (batch.state, counts(batch)) == (BatchState.APPLIED, (2, 0, 0, 0))


def test_who_lags_behind_in_applying_does_not_end_an_undo_half_way(database: Database, uploads: Uploads) -> None:
    staged = stage(database, uploads, marc_text.file_of("set"))
    assert staged.id is not None
    with database.writing() as db:
        as_the_slower_saw_it = batches.begin(db, EDITOR, staged.id, now=THEN)
    imports.resume_unfinished(database, uploads, now=THEN)
    with database.writing() as db:
        undoing.begin_undo(db, EDITOR, staged.id, now=THEN)
    found = imports.carry_on(database, EDITOR, uploads, as_the_slower_saw_it, now=THEN)
    assert found.state == BatchState.UNDOING


def test_two_who_drive_one_batch_share_the_work(database: Database, uploads: Uploads) -> None:
    """What one has applied the other leaves out, wherever its own chunks begin."""
    data = marc_text.file_of(*ALL)
    staged = stage(database, uploads, data)
    assert staged.id is not None
    found = list(reading.entries(uploads.of(staged)))
    with database.writing() as db:
        batches.begin(db, EDITOR, staged.id, now=THEN)
    for start, end in ((0, 5), (0, 3), (3, 8), (5, 12), (8, 12)):
        with database.writing() as db:
            batches.apply_next(db, staged.id, found[start:end], start, now=THEN)
    with database.writing() as db:
        assert counts(batches.finish(db, staged.id, BatchState.APPLYING, now=THEN)) == counts(staged)


def test_a_batch_is_applied_once_and_undone_once(database: Database, uploads: Uploads) -> None:
    batch = bring_in(database, uploads, marc_text.file_of("set"))
    assert batch.id is not None
    with pytest.raises(AlreadyDone):
        imports.apply_batch(database, EDITOR, uploads, batch.id, now=THEN)
    imports.undo_batch(database, EDITOR, uploads, batch.id, now=THEN)
    with pytest.raises(AlreadyDone):
        imports.undo_batch(database, EDITOR, uploads, batch.id, now=THEN)


def test_a_staged_batch_can_be_forgotten_and_an_applied_one_cannot(database: Database, uploads: Uploads) -> None:
    staged = stage(database, uploads, marc_text.file_of("set"))
    applied = bring_in(database, uploads, marc_text.file_of("set"))
    assert staged.id is not None
    assert applied.id is not None
    alone = stage(database, uploads, marc_text.file_of("dt1000"))
    assert alone.id is not None
    imports.discard(database, EDITOR, uploads, staged.id)
    imports.discard(database, EDITOR, uploads, alone.id)
    assert uploads.of(applied).exists()
    assert not uploads.of(alone).exists()  # no batch came from it: what nobody imported is not kept
    with database.reading() as db, pytest.raises(NotFound):
        batches.found(db, staged.id)
    with pytest.raises(AlreadyDone):
        imports.discard(database, EDITOR, uploads, applied.id)


def test_only_who_may_import_imports_and_undoes(database: Database, uploads: Uploads) -> None:
    librarian = identity(Role.LIBRARIAN)
    batch = bring_in(database, uploads, marc_text.file_of("set"))
    staged = stage(database, uploads, marc_text.file_of("set"))
    assert batch.id is not None
    assert staged.id is not None
    for who in (librarian, None):
        with pytest.raises(NotAllowed):
            imports.stage_file(database, who, uploads, batch.file_sha256, name="x.mrc", now=THEN)
        with pytest.raises(NotAllowed):
            imports.apply_batch(database, who, uploads, staged.id, now=THEN)
        with pytest.raises(NotAllowed):
            imports.undo_batch(database, who, uploads, batch.id, now=THEN)
        with pytest.raises(NotAllowed):
            imports.discard(database, who, uploads, staged.id)


def test_batches_are_listed_latest_first_a_page_at_a_time(database: Database, uploads: Uploads) -> None:
    ids = [stage(database, uploads, marc_text.file_of("set")).id for _ in range(3)]
    with database.reading() as db:
        first, total = batches.earlier(db, page=1, size=2)
        second, _ = batches.earlier(db, page=2, size=2)
    assert ([batch.id for batch in (*first, *second)], total) == (ids[::-1], 3)
