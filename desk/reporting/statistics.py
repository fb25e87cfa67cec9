"""The figures of a period, each of them the sum (or the median) of a list of events that can be opened.

A family is counted in one statement, so that the parts of a figure sum to it also while people go on logging. All
days are days at the desk, first and last included.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from statistics import mean
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, literal_column, union_all
from sqlmodel import Session

from desk import clock
from desk.reporting.definitions import FIGURES, Definition
from desk.reporting.families import FAMILIES, Family
from desk.reporting.scope import Scope, conditions, selected
from desk.reporting.sql import local_hour
from desk.reporting.values import Cell, Event, FigureValue

EVERYTHING: Mapping[str, str] = {}
NOTHING: ColumnElement[str] = literal_column("''")


def figures(
    db: Session, *, conference_id: int | None, first: date, last: date, where: Mapping[str, str] = EVERYTHING
) -> tuple[FigureValue, ...]:
    """Every figure of the days `first` to `last`, for one conference or for all that the desk holds (None).

    `where` narrows by codes, for instance {"service_point": "3"}; figures that do not know the dimension are left
    out, since they would not be narrowed. Refuses days out of order.
    """
    scope = Scope(conference_id, first, last, dict(where))
    wanted = [figure for figure in FIGURES.values() if set(where) <= set(FAMILIES[figure.family].columns)]
    counted = {
        name: _counted(db, FAMILIES[name], scope)
        for name in dict.fromkeys(figure.family for figure in wanted if figure.is_additive)
    }
    return tuple(
        _summed(figure, *counted[figure.family]) if figure.is_additive else _median(db, figure, scope)
        for figure in wanted
    )


def events(
    db: Session,
    key: str,
    *,
    conference_id: int | None,
    first: date,
    last: date,
    where: Mapping[str, str] = EVERYTHING,
    limit: int | None = None,
    offset: int = 0,
) -> list[Event]:
    """The events that the figure `key` counts, earliest first; the sum (or median) of their values is the figure.

    `where` takes every dimension of the figure, day and hour included.
    """
    figure, family = FIGURES[key], FAMILIES[FIGURES[key].family]
    scope = Scope(conference_id, first, last, {**dict(figure.where), **where})
    at: Any = literal(None) if family.at is None else family.at
    statement = selected(family, family.table.id, family.name, at, family.value, *family.columns.values())
    statement = statement.where(*conditions(family, scope)).order_by(at, family.table.id)
    rows = db.connection().execute(statement.limit(limit).offset(offset))
    return [
        Event(number, name or "", moment, value, dict(zip(family.columns, map(_code, codes), strict=True)))
        for number, name, moment, value, *codes in rows
    ]


def first_day(db: Session, conference_id: int) -> date | None:
    """The day of the conference's first question, card or handout: the desk is at work before the opening."""
    earliest = []
    for family in (FAMILIES["consultation"], FAMILIES["card"], FAMILIES["handout"]):
        query = selected(family, func.min(family.at)).where(family.conference == conference_id)
        earliest.append(db.connection().execute(query).scalar_one())
    moments = [moment for moment in earliest if moment is not None]
    return clock.local_date(min(moments)) if moments else None


def _counted(db: Session, family: Family, scope: Scope) -> tuple[list[Cell], list[Cell]]:
    """The family by its codes, and once more by hour, in one statement."""
    by_code = _grouped(family, scope, family.columns, None)
    if family.at is None:
        rows = db.connection().execute(by_code).all()
    else:
        by_hour = _grouped(family, scope, family.beside_hour, local_hour(family.at))
        rows = db.connection().execute(union_all(by_code, by_hour)).all()
    cells: tuple[list[Cell], list[Cell]] = ([], [])
    for *codes, hour, value, count in rows:
        named = dict(zip(family.columns, map(_code, codes), strict=True))
        times = {"day": hour[:10], "hour": hour[11:]} if hour else {}
        cells[bool(hour)].append(Cell(named | times, int(value), count))
    return cells


def _grouped(family: Family, scope: Scope, kept: Iterable[str], hour: ColumnElement[str] | None) -> Select[Any]:
    """Values and events by the columns `kept`; the others are empty, so that two of these can be united."""
    keys = [column for name, column in family.columns.items() if name in kept]
    columns = [cast(column, String) if name in kept else NOTHING for name, column in family.columns.items()]
    hours = [] if hour is None else [hour]
    statement = selected(family, *columns, *(hours or [NOTHING]), func.sum(family.value), func.count())
    return statement.where(*conditions(family, scope)).group_by(*keys, *hours)


def _summed(figure: Definition, by_code: list[Cell], by_hour: list[Cell]) -> FigureValue:
    cells, hours = (
        tuple(cell for cell in found if all(cell.codes[name] == code for name, code in figure.where))
        for found in (by_code, by_hour)
    )
    return FigureValue(figure, sum(c.value for c in cells), sum(c.events for c in cells), cells, hours)


def _median(db: Session, figure: Definition, scope: Scope) -> FigureValue:
    """The middle value, or the mean of the two in the middle; None when there is no event."""
    family = FAMILIES[figure.family]
    wanted = conditions(family, scope.narrowed(dict(figure.where)))
    count: int = db.connection().execute(selected(family, func.count()).where(*wanted)).scalar_one()
    ordered = selected(family, family.value).where(*wanted).order_by(family.value)
    middle = db.connection().execute(ordered.offset(max(count - 1, 0) // 2).limit(2 - count % 2)).scalars().all()
    return FigureValue(figure, round(mean(middle), 1) if middle else None, count)


def _code(value: object) -> str:
    return "" if value is None else str(value)
