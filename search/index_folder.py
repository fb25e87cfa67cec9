"""The folder of the index: which state of it counts, who may write, what may be swept away.

    current.json   the folder in use, up to which change it has caught up, under which version it was built
    <folder>/      the files of a state; a rebuild fills a new one, and changing the note puts it in place
    *.lock         held by whoever writes or builds; the system lets go of them when a process dies

The note is replaced whole, after the files it speaks of are complete: a process killed at any moment leaves the old
state, and what was written since is written again.
"""

import errno
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from search.engine import IndexBusy, IndexDiskFull, IndexTrouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NOTE = "current.json"
TRIES, PAUSE_S = 10, 0.05  # Windows refuses to open or replace a file at the moment another has it open
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)

T = TypeVar("T")


@dataclass(frozen=True)
class Note:
    """What `current.json` says."""

    folder: str
    mark: int
    version: str


class IndexFolder:
    """The folder of one desk's index."""

    def __init__(self, root: Path, version: str) -> None:
        self.root = root
        self._version = version
        self._note = os.fspath(root / NOTE)
        self._read: tuple[tuple[int, ...], Note | None] = ((), None)

    def note(self) -> Note | None:
        """What the note says; None when there is none, or it speaks of another version's files.

        A note that is there but may not be read is no reason to build anew: that is raised.
        """
        try:
            file = _patiently(partial(os.stat, self._note))
            told = (file.st_ino, file.st_mtime_ns, file.st_size)
            if told != self._read[0]:  # every search asks, and the note is always replaced whole
                note = Note(**json.loads(_patiently((self.root / NOTE).read_bytes)))
                usable = note.version == self._version and (self.root / note.folder).is_dir()
                self._read = (told, note if usable else None)
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return self._read[1]

    def put_down(self, folder: str, mark: int) -> None:
        """Let `folder`, caught up to `mark`, be the index from now on."""
        beside = self.root / f"{NOTE}.new"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(Note(folder, mark, self._version)), file)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: beside.replace(self.root / NOTE))

    def new_folder(self) -> Path:
        """An empty folder for a rebuild."""
        return Path(tempfile.mkdtemp(dir=self.root, prefix="state-"))

    def sweep(self, *kept: str) -> None:
        """Remove every state but those named; what another process holds open on Windows stays until next time."""
        for folder in self.root.glob("state-*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, patience_s: float) -> Iterator[None]:
        """Hold the lock `name`; refuse when another holds it for longer than `patience_s`."""
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / f"{name}.lock", os.O_CREAT | os.O_RDWR)
        try:
            deadline = time.monotonic() + patience_s
            while not _try_to_lock(descriptor):
                if time.monotonic() > deadline:
                    raise IndexBusy("检索库正被另一个程序更新，暂时无法写入。编目数据已保存，请稍后再试。")
                time.sleep(0.05)
            yield
        finally:
            os.close(descriptor)  # and with it the lock


def hindrance(error: BaseException) -> IndexTrouble | None:
    """What the disk refuses, in words; None for an error of another kind."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        return IndexDiskFull("磁盘空间不足，检索库没有更新；编目数据和原来的检索库不受影响。请清理磁盘后再试。")
    if number in _BARRED:
        return IndexBusy("检索库的文件正被别的程序占用，或没有读写权限。请稍后再试；如仍不行，请检查数据文件夹的权限。")
    return None


@contextmanager
def disk_told() -> Iterator[None]:
    """What the disk refuses leaves the index as it was, and is said in words."""
    try:
        yield
    except OSError as error:
        if refusal := hindrance(error):
            raise refusal from error
        raise


def _patiently(act: Callable[[], T]) -> T:
    for _ in range(TRIES - 1):
        with suppress(PermissionError):
            return act()
        time.sleep(PAUSE_S)
    return act()


def _try_to_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # how Unix and Windows say that another holds it
        return False
    return True
