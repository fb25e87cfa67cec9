"""What stands twice in a compilation: equal texts, nearly equal ones, and two versions of one law."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from compilations import entries, outside, suggesting
from compilations.entries import Draft
from compilations.outside import Source
from desk.database import Database
from desk.tables import Entry
from tests import real_data
from tests.compilations.signers import House
from tests.compilations.volumes import two_records

TEXT = "".join(f"第{number}条说的是第{number * 7}件事，各不相同。" for number in range(100))


class Desk(House):
    """A compilation into which texts are put."""

    def text(self, db: Session, title: str, text: str) -> int:
        draft = Draft(title, text)
        return entries.add_text(db, self.editor, section_id=self.section, draft=draft, now=self.now).id or 0

    def source(self, db: Session, entry_id: int, **facts: str) -> None:
        seen = outside.source_of(db, entry_id).fingerprint
        source = replace(Source(), **facts)  # type: ignore[arg-type]
        outside.set_source(db, self.editor, entry_id=entry_id, fingerprint=seen, source=source, now=self.now)

    def doubts(self, db: Session) -> list[tuple[int, int, str, int | None]]:
        return [
            (pair.first, pair.second, pair.doubt.value, pair.older) for pair in suggesting.duplicates(db, self.number)
        ]


def test_the_same_words_in_another_dress_are_the_same_text(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        texts = ("草原保护，人人有责。", "## 草原保护\n\n**人人**有责", "草原保護，人人有責", "别的。")
        numbers = [desk.text(db, "题", text) for text in texts]
        first, second, third, _fourth = numbers
        assert desk.doubts(db) == [(first, second, "same", None), (first, third, "same", None)]


def test_texts_that_differ_in_a_word_are_nearly_the_same(database: Database, now: datetime) -> None:
    with database.writing() as db:
        desk = Desk(db, now)
        one = desk.text(db, "一", TEXT)
        other = desk.text(db, "二", TEXT.replace("第50条", "第五十条"))
        desk.text(db, "三", TEXT[: len(TEXT) // 3])
        (pair,) = suggesting.duplicates(db, desk.number)
        assert (pair.first, pair.second, pair.doubt) == (one, other, suggesting.Doubt.NEAR)
        assert 0.9 < pair.likeness < 1


def test_a_record_that_stands_twice_without_an_extract_is_found(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        (number, _other) = two_records(db, now=now)
        facts = {"section_id": desk.section, "now": now}
        (first,) = entries.add_records(db, desk.editor, record_ids=[number], **facts)  # type: ignore[arg-type]
        again = Entry(section_id=desk.section, position=9, kind="record", title="又", bib_record_id=number)
        db.add(again)
        db.flush()
        assert desk.doubts(db) == [(first.id, again.id, "same", None)]


def test_two_versions_of_a_law_are_found_by_their_dates(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        new = desk.text(db, "草原法(2021-04-29)", "新。")
        old = desk.text(db, "《中华人民共和国草原法》（2013年修正）", "旧。")
        desk.text(db, "立法法(2023-03-13)", "别的。")
        assert desk.doubts(db) == [(new, old, "superseded", old)]


def test_two_versions_of_a_law_are_found_by_their_sources(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        one, other = desk.text(db, "某条例", "甲。"), desk.text(db, "某条例", "乙。")
        assert desk.doubts(db) == []
        desk.source(db, one, legal_status="repealed")
        desk.source(db, other, legal_status="in_force")
        assert desk.doubts(db) == [(one, other, "superseded", one)]
        desk.source(db, one, legal_status="in_force", issued_on="2020-01-01")
        desk.source(db, other, legal_status="in_force", issued_on="2019")
        assert desk.doubts(db) == [(one, other, "superseded", other)]
        desk.source(db, other, legal_status="in_force", issued_on="2020")
        assert desk.doubts(db) == []


def test_the_reports_of_two_years_are_no_versions(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        desk.text(db, "政府工作报告（2024）", "甲。")
        desk.text(db, "政府工作报告（2025）", "乙。")
        assert desk.doubts(db) == []


def test_a_formula_in_every_entry_makes_no_pair(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        for number in range(60):
            own = "".join(chr(0x4E00 + number * 60 + at) for at in range(60))
            desk.text(db, f"第{number}篇", f"本资料由图书馆整理，仅供会议参阅，请勿外传。{own}")
        assert desk.doubts(db) == []


@real_data.needed
def test_real_laws_are_not_taken_for_each_other(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        desk = Desk(db, now)
        numbers = [desk.text(db, path.stem, path.read_text("utf-8")) for path in sorted(real_data.POLICY.glob("*.md"))]
        law = next(path for path in real_data.POLICY.glob("草原法*.md"))
        older = desk.text(db, "草原法（2013年修正）", law.read_text("utf-8").replace("应当", "须"))
        found = suggesting.duplicates(db, desk.number)
        assert [(pair.second, pair.doubt, pair.older) for pair in found] == [(older, "superseded", older)]
        assert len(numbers) == len(list(real_data.POLICY.glob("*.md")))
