"""What must be measured in a process of its own: a build with its peak of memory, and opening an index.

python -m benchmarks.search_child build ENGINE RECORDS.jsonl FOLDER
python -m benchmarks.search_child open ENGINE QUESTIONS.json FOLDER
"""

import json
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ENGINES = {
    "ours": ("benchmarks.contenders", "Ours"),
    "fts5": ("benchmarks.peers_fts5", "Fts5"),
    "tantivy": ("benchmarks.peers_tantivy", "Tantivy"),
}


def engine(name: str) -> Any:
    """The class of a contender."""
    module, told = ENGINES[name]
    return getattr(import_module(module), told)


def opened(name: str, folder: Path, titles: Mapping[int, str]) -> Any:
    """A contender on its folder; ours marks words in `titles`, the others keep titles themselves."""
    return engine(name)(folder, titles) if name == "ours" else engine(name)(folder)


def main() -> None:
    """Do one of the two, and print what was measured as JSON."""
    verb, name, told, folder = sys.argv[1:]
    act = {"build": _build, "open": _open}[verb]
    act(name, Path(told), Path(folder))


def _build(name: str, records: Path, folder: Path) -> None:
    from benchmarks import corpus, figures  # noqa: PLC0415 - nothing but what the work needs is in the figures

    cls = engine(name)
    cpu, wall = time.process_time(), time.perf_counter()
    cls.build(folder, corpus.kept(records))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu_s": cpu, "wall_s": wall, "peak_mb": figures.peak_mb(), "mb": figures.size_mb(folder)}))


def _open(name: str, told: Path, folder: Path) -> None:
    from benchmarks import figures  # noqa: PLC0415

    cls = engine(name)
    from benchmarks.contenders import Question  # noqa: PLC0415

    questions = [
        Question(kind, query, tuple(map(tuple, terms))) for kind, query, terms in json.loads(told.read_bytes())
    ]
    started = time.perf_counter()
    contender = cls(folder, {}) if name == "ours" else cls(folder)
    contender.ask(questions[0])
    print(json.dumps({"open_s": time.perf_counter() - started}), flush=True)
    for question in questions:
        contender.ask(question)
    print(json.dumps({"memory_mb": figures.memory_mb(), "peak_mb": figures.peak_mb()}))


if __name__ == "__main__":
    main()
