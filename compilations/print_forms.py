"""印制形式: a volume as its printer wants it, kept like every file that is made.

A form is made from the PDF of single pages, which is made (or found) first; what has not changed is not made again.
"""

import errno
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from time import monotonic

import pikepdf

from compilations.making import Made, Progress, Stop, make, setting_of_type
from compilations.volume import PAGE_FORMATS, Volume
from desk.errors import Invalid, Word
from printing.imposition import booklet, on_booklet_cover, on_two_up_cover, two_up, with_crop_marks
from printing.overlay import Place, numbers


class PrintForm(StrEnum):
    """How the pages of a volume lie on paper."""

    SINGLE = "single"
    TWO_UP = "two-up"
    BOOKLET = "booklet"
    CROP = "crop"


FORM_LABELS = {
    PrintForm.SINGLE: Word("单页"),
    PrintForm.TWO_UP: Word("A4 双联"),
    PrintForm.BOOKLET: Word("骑马订小册"),
    PrintForm.CROP: Word("带裁切线和 3 毫米出血"),
}

_IMPOSED: dict[PrintForm, Callable[[bytes], bytes]] = {
    PrintForm.TWO_UP: two_up,
    PrintForm.BOOKLET: booklet,
    PrintForm.CROP: with_crop_marks,
}
_NUMBERED: dict[PrintForm, Callable[[bytes], bytes]] = {
    PrintForm.SINGLE: lambda overlay: overlay,
    PrintForm.TWO_UP: on_two_up_cover,
    PrintForm.BOOKLET: on_booklet_cover,
    PrintForm.CROP: with_crop_marks,
}


def made(
    volume: Volume,
    form: PrintForm,
    folder: Path,
    progress: Progress = lambda _done, _of: None,
    stop: Stop | None = None,
) -> Made:
    """The volume as PDF in a print form, in `folder`; `pages` are sides of sheets.

    Refuses what the build refuses, a booklet of more than 100 pages, and a full disk.
    """
    started = monotonic()
    single = make(volume, ".pdf", folder, progress, stop)
    if form == PrintForm.SINGLE:
        return single
    return replace(imposed(single, form, folder), seconds=round(monotonic() - started, 2))


def imposed(single: Made, form: PrintForm, folder: Path) -> Made:
    """The PDF of single pages in another print form; `pages` are sides of sheets."""
    started = monotonic()
    facts = f"{single.sha256} {form}".encode() + setting_of_type()
    path = folder / f"{hashlib.sha256(facts).hexdigest()[:32]}-{form}.pdf"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _keep(path, _IMPOSED[form](single.path.read_bytes()))
    content = path.read_bytes()
    with pikepdf.open(path) as document:
        pages = len(document.pages)
    return Made(path, pages, round(monotonic() - started, 2), hashlib.sha256(content).hexdigest())


def numbered(
    volume: Volume, form: PrintForm, folder: Path, *, first: int, last: int, place: Place = "top-right"
) -> Made:
    """The overlay that numbers the copies `first` to `last` where the first page of the volume lies in that form."""
    started = monotonic()
    size = PAGE_FORMATS[volume.page_format]
    facts = json.dumps([size, form, first, last, place]).encode()
    path = folder / f"{hashlib.sha256(facts).hexdigest()[:32]}-numbers.pdf"
    content = _NUMBERED[form](numbers(first, last, size, place))
    folder.mkdir(parents=True, exist_ok=True)
    _keep(path, content)
    return Made(path, last - first + 1, round(monotonic() - started, 2), hashlib.sha256(content).hexdigest())


def in_large_type(volume: Volume) -> Volume:
    """大字本: the same volume for eyes that need larger letters."""
    return replace(volume, type_size="large")


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f".{secrets.token_hex(8)}.pdf")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Invalid("磁盘空间不足，汇编没有制作完成。请清理磁盘后再制作。") from error
        raise
    finally:
        partial.unlink(missing_ok=True)
