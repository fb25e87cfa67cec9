"""`import`: what operators and acceptance checks rely on."""

import json
import typing
from pathlib import Path

import pytest
import typer
from sqlmodel import select
from typer.testing import CliRunner, Result

from desk.tables import BibRecord, ImportBatch, Item
from gateways.commands import catalogue
from search.opening import OpenDesk
from search.request import SearchRequest
from tests.desk.catalogue import marc_text

ALL = marc_text.file_of("dirty", "mongolian", "refused", "set", "twins", "vernacular")


def run(*arguments: object) -> Result:
    """The command as manage.py offers it: by its name among others."""
    cli = typer.Typer()
    cli.add_typer(catalogue.app)
    cli.command("other")(lambda: None)
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def a_file(folder: Path, data: bytes, name: str = "file.mrc") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def report(done: Result) -> dict[str, typing.Any]:
    found: dict[str, typing.Any] = json.loads(done.stdout)
    return found


def sums_up(found: dict[str, typing.Any]) -> bool:
    return bool(found["read"] == found["added"] + found["changed"] + found["duplicates"] + len(found["refused"]))


def test_a_file_is_imported_and_can_be_found(desk: OpenDesk, tmp_path: Path) -> None:
    done = run(a_file(tmp_path, ALL), "--json")
    found = report(done)
    assert done.exit_code == 0
    assert sums_up(found)
    assert (found["read"], found["added"], found["changed"], found["duplicates"]) == (10, 7, 0, 1)
    assert [each["position"] for each in found["refused"]] == [4, 5]
    assert Path(found["refused_file"]).read_bytes() == marc_text.file_of("refused")
    assert desk.engine.search(SearchRequest(query="草原地方史资料")).total == 2


def test_the_other_encoding_adds_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    run(a_file(tmp_path, ALL))
    found = report(run(a_file(tmp_path, marc_text.file_of("dirty", "twins", "set", encoding="gb18030")), "--json"))
    assert (found["added"], found["changed"], found["duplicates"], found["items_added"]) == (0, 0, 5, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    path = a_file(tmp_path, ALL)
    before = report(run(path, "--dry-run", "--json"))
    with desk.database.reading() as db:
        assert db.exec(select(BibRecord)).all() == []
        assert db.exec(select(ImportBatch)).all() == []
    after = report(run(path, "--json"))
    same = ("read", "added", "changed", "duplicates", "refused", "items_added")
    assert [before[name] for name in same] == [after[name] for name in same]


def test_people_read_the_report_in_words(desk: OpenDesk, tmp_path: Path) -> None:
    done = run(a_file(tmp_path, ALL))
    assert "共读 10 条：新增 7，更新 0，重复 1，未导入 2" in done.stdout
    assert "第 4 条未导入：没有题名字段" in done.stdout


def test_a_named_profile_is_followed(desk: OpenDesk, tmp_path: Path) -> None:
    lines = [*marc_text.golden("set")[0], "905   $aNMG $b0010201 $dI267", "982   $aNMG $b0020201-3 $dI267"]
    assert report(run(a_file(tmp_path, marc_text.iso2709(lines)), "--profile", "905", "--json"))["items_added"] == 1
    with desk.database.reading() as db:
        assert db.exec(select(Item)).one().barcode == "0010201"


def test_a_copy_whose_barcode_is_taken_is_told(desk: OpenDesk, tmp_path: Path) -> None:
    run(a_file(tmp_path, marc_text.file_of("dt1000")))
    taken = marc_text.iso2709([*marc_text.golden("set")[0], "986   $a0067101 $b流通书库"])
    found = report(run(a_file(tmp_path, taken), "--json"))
    assert (found["added"], found["items_added"], found["refused"]) == (1, 0, [])
    assert found["items_refused"][0]["barcode"] == "0067101"
    assert "牧区供水工程" in found["items_refused"][0]["why"]


@pytest.mark.parametrize(
    ("data", "name", "arguments", "words"),
    [
        (b"", "a.mrc", [], "0 字节"),
        (b"<html></html>", "a.mrc", [], "网页"),
        (b"<html></html>", "a.mrc", ["--dry-run"], "网页"),
        (ALL, "a.mrc", ["--profile", "none"], "没有“none”这个馆藏方案"),
    ],
)
def test_a_file_that_is_refused_as_a_whole_exits_with_one_and_leaves_nothing(
    desk: OpenDesk, tmp_path: Path, data: bytes, name: str, arguments: list[str], words: str
) -> None:
    done = run(a_file(tmp_path, data, name), "--json", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr
    with desk.database.reading() as db:
        assert db.exec(select(ImportBatch)).all() == []
    assert not list((desk.settings.data_dir / "uploads").glob("*"))


def test_a_file_of_bad_records_only_exits_with_one_and_still_reports_them(desk: OpenDesk, tmp_path: Path) -> None:
    done = run(a_file(tmp_path, marc_text.file_of("refused")), "--json")
    assert done.exit_code == 1
    assert sums_up(report(done))
    assert "没有一条能导入" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(desk: OpenDesk, tmp_path: Path) -> None:
    assert run(tmp_path / "none.mrc").exit_code == 2
