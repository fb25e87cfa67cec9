"""`seed` and `start-real`, as an operator and a script use them."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk import samples
from desk.errors import AlreadyDone, NotAllowed
from desk.settings import Settings
from gateways.commands import setting_up as commands
from gateways.setting_up import clear_sample, lay_out_sample
from search.opening import OpenDesk, open_desk
from search.request import SearchRequest
from tests.desk.samples.conftest import quick_hashing  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("quick_hashing")

FEW = 150


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    opened = open_desk(Settings(data_dir=tmp_path / "live", database_url=""))
    monkeypatch.setattr(commands, "the_desk", lambda: opened)
    yield opened
    opened.database.close()


def run(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(commands.app, words, input=answer)


def found(desk: OpenDesk, query: str) -> int:
    return desk.engine.search(SearchRequest(query=query)).total


def test_seed_makes_a_desk_in_which_every_script_is_found(desk: OpenDesk, now: datetime) -> None:
    told: list[str] = []
    report = lay_out_sample(desk, now=now, say=told.append)
    assert (report.records, report.consultations, report.cards, report.compilations) == (640, 60, 80, 2)
    assert found(desk, "草原法") >= 1
    assert found(desk, "資治通鑑") >= 2
    assert found(desk, "ᠪᠡᠯᠴᠢᠭᠡᠷ") >= 1
    assert found(desk, "монгол хэлний") >= 1
    assert found(desk, "grassland governance") >= 1
    assert told


def test_seed_answers_with_one_json_object_on_stdout(desk: OpenDesk) -> None:
    result = run("seed", "--records", str(FEW), "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert (value["records"], value["consultations"], value["cards"]) == (FEW, 60, 80)
    assert {account["role"] for account in value["accounts"]} == {account.role for account in samples.accounts()}
    assert set(value["accounts"][0]) == {"name", "password", "role", "badge", "pin"}


def test_seed_a_second_time_is_refused_in_words(desk: OpenDesk) -> None:
    assert run("seed", "--records", "5").exit_code == 0
    second = run("seed", "--records", "5")
    assert second.exit_code == 1
    assert "已经有数据" in second.stderr
    assert second.stdout == ""


def test_start_real_leaves_nothing_of_the_sample(desk: OpenDesk, now: datetime) -> None:
    lay_out_sample(desk, records=FEW, now=now)
    folder = desk.settings.data_dir
    for name in ("uploads/a.mrc", "exports/b.pdf", "issues/d.pdf", "backups/c.zip"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert run("start-real", "--yes").exit_code == 0
    assert found(desk, "草原") == found(desk, "样例") == 0
    assert not (folder / "uploads").exists()
    assert not (folder / "exports").exists()
    assert not (folder / "issues").exists()
    assert (folder / "backups" / "c.zip").exists()
    with desk.database.reading() as db:
        assert not samples.untouched(db), "run must not lay the sample out again"


@pytest.mark.parametrize(("answer", "cleared"), [("y\n", True), ("n\n", False), ("", False)])
def test_start_real_asks_first(desk: OpenDesk, now: datetime, answer: str, cleared: bool) -> None:
    lay_out_sample(desk, records=5, now=now)
    result = run("start-real", answer=answer)
    assert (result.exit_code == 0) is cleared
    assert "书目 5 条" in result.stderr
    with desk.database.reading() as db:
        if cleared:
            with pytest.raises(NotAllowed):
                samples.contents(db)
        else:
            assert samples.contents(db).records == 5


def test_start_real_is_refused_on_a_desk_that_is_no_sample(desk: OpenDesk, now: datetime) -> None:
    result = run("start-real", "--yes")
    assert result.exit_code == 1
    assert "不是样例" in result.stderr
    with pytest.raises(NotAllowed):
        clear_sample(desk, now=now)


def test_an_index_that_cannot_be_built_leaves_an_empty_desk(
    desk: OpenDesk, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gateways.setting_up.rebuild", full)
    with pytest.raises(OSError, match="No space"):
        lay_out_sample(desk, records=5, now=now)
    monkeypatch.undo()
    lay_out_sample(desk, records=5, now=now)
    with pytest.raises(AlreadyDone):
        lay_out_sample(desk, records=5, now=now)
