"""The desk as a visitor meets it: `manage.py run` in a process of its own, on a free loopback port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(data_dir: Path, **environment: str) -> Iterator[str]:
    """Start the desk on `data_dir`, yield its address, and stop it by its process id."""
    port = free_port()
    log = data_dir.parent / f"{data_dir.name}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env={**os.environ, "DESK_DATA_DIR": str(data_dir), "DESK_LISTEN": f"127.0.0.1:{port}", **environment},
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_live(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def manage(data_dir: Path, *arguments: str, stdin: str = "") -> str:
    """Run one command of manage.py on `data_dir`; its standard output."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DESK_DATA_DIR": str(data_dir)},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_until_live(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the desk did not start:\n{log.read_text(errors='replace')[-3000:]}")
