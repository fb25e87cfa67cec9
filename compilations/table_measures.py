"""How a table shares the width of the page among its columns, and how one that is too wide is cut; for every format."""

import re
from collections.abc import Iterator

from compilations.blocks import Runs, Table, words

_FIGURE = re.compile(r"[-+]?[\d,，.]+[%％]?")
PADDING = 3.0  # points on either side of a cell
ABOVE, BELOW = 2.0, 2.5  # points in a cell
GRID = "#8C8C8C"  # rules between cells; those above, below and under the head bear the colour of the design
_NARROWEST_EM = 2.5
Rows = tuple[tuple[Runs, ...], ...]


def cut(table: Table, fitting: int) -> Iterator[Rows]:
    """The rows of a table, in groups of at most `fitting` columns, each group beginning with the first column."""
    width = len(table.rows[0])
    if width <= fitting:
        yield table.rows
        return
    for start in range(1, width, fitting - 1):
        columns = (0, *range(start, min(start + fitting - 1, width)))
        yield tuple(tuple(row[column] for column in columns) for row in table.rows)


def most_columns(measure: float, em: float) -> int:
    """How many columns a table set in `em` points has room for."""
    return int(measure / _narrowest(em))


def shares(rows: Rows, measure: float, em: float) -> list[float]:
    """The width of each column of a table set in `em` points, in points; together they fill the measure."""
    return widths(rows, measure, em, 2 * PADDING + 1, _narrowest(em))


def _narrowest(em: float) -> float:
    return _NARROWEST_EM * em + 2 * PADDING


def widths(rows: Rows, measure: float, em: float, padding: float, narrowest: float) -> list[float]:
    """Each column as wide as its longest line, up to the one limit at which the table fills the measure."""
    wanted = [max(narrowest, *(_ems(row[column]) * em + padding for row in rows)) for column in range(len(rows[0]))]
    limit = max(wanted)
    while limit > narrowest and sum(min(want, limit) for want in wanted) > measure:
        limit -= em / 2
    fitted = [max(narrowest, min(want, limit)) for want in wanted]
    return [width * measure / sum(fitted) for width in fitted]


def is_figure(runs: Runs) -> bool:
    """Whether a cell holds a number alone: it stands to the right, so that units come under each other."""
    return bool(_FIGURE.fullmatch(words(runs)))


def _ems(runs: Runs) -> float:
    """The width of the longest line of a cell, in characters."""
    return max(sum(1.0 if letter > "\u2e7f" else 0.55 for letter in line) for line in words(runs).split("\n"))
