"""修改记录: who changed what, what it said, and bringing it back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from compilations import book_lists, editing, editions, entries, outside, restoring, revisions, rights, sections
from compilations.entries import Draft
from compilations.outside import Source
from desk.database import Database
from desk.errors import NotAllowed, NotFound
from desk.staff.roles import Identity
from desk.tables import BibRecord, Entry, EntryRevision
from tests.compilations.signers import House
from tests.compilations.volumes import two_records


def write(db: Session, house: House, text: str, *, after: int = 0, who: Identity | None = None) -> None:
    """Save the text of the entry so many minutes later."""
    seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
    later = house.now + timedelta(minutes=after)
    draft = Draft("甲", text)
    entries.edit_entry(db, who or house.editor, entry_id=house.entry, fingerprint=seen, draft=draft, now=later)


def rows(db: Session, entry_id: int) -> list[EntryRevision]:
    return list(
        db.exec(select(EntryRevision).where(EntryRevision.entry_id == entry_id).order_by(col(EntryRevision.id))).all()
    )


def history(db: Session, house: House) -> list[tuple[str, str, str]]:
    _total, page = revisions.changes(db, house.number)
    return [(each.by, str(each.act), each.title) for each in page]


def test_saves_of_one_editor_within_ten_minutes_are_one_change(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        for minutes in (1, 5, 9):
            write(db, house, f"{minutes}", after=minutes)
        assert [row.said["text"] for row in rows(db, house.entry)] == ["9"]
        write(db, house, "10", after=10)
        write(db, house, "另", after=11, who=house.leader)
        write(db, house, "12", after=12)
        assert [row.said["text"] for row in rows(db, house.entry)] == ["9", "10", "另", "12"]


def test_the_history_says_who_did_what_the_latest_first(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        write(db, house, "改。", after=1, who=house.leader)
        later = now + timedelta(minutes=2)
        added = sections.add_section(db, house.editor, compilation_id=house.number, title="二", now=later)
        entries.place_before(
            db, house.second_editor, entry_id=house.entry, section_id=added.id or 0, now=now + timedelta(minutes=3)
        )
        assert history(db, house) == [
            ("另一编辑", "移动", "甲"),
            ("编者", "增加专题", ""),
            ("组长", "修改", "甲"),
            ("编者", "加入", "甲"),
            ("编者", "新建汇编", ""),
        ]


def test_the_history_is_paged(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        for minutes in range(0, 100, 20):
            write(db, house, str(minutes), after=minutes)
        total, page = revisions.changes(db, house.number, page=2, size=4)
        assert (total, [str(each.act) for each in page]) == (6, ["加入", "新建汇编"])


def test_a_move_within_a_section_changes_no_words_and_is_no_line(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        entries.move_entry(db, house.editor, entry_id=house.entry, by=1, now=now)
        assert len(rows(db, house.entry)) == 1


def test_rights_sources_and_books_are_changes_too(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        late = now + timedelta(hours=1)
        rights.set_rights(db, house.leader, entry_ids=[house.entry], rights="internal", now=late)
        seen = outside.source_of(db, house.entry).fingerprint
        source = Source(title="公报", accessed_on=now.date())
        outside.set_source(db, house.supervisor, entry_id=house.entry, fingerprint=seen, source=source, now=late)
        before, after = rows(db, house.entry)[1:]
        assert (before.said["rights"], before.said["source"]) == ("internal", None)
        assert after.said["source"]["title"] == "公报"
        numbers = two_records(db, now=now)
        books = book_lists.add_book_list(
            db, house.editor, section_id=house.section, title="书", record_ids=numbers, now=now
        )
        book_lists.change_books(
            db, house.editor, entry_id=books.id or 0, seen=numbers, record_ids=numbers[:1], now=late
        )
        assert [row.said["books"] for row in rows(db, books.id or 0)] == [numbers, numbers[:1]]


def test_a_change_is_shown_with_what_was_before(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        write(db, house, "后来的。", after=30)
        first, second = (revisions.revision(db, row.id or 0) for row in rows(db, house.entry))
        assert first.before is None
        assert second.before is not None
        assert (second.before.text, second.after.text, second.change.by) == ("正文。", "后来的。", "编者")


def test_an_earlier_text_is_brought_back_and_that_again_undone(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = outside.source_of(db, house.entry).fingerprint
        source = replace(Source(), title="公报", accessed_on=now.date())
        outside.set_source(db, house.editor, entry_id=house.entry, fingerprint=seen, source=source, now=now)
        write(db, house, "写坏了。", after=30)
        seen = outside.source_of(db, house.entry).fingerprint
        outside.set_source(
            db,
            house.leader,
            entry_id=house.entry,
            fingerprint=seen,
            source=Source(),
            now=house.now + timedelta(minutes=31),
        )
        first, *_others, last = rows(db, house.entry)
        restored = restoring.restore(db, house.leader, revision_id=first.id or 0, now=now + timedelta(hours=1))
        assert (restored.id, restored.text) == (house.entry, "正文。")
        assert outside.source_of(db, house.entry) == source
        assert (
            restoring.restore(db, house.editor, revision_id=last.id or 0, now=now + timedelta(hours=2)).text
            == "写坏了。"
        )
        assert outside.source_of(db, house.entry) == Source()
        assert history(db, house)[0] == ("编者", "恢复", "甲")


def test_a_removed_entry_comes_back_at_the_end_of_its_section(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        rights.set_rights(db, house.editor, entry_ids=[house.entry], rights="internal", now=now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
        entries.remove_entry(db, house.editor, entry_id=house.entry, fingerprint=seen, now=now)
        other = entries.add_text(db, house.editor, section_id=house.section, draft=Draft("乙", "文。"), now=now)
        removed = next(row for row in rows(db, house.entry) if row.act == "remove")
        back = restoring.restore(db, house.editor, revision_id=removed.id or 0, now=now)
        found = editing.outline(db, house.number).sections[0][1]
        assert [(entry.title, entry.position) for entry in found] == [("乙", 1), ("甲", 2)]
        assert (back.text, back.rights) == ("正文。", "internal")
        assert (db.get_one(Entry, other.id).title, db.get_one(Entry, other.id).text) == ("乙", "文。")


def test_what_stood_in_a_section_that_is_gone_comes_to_the_first(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
        entries.remove_entry(db, house.editor, entry_id=house.entry, fingerprint=seen, now=now)
        sections.remove_section(db, house.editor, section_id=house.section, now=now)
        removed = rows(db, house.entry)[-1].id or 0
        with pytest.raises(NotFound, match="没有专题"):
            restoring.restore(db, house.editor, revision_id=removed, now=now)
        new = sections.add_section(db, house.editor, compilation_id=house.number, title="新", now=now)
        assert restoring.restore(db, house.editor, revision_id=removed, now=now).section_id == new.id


def test_a_record_that_left_the_catalogue_does_not_come_back(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        (number, _other) = two_records(db, now=now)
        (entry,) = entries.add_records(db, house.editor, section_id=house.section, record_ids=[number], now=now)
        gone = entry.id or 0
        seen = entries.draft(entry).fingerprint
        entries.remove_entry(db, house.editor, entry_id=gone, fingerprint=seen, now=now)
        db.delete(db.get_one(BibRecord, number))
        db.flush()
        with pytest.raises(NotFound, match="草原的逻辑"):
            restoring.restore(db, house.editor, revision_id=rows(db, gone)[-1].id or 0, now=now)


def test_nothing_is_restored_while_it_is_reviewed(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db)
        with pytest.raises(NotAllowed):
            restoring.restore(db, house.editor, revision_id=rows(db, house.entry)[0].id or 0, now=now)


def test_what_came_with_a_new_edition_is_kept_before_it_is_changed(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = outside.source_of(db, house.entry).fingerprint
        source = Source(title="公报")
        outside.set_source(db, house.editor, entry_id=house.entry, fingerprint=seen, source=source, now=now)
        house.issued(db)
        new = editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        house.number = new.id or 0
        house.entry = editing.outline(db, house.number).sections[0][1][0].id or 0
        write(db, house, "更正。", after=1)
        assert [row.said["text"] for row in rows(db, house.entry)] == ["正文。", "更正。"]
        assert [row.said["source"]["title"] for row in rows(db, house.entry)] == ["公报", "公报"]
        assert history(db, house)[-1] == ("编者", "建新版次", "")


def test_a_change_that_is_not_there_is_refused_by_number(sqlite: Database) -> None:
    with sqlite.reading() as db, pytest.raises(NotFound, match="99"):
        revisions.revision(db, 99)
