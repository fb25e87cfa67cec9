"""What a file is, asked of its bytes and not of its name, and refusals for what is not a catalogue at all."""

import re
import zipfile
from enum import StrEnum
from mmap import ACCESS_READ, mmap
from pathlib import Path

from desk.errors import Invalid

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file: an old Office file, or a new one behind a password
_MARC = re.compile(rb"[\s\x00]*(?:\d{5}|.{5})[a-z ][a-z ]{2}", re.DOTALL)
_TEXT_TABLES = {".csv", ".txt", ".tsv"}

MOST_BYTES = 300 * 2**20  # of an unpacked workbook
MOST_PARTS = 2_000
MOST_RATIO = 200  # of unpacked to packed size; worksheets reach 20 to 60
SMALL = 20 * 2**20  # below this size the ratio does not matter


class Kind(StrEnum):
    """What a readable file is."""

    ISO2709 = "iso2709"
    MARCXML = "marcxml"
    WORKBOOK = "xlsx"
    TEXT = "csv"

    @property
    def is_sheet(self) -> bool:
        """Whether its columns have to be named."""
        return self in (Kind.WORKBOOK, Kind.TEXT)


def kind_of(path: Path, name: str = "") -> Kind:
    """What the file is; anything the desk cannot import is refused with the next step."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Invalid("文件是空的（0 字节）。请重新导出或重新下载后再导入。")
    if head.startswith(_OLE):
        raise _ole_refusal(path)
    if head.startswith(b"PK"):
        _require_workbook(path)
        return Kind.WORKBOOK
    return _kind_of_text(head, Path(name or path.name).suffix.lower())


def _kind_of_text(head: bytes, suffix: str) -> Kind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<") and (b"<html" in start or b"<!doctype html" in start):
        raise Invalid("这是一个网页，不是书目数据（多半是下载时需要登录）。请登录原系统后重新下载。")
    if start.startswith((b"<", b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return Kind.MARCXML
    if start.startswith((b"%pdf", b"{\\rtf", b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Invalid("这种文件不能导入。请导出为 .mrc、.iso、.xml、.xlsx 或 .csv。")
    if b"\x1e" in head or b"\x1d" in head:
        return Kind.ISO2709
    if suffix in _TEXT_TABLES:
        return Kind.TEXT
    if _MARC.match(head) and suffix in (".mrc", ".iso", ".marc", ".dat"):
        return Kind.ISO2709  # cut off before its first field ended: the reader says so
    raise Invalid("这不是 MARC 文件：没有找到 ISO 2709 的字段和记录结束符。请用原系统重新导出。")


def _ole_refusal(path: Path) -> Invalid:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        is_locked = data.find("EncryptedPackage".encode("utf-16-le")) >= 0
    if is_locked:
        return Invalid("这个表格设有打开密码。请在 WPS 或 Excel 中去掉密码，另存后再导入。")
    return Invalid("这是旧格式（.xls 等）的文件，或设有密码。请在 WPS 或 Excel 中另存为 .xlsx 后再导入。")


def _require_workbook(path: Path) -> None:
    """Refuse a zip that is no workbook or would unpack to more than anyone types; nothing is unpacked to find out."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Invalid("这个 .xlsx 文件已经损坏，打不开。请重新导出或另存一份。") from error
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    is_bomb = unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked > MOST_BYTES or len(parts) > MOST_PARTS or is_bomb:
        raise Invalid(
            "这个文件解开后有 {size} MB，超出允许的大小，没有打开。请拆成几个小表再导入。", size=unpacked // 2**20
        )
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Invalid("这是压缩包或其他文档，不是 .xlsx 表格。请先解压，或另存为 .xlsx 后再导入。")
