"""A roster as it comes: one sheet of an .xlsx, its headings found, each row by the fields of its headings."""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from desk import vocabularies
from desk.catalogue.files import kind_of
from desk.errors import Invalid
from desk.patrons import roster_size

HEADINGS = "roster_headings"
HEADINGS_WITHIN = 20  # rows: titles and remarks may stand above the headings
MOST_ROWS = 5_000
MOST_COLUMNS = 50
MOST_SHEET_BYTES = 16 * 2**20  # unpacked; a roster of five thousand rows stays below 4 MB
WHY = "未发证原因"
_PACKED_OR_LOCKED = (b"PK", b"\xd0\xcf\x11\xe0")
_NOT_LETTERS = re.compile(r"[\W_]+")

_Grid = dict[int, list[str]]  # row number, counted from 1 → its cells


@dataclass(frozen=True)
class SheetRow:
    """A row that is not empty: its number in the sheet, counted from 1, and its text by field."""

    row: int
    cells: Mapping[str, str]

    def cell(self, field: str) -> str:
        """The text under one of the headings; empty where the sheet does not have it."""
        return self.cells.get(field, "")


def read(path: Path) -> list[SheetRow]:
    """The rows of a roster.

    Refuses what is no .xlsx, is empty, locked, damaged or far too large, has no row of headings with 姓名 and 类别, and
    a workbook in which several sheets are rosters.
    """
    _check(path)
    rosters = {title: list(_lines(grid)) for title, grid in _sheets(path).items() if _headings(grid)}
    if not rosters:
        raise Invalid("没有找到表头。请在同一行写上“姓名”和“类别”，另有“代表团”或“界别”，再上传。")
    if len(rosters) > 1:
        raise Invalid(
            "有 {count} 个工作表都是名单：{titles}。请各存为一个文件，分别上传。",
            count=len(rosters),
            titles="、".join(rosters),
        )
    return next(iter(rosters.values()))


def written(rows: Iterable[tuple[Mapping[str, str], str]]) -> bytes:
    """A roster as .xlsx from rows by field, each with the reason why no card was issued: to be mended and read again.

    Without rows it is an empty form with the headings.
    """
    fields = list(vocabularies.entries(HEADINGS))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([*(vocabularies.label(HEADINGS, field) for field in fields), WHY])
    for number, (cells, why) in enumerate(rows, 2):
        for column, text in enumerate([*(cells.get(field, "") for field in fields), why], 1):
            cell = sheet.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"  # a name that begins with "=" is no formula
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _check(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if head and not head.startswith(_PACKED_OR_LOCKED):
        raise Invalid("名单应是 .xlsx 表格。请在 WPS 或 Excel 中另存为 .xlsx，再上传。")
    kind_of(path)  # empty, locked, damaged, a bomb, no workbook: refused in its own words
    with zipfile.ZipFile(path) as archive:
        size = max(part.file_size for part in archive.infolist())
    if size > MOST_SHEET_BYTES:
        raise _too_large()
    roster_size.check(path)


def _too_large() -> Invalid:
    return Invalid("名单超过 {most} 行。请按代表团拆成几个文件，分别上传。", most=MOST_ROWS)


def _sheets(path: Path) -> dict[str, _Grid]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it leaves out
            book = load_workbook(path, data_only=True)  # not read-only: only then are merged cells known
            return {sheet.title: _grid(sheet) for sheet in book.worksheets}
    except roster_size.UNREADABLE as error:
        raise Invalid("这个 .xlsx 文件已经损坏，打不开。请重新导出或另存一份，再上传。") from error


def _grid(sheet: Worksheet) -> _Grid:
    if sheet.max_row > MOST_ROWS + HEADINGS_WITHIN:
        raise _too_large()
    rows = sheet.iter_rows(values_only=True, max_col=min(sheet.max_column, MOST_COLUMNS))
    grid = {number: [_text(value) for value in row] for number, row in enumerate(rows, 1)}
    for merged in sheet.merged_cells.ranges:  # a delegation written once beside all of its members
        if merged.min_col == merged.max_col <= MOST_COLUMNS:
            for number in range(merged.min_row + 1, merged.max_row + 1):
                grid[number][merged.min_col - 1] = grid[merged.min_row][merged.min_col - 1]
    return grid


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _headings(grid: _Grid) -> tuple[int, dict[int, str]] | None:
    """The row of headings and its fields by column; None where no row has both 姓名 and 类别."""
    for number, cells in list(grid.items())[:HEADINGS_WITHIN]:
        fields: dict[int, str] = {}
        for column, text in enumerate(cells):
            field = _field_of(text)
            if field and field not in fields.values():
                fields[column] = field
        if {"name", "kind"} <= set(fields.values()):
            return number, fields
    return None


def _lines(grid: _Grid) -> Iterator[SheetRow]:
    """The rows below the headings; empty ones and headings repeated on each printed page are passed over."""
    found = _headings(grid)
    assert found is not None
    heading_row, fields = found
    for number, row in grid.items():
        cells = {field: row[column] for column, field in fields.items()}
        if number > heading_row and any(cells.values()) and _field_of(cells["name"]) != "name":
            yield SheetRow(number, cells)


def _field_of(text: str) -> str:
    return _synonyms().get(_NOT_LETTERS.sub("", text).casefold(), "")


@cache
def _synonyms() -> dict[str, str]:
    return {
        _NOT_LETTERS.sub("", word).casefold(): field
        for field, row in vocabularies.entries(HEADINGS).items()
        for word in (row["zh"], row["en"], *row["synonyms"].split("|"))
    }
