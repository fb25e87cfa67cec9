"""Two expressions that SQLite and PostgreSQL write differently."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Float, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from desk.clock import DESK_ZONE

# SQLite knows no zones; the desk's own has kept one distance from UTC since 1991.
_EAST = datetime(2026, 1, 1, tzinfo=DESK_ZONE).utcoffset() or timedelta()
_MINUTES_EAST = _EAST // timedelta(minutes=1)


class local_hour(FunctionElement[str]):  # noqa: N801 - reads as a function in SQL
    """The hour at the desk in which a stored moment lies, as text: '2026-01-26 09'."""

    type = String()
    inherit_cache = True


class minutes_between(FunctionElement[float]):  # noqa: N801 - reads as a function in SQL
    """The minutes from the first moment to the second, both taken at their whole second."""

    type = Float()
    inherit_cache = True


@compiles(local_hour, "sqlite")
def _local_hour_on_sqlite(element: local_hour, compiler: SQLCompiler, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    return f"strftime('%Y-%m-%d %H', {moment}, '{_MINUTES_EAST:+d} minutes')"


@compiles(local_hour, "postgresql")
def _local_hour_on_postgresql(element: local_hour, compiler: SQLCompiler, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    return f"to_char(({moment}) AT TIME ZONE '{DESK_ZONE.key}', 'YYYY-MM-DD HH24')"


@compiles(minutes_between, "sqlite")
def _minutes_on_sqlite(element: minutes_between, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"((strftime('%s', {second}) - strftime('%s', {first})) / 60.0)"


@compiles(minutes_between, "postgresql")
def _minutes_on_postgresql(element: minutes_between, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST((floor(EXTRACT(EPOCH FROM {second})) - floor(EXTRACT(EPOCH FROM {first}))) / 60.0 AS float)"
