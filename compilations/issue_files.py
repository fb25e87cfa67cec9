"""付印存档: the files of an issued volume are made once and stay, so that a reprint or an e-copy is what was printed.

One rule for every door says where a file comes from (`made`). What is not issued is built as it stands today. What is
issued is built once in each format and form, and the file stays in the folder `issues` under the digest of its bytes;
the database knows it, so one that is lost or altered is refused and never quietly built again. When an e-copy was
offered or taken back since, the volume carries another address, and its file is built once more: while the same code
and fonts set it, nothing differs but that QR. After an upgrade more would differ, so the kept file is given as it is.
"""

import errno
import hashlib
import os
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from time import monotonic, time

from sqlmodel import Session, col, select

from compilations import ecopies, print_forms
from compilations.binding import bind
from compilations.making import Made, Progress, Stop, make, setting_of_type
from compilations.print_forms import PrintForm
from compilations.sections import held_by_anybody
from compilations.volume import Volume
from desk import clock
from desk.database import Database
from desk.errors import Invalid
from desk.tables import Audience, IssueFile

FOLDER = "issues"
_DAY = 86_400


@dataclass(frozen=True)
class Wanted:
    """A volume that is to be made. `issue`: its compilation, where the volume is as it was signed; else 0."""

    volume: Volume
    issue: int = 0
    is_large: bool = False

    @property
    def in_large_type(self) -> "Wanted":
        """The same in large type."""
        return replace(self, volume=print_forms.in_large_type(self.volume), is_large=True)


def to_make(db: Session, compilation_id: int, *, library: str, public_url: str, now: datetime) -> Wanted:
    """The volume as it was signed, its QR leading to its e-copy; a draft as it stands today, bound by `library`."""
    signed = ecopies.issued_volume(db, compilation_id)
    if signed is None:
        return Wanted(bind(db, compilation_id, library=library, on=clock.local_date(now)))
    address = address_on_offer(db, compilation_id, public_url=public_url, now=now)
    return Wanted(replace(signed, ecopy_url=address), compilation_id)


def address_on_offer(db: Session, compilation_id: int, *, public_url: str, now: datetime) -> str:
    """Where the e-copy is fetched, for the QR in the volume; nothing without an e-copy or without a public address.

    One for everybody goes before one for internal use.
    """
    offers = sorted(ecopies.on_offer(db, compilation_id, now=now), key=lambda each: each.audience != Audience.PUBLIC)
    return ecopies.address(public_url, offers[0].token) if offers and public_url else ""


def made(
    database: Database,
    wanted: Wanted,
    suffix: str,
    data_dir: Path,
    form: PrintForm = PrintForm.SINGLE,
    progress: Progress = lambda _done, _of: None,
    stop: Stop | None = None,
) -> Made:
    """The file of a volume, built now or before. Refuses what the build refuses, and a kept file that is not as it was.

    `form` is how the pages of a PDF lie on paper; the other formats have none.
    """
    exports = data_dir / "exports"
    if not wanted.issue:
        if form == PrintForm.SINGLE:
            return make(wanted.volume, suffix, exports, progress, stop)
        return print_forms.made(wanted.volume, form, exports, progress, stop)
    started = monotonic()
    with database.reading() as db:
        there = kept(
            db, wanted.issue, suffix, data_dir, form, address=wanted.volume.ecopy_url, is_large=wanted.is_large
        )
    if there is None:
        if form == PrintForm.SINGLE:
            built = make(wanted.volume, suffix, exports, progress, stop)
        else:
            single = made(database, wanted, ".pdf", data_dir, progress=progress, stop=stop)
            built = print_forms.imposed(single, form, exports)
        there = _keep(database, wanted, suffix, form, built, data_dir)
    return replace(there, seconds=round(monotonic() - started, 2))


def kept(
    db: Session,
    compilation_id: int,
    suffix: str,
    data_dir: Path,
    form: PrintForm = PrintForm.SINGLE,
    *,
    address: str,
    is_large: bool = False,
) -> Made | None:
    """The kept file of an issued volume that carries `address`; None: it has to be built.

    After an upgrade it is the one that was built last, whatever address it carries. Refuses one that is lost or
    altered.
    """
    query = select(IssueFile).where(
        IssueFile.compilation_id == compilation_id,
        IssueFile.suffix == suffix,
        IssueFile.form == form,
        IssueFile.is_large == is_large,
    )
    rows = db.exec(query.order_by(col(IssueFile.id).desc())).all()
    row = next((each for each in rows if each.address == address), None)
    if row is None and rows and rows[0].setting != _setting():
        row = rows[0]
    return _proved(row, data_dir) if row else None


def _proved(row: IssueFile, data_dir: Path) -> Made:
    """The file of a row, if it still has the bytes that it had."""
    path = data_dir / FOLDER / f"{row.sha256}{row.suffix}"
    if not path.is_file() or _digest(path, *_state(path)) != row.sha256:
        raise Invalid(
            "编号为 {id} 的汇编付印存档的文件 {name} 丢失或有改动，没有提供，也没有重做：重做的可能与印出的不同。"
            "请系统管理员从备份恢复数据文件夹里的 {folder}。",
            id=row.compilation_id,
            name=path.name,
            folder=FOLDER,
        )
    return Made(path, row.pages, 0.0, row.sha256, is_kept=True)


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=256)
def _digest(path: Path, _number: int, _changed: int, _size: int) -> str:
    """Worked out once for each state of a file: a hundred phones fetch the same one."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _keep(database: Database, wanted: Wanted, suffix: str, form: PrintForm, built: Made, data_dir: Path) -> Made:
    """Put a copy of what was built into the folder, then say so in the database; who comes second gets the first."""
    _copy(built.path, data_dir / FOLDER / f"{built.sha256}{suffix}")
    with database.writing() as db:
        held_by_anybody(db, wanted.issue)
        there = kept(
            db, wanted.issue, suffix, data_dir, form, address=wanted.volume.ecopy_url, is_large=wanted.is_large
        )
        if there is not None:
            return there
        row = IssueFile(
            compilation_id=wanted.issue,
            suffix=suffix,
            form=form,
            address=wanted.volume.ecopy_url,
            is_large=wanted.is_large,
            sha256=built.sha256,
            pages=built.pages,
            setting=_setting(),
            made_at=clock.now(),
        )
        db.add(row)
        db.flush()
        return _proved(row, data_dir)


def _copy(source: Path, target: Path) -> None:
    """A copy that is there whole, and on the disk, before anybody is told of it; or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(".*"):  # by a desk that was killed
        if time() - left.stat().st_mtime > _DAY:
            left.unlink(missing_ok=True)
    partial = target.with_name(f".{secrets.token_hex(8)}")
    try:
        with partial.open("wb") as file:
            file.write(source.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Invalid("磁盘空间不足，汇编没有制作完成。请清理磁盘后再制作。") from error
        raise
    finally:
        partial.unlink(missing_ok=True)


def _setting() -> str:
    return setting_of_type().hex()
