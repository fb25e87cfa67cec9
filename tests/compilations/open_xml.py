"""Word files judged by the Open XML SDK, Microsoft's own, which runs in node without a network."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from desk.settings import ROOT

TOOLS = ROOT / "build" / "test-tools"  # `make test` brings it
VERSIONS = ("Microsoft365", "Office2016")
_NODE = Path(sys.executable).with_name("node")
_SCRIPT = Path(__file__).with_suffix(".mjs")


def complaints(files: Sequence[Path]) -> dict[Path, dict[str, list[str]]]:
    """What is wrong with each file, for each of VERSIONS: where, and in the SDK's words.

    One process for all of them: starting takes some seconds, a file of a few pages far less.
    """
    done = subprocess.run(
        [_NODE, _SCRIPT, TOOLS, *files], capture_output=True, text=True, timeout=300, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [Path(each) for each in found] == list(files)
    return {Path(file): {version: _told(found[file][version]) for version in VERSIONS} for file in found}


def _told(errors: list[dict[str, object]]) -> list[str]:
    return [f"{error['path']}: {error['description']}" for error in errors]
