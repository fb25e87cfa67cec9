"""Lists as sheets: .xlsx, and .csv in UTF-8, UTF-16 or GB18030. Reads the cells and finds the row of headings."""

import csv
import io
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from desk.catalogue.columns import guess, named, recognised
from desk.catalogue.encodings import encoding_of_text
from desk.catalogue.files import Kind
from desk.catalogue.values import clean, live
from desk.errors import Invalid

MOST_ROWS = 200_000
MOST_COLUMNS = 200
_HEADINGS_WITHIN = 30  # rows; above them stand titles, dates and the name of the office

_Row = tuple[str, ...]
_UNREADABLE = (
    AttributeError, BadZipFile, EOFError, IndexError, InvalidFileException, KeyError, LxmlError, OSError, ParseError,
    TypeError, ValueError, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """The headings of a sheet, its rows with the row numbers that people see, and what its columns seem to mean."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, _Row], ...]
    guess: dict[str, str]

    def sample(self, count: int = 3) -> list[dict[str, str]]:
        """The first rows, heading → cell."""
        return [dict(zip(self.headings, row, strict=False)) for _, row in self.rows[:count]]


def read(path: Path, kind: Kind) -> Table:
    """The table in a file; refused when it cannot be read or has no row of headings."""
    sheets = _workbook(path) if kind is Kind.WORKBOOK else [_text(path)]
    tables = [_table(rows) for rows in sheets if rows]
    if not tables:
        raise Invalid("表格里没有内容。请检查选对了文件和工作表。")
    best = max(tables, key=lambda table: len(table.guess))
    if not best.guess:
        raise Invalid("没有找到表头。请让表头占一行（如 题名、责任者、出版社、ISBN），取消合并单元格后再导入。")
    return best


def _table(rows: list[_Row]) -> Table:
    """Find the headings: the row, or the pair of rows under a merged heading, that says most fields."""
    best: dict[str, str] = {}
    headings: tuple[str, ...] = ()
    end = 0
    for index in range(min(len(rows), _HEADINGS_WITHIN)):
        upper = rows[index]
        lower = rows[index + 1] if index + 1 < len(rows) else ()
        for cells, after in ((upper, index + 1), (_stacked(upper, lower), index + 2)):
            names = named(cells)
            found = guess(names)
            if len(found) > len(best):
                best, headings, end = found, names, after
    width = max(map(len, rows))
    headings = named((*headings, *[""] * (width - len(headings))))
    filled = ((number, row) for number, row in enumerate(rows[end:], end + 1) if any(row))
    return Table(headings, tuple(filled), best)


def _stacked(upper: _Row, lower: _Row) -> _Row:
    """Two rows of headings as one: under a merged heading the lower cell speaks, else the upper one."""
    if any(low and recognised(up) for up, low in zip(upper, lower, strict=False)):
        return ()  # the row below fills a column that already has its heading: it is data
    width = max(len(upper), len(lower))
    above, below = (row + ("",) * (width - len(row)) for row in (upper, lower))
    return tuple(low or up for up, low in zip(above, below, strict=True))


def _workbook(path: Path) -> list[list[_Row]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it leaves out
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                return [_rows_of(sheet) for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
            finally:
                book.close()
    except _UNREADABLE as error:
        raise Invalid("这个 .xlsx 文件已经损坏，打不开。请重新导出或另存一份。") from error


def _rows_of(sheet: ReadOnlyWorksheet) -> list[_Row]:
    sheet.reset_dimensions()  # some programs write a size that is too small
    cells: Iterator[tuple[object, ...]] = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)  # type: ignore[misc]
    return _limited(_trimmed(map(_cell, row)) for row in cells)


def _text(path: Path) -> list[_Row]:
    data = path.read_bytes()
    text = data.decode(encoding_of_text(data), errors="surrogateescape").lstrip("\ufeff")
    head = text[:4000].splitlines()[:1] or [""]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;，|", key=head[0].count))
    try:
        return _limited(_trimmed(live(clean(cell)) for cell in row) for row in reader)
    except csv.Error as error:
        raise Invalid(
            "表格第 {line} 行附近读不下去，可能缺了引号。请用 WPS 或 Excel 另存为 .xlsx 后再导入。",
            line=reader.line_num,
        ) from error


def _limited(rows: Iterator[_Row]) -> list[_Row]:
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise Invalid("表格超过 {most} 行。请拆成几个小表再导入。", most=MOST_ROWS)
    while found and not any(found[-1]):
        found.pop()
    return found


def _trimmed(cells: Iterable[str]) -> _Row:
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _cell(value: object) -> str:
    """A cell as a person reads it: 9787503717444.0 is an ISBN, 2015.0 a year, a date a date."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))
