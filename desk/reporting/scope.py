"""Over what a figure is taken: conference, days, and codes; and how that is said to the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, false, func, select

from desk import clock
from desk.errors import Invalid
from desk.reporting.families import Family
from desk.reporting.sql import local_hour

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Scope:
    """One conference or all (None), the days at the desk `first` to `last`, and the codes that events must bear."""

    conference_id: int | None
    first: date
    last: date
    where: Mapping[str, str]

    def __post_init__(self) -> None:
        if not EARLIEST <= self.first <= self.last <= LATEST:
            raise Invalid(
                "统计期 {first} 至 {last} 不对：开始日期不能晚于结束日期，年份应在 2000 至 2100 年之间。",
                first=self.first,
                last=self.last,
            )

    def narrowed(self, where: Mapping[str, str]) -> "Scope":
        """With more codes that events must bear."""
        return replace(self, where={**self.where, **where})


def selected(family: Family, *columns: Any) -> Select[Any]:
    """A select of `columns` over the family's events."""
    statement = select(*columns).select_from(family.table)
    for table, condition in family.joined:
        statement = statement.join(table, condition)
    return statement


def conditions(family: Family, scope: Scope) -> list[ColumnElement[bool]]:
    """What the family's events must fulfil to lie in the scope; refuses a code that the family does not know."""
    found = [*family.only, *(_bears(family, name, code) for name, code in scope.where.items())]
    if family.at is not None:
        start, end = clock.day_span(scope.first, scope.last)
        found += [family.at >= start, family.at < end]
    if family.conference is not None and scope.conference_id is not None:
        found.append(family.conference == scope.conference_id)
    return found


def _bears(family: Family, name: str, code: str) -> ColumnElement[bool]:
    if name in ("day", "hour") and family.at is not None:
        hour = local_hour(family.at)
        part: ColumnElement[str] = func.substr(hour, 1, 10) if name == "day" else func.substr(hour, 12, 2)
        return part == code
    column: ColumnElement[Any] | None = family.columns.get(name)
    if column is None:
        raise Invalid("这个指标不能按“{dimension}”筛选。请去掉这个条件。", dimension=name)
    if code == "":
        return (column == "") if not isinstance(column.type, Integer) else column.is_(None)
    if isinstance(column.type, Integer):
        return column == int(code) if code.isdecimal() and len(code) < 10 else false()
    return column == code
