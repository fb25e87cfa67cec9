"""How long a volume takes, beside ReportLab's own ragged paragraph, WeasyPrint and Typst on the same text, in one run.

    python -m benchmarks.volumes [--pages 300 1000] [--json]

Each sets the text in a process of its own; its start, imports and writing of the file are in the figures. Ours builds
a whole volume (cover, contents, heads, colophon), as the desk does, at the priority of the desk's builds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

if not __package__:  # run by its path: this folder would stand for the packages of the house
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import pikepdf

from benchmarks import volumes_text
from compilations.making import Stop, make
from compilations.volume import Volume, to_json
from desk.errors import NotAllowed
from desk.settings import ROOT

NAMES = ("ours", "ragged", "weasyprint", "typst")
RATIO_TO_RAGGED = 1.5
RATIO_OF_LENGTHS = 3.5  # 1,000 pages to 300
MOST_MB = 500.0
FIRST_WORD_S = SILENCE_S = CANCEL_S = 1.0
Figures = dict[str, Any]


def main() -> None:
    """Build, look, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, nargs="+", default=(300, 1000))
    arguments.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = measured(chosen.pages, Path(folder))
    print(json.dumps(report) if chosen.json else "\n".join(lines(report)))


def measured(pages: Sequence[int], folder: Path) -> Figures:
    """The figures of every engine for each length, and how ours stops and what it does when nothing changed."""
    texts = {count: volumes_text.volume(count) for count in pages}
    runs = [run(name, count, to_json(text), folder) for count, text in texts.items() for name in NAMES]
    return {
        "runs": runs,
        **cancelled(volumes_text.volume(max(300, *pages)), folder / "stopped"),
        **again(texts[min(pages)], folder / "again"),
    }


def run(name: str, asked: int, text: bytes, folder: Path) -> Figures:
    """One engine on one text: seconds, MB, pages; from its words on stdout when the first came and the longest silence.

    Raises RuntimeError when it fails.
    """
    path, source = folder / f"{name}-{asked}.pdf", folder / "volume.json"
    source.write_bytes(text)
    room = ["compilations.building"] if name == "ours" else ["benchmarks.volumes_peers", name]
    started = time.monotonic()
    with source.open("rb") as stdin:
        process = subprocess.Popen(
            [sys.executable, "-m", *room, str(path)], cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE
        )
    assert process.stdout is not None
    said = [time.monotonic() - started for _line in process.stdout]
    process.stdout.close()
    _pid, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} failed on {asked} pages: {process.returncode}")
    with pikepdf.open(path) as document:
        made = len(document.pages)
    silence = max((after - before for before, after in pairwise([*said, wall])), default=None)
    return {
        "name": name,
        "asked": asked,
        "pages": made,
        "cpu_s": used.ru_utime + used.ru_stime,
        "wall_s": wall,
        "peak_mb": used.ru_maxrss / 2**10,
        "first_s": said[0] if said else None,
        "silence_s": silence,
    }


def cancelled(volume: Volume, folder: Path) -> Figures:
    """Seconds from asking a build in the midst of its work to stop until it has, and what files it left."""
    stop, asked_at = Stop(), [0.0]

    def ask(_done: int, of: int) -> None:
        if of and not stop.asked:
            asked_at[0] = time.monotonic()
            stop.ask()

    try:
        make(volume, ".pdf", folder, ask, stop)
    except NotAllowed:
        return {"cancel_s": time.monotonic() - asked_at[0], "left": len(list(folder.iterdir()))}
    return {"cancel_s": None, "left": len(list(folder.iterdir()))}


def again(volume: Volume, folder: Path) -> Figures:
    """Seconds for a volume that was made before, and whether its file is the very same."""
    first = make(volume, ".pdf", folder)
    stamp = first.path.stat().st_mtime_ns
    second = make(volume, ".pdf", folder)
    return {"again_s": second.seconds, "untouched": second.path.stat().st_mtime_ns == stamp}


def lines(report: Figures) -> list[str]:
    """The table and what of the promises is kept."""
    head = f"{'':12}{'asked':>7}{'pages':>7}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'first s':>9}{'silence':>9}"
    return [head, *(_row(each) for each in report["runs"]), "", *promises(report)]


def promises(report: Figures) -> list[str]:
    """One line for each promise that this run can judge."""
    found = {(each["name"], each["asked"]): each for each in report["runs"]}
    lengths = sorted({each["asked"] for each in report["runs"]})
    short, long = lengths[0], lengths[-1]
    ours = [found["ours", count] for count in lengths]
    ragged = found["ours", short]["cpu_s"] / found["ragged", short]["cpu_s"]
    weasy = found["ours", short]["cpu_s"] / found["weasyprint", short]["cpu_s"]
    kept = [
        (ragged < RATIO_TO_RAGGED, f"{short} pages: {ragged:.2f} of the ragged paragraph (under {RATIO_TO_RAGGED})"),
        (weasy < 1, f"{short} pages: {weasy:.2f} of WeasyPrint (under 1)"),
    ]
    if long > short:
        growth = found["ours", long]["cpu_s"] / found["ours", short]["cpu_s"]
        allowed = RATIO_OF_LENGTHS * long / short / (1000 / 300)
        kept.append((growth <= allowed, f"{long} pages: {growth:.2f} times {short} (at most {allowed:.2f})"))
    peak, first = max(each["peak_mb"] for each in ours), max(each["first_s"] for each in ours)
    silence, cancel = max(each["silence_s"] for each in ours), report["cancel_s"]
    kept += [
        (peak < MOST_MB, f"peak {peak:.0f} MB (under {MOST_MB:.0f})"),
        (first < FIRST_WORD_S, f"first progress after {first:.2f} s (within {FIRST_WORD_S:.0f})"),
        (silence < SILENCE_S, f"longest silence {silence:.2f} s (under {SILENCE_S:.0f})"),
        (
            cancel is not None and cancel < CANCEL_S and not report["left"],
            "not stopped"
            if cancel is None
            else f"stopped {cancel:.2f} s after it was asked, {report['left']} files left",
        ),
        (report["untouched"], f"nothing rebuilt when nothing changed: {report['again_s']:.2f} s"),
    ]
    return [f"{'PASS' if is_kept else 'FAIL'}  {what}" for is_kept, what in kept]


def _row(each: Figures) -> str:
    heard = "".join(f"{'-' if value is None else f'{value:.2f}':>9}" for value in (each["first_s"], each["silence_s"]))
    return (
        f"{each['name']:12}{each['asked']:>7}{each['pages']:>7}"
        f"{each['cpu_s']:>9.2f}{each['wall_s']:>9.2f}{each['peak_mb']:>9.0f}{heard}"
    )


if __name__ == "__main__":
    main()
