"""发稿单: one page that says what the volume is and who signed it, and keeps within its cells."""

from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlmodel import Session

from compilations import editing, editions, signing
from compilations.binding import bind
from compilations.manuscript_sheet import LEFT, RIGHT, SheetFacts, characters, manuscript_sheet, sheet_facts
from compilations.pictures import NO_PICTURES
from compilations.readiness import refuse_unfit
from desk.database import Database
from desk.errors import Invalid
from desk.tables import Compilation, Entry
from tests.compilations.signers import House
from tests.compilations.volumes import DAY, LIBRARY


def text_of(content: bytes, path: Path) -> str:
    """The words of its only page, and that all of them stand between its edges."""
    path.write_bytes(content)
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == 1
        page = document[0].get_textpage()
        boxes = [page.get_charbox(at) for at in range(page.count_chars())]
        assert min(box[0] for box in boxes) >= LEFT - 1
        assert max(box[2] for box in boxes) <= RIGHT + 1
        return str(page.get_text_range())
    finally:
        document.close()


def issued(db: Session, house: House, note: str = "同意付印。") -> SheetFacts:
    house.submit(db)
    house.passes(db, house.second_editor)
    house.passes(db, house.leader)
    signing.pass_on(
        db,
        house.supervisor,
        compilation_id=house.number,
        mark=signing.mark(db, house.number),
        note=note,
        library=LIBRARY,
        now=house.now + timedelta(hours=3),
    )
    return sheet_facts(db, house.number, library=LIBRARY, now=house.now)


def test_it_names_the_volume_and_everybody_who_signed(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        compilation = db.get_one(Compilation, house.number)
        compilation.edition = "第1版"
        facts = issued(db, house)
    said = text_of(manuscript_sheet(facts), tmp_path / "sheet.pdf")
    for words in ("草原专题", "第1版", "1 篇", "16 开", "已签发", "同意付印。", "2026-01-26 13:00", "接稿人", LIBRARY):
        assert words in said
    for name in ("编者", "另一编辑", "组长", "主管"):
        assert name in said
    assert facts.digest[:8] in said


def test_what_is_agreed_with_the_printer_later_is_on_it_and_not_in_the_issued_volume(
    sqlite: Database, now: datetime, tmp_path: Path
) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        issued(db, house)
        editing.note_printing(
            db, house.editor, compilation_id=house.number, printer="某厂", printed_on=DAY, print_run=900, now=now
        )
        facts = sheet_facts(db, house.number, library=LIBRARY, now=now)
        assert editions.issued(db, house.number).imprint.print_run is None
    said = text_of(manuscript_sheet(facts), tmp_path / "sheet.pdf")
    assert "900 册" in said
    assert "某厂" in said


def test_before_it_is_signed_the_sheet_says_so_and_leaves_room(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        house.submit(db)
        house.returns(db, house.leader)
        facts = sheet_facts(db, house.number, library=LIBRARY, now=now)
    assert facts.signatures == ()
    said = text_of(manuscript_sheet(facts), tmp_path / "sheet.pdf")
    assert "未签发，不能付印" in said
    assert "终审签发" in said
    assert "组长" not in said


def test_long_words_stay_in_their_cells(sqlite: Database, now: datetime, tmp_path: Path) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        compilation = db.get_one(Compilation, house.number)
        compilation.title, compilation.editors = "长" * 500, "某某、" * 100
        facts = issued(db, house, note="意见很长。" * 200)
    said = text_of(manuscript_sheet(facts), tmp_path / "sheet.pdf")
    assert said.count("…") == 3


def test_characters_are_counted_without_blanks_and_with_tables_and_notes(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        db.get_one(Entry, house.entry).text = "甲 乙\n\n丙。\n\n| 丁 | 戊 |\n|---|---|\n| 1 | 2 |"
        db.get_one(Compilation, house.number).preface = "前言"
        db.flush()
        assert characters(bind(db, house.number, library=LIBRARY, on=DAY)) == 10


def test_what_could_not_be_printed_is_refused_before_it_is_sent_for_review(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        facts = {"library": LIBRARY, "on": DAY, "pictures": NO_PICTURES}
        refuse_unfit(db, house.number, **facts)  # type: ignore[arg-type]
        db.get_one(Entry, house.entry).text = "私用\ue264字"
        db.flush()
        with pytest.raises(Invalid, match="E264"):
            refuse_unfit(db, house.number, **facts)  # type: ignore[arg-type]
