"""The index in trouble: missing while people search, no room on the disk, files that others hold."""

import errno
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from desk.database import Database
from desk.settings import Settings
from desk.tables import BibRecord, CatalogueChange
from search import index_folder, indexing
from search.documents import Document
from search.engine import IndexBusy, IndexDiskFull, IndexUnusable
from search.opening import open_desk
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine
from search.whoosh_files import WhooshFiles
from tests.search.shelf import ask, documents

BUILD = WhooshFiles.build


def fill(database: Database, now: datetime, *titles: str) -> None:
    with database.writing() as db:
        for title in titles:
            record = BibRecord(title=title, added_at=now, changed_at=now)
            db.add(record)
            db.flush()
            assert record.id
            db.add(CatalogueChange(bib_record_id=record.id))


def full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def full_half_way(folder: Path, documents: Iterable[Document], learned: Iterable[str]) -> NoReturn:
    (folder / "half.arrays").write_bytes(b"half")
    full()


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is built into, slowly."""
    found: list[Path] = []

    def build(folder: Path, documents: Iterable[Document], learned: Iterable[str]) -> None:
        found.append(folder)
        time.sleep(0.3)
        BUILD(folder, documents, learned)

    monkeypatch.setattr(WhooshFiles, "build", build)
    return found


@pytest.mark.parametrize("lost", ["current.json"])
def test_an_index_lost_while_many_search_is_built_once_for_all(
    sqlite: Database, tmp_path: Path, now: datetime, builds: list[Path], lost: str
) -> None:
    engine = WhooshEngine(tmp_path / "index")
    fill(sqlite, now, "草原生态")
    indexing.catch_up(sqlite, engine)
    builds.clear()
    for file in (tmp_path / "index").glob(lost):
        file.unlink()
    together = threading.Barrier(4)

    def look(_: int) -> int:
        together.wait()
        return indexing.search(sqlite, engine, SearchRequest("草原")).total

    with ThreadPoolExecutor(4) as people:
        assert list(people.map(look, range(4))) == [1] * 4
    assert len(builds) == 1


def test_a_rebuild_that_was_asked_for_is_done_even_on_a_sound_index(own_library: WhooshEngine) -> None:
    before = own_library.build
    own_library.rebuild(documents(), mark=20, instead_of=before)
    assert own_library.build != before
    own_library.rebuild([], mark=21, instead_of=before)  # somebody else has done it meanwhile
    assert (own_library.mark, ask(own_library, "").total) == (20, len(documents()))
    own_library.rebuild([], mark=21)
    assert (own_library.mark, ask(own_library, "").total) == (21, 0)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_index_and_starts_no_second_copy(
    sqlite: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, builds: list[Path], number: int
) -> None:
    engine = WhooshEngine(tmp_path / "index")
    fill(sqlite, now, "草原生态")
    indexing.catch_up(sqlite, engine)
    builds.clear()
    fill(sqlite, now, "草原歌声")

    def refuse(*_: object) -> NoReturn:
        raise OSError(number, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(WhooshFiles, "replace", refuse)
        with pytest.raises(IndexDiskFull, match="请清理磁盘后再试"):
            indexing.catch_up(sqlite, engine)
    assert builds == []
    assert ask(engine, "草原").total == 1
    assert indexing.catch_up(sqlite, engine) == 1  # once there is room again
    assert ask(engine, "草原").total == 2


def test_what_a_rebuild_has_written_is_removed_when_the_disk_is_full(
    own_library: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WhooshFiles, "build", full_half_way)
    with pytest.raises(IndexDiskFull):
        own_library.rebuild(documents(), mark=30)
    assert [folder.name for folder in (tmp_path / "index").glob("state-*")] == [own_library.build]
    assert ask(own_library, "草原").total == 2


def test_a_desk_whose_index_cannot_be_built_opens_and_tells_who_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(WhooshFiles, "build", full_half_way)
        desk = open_desk(Settings(data_dir=tmp_path / "live", database_url=""))
        assert "磁盘空间不足" in caplog.text
        with pytest.raises(IndexDiskFull, match="磁盘空间不足"):
            indexing.search(desk.database, desk.engine, SearchRequest("草原"))
        assert not list((tmp_path / "live").rglob("half.arrays"))
    assert indexing.search(desk.database, desk.engine, SearchRequest("草原")).total == 0
    desk.database.close()


def held(times: int, act: Callable[..., Any]) -> Callable[..., Any]:
    """What Windows does while another has the file open: it refuses the first `times`."""
    left = [times]

    def refuse(path: Path, *more: Any) -> Any:
        if "current.json" in path.name and left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held by another", str(path))
        return act(path, *more)

    return refuse


@pytest.mark.parametrize("verb", ["read_bytes", "replace"])
def test_a_note_that_another_holds_for_a_moment_is_waited_for(
    own_library: WhooshEngine, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(index_folder, "PAUSE_S", 0.001)
    monkeypatch.setattr(Path, verb, held(3, getattr(Path, verb)))
    own_library.replace([], [5], mark=20)
    assert (own_library.mark, ask(own_library, "草原").total) == (20, 1)


@pytest.mark.parametrize("verb", ["read_bytes", "replace"])
def test_a_note_that_stays_held_is_no_damage_and_nothing_is_built(
    sqlite: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, builds: list[Path], verb: str
) -> None:
    engine = WhooshEngine(tmp_path / "index")
    indexing.catch_up(sqlite, engine)
    builds.clear()
    fill(sqlite, now, "草原生态")
    monkeypatch.setattr(index_folder, "PAUSE_S", 0.001)
    with monkeypatch.context() as patch:
        patch.setattr(Path, verb, held(1000, getattr(Path, verb)))
        with pytest.raises(IndexBusy, match="没有读写权限"):  # who has read the note already need not read it again
            indexing.catch_up(sqlite, WhooshEngine(tmp_path / "index") if verb == "read_bytes" else engine)
    assert builds == []
    assert indexing.catch_up(sqlite, engine) == 1
    assert ask(engine, "草原").total == 1


def test_a_file_that_may_not_be_read_is_no_damage(own_library: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def barred(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "held by another")

    monkeypatch.setattr("search.whoosh_files.index.open_dir", barred)
    fresh = WhooshEngine(own_library._folder.root)
    with pytest.raises(IndexBusy):
        ask(fresh, "草原")
    monkeypatch.undo()
    assert ask(fresh, "草原").total == 2


@pytest.mark.parametrize("note", [None, b"", b"{", b"\xff", json.dumps({"folder": "x"}).encode()])
def test_only_a_note_that_is_missing_or_says_nothing_means_no_index(
    own_library: WhooshEngine, tmp_path: Path, note: bytes | None
) -> None:
    file = tmp_path / "index" / "current.json"
    file.write_bytes(note) if note is not None else file.unlink()
    assert (own_library.mark, own_library.build) == (-1, "")
    with pytest.raises(IndexUnusable):
        ask(own_library, "草原")
