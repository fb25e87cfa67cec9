"""`card issue` and `card batch`: what operators and acceptance checks rely on."""

import json
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from desk import clock
from gateways.commands import cards
from search.opening import OpenDesk
from tests.desk.conference.standing import a_conference


@pytest.fixture
def sitting(desk: OpenDesk) -> OpenDesk:
    """A desk whose conference is going on today, on the machine's own clock."""
    today = clock.today()
    with desk.database.writing() as db:
        a_conference(db, starts_on=today, ends_on=today + timedelta(days=6), meetings=[])
    return desk


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cards.app, [str(argument) for argument in arguments])


def a_roster(folder: Path, *rows: list[str]) -> Path:
    book = Workbook()
    for row in (["姓名", "类别", "代表团"], *rows):
        book.worksheets[0].append(row)
    path = folder / "roster.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["代表", "deputy", "Deputy"])
def test_one_card_is_issued_by_its_label_or_its_code(sitting: OpenDesk, kind: str) -> None:
    done = run("card", "issue", "--name", "王 强", "--kind", kind, "--delegation", "青川代表团", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"issued": [{"number": "21501000000010", "name": "王强"}], "refused": []}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "王强", "--kind", "观察员"], "没有“观察员”这个类别"),
        (["--name", " ", "--kind", "代表"], "“姓名”不能为空"),
        (["--name", "王强", "--kind", "代表", "--delegation", "北山代表团"], "没有代表团“北山代表团”"),
        (["--name", "王强", "--kind", "记者", "--sector", "教育界"], "这个类别不填界别"),
        (["--name", "王强", "--kind", "代表", "--conference", "另一次会议"], "没有名为“另一次会议”的会议"),
    ],
)
def test_a_refused_card_says_why_and_prints_nothing_else(sitting: OpenDesk, arguments: list[str], words: str) -> None:
    done = run("card", "issue", *arguments, "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr


def test_wrong_usage_is_told_apart_from_a_refusal(desk: OpenDesk, tmp_path: Path) -> None:
    assert run("card", "issue", "--name", "王强").exit_code == 2
    assert run("card", "batch", tmp_path / "missing.xlsx", "-o", tmp_path / "cards.pdf").exit_code == 2


def test_a_desk_without_a_conference_issues_nothing(desk: OpenDesk) -> None:
    done = run("card", "issue", "--name", "王强", "--kind", "代表")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "会议与服务点" in done.stderr


def test_a_roster_becomes_cards_whose_codes_can_be_read(sitting: OpenDesk, tmp_path: Path) -> None:
    rows = [[f"测试{number}", "代表", "青川代表团"] for number in range(11)]
    roster = a_roster(tmp_path, *rows, ["测试", "代表", "北山代表团"])
    done = run("card", "batch", roster, "-o", tmp_path / "cards.pdf", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert [each["name"] for each in told["issued"]] == [row[0] for row in rows]
    assert [each["row"] for each in told["refused"]] == [13]
    read = codes_of(tmp_path / "cards.pdf")
    assert read == sorted(each["number"] for each in told["issued"] for _code in ("bars", "qr"))


def codes_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2
        pictures = [page.render(scale=200 / 72, grayscale=True).to_numpy() for page in document]
    return sorted(code.text for picture in pictures for code in zxingcpp.read_barcodes(picture))


def test_the_same_roster_twice_issues_nothing_and_writes_nothing(sitting: OpenDesk, tmp_path: Path) -> None:
    roster = a_roster(tmp_path, ["王强", "代表", "青川代表团"])
    run("card", "batch", roster, "-o", tmp_path / "first.pdf")
    done = run("card", "batch", roster, "-o", tmp_path / "second.pdf", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["issued"] == []
    assert "已发过证 21501000000010" in told["refused"][0]["why"]
    assert not (tmp_path / "second.pdf").exists()


def test_nothing_is_issued_when_the_sheet_could_not_be_written(sitting: OpenDesk, tmp_path: Path) -> None:
    roster = a_roster(tmp_path, ["王强", "代表", "青川代表团"])
    done = run("card", "batch", roster, "-o", tmp_path / "no such folder" / "cards.pdf")
    assert (done.exit_code, done.stdout) == (1, "")
    again = run("card", "batch", roster, "-o", tmp_path / "cards.pdf", "--json")
    assert len(json.loads(again.stdout)["issued"]) == 1


def test_cards_for_a_card_printer_come_one_to_a_page(sitting: OpenDesk, tmp_path: Path) -> None:
    roster = a_roster(tmp_path, ["王强", "代表", "青川"], ["李明", "代表", "白石"])
    run("card", "batch", roster, "-o", tmp_path / "cards.pdf", "--layout", "cr80")
    with pypdfium2.PdfDocument(tmp_path / "cards.pdf") as document:
        assert len(document) == 2
        assert [round(each / 72 * 25.4, 1) for each in document[0].get_size()] == [85.6, 54.0]


def test_a_card_of_an_ended_conference_is_refused(desk: OpenDesk) -> None:
    with desk.database.writing() as db:
        a_conference(db, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 7), meetings=[])
    done = run("card", "issue", "--name", "王强", "--kind", "代表")
    assert done.exit_code == 1
    assert "2020-01-07 已经过去" in done.stderr
