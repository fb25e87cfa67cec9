"""An entry's number is never another entry's: reviewers' files and the history know an entry by nothing else."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, select

from compilations import entries, outside
from compilations.entries import Draft
from compilations.outside import Source
from compilations.review_settling import marks_of
from desk.database import Database
from desk.migrations import downgrade, migrate
from desk.tables import Compilation, Entry, MarkKind, OutsideSource, ReviewFile, ReviewMark
from tests.compilations.review_files import Marked, Written, WrittenEntry, reviewed
from tests.compilations.signers import House
from tests.compilations.test_editing import EDITOR
from tests.compilations.test_review_settling import received


def added(db: Session, house: House, title: str) -> int:
    draft = Draft(title, "正文。")
    return entries.add_text(db, EDITOR, section_id=house.section, draft=draft, now=house.now).id or 0


def removed(db: Session, house: House, entry_id: int) -> None:
    seen = entries.draft(db.get_one(Entry, entry_id)).fingerprint
    entries.remove_entry(db, EDITOR, entry_id=entry_id, fingerprint=seen, now=house.now)


def test_the_number_of_an_entry_that_was_removed_is_not_given_again(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        last = added(db, house, "乙")
        removed(db, house, last)
    with database.writing() as db:
        assert added(db, house, "丙") > last


def test_a_file_that_was_sent_before_a_removal_changes_nothing_in_the_entry_that_came_after(
    database: Database, now: datetime
) -> None:
    with database.writing() as db:
        house = House(db, now)
        sent = added(db, house, "乙")
        file = reviewed(
            [
                WrittenEntry(house.entry, (Marked("甲"),)),
                WrittenEntry(
                    sent,
                    (Marked("乙"),),
                    [Written((Marked("正"), Marked("文", "del"), Marked("本", "ins"), Marked("。")), 0)],
                ),
            ]
        )
        removed(db, house, sent)
        after = added(db, house, "丙")
        received(db, db.get_one(Compilation, house.number), file, now)
        marks = [row.mark for row in marks_of(db, house.number)]
        assert [(mark.entry_id, mark.after) for mark in marks] == [(None, "本")]
        assert db.get_one(Entry, after).text == "正文。"


def test_the_upgrade_keeps_what_belongs_to_entries_and_counts_on_from_removed_ones(
    database: Database, now: datetime
) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = outside.source_of(db, house.entry).fingerprint
        source = Source(issuing_body="样例机关", url="https://example.org")
        outside.set_source(db, EDITOR, entry_id=house.entry, fingerprint=seen, source=source, now=now)
        file = ReviewFile(compilation_id=house.number, name="稿.docx", digest="0", received_at=now)
        db.add(file)
        db.flush()
        db.add(ReviewMark(review_file_id=file.id or 0, entry_id=house.entry, kind=MarkKind.COMMENT))
        last = added(db, house, "乙")
        removed(db, house, last)
    downgrade(database, "0003")
    migrate(database)
    with database.writing() as db:
        assert [entry.title for entry in db.exec(select(Entry)).all()] == ["甲"]
        assert db.get_one(OutsideSource, house.entry).issuing_body == "样例机关"
        assert db.exec(select(ReviewMark.entry_id)).all() == [house.entry]
        assert added(db, house, "丙") > last


def test_foreign_keys_hold_again_after_a_migration(sqlite: Database, now: datetime) -> None:
    migrate(sqlite)
    with sqlite.writing() as db:
        assert db.connection().execute(text("PRAGMA foreign_keys")).scalar_one() == 1
