"""The benchmark of volumes sets what it says it sets; its figures depend on the machine and are not tested."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import volumes, volumes_peers, volumes_text
from compilations.blocks import Heading, Paragraph, Table
from compilations.volume import to_json
from desk.settings import ROOT
from tests.compilations.pdf_reading import pages


def test_the_text_is_always_the_same_and_has_headings_tables_and_notes() -> None:
    made = volumes_text.volume(30)
    assert to_json(made) == to_json(volumes_text.volume(30))
    blocks = [block for entry in made.entries for block in entry.blocks]
    assert any(isinstance(block, Heading) for block in blocks)
    assert any(isinstance(block, Table) for block in blocks)
    assert any(run.note for block in blocks if isinstance(block, Paragraph) for run in block.runs)


def test_a_run_compares_four_engines_and_judges_every_promise() -> None:
    command = [sys.executable, "benchmarks/volumes.py", "--pages", "5", "10", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert {(each["name"], each["asked"]) for each in report["runs"]} == {
        (name, pages) for name in volumes.NAMES for pages in (5, 10)
    }
    assert all(each["cpu_s"] > 0 and each["peak_mb"] > 20 for each in report["runs"])
    assert [each["name"] for each in report["runs"] if each["first_s"] is not None] == ["ours", "ours"]
    assert (report["left"], report["untouched"]) == (0, True)
    assert len(volumes.promises(report)) == 8


@pytest.mark.parametrize("name", volumes_peers.PEERS)
def test_a_peer_sets_the_whole_text(tmp_path: Path, name: str) -> None:
    made = volumes_text.volume(10)
    path = tmp_path / "peer.pdf"
    # In a process of its own: each changes libraries and fonts for the whole process that it is in.
    command = [sys.executable, "-m", "benchmarks.volumes_peers", name, str(path)]
    done = subprocess.run(command, cwd=ROOT, input=to_json(made), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found = pages(path)
    assert len(found) >= 5
    said = "".join(found)
    notes = [
        run.note[0].text
        for entry in made.entries
        for block in entry.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if run.note
    ]
    assert "".join(made.entries[0].title.split()) in said
    assert notes
    assert all(note in said for note in notes)


def figures(**of_ours: Any) -> volumes.Figures:
    one = {"pages": 300, "cpu_s": 1.0, "wall_s": 1.0, "peak_mb": 100.0, "first_s": 0.2, "silence_s": 0.5}
    ours = [{**one, "name": "ours", "asked": 300, **of_ours}, {**one, "name": "ours", "asked": 1000, "cpu_s": 3.4}]
    peers = [{**one, "name": name, "asked": 300, "cpu_s": 1.1} for name in volumes.NAMES[1:]]
    return {"runs": [*ours, *peers], "cancel_s": 0.1, "left": 0, "again_s": 0.0, "untouched": True}


def judged(report: volumes.Figures) -> list[str]:
    return [line[:4] for line in volumes.promises(report)]


@pytest.mark.parametrize(
    ("missed", "place"),
    [
        ({"cpu_s": 1.7}, 0),
        ({"cpu_s": 1.2}, 1),
        ({"cpu_s": 0.9}, 2),
        ({"peak_mb": 501.0}, 3),
        ({"first_s": 1.1}, 4),
        ({"silence_s": 1.2}, 5),
    ],
)
def test_a_figure_that_misses_its_promise_is_said_to_fail(missed: dict[str, float], place: int) -> None:
    assert judged(figures()) == ["PASS"] * 8
    assert judged(figures(**missed))[place] == "FAIL"


def test_a_build_that_did_not_stop_or_was_made_again_fails() -> None:
    assert judged({**figures(), "cancel_s": None})[6] == "FAIL"
    assert judged({**figures(), "left": 1})[6] == "FAIL"
    assert judged({**figures(), "untouched": False})[7] == "FAIL"
