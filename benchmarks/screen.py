"""How long a new search takes on the screen, with many visitors at once, on a desk of 10,000 sample records.

    python -m benchmarks.screen [--records 10000] [--visitors 50 100] [--think 10] [--seconds 75] [--keep FOLDER]
                                [--building 2]

The desk runs as `manage.py run` in a process of its own, on loopback; the visitors in another. Measured is the time
from sending a search until its script has finished, through the websocket: what is promised for the server alone.
With --building, so many editors build a volume of 300 pages at the same time, again and again.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

if not __package__:  # run by its path: this folder would stand for the packages of the house
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import volumes_text
from benchmarks.figures import cpu_s, memory_mb, percentile
from compilations.volume import to_json
from desk.samples.files import lists, rows

ROOT = Path(__file__).resolve().parent.parent
PROMISES = {(50, 10.0): 60.0, (100, 10.0): 300.0}  # visitors and seconds of thinking: p95 in ms
BESIDE_BUILDS = {(50, 10.0): 300.0}  # while two volumes are built on two cores
PATIENCE_S = 600.0  # an index that has to be built anew comes first


def main() -> None:
    """Lay out a desk, serve it, let the visitors come, print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=10_000)
    arguments.add_argument("--visitors", type=int, nargs="+", default=(50, 100))
    arguments.add_argument("--think", type=float, default=10.0, help="seconds between two searches, on average")
    arguments.add_argument("--seconds", type=float, default=75.0, help="for which searches are counted")
    arguments.add_argument("--building", type=int, default=0, help="volumes that are built at the same time")
    arguments.add_argument("--keep", type=Path, help="where the sample desk is kept for the next run")
    arguments.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        live = laid_out(chosen.keep or Path(passing), chosen.records)
        with served(live) as (address, process), builds(chosen.building, Path(passing)) as built:
            report = [_load(address, process, n, chosen.think, chosen.seconds) for n in chosen.visitors]
        for one in report:
            one["building"], one["built"] = chosen.building, len(built)
    print(json.dumps(report) if chosen.json else "\n".join(lines(report)))


def laid_out(folder: Path, records: int) -> Path:
    """A data folder with the sample desk of that many records, made unless it is there."""
    live = folder / f"desk-{records}"
    if not (live / "desk.db").is_file():
        live.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "manage.py", "seed", "--records", str(records)]
        subprocess.run(command, cwd=ROOT, env=_environment(live), check=True, stdout=sys.stderr)
    return live


@contextmanager
def served(live: Path) -> Iterator[tuple[str, int]]:
    """The desk on a free port: its address and its process, which is stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    log = live.parent / "desk.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env=_environment(live) | {"DESK_LISTEN": f"127.0.0.1:{port}"},
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_live(f"http://127.0.0.1:{port}", process, log)
        yield f"ws://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def builds(count: int, folder: Path) -> Iterator[list[int]]:
    """So many volumes of 300 pages in the making, each by the desk's own process; the pages of those that are ready."""
    source = folder / "volume.json"
    source.write_bytes(to_json(volumes_text.volume(300)) if count else b"")
    over, ready = threading.Event(), list[int]()

    def build_on(number: int) -> None:
        command = [sys.executable, "-m", "compilations.building", str(folder / f"{number}.pdf")]
        while not over.is_set():
            with source.open("rb") as text:
                said = subprocess.run(command, cwd=ROOT, stdin=text, stdout=subprocess.PIPE, check=True).stdout
            ready.append(json.loads(said.splitlines()[-1])["pages"])

    threads = [threading.Thread(target=build_on, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield ready
    finally:
        over.set()
        for thread in threads:
            thread.join()


def searches(number: int = 400) -> list[str]:
    """Searches as they stand in the address: topics and words of them, every third narrowed by a facet."""
    lot = random.Random(1)
    topics = [row["topic"] for row in rows("catalogue/topics_zh")] + [row["zh"] for row in rows("catalogue/topics_mn")]
    subjects = [one for row in rows("catalogue/topics_zh") for one in row["subjects"].split(";")]
    asked = []
    for at in range(number):
        words = (lot.choice(subjects), lot.choice(topics), f"{lot.choice(subjects)} {lot.choice(_regions())[:3]}")[
            at % 3
        ]
        narrowed = {"language": "chi"} if lot.random() < 1 / 3 else {}
        asked.append(urlencode({"q": words, **narrowed}))
    return asked


def lines(report: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The report as text."""
    yield "visitors @ think     p50      p95      max   searches  errors  CPU ms/search  elements  kB    memory MB"
    for one in report:
        yield (
            f"{one['visitors']:>5} @ {one['think_s']:g} s  {one['p50']:>10.1f}{one['p95']:>9.1f}{one['max']:>9.1f}"
            f"{one['searches']:>11}{len(one['errors']):>8}{one['cpu_ms']:>15.1f}{one['elements']:>10.1f}"
            f"{one['kb']:>6.1f}  {one['memory_before']:.0f} → {one['memory_after']:.0f}"
        )
        yield from (f"    {error}" for error in sorted(set(one["errors"]))[:5])
    for one in report:
        beside = one.get("building", 0)
        if beside:
            yield f"beside {beside} volumes being built at a time, {one['built']} in all"
        promises = BESIDE_BUILDS if beside else PROMISES
        if limit := promises.get((one["visitors"], one["think_s"])):
            kept = one["p95"] < limit and not one["errors"]
            told = f"{one['visitors']} visitors at {one['think_s']:g} s: p95 {one['p95']:.1f} ms, under {limit:g}"
            yield f"{'PASS' if kept else 'FAIL'}  {told}, no errors"


def _load(address: str, process: int, visitors: int, think_s: float, seconds: float) -> dict[str, Any]:
    """Let the visitors come; what they and the server report."""
    with tempfile.TemporaryDirectory() as passing:
        file = Path(passing) / "searches.json"
        file.write_text(json.dumps(searches()), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.screen_visitors", address]
        command += [str(visitors), str(think_s), str(seconds), str(file)]
        before, cpu, started = memory_mb(process), cpu_s(process), time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        used, wall = cpu_s(process) - cpu, time.perf_counter() - started
    seen = json.loads(done.stdout)
    print(f"{visitors} visitors: {wall:.0f} s, server {used:.1f} CPU-s", file=sys.stderr, flush=True)
    counted = max(1, seen["searches"])
    return {
        "visitors": visitors,
        "think_s": think_s,
        "p50": percentile(seen["taken_ms"], 0.5),
        "p95": percentile(seen["taken_ms"], 0.95),
        "max": max(seen["taken_ms"]),
        "first_p95": percentile(seen["first_ms"], 0.95),
        "searches": seen["searches"],
        "errors": seen["errors"],
        "cpu_ms": used * 1000 / (counted + len(seen["first_ms"])),
        "elements": seen["elements"] / counted,
        "kb": seen["bytes"] / counted / 1024,
        "memory_before": before,
        "memory_after": memory_mb(process),
    }


def _regions() -> list[str]:
    regions: list[str] = lists("catalogue/stock")["regions"]
    return regions


def _environment(live: Path) -> dict[str, str]:
    return {**os.environ, "DESK_DATA_DIR": str(live)}


def _wait_until_live(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"the desk did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")


if __name__ == "__main__":
    main()
