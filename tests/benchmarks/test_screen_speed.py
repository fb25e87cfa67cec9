"""The benchmark of the screen serves a real desk and sends real visitors to it."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.screen import lines, searches
from desk.settings import ROOT


def test_searches_are_always_the_same() -> None:
    assert searches() == searches()
    assert sum("language=chi" in one for one in searches()) > 50


def test_visitors_search_a_served_desk_without_errors(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/screen.py", "--records", "300", "--visitors", "3", "--think", "1"]
    command += ["--seconds", "6", "--keep", str(tmp_path), "--json", "--building", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (report,) = json.loads(done.stdout)
    assert report["errors"] == []
    assert report["searches"] > 0
    assert report["elements"] > 1  # a page came, not only its end
    assert report["built"] > 0
    assert report["p50"] <= report["p95"] <= report["max"]


def test_a_visitor_who_met_an_error_breaks_the_promise() -> None:
    figures = {"p50": 5.0, "p95": 9.0, "max": 9.0, "searches": 9, "cpu_ms": 5.0, "elements": 5.0, "kb": 5.0}
    one = {"visitors": 50, "think_s": 10.0, "errors": ["lost"], "memory_before": 1.0, "memory_after": 1.0, **figures}
    assert [line[:4] for line in lines([one]) if line.startswith(("PASS", "FAIL"))] == ["FAIL"]
    assert [line[:4] for line in lines([{**one, "errors": []}]) if line.startswith(("PASS", "FAIL"))] == ["PASS"]
    beside = {**one, "errors": [], "building": 2, "built": 9, "p95": 301.0}
    assert [line[:4] for line in lines([beside]) if line.startswith(("PASS", "FAIL"))] == ["FAIL"]
