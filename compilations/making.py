"""Making a volume's file: a process of its own builds it, and what came of it is kept in the exports folder.

A file's name comes from all that it depends on (the volume, the format, the code, libraries and fonts that set
it), so what has
not changed is not built again. A build that is stopped, killed or refused leaves nothing behind.
"""

import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from time import monotonic, time
from typing import IO, Any

from compilations.volume import Volume, to_json
from desk.errors import Invalid, NotAllowed
from desk.settings import ROOT, settings

Progress = Callable[[int, int], None]
_DAY = 86_400
_KEPT_DAYS = 30  # an export can be made again at any time


@dataclass(frozen=True)
class Made:
    """A finished file. `pages` of an EPUB are its reading documents; `is_kept`: the file of an issue, which stays."""

    path: Path
    pages: int
    seconds: float
    sha256: str
    is_kept: bool = False


@dataclass
class Stop:
    """The means to stop a build from another thread."""

    asked: bool = False
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def ask(self) -> None:
        """Stop the build as soon as may be."""
        self.asked = True
        if self._process is not None:
            self._process.kill()

    def watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Know the process to be stopped; one that was asked to stop before it began is stopped now."""
        self._process = process
        if self.asked:
            process.kill()


def make(
    volume: Volume, suffix: str, folder: Path, progress: Progress = lambda _done, _of: None, stop: Stop | None = None
) -> Made:
    """The volume as a file in `folder`, built now or before; `progress` hears how many of how many pieces are done.

    Refuses what the build refuses (an empty volume, characters without a font, a full disk), and a build that was
    stopped or killed.
    """
    started = monotonic()
    path = folder / f"{key_of(volume, suffix)}{suffix}"
    facts = path.with_name(f"{path.name}.json")
    if not (path.is_file() and facts.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        partial = folder / f".{secrets.token_hex(8)}{suffix}"
        try:
            pages = _built(volume, partial, progress, stop or Stop())
            facts.write_text(json.dumps({"pages": pages}), encoding="utf-8")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    else:
        os.utime(facts)  # wanted today
    pages = json.loads(facts.read_text(encoding="utf-8"))["pages"]
    return Made(path, pages, round(monotonic() - started, 2), hashlib.sha256(path.read_bytes()).hexdigest())


def key_of(volume: Volume, suffix: str) -> str:
    """The name of a volume's file, from all that it depends on."""
    return hashlib.sha256(to_json(volume) + suffix.encode() + setting_of_type()).hexdigest()[:32]


def setting_of_type() -> bytes:
    """A digest of the code, the libraries and the fonts that set a volume."""
    digest = hashlib.sha256()
    for room in ("compilations", "printing"):
        for path in sorted((ROOT / room).rglob("*.py")):
            digest.update(path.read_bytes())
    digest.update((ROOT / "requirements.lock").read_bytes())
    for folder in (ROOT / "data" / "fonts", settings().data_dir / "fonts"):
        for path in sorted(folder.glob("*.tt?")):
            digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.digest()


def _built(volume: Volume, path: Path, progress: Progress, stop: Stop) -> int:
    """Run the build and listen to it; its number of pages."""
    last: dict[str, Any] = {}
    with tempfile.TemporaryFile() as complaints, _process(volume, path, complaints) as process:
        stop.watch(process)
        _hand_over(process, to_json(volume))
        assert process.stdout is not None
        for line in process.stdout:
            last = json.loads(line)
            if "done" in last:
                progress(last["done"], last["of"])
        code = process.wait()
        complaints.seek(0)
        said = complaints.read().decode("utf-8", "replace")
    if "refused" in last:
        raise Invalid(last["refused"], **last["values"])
    if stop.asked:
        raise NotAllowed("制作已停止，没有留下文件。")
    if code < 0:
        raise Invalid(
            "制作中途被系统终止（信号 {signal}），没有留下文件。请再试一次；若再次发生，请分成几册制作。", signal=-code
        )
    if code or "pages" not in last:
        raise RuntimeError(f"the build ended with {code}: {said[-4000:]}")
    return int(last["pages"])


def _process(volume: Volume, path: Path, complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    midnight = datetime.combine(volume.compiled_on, time_of_day(), UTC)
    return subprocess.Popen(
        [sys.executable, "-m", "compilations.building", str(path.absolute())],
        cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
    )


def _hand_over(process: "subprocess.Popen[bytes]", text: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(text)
        process.stdin.close()
    except BrokenPipeError:  # it died at once: its code and complaints say why
        return


def _sweep(folder: Path) -> None:
    """Remove what a killed desk left half made, and exports that nobody has wanted for a month."""
    for path in folder.iterdir():
        age = time() - _wanted_at(path)
        if age > (_DAY if path.name.startswith(".") else _KEPT_DAYS * _DAY):
            path.unlink(missing_ok=True)


def _wanted_at(path: Path) -> float:
    """When a file was last made or asked for, in seconds since 1970: its facts are touched each time."""
    facts = path.with_name(f"{path.name}.json")
    return max(each.stat().st_mtime for each in (path, facts) if each is path or each.exists())
