import csv
import errno
import io
from datetime import datetime
from pathlib import Path
from typing import IO

import pytest

from desk.catalogue import imports, reading
from desk.catalogue.drafts import Draft, Refused
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.errors import Invalid
from desk.tables import ImportBatch, Role
from tests.conftest import identity
from tests.desk.catalogue import marc_text

EDITOR = identity(Role.EDITOR)


def bring_in(database: Database, uploads: Uploads, data: bytes, name: str, now: datetime) -> ImportBatch:
    digest = uploads.keep(io.BytesIO(data), name)
    staged = imports.stage_file(database, EDITOR, uploads, digest, name=name, now=now)
    assert staged.id is not None
    return imports.apply_batch(database, EDITOR, uploads, staged.id, now=now)


def mended(uploads: Uploads, batch: ImportBatch, folder: Path, wrong: bytes, right: bytes) -> list[reading.Entry]:
    """The refused records, downloaded, mended in an editor and read again."""
    found = uploads.refused_to_mend(batch)
    assert found is not None
    name, data = found
    assert wrong in data
    path = folder / name
    path.write_bytes(data.replace(wrong, right))
    return list(reading.entries(path))


def test_refused_rows_come_back_as_a_table_that_can_be_mended(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    uploads = Uploads(tmp_path / "uploads")
    rows = "书名,作者,馆藏地\n草原诗抄,示例甲,流通书库\n,示例乙,阅览室\n".encode()
    batch = bring_in(sqlite, uploads, rows, "清单.csv", now)
    (entry,) = mended(uploads, batch, tmp_path, "\r\n,示例乙".encode(), "\r\n牧区诗抄,示例乙".encode())
    assert isinstance(entry, Draft)
    assert (entry.title, entry.responsibility, entry.items[0].shelf) == ("牧区诗抄", "示例乙", "阅览室")


def test_refused_marc_records_come_back_as_they_were(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    uploads = Uploads(tmp_path / "uploads")
    batch = bring_in(sqlite, uploads, marc_text.file_of("set", "refused"), "采购.mrc", now)
    found = mended(uploads, batch, tmp_path, b"dam0", b"cam0")
    assert [type(entry) for entry in found] == [Refused, Draft]


def test_refused_xml_records_come_back_as_a_document(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    uploads = Uploads(tmp_path / "uploads")
    body = "".join(marc_text.marcxml(lines) for name in ("set", "refused") for lines in marc_text.golden(name))
    batch = bring_in(sqlite, uploads, f"<collection>{body}</collection>".encode(), "采购.xml", now)
    found = mended(uploads, batch, tmp_path, b"dam0", b"cam0")
    assert [type(entry) for entry in found] == [Refused, Draft]


def test_a_batch_that_refused_nothing_has_nothing_to_mend(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    uploads = Uploads(tmp_path / "uploads")
    assert uploads.refused_to_mend(bring_in(sqlite, uploads, marc_text.file_of("set"), "a.mrc", now)) is None


class FullDisk(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    source: IO[bytes] = FullDisk()
    with pytest.raises(Invalid, match="磁盘可能已满"):
        uploads.keep(source, "a.mrc")
    assert list(uploads.folder.iterdir()) == []


def test_a_name_from_elsewhere_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    digest = uploads.keep(io.BytesIO(b"x"), "../../etc/pass.wd/../a.m/../rc")
    assert uploads.file(digest, "../../a.mrc").parent == uploads.folder


@pytest.mark.parametrize(
    "cell", ["上\u2028下", "上\u2029下", '=HYPERLINK("http://example.org","x")', "+1", "-1", "@x", "＝1", "'=1", "'97"]
)
def test_a_refused_row_comes_back_to_the_letter_and_as_no_formula(
    sqlite: Database, tmp_path: Path, now: datetime, cell: str
) -> None:
    uploads = Uploads(tmp_path / "uploads")
    quoted = cell.replace('"', '""')
    row = f'书名,作者,馆藏地\n草原诗抄,示例甲,流通书库\n,示例乙,"{quoted}"\n'.encode()
    batch = bring_in(sqlite, uploads, row, "清单.csv", now)
    found = uploads.refused_to_mend(batch)
    assert found is not None
    cells = next(csv.DictReader(io.StringIO(found[1].decode("utf-8-sig"), newline="")))
    assert cells["馆藏地"][0] not in "=+-@＝"
    (entry,) = mended(uploads, batch, tmp_path, "\r\n,示例乙".encode(), "\r\n牧区诗抄,示例乙".encode())
    assert isinstance(entry, Draft)
    assert entry.items[0].shelf == (cell if cell != "'=1" else "=1")
