"""A figure and its events, as plain frozen values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.reporting.definitions import Definition

TIMES = ("day", "hour")


@dataclass(frozen=True)
class Cell:
    """How much lies in one combination of codes."""

    codes: Mapping[str, str]
    value: int
    events: int


@dataclass(frozen=True)
class Part:
    """One part of a figure; `code` "" stands for what is not classified or not stated."""

    code: str
    value: int


@dataclass(frozen=True)
class FigureValue:
    """A figure with its value (None: the median of nothing) and the number of events behind it.

    `cells` hold it by codes, `hours` hold all of it once more by day and hour.
    """

    definition: Definition
    value: int | float | None
    events: int
    cells: tuple[Cell, ...] = ()
    hours: tuple[Cell, ...] = ()

    def cut(self, dimension: str) -> tuple[Part, ...]:
        """The parts of the figure along one of its dimensions, by code; they sum to its value."""
        sums: Counter[str] = Counter()
        for cell in self.hours if dimension in TIMES else self.cells:
            sums[cell.codes[dimension]] += cell.value
        return tuple(Part(code, value) for code, value in sorted(sums.items()))

    def by_day_and_hour(self) -> tuple[tuple[str, str, int], ...]:
        """(day, hour, value) wherever there is something."""
        sums: Counter[tuple[str, str]] = Counter()
        for cell in self.hours:
            sums[cell.codes["day"], cell.codes["hour"]] += cell.value
        return tuple((day, hour, value) for (day, hour), value in sorted(sums.items()))


@dataclass(frozen=True)
class Event:
    """One event behind a figure: its number or title, when it was, what it adds, and its codes by dimension."""

    id: int
    name: str
    at: datetime | None
    value: int | float
    codes: Mapping[str, str]
