"""`stats`: what operators, cron and acceptance checks rely on."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from desk import clock
from desk.reference import consultations
from desk.staff.roles import OPERATOR
from gateways.commands import figures
from search.opening import OpenDesk
from tests.desk.conference.standing import a_conference

DAY = date(2026, 1, 26)


@pytest.fixture
def counted(desk: OpenDesk) -> OpenDesk:
    """Three questions on the 26th, the first of them half an hour after midnight, and one on the 27th."""
    midnight = clock.start_of_day(DAY)
    with desk.database.writing() as db:
        number = a_conference(db).id or 0
        for kind, hours in (("policy", 0.5), ("directional", 9.0), ("facts", 23.9), ("facts", 24.0)):
            moment = midnight + timedelta(hours=hours)
            consultations.log(db, OPERATOR, conference_id=number, kind=kind, channel="desk", question="问", now=moment)
    return desk


def run(*arguments: object) -> Result:
    return CliRunner().invoke(figures.app, [str(argument) for argument in arguments])


def figure(result: Result, key: str) -> dict[str, object]:
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, object]] = json.loads(result.stdout)["figures"]
    return next(one for one in found if one["key"] == key)


def test_one_object_on_stdout_with_parts_that_sum(counted: OpenDesk) -> None:
    result = run("--from", DAY, "--to", DAY, "--json")
    found = figure(result, "consultations")
    assert found["value"] == 3
    assert found["unit"] == "件"
    assert found["by"] == {
        "group": {"参考咨询": 2, "指引与业务办理": 1},
        "kind": {"指引": 1, "事实数据": 1, "政策法规": 1},
        "channel": {"当面": 3},
        "service_point": {"未注明": 3},
        "state": {"待答复": 3},
        "day": {"2026-01-26": 3},
        "hour": {"00": 1, "09": 1, "23": 1},
    }
    median = figure(result, "answer_minutes")
    assert median["value"] is None
    assert "by" not in median


def test_days_are_inclusive(counted: OpenDesk) -> None:
    following = DAY + timedelta(days=1)
    for first, last, value in ((DAY, following, 4), (following, following, 1), (DAY - timedelta(days=1), DAY, 3)):
        assert figure(run("--from", first, "--to", last, "--json"), "consultations")["value"] == value


def test_for_people_there_is_one_line_for_each_figure(counted: OpenDesk) -> None:
    result = run("--from", DAY, "--to", DAY)
    assert "咨询总量\t3 件" in result.stdout
    assert "答复用时（中位数）\t— 分钟" in result.stdout


def test_a_workbook_is_written_and_said_on_stderr(counted: OpenDesk, tmp_path: Path) -> None:
    file = tmp_path / "统计.xlsx"
    result = run("--from", DAY, "--to", DAY, "--json", "-o", file)
    assert figure(result, "consultations")["value"] == 3
    assert str(file) in result.stderr
    assert load_workbook(file)["指标"]["B7"].value == 3
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["统计.xlsx"]


@pytest.mark.parametrize("name", ["out.pdf", "out.docx", "out", "out.xls"])
def test_another_ending_is_refused_in_words(counted: OpenDesk, tmp_path: Path, name: str) -> None:
    result = run("--from", DAY, "--to", DAY, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert ".xlsx" in result.stderr
    assert not (tmp_path / name).exists()


def test_a_place_that_cannot_be_written_is_refused_in_words(counted: OpenDesk, tmp_path: Path) -> None:
    result = run("--from", DAY, "--to", DAY, "-o", tmp_path / "missing" / "out.xlsx")
    assert result.exit_code == 1
    assert "不能写入" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--from", "2026-01-27", "--to", "2026-01-26"], 1),
        (["--from", "0001-01-01", "--to", "2026-01-26"], 1),
        (["--from", "26.1.2026", "--to", "2026-01-26"], 2),
        (["--from", "2026-02-30", "--to", "2026-03-01"], 2),
        (["--from", "2026-01-26"], 2),
        ([], 2),
    ],
)
def test_a_wrong_period_is_told_apart_from_wrong_usage(counted: OpenDesk, arguments: list[str], code: int) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr
