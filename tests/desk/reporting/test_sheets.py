"""The workbook read back: its figures are the desk's, its text is text, its dates are dates."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from desk.reporting import reports
from desk.reporting.definitions import FIGURES
from desk.reporting.reports import Report, as_json, report
from desk.reporting.sheets import workbook
from desk.tables import Compilation, CopyHandout
from tests.conftest import NOW
from tests.desk.reporting.conftest import FIRST, LAST, Asked, Stage

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "#N/A", "a\x07b", "'ok", "TRUE", "1e5", "长" * 40_000]


@pytest.fixture
def filled(stage: Stage) -> Iterator[Stage]:
    stage.clear()
    stage.ask(
        [
            Asked(NOW, point=stage.points[0]),
            Asked(NOW + timedelta(hours=1), kind="", answered_after=None),
            Asked(NOW - timedelta(days=1), kind="directional"),
        ]
    )
    with stage.database.writing() as db:
        for compilation in stage.compilations:
            db.add(
                CopyHandout(
                    conference_id=stage.conference_id, compilation_id=compilation, kind="printed", copies=5, at=NOW
                )
            )
    yield stage
    stage.clear()


def made(stage: Stage, language: str = "zh_CN") -> Report:
    with stage.database.reading() as db:
        return report(db, conference_id=stage.conference_id, first=FIRST, last=LAST, language=language, now=NOW)


def read(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_first_sheet_has_every_figure_with_its_definition_below_a_frozen_head(filled: Stage) -> None:
    found = made(filled)
    sheet = read(workbook(found))["指标"]
    assert sheet.freeze_panes == "A7"
    rows = {row[0]: row for row in sheet.iter_rows(min_row=7, values_only=True)}
    assert set(rows) == {figure.definition.label for figure in found.figures}
    for figure in found.figures:
        row = rows[figure.definition.label]
        assert row[1] == figure.value
        assert row[3] == figure.definition.counts
    assert [cell.value for cell in sheet[3]][:3] == ["统计期", datetime(2026, 1, 25), datetime(2026, 1, 27)]
    assert sheet["B4"].value == datetime(2026, 1, 26, 10, 0)


def test_each_cut_has_a_sheet_whose_columns_sum_to_the_figures(filled: Stage) -> None:
    found = made(filled)
    book = read(workbook(found))
    by_label = {f"{f.definition.label}（{f.definition.unit}）": f.value for f in found.figures}
    cuts = [sheet for sheet in book.worksheets if sheet.title.startswith("按")]
    assert {"按服务点", "按咨询类型", "按日期", "按时段"} <= {sheet.title for sheet in cuts}
    for sheet in cuts:
        head, *parts, total = list(sheet.iter_rows(values_only=True))
        for column, name in enumerate(head[1:], start=1):
            summed = sum(int(str(row[column])) for row in parts)
            assert summed == total[column] == by_label[str(name)], (sheet.title, name)


def test_days_and_moments_are_real_dates_on_the_desks_clock(filled: Stage) -> None:
    book = read(workbook(made(filled)))
    days = [row[0] for row in book["按日期"].iter_rows(min_row=2, values_only=True)]
    assert days == [datetime(2026, 1, 25), datetime(2026, 1, 26), "合计"]
    events = list(book["明细 咨询总量"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in events] == [
        datetime(2026, 1, 25, 10),
        datetime(2026, 1, 26, 10),
        datetime(2026, 1, 26, 11),
    ]
    assert book["明细 咨询总量"].freeze_panes == "A2"


def test_the_lists_say_when_where_and_what_kind_but_never_the_question(filled: Stage) -> None:
    book = read(workbook(made(filled)))
    head = [cell.value for cell in book["明细 咨询总量"][1]]
    assert head == ["编号", "时间", "件", "性质", "咨询类型", "咨询方式", "服务点", "处理情况"]
    texts = [str(value) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for value in row]
    assert "问" not in texts


@pytest.mark.parametrize("title", NASTY)
def test_text_stays_text_whatever_it_begins_with(filled: Stage, title: str) -> None:
    with filled.database.writing() as db:
        compilation = db.get(Compilation, filled.compilations[0])
        assert compilation is not None
        kept, compilation.title = compilation.title, title
    try:
        sheet = read(workbook(made(filled)))["明细 发放印刷本汇编"]
    finally:
        with filled.database.writing() as db:
            compilation = db.get(Compilation, filled.compilations[0])
            assert compilation is not None
            compilation.title = kept
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert cell.value == title.replace("\x07", "")[:32_767]


def test_a_list_that_is_cut_short_says_so(filled: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "LONGEST_LIST", 2)
    rows = list(read(workbook(made(filled)))["明细 咨询总量"].iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[-1][0] == "共 3 条，这里只列出前 2 条。其余请缩短统计期后另存。"


def test_an_english_report_has_english_sheets(filled: Stage) -> None:
    titles = read(workbook(made(filled, "en"))).sheetnames
    assert all(title.isascii() and len(title) <= 31 for title in titles)
    assert len(set(titles)) == len(titles)


def test_the_answer_for_programs_has_parts_that_sum_and_no_parts_for_a_median(filled: Stage) -> None:
    found = made(filled)
    for figure in found.figures:
        given = as_json(figure, found.names)
        assert set(given) - {"by"} == {"key", "label", "definition", "unit", "value"}
        assert ("by" in given) == figure.definition.is_additive
        if isinstance(by := given.get("by"), dict):
            assert all(sum(parts.values()) == given["value"] for parts in by.values())
    kinds = as_json(found.figures[0], found.names)["by"]
    assert isinstance(kinds, dict)
    assert kinds["kind"] == {"指引": 1, "事实数据": 1, "未分类": 1}
    assert list(kinds["day"]) == ["2026-01-25", "2026-01-26"]


def test_counters_of_two_conferences_that_bear_one_name_are_added(filled: Stage) -> None:
    found = made(filled)
    same = dict.fromkeys(found.names.known["service_point"], "会场")
    names = type(found.names)({**found.names.known, "service_point": same})
    by = as_json(found.figures[0], names)["by"]
    assert isinstance(by, dict)
    assert sum(by["service_point"].values()) == found.figures[0].value


def test_every_listed_figure_is_one_that_there_is() -> None:
    assert set(reports.LISTED) <= set(FIGURES)
    assert date(2026, 1, 25) == FIRST
