"""The sample compilation: what an editor would have made of the sample library."""

from datetime import datetime

import pytest
from sqlmodel import select

from compilations import editing, signing
from compilations.copies import handed_out
from compilations.editions import issued
from compilations.rights import EcopyTerms, ecopy_terms
from compilations.samples import SampleCompilations, lay_out_compilation
from compilations.stock import standing
from desk import samples
from desk.database import Database
from desk.samples.files import SAMPLES
from desk.tables import CompilationState, CopyHandout
from tests.desk.samples.conftest import quick_hashing  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("quick_hashing")


def both(database: Database, now: datetime, records: int = samples.RECORDS) -> SampleCompilations:
    laid_out = samples.lay_out(database, library_code="1501", records=records, now=now)
    return lay_out_compilation(database, laid_out, library="样例馆")


def laid_out(database: Database, now: datetime, records: int = samples.RECORDS) -> int:
    return both(database, now, records).issued


def test_it_has_three_sections_of_records_with_extracts_and_texts_of_its_own(database: Database, now: datetime) -> None:
    with database.reading() as db:
        outline = editing.outline(db, laid_out(database, now))
    assert [section.title for section, _ in outline.sections] == ["法律与制度", "技术与实践", "生计与文化"]
    entries = [entry for _, listed in outline.sections for entry in listed]
    assert len(entries) == 9
    assert sum(entry.bib_record_id is None for entry in entries) == 2
    assert all("样例" in entry.text for entry in entries)


def test_what_we_wrote_ourselves_may_become_an_ecopy(sqlite: Database, now: datetime) -> None:
    with sqlite.reading() as db:
        assert ecopy_terms(db, laid_out(sqlite, now)) == EcopyTerms(may=True, needs_code=False, blockers=())


def test_the_first_edition_is_signed_by_three_and_the_second_is_being_edited(database: Database, now: datetime) -> None:
    made = both(database, now)
    with database.reading() as db:
        assert issued(db, made.issued).entry_count == 9
        assert [line.verdict for line in signing.history(db, made.issued)] == ["submitted", *["passed"] * 3]
        assert len({line.by for line in signing.history(db, made.issued)}) == 4
        draft = editing.outline(db, made.draft)
        assert (draft.compilation.edition, draft.compilation.state) == ("第2版（样例）", CompilationState.EDITING)
        assert sum(len(within) for _, within in draft.sections) == 9
        assert draft.compilation.is_sample
        assert handed_out(db, made.draft) == []


def test_it_is_titled_in_three_scripts_and_marked_as_a_sample(sqlite: Database, now: datetime) -> None:
    with sqlite.reading() as db:
        compilation = editing.outline(db, laid_out(sqlite, now)).compilation
    assert compilation.is_sample
    assert "样例" in compilation.title
    assert "样例" in compilation.preface
    assert compilation.title_mn[0] >= "\u1800"
    assert "Sample" in compilation.title_en


def test_copies_were_handed_out_at_every_point_and_none_in_the_future(sqlite: Database, now: datetime) -> None:
    compilation_id = laid_out(sqlite, now)
    with sqlite.reading() as db:
        rows = handed_out(db, compilation_id)
        assert len({row.service_point for row in rows}) == 4
        assert len({row.kind for row in rows}) == 2
        assert all(at <= now for at in db.exec(select(CopyHandout.at)))
        assert all(each.delivered >= each.handed_out > 0 for each in standing(db, compilation_id))


def test_a_library_without_its_records_still_has_its_texts(sqlite: Database, now: datetime) -> None:
    with sqlite.reading() as db:
        outline = editing.outline(db, laid_out(sqlite, now, records=1))
    assert sum(len(listed) for _, listed in outline.sections) == 2


@pytest.mark.parametrize("name", ["balance.md", "calendar.md"])
def test_texts_of_our_own_are_of_a_length_to_read_in_the_hotel(name: str) -> None:
    assert 600 <= len((SAMPLES / "compilation" / name).read_text(encoding="utf-8")) <= 1200
