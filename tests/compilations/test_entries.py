"""Entries and sections where they stand: sections within sections, placing by hand, removing with open eyes."""

from datetime import datetime

import pytest
from sqlmodel import Session

from compilations import editing, entries, sections
from compilations.entries import Draft
from desk.database import Database
from desk.errors import AlreadyDone, NotAllowed, NotFound
from desk.tables import Entry, Role, Section
from tests.compilations.volumes import conference
from tests.conftest import identity

EDITOR = identity(Role.EDITOR)


class Desk:
    """A compilation with the sections 一 (甲 乙 丙 in it) and 二, and 附 within 一."""

    def __init__(self, db: Session, now: datetime) -> None:
        self.db, self.now = db, now
        made = editing.start(db, EDITOR, conference_id=conference(db).id or 0, title="册", now=now)
        self.number = made.id or 0
        first = sections.sections_of(db, self.number)[0]
        sections.rename_section(db, EDITOR, section_id=first.id or 0, title="一", now=now)
        self.one = first.id or 0
        self.within = self.section("附", self.one)
        self.two = self.section("二")
        self.entries = [self.text(title) for title in "甲乙丙"]

    def section(self, title: str, parent_id: int | None = None) -> int:
        added = sections.add_section(
            self.db, EDITOR, compilation_id=self.number, title=title, parent_id=parent_id, now=self.now
        )
        return added.id or 0

    def text(self, title: str) -> int:
        return entries.add_text(self.db, EDITOR, section_id=self.one, draft=Draft(title, "文。"), now=self.now).id or 0

    def place(self, entry_id: int, section_id: int, before_id: int | None = None) -> None:
        entries.place_before(
            self.db, EDITOR, entry_id=entry_id, section_id=section_id, before_id=before_id, now=self.now
        )

    def place_section(self, section_id: int, parent_id: int | None, before_id: int | None = None) -> None:
        sections.place_section(
            self.db, EDITOR, section_id=section_id, parent_id=parent_id, before_id=before_id, now=self.now
        )

    def shape(self) -> list[str]:
        """Sections in the order in which they are read, those within others after a dash, with their entries."""
        return [
            f"{'-' if section.parent_id else ''}{section.title}:{''.join(entry.title for entry in within)}"
            for section, within in editing.outline(self.db, self.number).sections
        ]


def test_sections_within_sections_are_read_after_their_parent(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        assert desk.shape() == ["一:甲乙丙", "-附:", "二:"]
        sections.move_section(db, EDITOR, section_id=desk.two, by=-1, now=now)
        assert desk.shape() == ["二:", "一:甲乙丙", "-附:"]


def test_a_section_moves_among_its_neighbours_only(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        desk.section("附二", desk.one)
        sections.move_section(db, EDITOR, section_id=desk.within, by=1, now=now)
        sections.move_section(db, EDITOR, section_id=desk.within, by=1, now=now)
        assert desk.shape() == ["一:甲乙丙", "-附二:", "-附:", "二:"]


def test_a_section_is_put_into_another_with_its_entries_and_out_again(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        desk.place_section(desk.within, desk.two)
        desk.place(desk.entries[0], desk.within)
        assert desk.shape() == ["一:乙丙", "二:", "-附:甲"]
        desk.place_section(desk.within, None, desk.one)
        assert desk.shape() == ["附:甲", "一:乙丙", "二:"]
        desk.place_section(desk.one, desk.two)
        assert desk.shape() == ["附:甲", "二:", "-一:乙丙"]


def test_two_levels_are_the_most(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        with pytest.raises(NotAllowed, match="最多分两级"):
            desk.section("更下", desk.within)
        with pytest.raises(NotAllowed, match="最多分两级"):
            desk.place_section(desk.one, desk.two)
        with pytest.raises(NotFound):
            desk.place_section(desk.one, desk.one)
        assert desk.shape() == ["一:甲乙丙", "-附:", "二:"]


def test_a_name_is_free_under_another_parent_and_taken_beside_its_like(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        same = desk.section("附", desk.two)
        with pytest.raises(AlreadyDone, match="附"):
            desk.section("附", desk.two)
        with pytest.raises(AlreadyDone, match="附"):
            desk.place_section(same, desk.one)
        desk.place_section(desk.within, None)
        assert desk.shape() == ["一:甲乙丙", "二:", "-附:", "附:"]


def test_a_section_with_sections_within_is_not_removed(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        for entry in desk.entries:
            desk.place(entry, desk.two)
        with pytest.raises(NotAllowed, match="1 个下级专题"):
            sections.remove_section(db, EDITOR, section_id=desk.one, now=now)
        sections.remove_section(db, EDITOR, section_id=desk.within, now=now)
        sections.remove_section(db, EDITOR, section_id=desk.one, now=now)
        assert desk.shape() == ["二:甲乙丙"]


def test_a_parent_of_another_compilation_is_refused(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk, other = Desk(db, now), Desk(db, now)
        with pytest.raises(NotFound):
            desk.section("附", other.one)
        with pytest.raises(NotFound):
            desk.place_section(desk.two, other.one)
        with pytest.raises(NotFound):
            desk.place_section(desk.two, None, other.one)


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [(2, 0, "丙甲乙"), (0, 2, "乙甲丙"), (0, None, "乙丙甲"), (1, 1, "甲乙丙"), (0, 1, "甲乙丙"), (2, None, "甲乙丙")],
)
def test_an_entry_is_put_before_another(
    sqlite: Database, now: datetime, moved: int, before: int | None, order: str
) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        desk.place(desk.entries[moved], desk.one, None if before is None else desk.entries[before])
        assert desk.shape()[0] == f"一:{order}"
        rows = [entry.position for entry in entries.entries_of(db, db.get_one(Section, desk.one))]
        assert rows == [1, 2, 3]


def test_an_entry_is_put_between_those_of_another_section(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        desk.place(desk.entries[2], desk.within)
        desk.place(desk.entries[0], desk.within, desk.entries[2])
        assert desk.shape() == ["一:乙", "-附:甲丙", "二:"]


def test_a_place_that_is_gone_is_refused_and_nothing_moves(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        with pytest.raises(NotFound, match="条目已不在"):
            desk.place(desk.entries[0], desk.two, desk.entries[1])
        with pytest.raises(NotFound, match="专题已不在"):
            desk.place(desk.entries[0], 4711)
        assert desk.shape() == ["一:甲乙丙", "-附:", "二:"]


def test_a_removal_does_not_lose_what_a_colleague_saved_in_between(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        number = desk.entries[0]
        seen = entries.draft(db.get_one(Entry, number)).fingerprint
        entries.edit_entry(db, EDITOR, entry_id=number, fingerprint=seen, draft=Draft("甲", "新写的。"), now=now)
        with pytest.raises(AlreadyDone, match="没有移除"):
            entries.remove_entry(db, EDITOR, entry_id=number, fingerprint=seen, now=now)
        assert db.get_one(Entry, number).text == "新写的。"


def test_an_entry_moved_by_one_is_saved_by_another(database: Database, now: datetime) -> None:
    """A move changes no words, so who writes in the entry meanwhile is not held up."""
    with database.writing() as db:
        desk = Desk(db, now)
        number = desk.entries[0]
        seen = entries.draft(db.get_one(Entry, number)).fingerprint
        desk.place(number, desk.two)
        entries.edit_entry(db, EDITOR, entry_id=number, fingerprint=seen, draft=Draft("甲", "写完了。"), now=now)
        assert desk.shape() == ["一:乙丙", "-附:", "二:甲"]
