"""审签: who may pass what, what is signed, and two who sign at once."""

from collections.abc import Callable
from datetime import datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import select

from compilations import book_lists, editing, editions, entries, outside, rights, sections, signing
from compilations.entries import Draft
from compilations.readiness import concerns, content_digest
from compilations.reviewers import contributors, hindrance, reviewers
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from desk.staff.roles import OPERATOR, Identity
from desk.tables import (
    BibRecord,
    Compilation,
    CompilationState,
    Entry,
    IssuedVolume,
    Role,
    SignOff,
)
from tests.compilations.signers import House, account
from tests.compilations.volumes import DAY, LIBRARY, two_records

STAGES = (CompilationState.FIRST_REVIEW, CompilationState.SECOND_REVIEW, CompilationState.FINAL_REVIEW)


def test_three_others_pass_it_and_the_last_one_issues_the_volume(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        assert house.issued(db).state == CompilationState.PRINTING
        volume = editions.issued(db, house.number)
        assert (volume.title, volume.library, volume.compiled_on, volume.entry_count) == ("草原专题", LIBRARY, DAY, 1)
        assert db.get_one(IssuedVolume, house.number).issued_by == house.supervisor.account_id
        assert [(each.verdict, each.by) for each in signing.history(db, house.number)] == [
            ("submitted", "编者"), ("passed", "另一编辑"), ("passed", "组长"), ("passed", "主管"),
        ]  # fmt: skip


def test_nobody_passes_what_they_worked_on_and_is_told_who_can(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
        entries.edit_entry(db, house.leader, entry_id=house.entry, fingerprint=seen, draft=Draft("甲", "改。"), now=now)
        house.submit(db)
        for who in (house.editor, house.leader):
            with pytest.raises(NotAllowed, match=r"可以审的有：.*另一编辑"):
                house.passes(db, who)


def test_who_wrote_in_an_earlier_round_does_not_pass_in_a_later_one(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db)
        house.returns(db, house.leader)
        house.submit(db, house.second_editor)
        with pytest.raises(NotAllowed, match="参与编辑"):
            house.passes(db, house.editor)


def test_nobody_passes_twice_in_a_round_but_again_in_the_next(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        house.submit(db)
        house.passes(db, house.leader)
        with pytest.raises(NotAllowed, match="这一轮已经审过"):
            house.passes(db, house.leader)
        house.returns(db, house.supervisor)
        house.submit(db)
        assert house.passes(db, house.leader).state == CompilationState.SECOND_REVIEW


def test_the_database_itself_holds_that_nobody_passes_twice(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        house.submit(db)
        house.passes(db, house.leader)
    with pytest.raises(Exception, match=r"(?i)unique"), database.writing() as db:
        passed: dict[str, Any] = {"round": 1, "verdict": "passed", "digest": "", "at": now, "state": "second_review"}
        db.add(SignOff(compilation_id=house.number, account_id=house.leader.account_id or 0, **passed))


def test_who_submits_is_no_reviewer_of_that_round(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db, house.leader)
        with pytest.raises(NotAllowed, match="这一轮已经审过"):
            house.passes(db, house.leader)


@pytest.mark.parametrize(
    ("stage", "who", "words"),
    [
        (1, "second_editor", "没有这项权限"),
        (2, "leader", "审签权限"),
    ],
)
def test_each_stage_asks_for_its_permission(sqlite: Database, now: datetime, stage: int, who: str, words: str) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db)
        compilation = db.get_one(Compilation, house.number)
        compilation.state = STAGES[stage]
        db.flush()
        with pytest.raises(NotAllowed, match=words):
            house.passes(db, getattr(house, who))


def test_a_librarian_with_the_permission_signs_last(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        director = account(db, "馆长", Role.LIBRARIAN, now, signs=True)
        house.submit(db)
        house.passes(db, house.second_editor)
        house.passes(db, house.leader)
        assert house.passes(db, director).state == CompilationState.PRINTING


@pytest.mark.parametrize("who", [None, OPERATOR])
def test_a_signature_has_a_name(sqlite: Database, now: datetime, who: Identity | None) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        with pytest.raises(NotAllowed):
            signing.submit(db, who, compilation_id=house.number, now=now)
        house.submit(db)
        with pytest.raises(NotAllowed):
            house.passes(db, who)


def test_an_empty_compilation_is_not_sent_for_review(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
        entries.remove_entry(db, house.editor, entry_id=house.entry, fingerprint=seen, now=now)
        with pytest.raises(Invalid, match="还没有条目"):
            house.submit(db)


def test_a_return_needs_a_reason_and_begins_the_next_round(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        house.submit(db)
        with pytest.raises(Invalid, match="理由"):
            house.returns(db, house.leader, note=" ")
        returned = house.returns(db, house.leader, note="第三条有误。")
        assert (returned.state, returned.round) == (CompilationState.EDITING, 2)
        assert signing.history(db, house.number)[-1].note == "第三条有误。"


def test_its_editor_withdraws_it_from_any_stage_and_a_stranger_does_not(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db)
        house.passes(db, house.leader)
        with pytest.raises(NotAllowed):
            house.returns(db, house.second_editor)
        assert house.returns(db, house.editor, note="有遗漏。").round == 2


def test_a_verdict_on_what_was_returned_since_is_refused(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        house.submit(db)
        seen = signing.mark(db, house.number)
        house.returns(db, house.leader)
        house.submit(db)
        for verdict in (house.passes, house.returns):
            with pytest.raises(AlreadyDone, match="初审"):
                verdict(db, house.second_editor, mark=seen)


def test_a_record_corrected_after_the_submission_is_found_out(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        (record_id, _other) = two_records(db, now=now)
        entries.add_records(db, house.editor, section_id=house.section, record_ids=[record_id], now=now)
        house.submit(db)
        record = db.get_one(BibRecord, record_id)
        record.title = "改了题名"
        db.flush()
        with pytest.raises(NotAllowed, match="与送审稿不同"):
            house.passes(db, house.leader)
        house.returns(db, house.leader)


def test_of_two_who_sign_at_once_one_wins(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        house.submit(db)
        seen = signing.mark(db, house.number)
    ready, outcomes = Barrier(2), []

    def sign(who: Identity) -> None:
        ready.wait(10)
        try:
            with database.writing() as db:
                house.passes(db, who, seen)
            outcomes.append("passed")
        except AlreadyDone:
            outcomes.append("refused")

    threads = [Thread(target=sign, args=(who,)) for who in (house.leader, house.supervisor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["passed", "refused"]
    with database.reading() as db:
        assert db.get_one(Compilation, house.number).state == CompilationState.SECOND_REVIEW


def test_what_is_saved_while_it_is_sent_for_review_is_in_it_or_is_refused(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
    ready, outcomes = Barrier(2), []

    def save() -> None:
        ready.wait(10)
        try:
            with database.writing() as db:
                draft = Draft("甲", "后写的。")
                entries.edit_entry(
                    db, house.second_editor, entry_id=house.entry, fingerprint=seen, draft=draft, now=now
                )
            outcomes.append("saved")
        except NotAllowed:
            outcomes.append("refused")

    def send() -> None:
        ready.wait(10)
        with database.writing() as db:
            house.submit(db)

    threads = [Thread(target=save), Thread(target=send)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with database.reading() as db:
        (sent,) = db.exec(select(SignOff)).all()
        assert sent.digest == content_digest(db, house.number)
        assert (db.get_one(Entry, house.entry).text == "后写的。") == (outcomes == ["saved"])


def verbs(house: House) -> list[tuple[Callable[..., object], dict[str, Any]]]:
    """Every verb that changes what a compilation says."""
    entry, section, number = {"entry_id": house.entry}, {"section_id": house.section}, {"compilation_id": house.number}
    return [
        (editing.save, {**number, "version": 1, "page": editing.TitlePage("题")}),
        (sections.add_section, {**number, "title": "二"}),
        (sections.rename_section, {**section, "title": "二"}),
        (sections.move_section, {**section, "by": 1}),
        (sections.place_section, {**section, "parent_id": None}),
        (sections.remove_section, section),
        (entries.add_records, {**section, "record_ids": []}),
        (entries.add_text, {**section, "draft": Draft("乙", "文。")}),
        (entries.edit_entry, {**entry, "fingerprint": "", "draft": Draft("乙", "文。")}),
        (entries.move_entry, {**entry, "by": 1}),
        (entries.place_before, {**entry, **section}),
        (entries.remove_entry, {**entry, "fingerprint": ""}),
        (rights.set_rights, {"entry_ids": [house.entry], "rights": "public"}),
        (outside.set_source, {**entry, "fingerprint": "", "source": outside.Source(title="报")}),
        (book_lists.add_book_list, {**section, "title": "书", "record_ids": [1]}),
        (book_lists.change_books, {**entry, "seen": [], "record_ids": [1]}),
    ]


@pytest.mark.parametrize("state", [*STAGES, CompilationState.PRINTING])
def test_nothing_is_edited_outside_editing(sqlite: Database, now: datetime, state: CompilationState) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        compilation = db.get_one(Compilation, house.number)
        compilation.state = state
        db.flush()
        before = content_digest(db, house.number)
        for verb, facts in verbs(house):
            with pytest.raises(NotAllowed, match="草原专题"):
                verb(db, house.editor, now=now, **facts)
        assert content_digest(db, house.number) == before


def test_what_is_issued_is_neither_passed_nor_returned_nor_submitted_again(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.issued(db)
        for act in (house.submit, house.passes, house.returns):
            with pytest.raises(Refusal, match="已经签发付印"):
                act(db, house.leader)


def test_the_screen_learns_who_is_hindered_and_who_is_awaited(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        compilation = house.submit(db)
        assert [each.display_name for each in reviewers(db, compilation)] == sorted(["另一编辑", "组长", "主管"])
        assert hindrance(db, house.leader, compilation) is None
        assert isinstance(hindrance(db, house.editor, compilation), NotAllowed)
        assert contributors(db, house.number) == {house.editor.account_id}


def test_internal_material_without_its_permit_number_is_a_concern(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        page = editing.TitlePage("草原专题", imprint_kind="permit")
        editing.save(db, house.editor, compilation_id=house.number, version=1, page=page, now=now)
        first, *_others = concerns(db, house.number)
        assert (first.entry_id, "准印证号" in first.words) == (0, True)


def test_reviewers_learn_what_is_unclear(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        assert [(each.title, str(each.words)) for each in concerns(db, house.number)] == [
            ("甲", "使用范围还没有确认：可以付印，不能制作电子本。"),
            ("甲", "没有注明出处。"),
        ]


def test_what_is_not_there_has_no_mark(sqlite: Database) -> None:
    with sqlite.reading() as db, pytest.raises(NotFound, match="99"):
        signing.mark(db, 99)
