"""Building a volume, in a process of its own: `python -m compilations.building FILE < volume.json`.

A volume of a thousand pages is minutes of work for a small machine and hundreds of megabytes; in its own process it
stalls no screen, can be stopped, and gives everything back. It says on stdout, one JSON object a line, how far it is
({"done", "of"}), and at the end what came of it ({"pages"}) or why not ({"refused", "values"}).
"""

import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from compilations import checking, epub, pdf, word
from compilations.pictures import NO_PICTURES, Pictures
from compilations.volume import Volume, from_json
from desk.errors import Invalid, Refusal
from desk.settings import settings

SUFFIXES = (".pdf", ".docx", ".epub")
Progress = Callable[[int, int], None]
_RENDERERS: dict[str, Callable[[Volume, Path, Progress, Pictures], int]] = {
    ".pdf": lambda volume, path, progress, pictures: pdf.render(volume, path, progress, pictures).pages,
    ".docx": word.render,
    ".epub": epub.render,
}
_BETWEEN_WORDS = 0.2  # seconds


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
    checking.refuse_empty(volume)
    checking.refuse_missing(volume, pictures)
    if suffix == ".pdf":
        checking.refuse_unprintable(volume)
    try:
        return _RENDERERS[suffix](volume, path, progress, pictures)
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
    path = Path(sys.argv[1])
    try:
        pictures = Pictures(settings().data_dir / "pictures")
        pages = build(from_json(sys.stdin.buffer.read()), path, _Reporter(), pictures)
    except Refusal as refusal:
        _say({"refused": refusal.template, "values": {name: str(value) for name, value in refusal.values.items()}})
        return 1
    _say({"pages": pages})
    return 0


class _Reporter:
    """Tells the parent how far the work is, not more often than a person can see."""

    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self, done: int, of: int) -> None:
        if monotonic() - self.last >= _BETWEEN_WORDS:
            self.last = monotonic()
            _say({"done": done, "of": of})


def _say(what: dict[str, object]) -> None:
    os.write(1, json.dumps(what, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
