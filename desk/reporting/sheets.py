"""A report as an Excel workbook: the figures with their definitions, each cut, and each list of events.

Text is written as text, whatever it begins with: a title such as "=1+1" must not become a formula on the desk of
whoever opens the file. Dates are real dates on the desk's clock, numbers are numbers.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from desk import clock
from desk.errors import Word
from desk.reporting.definitions import DIMENSIONS, FIGURES
from desk.reporting.reports import Report
from desk.words import Translate, translator

Value = str | int | float | date | None  # a datetime is a date
Row = Sequence[Value]

WIDEST = 60
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="DDE6ED")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook(report: Report) -> bytes:
    """The .xlsx of a report, in the language of its names."""
    translate = translator(report.names.language)
    book = Workbook(write_only=True)
    book.properties.creator = translate(Word("两会服务台"))
    book.properties.created = book.properties.modified = _on_the_wall(report.made_at)
    title = _title(report, translate)
    _add(book, translate(Word("指标")), [*title, *_figures(report, translate)], head=len(title) + 1)
    used = {name for figure in report.figures for name in figure.definition.dimensions}
    for dimension in (name for name in DIMENSIONS if name in used):
        label = translate(DIMENSIONS[dimension].label)
        _add(book, translate(Word("按{dimension}")).format(dimension=label), _cut(report, dimension, translate))
    for key in report.lists:
        label = translate(FIGURES[key].label)
        _add(book, translate(Word("明细 {figure}")).format(figure=label), _events(report, key, translate))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _title(report: Report, translate: Translate) -> list[Row]:
    """What the report covers: conference, days, narrowing, and when it was made."""
    rows: list[Row] = [
        [translate(Word("两会服务统计"))],
        [translate(Word("会议")), report.conference or translate(Word("全部会议"))],
        [translate(Word("统计期")), report.first, report.last],
        [translate(Word("制表时间")), _on_the_wall(report.made_at)],
    ]
    for dimension, code in report.where.items():
        rows.append([translate(DIMENSIONS[dimension].label), report.names.of(dimension, code)])
    return [*rows, []]


def _figures(report: Report, translate: Translate) -> list[Row]:
    words = (Word("指标"), Word("数值"), Word("单位"), Word("定义"), Word("不包括"), Word("依据"))
    return [[translate(word) for word in words]] + [
        [
            translate(figure.definition.label),
            figure.value,
            translate(figure.definition.unit),
            translate(figure.definition.counts),
            translate(figure.definition.leaves_out),
            figure.definition.standard,
        ]
        for figure in report.figures
    ]


def _cut(report: Report, dimension: str, translate: Translate) -> list[Row]:
    """One row for each part, one column for each figure that can be cut so, and their sums below."""
    cut = [figure for figure in report.figures if dimension in figure.definition.dimensions]
    columns = [{part.code: part for part in report.names.cut(figure, dimension)} for figure in cut]
    codes = sorted({code for column in columns for code in column}, key=lambda c: report.names.place(dimension, c))
    units = [f"{translate(f.definition.label)}（{translate(f.definition.unit)}）" for f in cut]
    rows: list[Row] = [[translate(DIMENSIONS[dimension].label), *units]]
    for code in codes:
        values = [column[code].value if code in column else 0 for column in columns]
        rows.append([_part_name(report, dimension, code), *values])
    return [*rows, [translate(Word("合计")), *(figure.value for figure in cut)]]


def _part_name(report: Report, dimension: str, code: str) -> Value:
    return date.fromisoformat(code) if dimension == "day" else report.names.of(dimension, code)


def _events(report: Report, key: str, translate: Translate) -> list[Row]:
    """The list of a figure's events; says so where it is longer than a sheet should be."""
    listed = report.lists[key]
    dimensions = [name for name in FIGURES[key].dimensions if name not in ("day", "hour")]
    labels = [translate(DIMENSIONS[name].label) for name in dimensions]
    head = [translate(Word("编号")), translate(Word("时间")), translate(FIGURES[key].unit), *labels]
    rows: list[Row] = [
        [
            event.name,
            _on_the_wall(event.at) if event.at else None,
            event.value,
            *(report.names.of(name, event.codes[name]) for name in dimensions),
        ]
        for event in listed
    ]
    counted = next(figure.events for figure in report.figures if figure.definition.key == key)
    if counted > len(listed):
        notice = translate(Word("共 {counted} 条，这里只列出前 {listed} 条。其余请缩短统计期后另存。"))
        rows.append([notice.format(counted=counted, listed=len(listed))])
    return [head, *rows]


def _add(book: Workbook, title: str, rows: list[Row], head: int = 1) -> None:
    """A sheet with its heading in row `head`, frozen, and columns as wide as what stands in them."""
    sheet: Any = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = f"A{head + 1}"
    table = rows[head - 1 :]
    for column in range(max(map(len, table))):
        widest = max(_width(row[column]) for row in table if column < len(row))
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(widest + 2, WIDEST)
    for position, row in enumerate(rows, start=1):
        cells = [_cell(sheet, value) for value in row]
        for cell in cells:
            if position == head:
                cell.font, cell.fill = _BOLD, _SHADE
            elif position > head and isinstance(cell.value, str) and len(cell.value) > WIDEST // 2:
                cell.alignment = _WRAPPED
        sheet.append(cells)


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", value))
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@", "\t")):
            cell.quotePrefix = 1  # stays text when edited, too
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return cell


def _width(value: Value) -> int:
    """In characters of Latin script; a Chinese one takes two."""
    if isinstance(value, date):
        return 16
    return sum(2 if ord(character) > 0x2E80 else 1 for character in str("" if value is None else value))


def _on_the_wall(moment: datetime) -> datetime:
    """The desk's clock without a zone, as Excel keeps time; whole seconds."""
    return clock.local(moment).replace(tzinfo=None, microsecond=0)
