"""`compile` in its print forms, of an issued volume, and `compile-site`."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from compilations import ecopies
from compilations.volume import VolumeSection
from desk import clock
from desk.settings import settings
from desk.tables import Audience, Compilation
from gateways.commands import site, volumes
from manage import cli
from search import opening
from search.opening import OpenDesk
from tests.compilations.issued import Issue, issue
from tests.compilations.pdf_reading import pages
from tests.compilations.volumes import GOLDEN, text_entry, two_records

run = CliRunner().invoke


@pytest.mark.parametrize(("form", "width"), [("two-up", 297), ("booklet", 420), ("crop", 228), ("single", 210)])
def test_a_volume_is_built_in_each_form_with_its_numbers(
    desk: OpenDesk, tmp_path: Path, now: datetime, form: str, width: int
) -> None:
    with desk.database.writing() as db:
        two_records(db, now=now)
    output = tmp_path / "out.pdf"
    done = run(
        cli, ["compile", str(GOLDEN / "spec.yaml"), "-o", str(output), "--form", form, "--numbers", "1-900", "--json"]
    )
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["numbers"] == str(tmp_path / "out-numbers.pdf")
    for name, count in (("out.pdf", answer["pages"]), ("out-numbers.pdf", 900)):
        with pikepdf.open(tmp_path / name) as document:
            left, _bottom, right, _top = (float(each) for each in document.pages[0].mediabox)
            assert (round((right - left) * 25.4 / 72), len(document.pages)) == (width, count)


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["-o", "a.docx", "--form", "crop"], 2, "只用于"),
        (["-o", "a.epub", "--numbers", "1-9"], 2, "只用于"),
        (["-o", "a.pdf", "--form", "origami"], 2, "origami"),
        (["-o", "a.pdf", "--numbers", "900"], 2, "1-900"),
        (["-o", "a.pdf", "--numbers", "9-1"], 1, "9 到 1"),
        (["-o", "a.pdf", "--numbers", "1-90000"], 1, "10000"),
    ],
)
def test_what_cannot_be_printed_so_is_refused_and_leaves_nothing(
    desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], code: int, words: str
) -> None:
    (tmp_path / "spec.yaml").write_text("title: 册\nsections: [{title: 节, entries: [{title: 篇, text: 文}]}]", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(volumes.app, ["spec.yaml", *more])
    assert (done.exit_code, done.stdout) == (code, "")
    assert words in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "live") == ["spec.yaml"]


def offered(desk: OpenDesk, audience: Audience, name: str) -> tuple[Issue, str]:
    now = clock.now()
    with desk.database.writing() as db:
        made = issue(db, VolumeSection("节", (text_entry("篇", "草原。"),)), now=now, name=name)
        ecopy = ecopies.offer(
            db,
            made.signer,
            compilation_id=made.compilation_id,
            audience=audience,
            code_hash="-",
            expires_at=now + timedelta(days=1),
            now=now,
        )
    return made, ecopy.token


def test_an_issued_volume_is_built_as_it_was_signed(desk: OpenDesk, tmp_path: Path) -> None:
    made, _token = offered(desk, Audience.PUBLIC, "会议")
    with desk.database.writing() as db:
        compilation = db.get(Compilation, made.compilation_id)
        assert compilation
        compilation.title = "后来改的题名"
    done = run(volumes.app, [str(made.compilation_id), "-o", str(tmp_path / "a.pdf")])
    assert done.exit_code == 0, done.output
    text = "".join(pages(tmp_path / "a.pdf"))
    assert made.volume.title in text and "后来" not in text
    assert "没有设置 DESK_PUBLIC_URL" in done.stderr  # so that there is no QR


def test_with_a_public_address_nothing_is_missing(
    desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _token = offered(desk, Audience.PUBLIC, "会议")
    monkeypatch.setenv("DESK_PUBLIC_URL", "http://192.168.1.20:8501")
    settings.cache_clear()
    opening.the_desk.cache_clear()
    done = run(volumes.app, [str(made.compilation_id), "-o", str(tmp_path / "a.epub")])
    assert done.exit_code == 0, done.output
    assert "DESK_PUBLIC_URL" not in done.stderr


def test_the_site_holds_what_is_offered_to_everybody_and_nothing_else(desk: OpenDesk, tmp_path: Path) -> None:
    public, _ = offered(desk, Audience.PUBLIC, "甲")
    internal, _ = offered(desk, Audience.INTERNAL, "乙")
    with desk.database.writing() as db:
        issue(db, now=clock.now(), name="丙")  # issued, never offered
    done = run(site.app, [str(tmp_path / "site"), "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["volumes"] == 1
    names = {path.stem for path in (tmp_path / "site").glob("volume-*")}
    assert names == {f"volume-{public.compilation_id}"} != {f"volume-{internal.compilation_id}"}
    assert set(answer["files"]) == {path.name for path in (tmp_path / "site").iterdir()}


def test_a_site_in_a_folder_with_other_things_is_refused(desk: OpenDesk, tmp_path: Path) -> None:
    done = run(site.app, [str(tmp_path)])  # the desk's own data lie in it
    assert (done.exit_code, done.stdout) == (1, "")
    assert "别的文件" in done.stderr
