"""版次: a new edition says what the issued one says, and is free; what was issued stays."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from compilations import editing, editions, entries, sections
from compilations.binding import bind
from compilations.entries import Draft
from compilations.reviewers import contributors
from compilations.volume import Volume
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.staff.roles import Identity
from desk.tables import Compilation, Entry, IssuedVolume, OutsideSource, Rights, Section
from tests.compilations.signers import House
from tests.compilations.volumes import DAY, LIBRARY, two_records


def rich(db: Session, now: datetime) -> House:
    """An issued compilation with a section within a section, a record, and a text with its source."""
    house = House(db, now)
    within = sections.add_section(
        db, house.editor, compilation_id=house.number, title="下级", parent_id=house.section, now=now
    )
    entries.add_records(db, house.editor, section_id=within.id or 0, record_ids=two_records(db, now=now), now=now)
    entry = db.get_one(Entry, house.entry)
    assert entry is not None
    entry.rights = Rights.INTERNAL
    db.add(OutsideSource(entry_id=house.entry, title="公报", document_number="某政发〔2026〕1号"))
    db.flush()
    house.issued(db)
    return house


def said(volume: Volume) -> list[tuple[str, list[tuple[object, ...]]]]:
    """What its sections say, without the numbers of the entries."""
    return [
        (each.title, [(entry.title, entry.blocks, entry.source, entry.citation) for entry in each.all_entries])
        for section in volume.sections
        for each in (section, *section.sections)
    ]


def test_a_new_edition_says_the_same_and_may_be_edited(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = rich(db, now)
        new = editions.new_edition(db, house.second_editor, compilation_id=house.number, now=now)
        assert (new.state, new.round, new.edition_of, new.edition) == ("editing", 1, house.number, "第2版")
        assert said(bind(db, new.id or 0, library=LIBRARY, on=DAY)) == said(editions.issued(db, house.number))
        sections.rename_section(
            db, house.editor, section_id=sections.sections_of(db, new.id or 0)[0].id or 0, title="改名", now=now
        )
        assert editions.issued(db, house.number).sections[0].title == "专题资料"


def test_rights_and_sources_go_along(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = rich(db, now)
        new = editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        query = select(Entry, OutsideSource).join(OutsideSource).join(Section)
        (copied, source) = db.exec(query.where(Section.compilation_id == new.id)).one()
        assert copied.id != house.entry
        assert (copied.rights, source.document_number) == ("internal", "某政发〔2026〕1号")


def test_only_who_works_on_the_new_edition_is_barred_from_signing_it(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = rich(db, now)
        new = editions.new_edition(db, house.second_editor, compilation_id=house.number, now=now)
        assert contributors(db, new.id or 0) == {house.second_editor.account_id}


def test_what_is_not_issued_needs_no_new_edition(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        with pytest.raises(NotAllowed, match="还没有签发"):
            editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        with pytest.raises(NotFound, match=str(house.number)):
            editions.issued(db, house.number)


def test_there_is_one_next_edition_and_the_latest_is_the_one_to_correct(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = rich(db, now)
        new = editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        with pytest.raises(AlreadyDone, match=f"第2版正在编辑（编号 {new.id}）"):
            editions.new_edition(db, house.leader, compilation_id=house.number, now=now)
        new.state = "printing"
        db.flush()
        with pytest.raises(AlreadyDone, match="已经出了第2版"):
            editions.new_edition(db, house.leader, compilation_id=house.number, now=now)
        third = editions.new_edition(db, house.leader, compilation_id=new.id or 0, now=now)
        assert third.edition == "第3版"


def test_two_who_begin_the_next_edition_at_once_begin_one(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = rich(db, now)
    ready, outcomes = Barrier(2), []

    def begin(who: Identity) -> None:
        ready.wait(10)
        try:
            with database.writing() as db:
                editions.new_edition(db, who, compilation_id=house.number, now=now)
            outcomes.append("begun")
        except AlreadyDone:
            outcomes.append("refused")

    threads = [Thread(target=begin, args=(who,)) for who in (house.editor, house.leader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["begun", "refused"]


def test_an_issued_volume_that_was_tampered_with_is_not_given_out(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = rich(db, now)
        row = db.get_one(IssuedVolume, house.number)
        row.volume = row.volume.replace("正文", "另文")
        with pytest.raises(Invalid, match="不一致"):
            editions.issued(db, house.number)


def test_later_changes_of_the_catalogue_do_not_reach_an_issued_volume(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = rich(db, now)
        before = editions.issued(db, house.number)
        compilation = db.get_one(Compilation, house.number)
        compilation.title = "别的题名"
        db.flush()
        assert editions.issued(db, house.number) == before


def test_what_is_built_is_the_issued_volume_once_there_is_one(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        later = DAY + timedelta(days=9)
        assert editions.to_build(db, house.number, library=LIBRARY, on=later).compiled_on == later
        house.issued(db)
        assert editions.to_build(db, house.number, library="别馆", on=later) == editions.issued(db, house.number)


@pytest.mark.parametrize(
    ("edition", "following"),
    [
        *(("", "第2版"), ("第1版", "第2版"), ("第三版", "第4版"), ("第十版", "第11版"), ("第二十九版", "第30版")),
        *(("第3期", "第3期（第2版）"), ("第3期（第2版）", "第3期（第3版）"), ("第版", "第版（第2版）")),
        ("第十十版", "第十十版（第2版）"),
    ],
)
def test_editions_are_counted_on_in_words(edition: str, following: str) -> None:
    assert editions.next_edition(edition) == following


def test_a_text_added_to_the_new_edition_stays_out_of_the_old(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = rich(db, now)
        new = editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        section = sections.sections_of(db, new.id or 0)[0].id or 0
        entries.add_text(db, house.editor, section_id=section, draft=Draft("补", "正。"), now=now)
        counts = [
            sum(len(within) for _section, within in editing.outline(db, number).sections)
            for number in (house.number, new.id or 0)
        ]
        assert counts == [3, 4]
