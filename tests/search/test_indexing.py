"""The index and the database: what changed is taken in, what is gone is taken out, and damage is mended."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, delete

from desk.database import Database
from desk.tables import BibRecord, CatalogueChange, Item
from search import indexing
from search.documents import documents_of
from search.hits import Results
from search.indexing import catch_up, rebuild
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine


def catalogue(db: Session, title: str, now: datetime, **facts: Any) -> int:
    record = BibRecord(title=title, added_at=now, changed_at=now, **facts)
    db.add(record)
    db.flush()
    assert record.id
    note(db, record.id)
    return record.id


def note(db: Session, record_id: int) -> None:
    db.add(CatalogueChange(bib_record_id=record_id))
    db.flush()


def find(engine: WhooshEngine, query: str) -> Results:
    return engine.search(SearchRequest(query))


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


def test_a_new_record_is_found_after_catching_up(database: Database, engine: WhooshEngine, now: datetime) -> None:
    assert catch_up(database, engine) == 0
    with database.writing() as db:
        catalogue(db, "草原生态", now, names=["乌兰"], subjects=["草原"], year=2020, publisher="样例出版社", clc="S812")
    assert find(engine, "草原").total == 0
    assert catch_up(database, engine) == 1
    for query in ("草原生态", "乌兰", "样例出版社", "2020", "S812"):
        assert find(engine, query).total == 1
    assert catch_up(database, engine) == 0


def test_a_changed_record_is_found_as_it_is_now(database: Database, engine: WhooshEngine, now: datetime) -> None:
    with database.writing() as db:
        number = catalogue(db, "草原生态", now)
    catch_up(database, engine)
    with database.writing() as db:
        record = db.get_one(BibRecord, number)
        record.title = "沙漠治理"
        db.add(Item(bib_record_id=number, barcode="NM0001", home_library="总馆"))
        note(db, number)
        note(db, number)
    catch_up(database, engine)
    assert (find(engine, "草原").total, find(engine, "沙漠").total, find(engine, "nm0001").total) == (0, 1, 1)
    assert [value.value for value in find(engine, "沙漠").facets[-1].values] == ["总馆"]


def test_a_record_that_was_undone_is_found_no_more(database: Database, engine: WhooshEngine, now: datetime) -> None:
    with database.writing() as db:
        number = catalogue(db, "草原生态", now)
    catch_up(database, engine)
    with database.writing() as db:
        db.exec(delete(BibRecord).where(col(BibRecord.id) == number))
        note(db, number)
    catch_up(database, engine)
    assert find(engine, "").total == 0


def test_an_index_ahead_of_its_database_is_built_anew(database: Database, engine: WhooshEngine, now: datetime) -> None:
    engine.rebuild([], mark=500)  # the database was restored from an older backup
    with database.writing() as db:
        catalogue(db, "草原生态", now)
    assert catch_up(database, engine) == 1
    assert find(engine, "草原").total == 1


def test_a_large_import_is_taken_in_by_a_rebuild(
    sqlite: Database, engine: WhooshEngine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "FEW", 3)
    monkeypatch.setattr(indexing, "CHUNK", 2)
    catch_up(sqlite, engine)
    with sqlite.writing() as db:
        for number in range(7):
            catalogue(db, f"第{number}号简报", now)
    assert catch_up(sqlite, engine) == 7
    assert find(engine, "简报").total == 7
    with sqlite.writing() as db:
        catalogue(db, "第7号简报", now)
    assert catch_up(sqlite, engine) == 1
    assert find(engine, "简报").total == 8


def test_what_changes_during_a_rebuild_is_taken_in_at_its_end(
    sqlite: Database, engine: WhooshEngine, now: datetime
) -> None:
    with sqlite.writing() as db:
        catalogue(db, "草原生态", now)
    catch_up(sqlite, engine)
    told: list[tuple[int, int]] = []

    def meanwhile(done: int, total: int) -> None:
        told.append((done, total))
        assert find(engine, "草原").total == 1  # people go on searching
        with sqlite.writing() as db:
            catalogue(db, "沙漠治理", now)

    assert rebuild(sqlite, engine, meanwhile) == 1
    assert told == [(1, 1)]
    assert (find(engine, "草原").total, find(engine, "沙漠").total) == (1, 1)


def test_a_search_on_a_damaged_index_builds_it_anew(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    engine = WhooshEngine(tmp_path / "index")
    with sqlite.writing() as db:
        catalogue(db, "草原生态", now)
    assert indexing.search(sqlite, engine, SearchRequest("草原")).total == 1  # there was none at all
    for file in (tmp_path / "index").glob("state-*/*.toc"):
        file.unlink()
    assert indexing.search(sqlite, WhooshEngine(tmp_path / "index"), SearchRequest("草原")).total == 1


@pytest.mark.parametrize(
    ("clc", "letter"), [("S812", "S"), ("D73(47)", "D"), ("tp311", "T"), ("", ""), ("  ", ""), ("K281.2", "K")]
)
def test_the_class_of_a_document_is_the_letter_of_its_classification(
    sqlite: Database, now: datetime, clc: str, letter: str
) -> None:
    with sqlite.writing() as db:
        number = catalogue(db, "草原", now, clc=clc)
        assert documents_of(db, [number])[0].clc == letter


def test_titles_sort_by_sound_and_without_their_marks(sqlite: Database, engine: WhooshEngine, now: datetime) -> None:
    titles = ["中国", "《安全》", "重庆史话", "Brno", "ａ卷", "’92报告"]
    with sqlite.writing() as db:
        numbers = {catalogue(db, title, now): title for title in titles}
    catch_up(sqlite, engine)
    hits = engine.search(SearchRequest("", sort="title")).hits
    assert [numbers[hit.record_id] for hit in hits] == ["’92报告", "ａ卷", "《安全》", "Brno", "重庆史话", "中国"]
