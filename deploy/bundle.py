"""`make bundle`: one folder (code, wheels, fonts) from which a laptop without a network starts.

Wheels come from the hash-checked lock, for this machine and for Windows; a package that is published only as source is
built into a wheel once, here. `wheels/<system>/requirements.lock` pins exactly the files in the folder.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "bundle" / "session-desk"
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}


def main() -> int:
    """Write the folder and say how it is started."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    BUNDLE.mkdir(parents=True)
    copy_code()
    for folder in ("data/fonts", "static/fonts"):
        shutil.copytree(ROOT / folder, BUNDLE / folder, dirs_exist_ok=True)
    wheels_for("here", {}, [])
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    wheels_for("windows", WINDOWS, ["--platform", "win_amd64", "--python-version", version, "--implementation", "cp"])
    shutil.copy2(ROOT / "deploy" / "start", BUNDLE / "start")
    print(f"{BUNDLE}: {size_mb(BUNDLE)} MB. Start with ./start, on Windows with deploy\\start.bat (Python {version}).")
    return 0


def copy_code() -> None:
    """The files that git tracks, as they are in the work tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().rstrip("\0").split("\0"):
        if name.startswith(("tests/", ".ci/", "benchmarks/")):
            continue
        target = BUNDLE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)


def wheels_for(system: str, marks: dict[str, str], platform: list[str]) -> None:
    """Download what `system` needs, hash-checked; build what exists only as source."""
    target = BUNDLE / "wheels" / system
    target.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    with tempfile.TemporaryDirectory() as scratch:
        lock = Path(scratch) / "lock.txt"
        source_only = {"jieba"}
        wanted = [entry for entry in locked() if applies(entry, marks)]
        binary = [entry for entry in wanted if name_of(entry) not in source_only]
        lock.write_text("\n".join(binary), encoding="utf-8")
        only = ["--only-binary", ":all:"] if platform else ["--prefer-binary"]
        download = [*pip, "download", "--no-deps", "--require-hashes", *only, *platform, "-d", str(target)]
        subprocess.run([*download, "-r", str(lock)], check=True)
        lock.write_text("\n".join(entry for entry in wanted if name_of(entry) in source_only), encoding="utf-8")
        subprocess.run([*pip, "wheel", "--no-deps", "--require-hashes", "-w", str(target), "-r", str(lock)], check=True)
    pins = [pin(wheel) for wheel in sorted(target.glob("*.whl"))]
    (target / "requirements.lock").write_text("\n".join(pins) + "\n", encoding="utf-8")


def locked() -> list[str]:
    """The entries of requirements.lock, each on one line with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def name_of(entry: str) -> str:
    """The package that a lock entry names."""
    return Requirement(entry.partition(" --hash")[0]).name


def applies(entry: str, marks: dict[str, str]) -> bool:
    """Whether a lock entry is for the system that `marks` describe."""
    marker = Requirement(entry.partition(" --hash")[0].strip()).marker
    return marker is None or marker.evaluate({**default_environment(), **marks})


def pin(wheel: Path) -> str:
    """A wheel as a line of a lock."""
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def size_mb(folder: Path) -> int:
    """The size of a folder in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
