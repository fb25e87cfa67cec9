"""检索未果 as a figure: counted once each, cut by place, field and language, its words listed, in the workbook."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import delete

from desk.reference import unmet
from desk.reporting.names import names
from desk.reporting.reports import report
from desk.reporting.sheets import workbook
from desk.reporting.statistics import events, figures
from desk.reporting.values import FigureValue
from desk.tables import UnmetSearch
from tests.conftest import NOW
from tests.desk.reporting.conftest import FIRST, LAST, Stage


@pytest.fixture
def searched(stage: Stage) -> Iterator[Stage]:
    """Four searches that found nothing, one of them in another conference and one after the period."""
    asked = (
        ("量子纠缠", "title", stage.points[0], "zh_CN", stage.conference_id, NOW),
        ("=1+1", "", None, "en", stage.conference_id, NOW + timedelta(hours=1)),
        ("往届的词", "", None, "zh_CN", stage.other_id, NOW),
        ("太晚", "", None, "zh_CN", stage.conference_id, NOW + timedelta(days=9)),
    )
    with stage.database.writing() as db:
        for words, field, point, language, conference, at in asked:
            unmet.keep(
                db,
                conference_id=conference,
                words=words,
                field=field,
                service_point_id=point,
                language=language,
                now=at,
            )
    yield stage
    with stage.database.writing() as db:
        db.exec(delete(UnmetSearch))


def figure(stage: Stage) -> FigureValue:
    with stage.database.reading() as db:
        found = figures(db, conference_id=stage.conference_id, first=FIRST, last=LAST)
    return next(one for one in found if one.definition.key == "unmet_searches")


@pytest.mark.parametrize(
    ("dimension", "parts"),
    [
        ("search_field", {"题名": 1, "全部": 1}),
        ("screen_language", {"中文": 1, "English": 1}),
        ("service_point", {"会场": 1, "未注明": 1}),
        ("hour", {"10": 1, "11": 1}),
    ],
)
def test_the_figure_is_cut_by_place_field_language_and_hour(
    searched: Stage, dimension: str, parts: dict[str, int]
) -> None:
    found = figure(searched)
    assert found.value == 2
    with searched.database.reading() as db:
        known = names(db)
    assert {part.name: part.value for part in known.cut(found, dimension)} == parts


def test_its_events_are_the_words_that_were_looked_for(searched: Stage) -> None:
    with searched.database.reading() as db:
        listed = events(db, "unmet_searches", conference_id=searched.conference_id, first=FIRST, last=LAST)
        narrowed = events(
            db,
            "unmet_searches",
            conference_id=searched.conference_id,
            first=FIRST,
            last=LAST,
            where={"search_field": "title"},
        )
    assert [event.name for event in listed] == ["量子纠缠", "=1+1"]
    assert [event.name for event in narrowed] == ["量子纠缠"]


def test_the_workbook_lists_the_words_and_none_becomes_a_formula(searched: Stage) -> None:
    with searched.database.reading() as db:
        made = report(db, conference_id=searched.conference_id, first=FIRST, last=LAST, now=NOW)
    sheet = load_workbook(BytesIO(workbook(made)))["明细 检索未果"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {"量子纠缠", "=1+1"} <= {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
