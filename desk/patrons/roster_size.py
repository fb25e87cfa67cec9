"""How much a workbook unfolds to, counted without unfolding it.

openpyxl makes a cell of every place in a merged or linked range: five kilobytes can say so much that the machine is
full. So what it would make is counted first, with the same parser, one element at a time.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml.etree import LxmlError
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.functions import iterparse

from desk.errors import Invalid

MOST_UNFOLDED = 500_000  # elements; five thousand rows of twenty columns have some 300 000
PLACE = 10  # elements: what a place in a merged or linked range takes beside one of them
UNREADABLE = (
    AttributeError, EOFError, IndexError, InvalidFileException, KeyError, LxmlError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_RANGES = {"mergeCell", "hyperlink"}
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def check(path: Path) -> None:
    """Refuse a workbook that would unfold to more than any roster has."""
    unfolded = 0
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():  # each of them: any part may be named as a sheet
            for count in _counts(archive, part):
                unfolded += count
                if unfolded > MOST_UNFOLDED:
                    raise Invalid(
                        "这个表格的单元格太多（合并的、带链接的都算在内），没有打开。"
                        "请取消整行整列的合并，删去空白的行和列，另存后再上传。"
                    )


def _counts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[int]:
    """What each element of one part unfolds to; a picture has none, and what is damaged the reader refuses itself."""
    with suppress(*UNREADABLE), archive.open(part) as file:
        for event, element in iterparse(file, ("start", "end")):
            if event == "start":
                yield _size(element)
            else:
                element.clear()


def _size(element: Any) -> int:
    if element.tag.rpartition("}")[2] not in _RANGES:
        return 1
    try:
        left, top, right, bottom = range_boundaries(element.get("ref", "").rpartition("!")[2])
    except ValueError:
        return 1
    columns = (right or _LAST_COLUMN) - (left or 1) + 1
    return max(PLACE * columns * ((bottom or _LAST_ROW) - (top or 1) + 1), 1)
