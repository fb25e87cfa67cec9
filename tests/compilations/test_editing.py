"""Editing a compilation, alone and two at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from compilations import editing, entries, sections
from compilations.binding import bind
from compilations.editing import TitlePage
from compilations.entries import Draft
from compilations.volume import Imprint
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from desk.staff.roles import Identity
from desk.tables import AuditEntry, Compilation, Entry, Role, Section
from tests.compilations.volumes import DAY, LIBRARY, conference, record, two_records
from tests.conftest import identity

EDITOR = identity(Role.EDITOR)


def begun(db: Session, now: datetime, title: str = "草原保护") -> Compilation:
    return editing.start(db, EDITOR, conference_id=conference(db).id or 0, title=title, now=now)


def first_section(db: Session, compilation: Compilation) -> int:
    return sections.sections_of(db, compilation.id or 0)[0].id or 0


def shape(db: Session, compilation: Compilation) -> list[tuple[str, list[str]]]:
    """The sections with the titles of their entries."""
    found = editing.outline(db, compilation.id or 0)
    return [(section.title, [entry.title for entry in within]) for section, within in found.sections]


def with_texts(db: Session, now: datetime, *titles: str) -> tuple[Compilation, list[Entry]]:
    compilation = begun(db, now)
    section = first_section(db, compilation)
    made = [entries.add_text(db, EDITOR, section_id=section, draft=Draft(t, "正文。"), now=now) for t in titles]
    return compilation, made


def test_a_new_compilation_has_a_section_to_put_things_in(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now, "  草原\n保护 ")
        assert compilation.title == "草原 保护"
        assert shape(db, compilation) == [("专题资料", [])]


def test_a_compilation_begun_in_a_sample_conference_is_a_sample(database: Database, now: datetime) -> None:
    with database.writing() as db:
        sample = conference(db)
        sample.is_sample = True
        assert editing.start(db, EDITOR, conference_id=sample.id or 0, title="t", now=now).is_sample


def test_records_come_in_the_order_in_which_they_were_picked_and_only_once(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        section = first_section(db, compilation)
        ids = [record(db, title, now=now).id or 0 for title in ("甲", "乙", "丙")]
        entries.add_records(db, EDITOR, section_id=section, record_ids=[ids[2], ids[0]], now=now)
        added = entries.add_records(db, EDITOR, section_id=section, record_ids=[ids[0], ids[1], ids[1]], now=now)
        assert [entry.title for entry in added] == ["乙"]
        assert shape(db, compilation) == [("专题资料", ["丙", "甲", "乙"])]


def test_a_record_that_is_gone_is_refused_by_number_and_nothing_is_added(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        known = record(db, "甲", now=now).id or 0
        section = first_section(db, compilation)
        with pytest.raises(NotFound, match="4711"):
            entries.add_records(db, EDITOR, section_id=section, record_ids=[known, 4711], now=now)
        assert shape(db, compilation) == [("专题资料", [])]


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [(0, -1, "甲乙丙"), (0, 1, "乙甲丙"), (2, -1, "甲丙乙"), (2, 1, "甲乙丙"), (0, 9, "乙丙甲"), (1, -1, "乙甲丙")],
)
def test_entries_move_up_and_down_and_not_beyond_the_ends(
    sqlite: Database, now: datetime, place: int, by: int, order: str
) -> None:
    with sqlite.writing() as db:
        compilation, made = with_texts(db, now, "甲", "乙", "丙")
        entries.move_entry(db, EDITOR, entry_id=made[place].id or 0, by=by, now=now)
        assert shape(db, compilation) == [("专题资料", list(order))]


def test_an_entry_moves_to_the_end_of_another_section_and_the_rest_close_up(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, made = with_texts(db, now, "甲", "乙", "丙")
        other = sections.add_section(db, EDITOR, compilation_id=compilation.id or 0, title="附录", now=now)
        for entry in (made[1], made[0]):
            entries.place_before(db, EDITOR, entry_id=entry.id or 0, section_id=other.id or 0, now=now)
        assert shape(db, compilation) == [("专题资料", ["丙"]), ("附录", ["乙", "甲"])]
        positions = db.exec(select(Entry.section_id, Entry.position).order_by(col(Entry.id))).all()
        assert {position for section, position in positions if section == other.id} == {1, 2}


def test_an_entry_does_not_move_into_somebody_elses_compilation(database: Database, now: datetime) -> None:
    with database.writing() as db:
        _compilation, made = with_texts(db, now, "甲")
        stranger = first_section(db, begun(db, now, "另一册"))
        with pytest.raises(NotFound):
            entries.place_before(db, EDITOR, entry_id=made[0].id or 0, section_id=stranger, now=now)


def test_sections_are_added_renamed_moved_and_removed_when_empty(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, _made = with_texts(db, now, "甲")
        number = compilation.id or 0
        second = sections.add_section(db, EDITOR, compilation_id=number, title="附录", now=now)
        sections.rename_section(db, EDITOR, section_id=second.id or 0, title="附件", now=now)
        sections.move_section(db, EDITOR, section_id=second.id or 0, by=-1, now=now)
        assert [title for title, _entries in shape(db, compilation)] == ["附件", "专题资料"]
        with pytest.raises(NotAllowed, match="1 个条目"):
            sections.remove_section(db, EDITOR, section_id=first_section_named(db, number, "专题资料"), now=now)
        sections.remove_section(db, EDITOR, section_id=second.id or 0, now=now)
        assert shape(db, compilation) == [("专题资料", ["甲"])]


def first_section_named(db: Session, compilation_id: int, title: str) -> int:
    return next(each.id or 0 for each in sections.sections_of(db, compilation_id) if each.title == title)


def test_two_sections_do_not_bear_one_name(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        with pytest.raises(AlreadyDone, match="专题资料"):
            sections.add_section(db, EDITOR, compilation_id=compilation.id or 0, title=" 专题资料 ", now=now)
        kept = sections.rename_section(db, EDITOR, section_id=first_section(db, compilation), title="专题资料", now=now)
        assert kept.title == "专题资料"


def test_a_stale_title_page_is_refused_and_the_first_save_stands(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        number, seen = compilation.id or 0, compilation.version
        editing.save(db, EDITOR, compilation_id=number, version=seen, page=TitlePage("甲改的"), now=now)
        with pytest.raises(AlreadyDone):
            editing.save(db, EDITOR, compilation_id=number, version=seen, page=TitlePage("乙改的"), now=now)
        assert editing.outline(db, number).compilation.title == "甲改的"


def test_everything_on_the_title_page_is_kept_and_bound(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, _made = with_texts(db, now, "甲")
        page = TitlePage(
            title="题", title_mn="ᠲᠠᠯ᠎ᠠ", title_en="T", edition="第1版", editors="编", preface="前。", page_format="a4",
            notes="备", design="ornament", type_size="large", notes_at="end", citation_style="2015", has_index=False,
            back_text="封底", imprint_kind="permit", permit="1号", compiled_by="某室", sent_to="代表", printer="某厂",
            printed_on=DAY, print_run=900,
        )  # fmt: skip
        editing.save(db, EDITOR, compilation_id=compilation.id or 0, version=1, page=page, now=now)
        assert editing.title_page(compilation) == page
        volume = bind(db, compilation.id or 0, library=LIBRARY, on=DAY)
        assert (volume.design, volume.type_size, volume.notes_at, volume.has_index) == (
            "ornament",
            "large",
            "end",
            False,
        )
        assert volume.imprint == Imprint("permit", "1号", "某室", "代表", "某厂", DAY, 900)


def test_what_is_agreed_with_the_printer_is_noted_in_any_state(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, _made = with_texts(db, now, "甲")
        compilation.state = "printing"
        db.flush()
        facts = {"compilation_id": compilation.id or 0, "printer": "某厂", "printed_on": DAY}
        editing.note_printing(db, EDITOR, print_run=900, now=now, **facts)  # type: ignore[arg-type]
        assert (compilation.printer, compilation.printed_on, compilation.print_run) == ("某厂", DAY, 900)
        with pytest.raises(Invalid, match="印数 0 "):
            editing.note_printing(db, EDITOR, print_run=0, now=now, **facts)  # type: ignore[arg-type]


def test_a_stale_entry_is_refused_but_other_entries_are_not_in_its_way(database: Database, now: datetime) -> None:
    with database.writing() as db:
        _compilation, (one, other) = with_texts(db, now, "甲", "乙")
        seen = entries.draft(one).fingerprint
        unseen = entries.draft(other).fingerprint
        entries.edit_entry(db, EDITOR, entry_id=one.id or 0, fingerprint=seen, draft=Draft("甲", "一。"), now=now)
        with pytest.raises(AlreadyDone):
            entries.edit_entry(db, EDITOR, entry_id=one.id or 0, fingerprint=seen, draft=Draft("甲", "二。"), now=now)
        entries.edit_entry(db, EDITOR, entry_id=other.id or 0, fingerprint=unseen, draft=Draft("乙", "三。"), now=now)
        assert [entry.text for entry in (one, other)] == ["一。", "三。"]


def test_a_removed_entry_leaves_the_catalogue_alone(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        section = first_section(db, compilation)
        (first, _second) = entries.add_records(
            db, EDITOR, section_id=section, record_ids=two_records(db, now=now), now=now
        )
        seen = entries.draft(first).fingerprint
        entries.remove_entry(db, EDITOR, entry_id=first.id or 0, fingerprint=seen, now=now)
        assert [title for _section, titles in shape(db, compilation) for title in titles] == ["ᠲᠠᠯ᠎ᠠ"]
        with pytest.raises(NotFound, match="已不在了"):
            entries.remove_entry(db, EDITOR, entry_id=first.id or 0, fingerprint=seen, now=now)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (TitlePage(" \u200b"), "题名不能为空"),
        (TitlePage("长" * 501), "501 个字"),
        (TitlePage("题", page_format="b5"), "开本没有“b5”"),
        (TitlePage("题", design="baroque"), "版式没有“baroque”"),
        (TitlePage("题", type_size="tiny"), "字号没有“tiny”"),
        (TitlePage("题", notes_at="side"), "注文位置没有“side”"),
        (TitlePage("题", citation_style="2005"), "参考文献标准没有“2005”"),
        (TitlePage("题", imprint_kind="book"), "资料性质没有“book”"),
        (TitlePage("题", print_run=0), "印数 0 "),
        (TitlePage("题", print_run=1_000_001), "印数 1000001 "),
        (TitlePage("题", preface="长" * 5_000_001), "5000001 个字"),
    ],
)
def test_a_title_page_that_cannot_be_is_refused(sqlite: Database, now: datetime, page: TitlePage, words: str) -> None:
    with sqlite.writing() as db:
        compilation = begun(db, now)
        with pytest.raises(Invalid, match=words):
            editing.save(db, EDITOR, compilation_id=compilation.id or 0, version=1, page=page, now=now)


def test_what_no_database_can_hold_is_left_out_and_mongolian_joiners_stay(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, _made = with_texts(db, now)
        draft = Draft("标\ud800题\x00", "正\udfff文\x07\r\nᠲᠠᠯ᠎ᠠ\u202fᠶᠢᠨ")
        made = entries.add_text(db, EDITOR, section_id=first_section(db, compilation), draft=draft, now=now)
        assert (made.title, made.text) == ("标题", "正文\nᠲᠠᠯ᠎ᠠ\u202fᠶᠢᠨ")


def test_an_entry_without_words_is_refused_unless_a_record_stands_behind_it(database: Database, now: datetime) -> None:
    with database.writing() as db:
        section = first_section(db, begun(db, now))
        with pytest.raises(Invalid, match="还没有正文"):
            entries.add_text(db, EDITOR, section_id=section, draft=Draft("空", " "), now=now)
        (one, _two) = entries.add_records(db, EDITOR, section_id=section, record_ids=two_records(db, now=now), now=now)
        seen = entries.draft(one).fingerprint
        entries.edit_entry(db, EDITOR, entry_id=one.id or 0, fingerprint=seen, draft=Draft("改题"), now=now)
        assert one.title == "改题"


@pytest.mark.parametrize("who", [None, identity(Role.LIBRARIAN)])
def test_only_editors_edit(sqlite: Database, now: datetime, who: Identity | None) -> None:
    with sqlite.writing() as db:
        compilation, made = with_texts(db, now, "甲")
        number, section = compilation.id or 0, first_section(db, compilation)
        entry = made[0].id or 0
        attempts: list[tuple[Callable[..., object], dict[str, Any]]] = [
            (editing.start, {"conference_id": compilation.conference_id, "title": "t"}),
            (editing.save, {"compilation_id": number, "version": 1, "page": TitlePage("t")}),
            (sections.add_section, {"compilation_id": number, "title": "t"}),
            (sections.remove_section, {"section_id": section}),
            (entries.add_text, {"section_id": section, "draft": Draft("t", "t")}),
            (entries.add_records, {"section_id": section, "record_ids": []}),
            (entries.remove_entry, {"entry_id": entry, "fingerprint": ""}),
            (entries.move_entry, {"entry_id": entry, "by": 1}),
        ]
        for verb, facts in attempts:
            with pytest.raises(Refusal):
                verb(db, who, now=now, **facts)
        assert shape(db, compilation) == [("专题资料", ["甲"])]


def test_every_change_is_in_the_audit_log_without_its_words(database: Database, now: datetime) -> None:
    with database.writing() as db:
        with_texts(db, now, "秘密")
        lines = db.exec(select(AuditEntry)).all()
        assert [(line.verb, line.noun) for line in lines] == [("start", "compilation"), ("add_entries", "compilation")]
        assert "秘密" not in str([line.detail for line in lines])


def test_the_list_is_paged_and_the_last_changed_comes_first(database: Database, now: datetime) -> None:
    with database.writing() as db:
        where = conference(db).id or 0
        for number in range(5):
            later = now + timedelta(minutes=number)
            editing.start(db, EDITOR, conference_id=where, title=f"第{number}册", now=later)
        begun(db, now, "别的会议")
        total, page = editing.listing(db, conference_id=where, page=2, size=2)
        assert (total, [each.compilation.title for each in page]) == (5, ["第2册", "第1册"])
        assert editing.listing(db)[0] == 6


def test_binding_leaves_out_empty_sections_and_cites_records(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation = begun(db, now)
        section = first_section(db, compilation)
        sections.add_section(db, EDITOR, compilation_id=compilation.id or 0, title="空的", now=now)
        entries.add_records(db, EDITOR, section_id=section, record_ids=two_records(db, now=now), now=now)
        draft = Draft("摘编", "### 小节\n\n文。", "某公报")
        entries.add_text(db, EDITOR, section_id=section, draft=draft, now=now)
        volume = bind(db, compilation.id or 0, library=LIBRARY, on=DAY)
        assert [each.title for each in volume.sections] == ["专题资料"]
        first, _second, third = volume.sections[0].entries
        assert first.citation == "某甲. 草原的逻辑[M]. 呼和浩特：测试出版社，2018."
        assert [block.kind for block in first.blocks] == ["paragraph", "paragraph"]
        assert third.sources == ("某公报",)
        assert [getattr(block, "level", 0) for block in third.blocks] == [1, 0]
        assert (volume.conference, volume.library, volume.compiled_on) == ("测试会议", LIBRARY, DAY)


def test_a_compilation_that_is_not_there_is_refused_by_number(database: Database) -> None:
    with database.reading() as db, pytest.raises(NotFound, match="99"):
        bind(db, 99, library=LIBRARY, on=DAY)


def test_removing_a_compilation_takes_its_sections_along(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, _made = with_texts(db, now, "甲")
        db.delete(compilation)
    with database.reading() as db:
        assert db.exec(select(Section)).all() == []
