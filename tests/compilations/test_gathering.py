"""Records in numbers: what a search finds, and the sources of consultations."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session

from compilations import editing, entries, gathering
from compilations.suggesting import similar
from desk.database import Database
from desk.errors import NotFound, Refusal
from desk.tables import BibRecord, Consultation, Role, Source
from search.indexing import rebuild
from search.opening import OpenDesk
from search.request import SearchRequest
from tests.compilations.signers import House
from tests.compilations.volumes import record, two_records


def titles(db: Session, house: House) -> list[str]:
    return [entry.title for _section, within in editing.outline(db, house.number).sections for entry in within]


def asked(db: Session, house: House, number: str, *record_ids: int) -> int:
    where = editing.outline(db, house.number).compilation.conference_id
    facts: dict[str, Any] = {"kind": "", "channel": "desk", "question": "问", "asked_at": house.now}
    row = Consultation(conference_id=where, number=number, logged_at=house.now, **facts)
    db.add(row)
    db.flush()
    for position, record_id in enumerate(record_ids, start=1):
        db.add(Source(consultation_id=row.id or 0, bib_record_id=record_id, position=position))
    db.flush()
    return row.id or 0


def test_all_results_of_a_search_come_in_once_however_often_they_are_added(desk: OpenDesk, now: datetime) -> None:
    with desk.database.writing() as db:
        house = House(db, now)
        for number in range(530):
            record(db, f"草原研究之{number}", now=now)
        record(db, "沙漠", now=now)
    rebuild(desk.database, desk.engine)
    found = gathering.results(desk.database, desk.engine, SearchRequest(query="草原", page=7, size=20))
    assert (len(found.record_ids), found.total) == (500, 530)
    with desk.database.writing() as db:
        facts = {"section_id": house.section, "record_ids": found.record_ids, "now": now}
        added = gathering.add_results(db, house.editor, **facts)  # type: ignore[arg-type]
        assert [entry.bib_record_id for entry in added] == list(found.record_ids)
        assert gathering.add_results(db, house.editor, **facts) == []  # type: ignore[arg-type]
        assert len(titles(db, house)) == 501


def test_what_left_the_catalogue_since_the_search_stays_out(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        (first, second) = two_records(db, now=now)
        db.delete(db.get_one(BibRecord, first))
        db.flush()
        gathering.add_results(db, house.editor, section_id=house.section, record_ids=[first, second], now=now)
        assert titles(db, house) == ["甲", "ᠲᠠᠯ᠎ᠠ"]


def test_sources_of_consultations_come_in_their_order_and_once(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        numbers = [record(db, title, now=now).id or 0 for title in ("一", "二", "三")]
        one = asked(db, house, "Q1", numbers[2], numbers[0])
        other = asked(db, house, "Q2", numbers[0], numbers[1])
        facts = {"section_id": house.section, "now": now}
        gathering.add_sources(db, house.editor, consultation_ids=[one, other], **facts)  # type: ignore[arg-type]
        assert titles(db, house) == ["甲", "三", "一", "二"]


def test_consultations_that_are_gone_or_have_no_sources_are_refused(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        empty = asked(db, house, "Q1")
        for numbers, words in (([empty, 4711], "4711"), ([empty], "还没有所用文献")):
            with pytest.raises(NotFound, match=words):
                gathering.add_sources(db, house.editor, section_id=house.section, consultation_ids=numbers, now=now)


def test_only_editors_gather(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        reader = replace(house.editor, role=Role.LIBRARIAN)
        for verb, facts in ((gathering.add_results, "record_ids"), (gathering.add_sources, "consultation_ids")):
            with pytest.raises(Refusal):
                verb(db, reader, section_id=house.section, now=now, **{facts: []})


def test_records_on_the_topic_are_suggested_but_none_that_is_in(desk: OpenDesk, now: datetime) -> None:
    with desk.database.writing() as db:
        house = House(db, now)
        known = record(db, "草原轮牧技术", subjects=["草原管理"], now=now).id or 0
        wanted = record(db, "草原生态与轮牧", now=now).id or 0
        record(db, "图书馆学概论", now=now)
        entries.add_records(db, house.editor, section_id=house.section, record_ids=[known], now=now)
    rebuild(desk.database, desk.engine)
    found = similar(desk.database, desk.engine, house.number)
    assert found.record_ids == (wanted,)
    assert {"草原", "轮牧"} <= set(found.words)
