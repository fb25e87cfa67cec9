"""`compile`, as operators and acceptance checks call it."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compilations import editing, entries, sections
from compilations.entries import Draft
from gateways.commands.volumes import app
from search.opening import OpenDesk
from tests.compilations.pdf_reading import pages
from tests.compilations.test_editing import EDITOR
from tests.compilations.volumes import GOLDEN, conference, two_records

run = CliRunner().invoke


def a_compilation(desk: OpenDesk, now: datetime) -> int:
    with desk.database.writing() as db:
        made = editing.start(db, EDITOR, conference_id=conference(db).id or 0, title="草原保护", now=now)
        section = sections.sections_of(db, made.id or 0)[0].id or 0
        entries.add_text(db, EDITOR, section_id=section, draft=Draft("一篇", "正文。"), now=now)
        return made.id or 0


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".epub", ".PDF"])
def test_a_compilation_is_built_into_each_format(desk: OpenDesk, tmp_path: Path, now: datetime, suffix: str) -> None:
    output = tmp_path / f"out{suffix}"
    done = run(app, [str(a_compilation(desk, now)), "-o", str(output), "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert set(answer) == {"pages", "entries", "seconds", "sha256"}
    assert answer["entries"] == 1
    assert answer["pages"] > 1
    assert answer["sha256"] == hashlib.sha256(output.read_bytes()).hexdigest()


def test_a_specification_is_built_with_its_files_and_records(desk: OpenDesk, tmp_path: Path, now: datetime) -> None:
    with desk.database.writing() as db:
        two_records(db, now=now)
    output = tmp_path / "out.pdf"
    done = run(app, [str(GOLDEN / "spec.yaml"), "-o", str(output), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["entries"] == 4
    assert "第二条本办法所称轮牧" in "".join(pages(output))


def test_without_json_a_person_is_told_in_words(desk: OpenDesk, tmp_path: Path, now: datetime) -> None:
    done = run(app, [str(a_compilation(desk, now)), "-o", str(tmp_path / "a.epub")])
    assert "已制作" in done.stdout
    assert "1 篇" in done.stdout


@pytest.mark.parametrize(
    ("source", "output", "code", "words"),
    [
        ("99", "a.pdf", 1, "99"),
        ("wrong.yaml", "a.pdf", 1, "titel"),
        ("1", "nowhere/a.pdf", 1, "nowhere"),
        ("1", "a.txt", 2, ".docx"),
        ("missing.yaml", "a.pdf", 2, "missing.yaml"),
    ],
)
def test_a_refusal_ends_with_1_and_wrong_usage_with_2(
    desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, output: str, code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.yaml").write_text("titel: 题", encoding="utf-8")
    before = sorted(tmp_path.glob("*.*"))
    done = run(app, [source, "-o", output])
    assert (done.exit_code, done.stdout) == (code, "")
    assert words in done.stderr
    assert sorted(tmp_path.glob("*.*")) == before


def test_an_output_that_cannot_be_written_is_refused_and_the_old_file_stays(
    desk: OpenDesk, tmp_path: Path, now: datetime
) -> None:
    number = a_compilation(desk, now)
    (tmp_path / "folder.pdf").mkdir()
    done = run(app, [str(number), "-o", str(tmp_path / "folder.pdf")])
    assert done.exit_code == 1
    assert "没有写成" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "live"] == ["folder.pdf"]
