"""Tables of a web page: which of them hold data, and their rows, all equally long."""

import re
from collections.abc import Callable
from typing import Any

from compilations.blocks import Runs

_WIDEST, _TALLEST = 200, 1_000


def is_layout(table: Any) -> bool:
    """Whether a table only places things on the page: it holds tables or headings, or is one cell."""
    if table.xpath(".//table | .//h1 | .//h2 | .//h3") or table.get("role") in ("presentation", "none"):
        return True
    return len(table.xpath(".//td | .//th")) < 2


def rows(table: Any, read: Callable[[Any], Runs]) -> tuple[tuple[Runs, ...], ...]:
    """The rows of a table; a cell that spans others stands in the first, and the others are empty."""
    found: list[list[Runs]] = []
    held: dict[int, int] = {}  # for how many rows more a column is held by a cell above
    for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
        line: list[Runs] = []
        for cell in row.xpath("./td | ./th"):
            _pass(line, held)
            text, wide, tall = read(cell), _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _TALLEST)
            for place in range(wide):
                held[len(line)] = tall - 1
                line.append(() if place else text)
        _pass(line, held)
        found.append(line)
    width = max(map(len, found), default=0)
    return tuple((*line, *[()] * (width - len(line))) for line in found)


def _pass(line: list[Runs], held: dict[int, int]) -> None:
    """Leave empty what cells above hold."""
    while held.get(len(line), 0) > 0:
        held[len(line)] -= 1
        line.append(())


def _span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), most)) if re.fullmatch(r"\d{1,6}", value) else 1
