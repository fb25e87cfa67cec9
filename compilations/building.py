"""Building a volume, in a process of its own: `python -m compilations.building FILE < volume.json`.

A volume of a thousand pages is minutes of work for a small machine and hundreds of megabytes; in its own process it
stalls no screen, can be stopped, and gives everything back. It says on stdout, one JSON object a line, how far it is
({"done", "of"}; {"done": 0, "of": 0} until that is known), and at the end what came of it ({"pages"}) or why not
({"refused", "values"}). Something is said at least every half second, whatever a renderer is busy with.
"""

import errno
import json
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any

from compilations.pictures import NO_PICTURES, Pictures
from compilations.volume import Volume, from_json
from desk.errors import Invalid, Refusal
from desk.settings import settings

SUFFIXES = (".pdf", ".docx", ".epub")
Progress = Callable[[int, int], None]
# The renderers take up to two seconds to import: each is imported when it is wanted, after the first word is said.
_RENDERERS = {".pdf": "compilations.pdf", ".docx": "compilations.word", ".epub": "compilations.epub"}
_NICE = 5  # below the screen, which shares the machine
_BETWEEN_WORDS = 0.2  # seconds
_LONGEST_SILENCE = 0.4  # seconds


def build(
    volume: Volume, path: Path, progress: Progress = lambda _done, _of: None, pictures: Pictures = NO_PICTURES
) -> int:
    """Write the volume to `path` in the format of its suffix; how many pages it has.

    Refuses an empty volume, characters that cannot be printed, pictures that are not there, and a full disk; nothing is
    left at `path` then.
    """
    suffix = path.suffix.lower()
    if suffix not in _RENDERERS:
        raise Invalid("不能制作“{suffix}”文件。可以制作的是 {known}。", suffix=suffix, known="、".join(SUFFIXES))
    checking: Any = import_module("compilations.checking")
    checking.refuse_empty(volume)
    checking.refuse_missing(volume, pictures)
    if suffix == ".pdf":
        checking.refuse_unprintable(volume)
    else:  # readers bring fonts of their own, but none has what is private
        checking.refuse_private_use(volume)
    try:
        return _rendered(volume, path, progress, pictures)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Invalid("磁盘空间不足，汇编没有制作完成。请清理磁盘后再制作。") from error
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def main() -> int:
    """Build what stands on stdin; 0 done, 1 refused."""
    with _Reporter() as reporter:
        if hasattr(os, "nice"):  # Windows has none
            os.nice(_NICE)
        path = Path(sys.argv[1])
        try:
            pictures = Pictures(settings().data_dir / "pictures")
            pages = build(from_json(sys.stdin.buffer.read()), path, reporter, pictures)
        except Refusal as refusal:
            values = {name: str(value) for name, value in refusal.values.items()}
            reporter.end({"refused": refusal.template, "values": values})
            return 1
        reporter.end({"pages": pages})
        return 0


def _rendered(volume: Volume, path: Path, progress: Progress, pictures: Pictures) -> int:
    renderer: Any = import_module(_RENDERERS[path.suffix.lower()])
    came_of_it = renderer.render(volume, path, progress, pictures)
    return int(getattr(came_of_it, "pages", came_of_it))


class _Reporter:
    """Tells the parent how far the work is: not more often than a person can see, and never silent for long.

    A thread of its own says the last word again while a renderer is busy with one long piece.
    """

    def __init__(self) -> None:
        self._last = {"done": 0, "of": 0}
        self._due = Event()
        self._is_over = False
        self._lock = Lock()
        self._ticker = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> "_Reporter":
        _say(self._last)
        self._ticker.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def __call__(self, done: int, of: int) -> None:
        """Note how far the work is; said when it is due."""
        self._last = {"done": done, "of": of}

    def end(self, word: dict[str, object]) -> None:
        """Say the last word; nothing follows it."""
        self._close()
        _say(word)

    def _close(self) -> None:
        with self._lock:
            self._is_over = True
        self._due.set()

    def _tick(self) -> None:
        said, silent = self._last, 0.0
        while not self._due.wait(_BETWEEN_WORDS):
            silent += _BETWEEN_WORDS
            word = self._last
            with self._lock:
                if not self._is_over and (word != said or silent >= _LONGEST_SILENCE):
                    _say(word)
                    said, silent = word, 0.0


def _say(what: Mapping[str, object]) -> None:
    os.write(1, json.dumps(what, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
