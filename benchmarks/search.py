"""How fast the embedded engine is beside SQLite FTS5 and tantivy, on the same records and the same terms.

    python -m benchmarks.search --records 10000|100000|500000 [--json] [--only KIND …] [--keep FOLDER]

All three are asked question by question in turn, after a warm-up with half of the questions. Ours answers with a page,
the total, and how and where each record matched; FTS5 with a page; tantivy with a page and the total; the question
`facets` asks all of them for three facets as well. `highlight` is a page with its titles marked; the peers mark keys,
ours the words of the record. `completion` gives whole titles, names and subjects on our side, single terms on theirs.
A word of three or more characters is one term for the peers; ours also finds it inside of longer words.

What is under --keep is used again; an index is built anew when the terms, or the files of ours, are of another version.
--only takes the kinds of question and `build`, `start`, `update`, `threads`.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

if not __package__:  # run by its path: this folder, and with it this file, would stand for the package `search`
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import corpus, figures, measuring
from benchmarks.contenders import KINDS
from benchmarks.questions import Questions
from benchmarks.search_child import ENGINES, engine, opened
from benchmarks.search_report import lines
from search.analysis.words import VERSION as ANALYSIS_VERSION

PARTS = ("build", "start", "update", "threads")
MIXED = ("term", "and", "or", "phrase", "prefix", "facets")
THREADS, SECONDS, UPDATES = 8, 10.0, 60
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=10_000)
    arguments.add_argument("--queries", type=int, default=200, help="different questions of each kind")
    arguments.add_argument("--seconds", type=float, default=SECONDS, help="for which the threads ask each engine")
    arguments.add_argument("--only", nargs="+", choices=(*KINDS, *PARTS), default=(*KINDS, *PARTS))
    arguments.add_argument("--keep", type=Path, help="where records and indexes are kept for the next run")
    arguments.add_argument("--json", action="store_true", help="one JSON object instead of the tables")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        bench = Bench(chosen.keep or Path(passing), chosen.records, chosen.queries)
        report: dict[str, Any] = {"records": chosen.records}
        try:
            bench.measure(report, frozenset(chosen.only), chosen.seconds)
        finally:  # where an engine breaks, what was measured before is told nevertheless
            print(json.dumps(report, ensure_ascii=False) if chosen.json else "\n".join(lines(report)))


class Bench:
    """Records, indexes and questions in a folder."""

    def __init__(self, folder: Path, records: int, queries: int) -> None:
        self._folder = folder
        self._count = records
        folder.mkdir(parents=True, exist_ok=True)
        self._records = folder / f"records-{records}.jsonl"
        with told("records"):
            corpus.keep(records, self._records)
        self._built = {name: self._build(name) for name in ENGINES}
        self._titles = {one.record_id: " ".join(one.title) for one in corpus.kept(self._records)}
        self._contenders = {name: opened(name, self._index(name), self._titles) for name in ENGINES}
        with told("questions"):
            drawn = Questions(corpus.kept(self._records), records, self._contenders["tantivy"].frequency)
            self._questions = drawn.all(queries)

    def measure(self, report: dict[str, Any], only: frozenset[str], seconds: float) -> None:
        """Write into `report` what was measured, by part; `only` names kinds of question and parts."""
        if kinds := [kind for kind in KINDS if kind in only]:
            report["asked"] = self._asked(kinds)
        if "build" in only:
            report["build"] = self._built
        if "start" in only:
            report["start"] = {name: self._started(name) for name in ENGINES}
        if "threads" in only:
            report["threads"] = {name: self._threads(name, seconds) for name in ENGINES}
        if "update" in only:
            report["update"] = {name: self._update(name) for name in ENGINES}

    def _asked(self, kinds: Sequence[str]) -> dict[str, Any]:
        with told("questions in turn"):
            asked = measuring.interleaved(
                list(self._contenders.values()), {kind: self._questions[kind] for kind in kinds}
            )
        report: dict[str, Any] = {}
        for kind in kinds:
            report[kind] = {name: _quantiles(taken) for name, taken in asked.taken[kind].items()}
            if len(report[kind]) > 1 and kind != "completion":
                report[kind]["alike"] = sum(asked.alike[kind]) / len(asked.alike[kind])
        if "phrase" in kinds:
            with told("cold phrases"):
                report["phrase, cold"] = {name: _quantiles(self._cold(name)) for name in ENGINES}
        return report

    def _cold(self, name: str) -> list[float]:
        return measuring.cold(lambda: opened(name, self._index(name), self._titles), self._questions["phrase"])

    def _threads(self, name: str, seconds: float) -> dict[str, float]:
        questions = [question for kind in MIXED for question in self._questions[kind]]
        with told(f"{THREADS} threads, {name}"):
            measured = measuring.throughput(self._contenders[name], questions, THREADS, seconds)
        return {"per_second": measured.per_second, "wrong": measured.wrong}

    def _update(self, name: str) -> dict[str, float]:
        """On a copy, so that what is kept stays as it was built."""
        with tempfile.TemporaryDirectory() as passing, told(f"changes, {name}"):
            copy = shutil.copytree(self._index(name), Path(passing) / name)
            contender = opened(name, copy, self._titles)
            changed = islice(corpus.kept(self._records), 0, None, max(1, self._count // UPDATES))
            taken = measuring.visible(contender, islice(changed, UPDATES), self._questions["and"])
            contender.close()
        return _quantiles(taken)

    def _started(self, name: str) -> dict[str, float]:
        asked = [question for kind in MIXED for question in self._questions[kind]]
        file = self._folder / "questions.json"
        file.write_text(json.dumps([[one.kind, one.query, one.terms] for one in asked]), encoding="utf-8")
        started = time.perf_counter()
        with told(f"start, {name}"), _child("open", name, file, self._index(name)) as output:
            first = json.loads(next(output)) | {"with_imports_s": time.perf_counter() - started}
            figures: dict[str, float] = first | json.loads(next(output))
        return figures

    def _build(self, name: str) -> dict[str, Any]:
        """Build the index of an engine in a process of its own, unless one of the same terms is there and usable."""
        figures = self._folder / f"{name}-{self._count}.json"
        kept = json.loads(figures.read_text(encoding="utf-8")) if figures.is_file() else {}
        if kept.get("terms") != ANALYSIS_VERSION or not engine(name).is_built(self._index(name)):
            shutil.rmtree(self._index(name), ignore_errors=True)
            with told(f"build, {name}"), _child("build", name, self._records, self._index(name)) as output:
                kept = json.loads(next(output)) | {"terms": ANALYSIS_VERSION}
            kept["records_per_cpu_s"] = self._count / kept["cpu_s"]
            figures.write_text(json.dumps(kept), encoding="utf-8")
        return kept

    def _index(self, name: str) -> Path:
        return self._folder / f"{name}-{self._count}"


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say on stderr what is going on, and how long it took."""
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s", file=sys.stderr, flush=True)


@contextmanager
def _child(verb: str, name: str, about: Path, folder: Path) -> Iterator[Iterator[str]]:
    """The lines that a process of its own prints; it must end well."""
    command = [sys.executable, "-m", "benchmarks.search_child", verb, name, str(about.resolve()), str(folder.resolve())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}")


def _quantiles(taken: Sequence[float]) -> dict[str, float]:
    return {"p50": figures.percentile(taken, 0.5), "p95": figures.percentile(taken, 0.95), "asked": len(taken)}


if __name__ == "__main__":
    main()
