"""Everything that a report of a period needs, gathered at one moment: what sheets and papers are made from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from desk.reporting.names import Names, names
from desk.reporting.statistics import EVERYTHING, events, figures
from desk.reporting.values import Event, FigureValue
from desk.tables import Conference
from desk.words import SOURCE_LANGUAGE, translator

# The figures whose events are listed; every other figure is a part of these, or does not depend on the period.
LISTED = (
    "consultations",
    "cards_issued",
    "initial_loans",
    "print_run",
    "copies_printed",
    "copies_electronic",
    "unmet_searches",
)
LONGEST_LIST = 20_000  # a session has some 10,000 loans; ten times that takes a minute to write


@dataclass(frozen=True)
class Report:
    """The figures of a period with their events and the names of their parts; `conference` "" means all."""

    conference: str
    first: date
    last: date
    made_at: datetime
    figures: tuple[FigureValue, ...]
    names: Names
    lists: Mapping[str, list[Event]]
    where: Mapping[str, str]


def report(
    db: Session,
    *,
    conference_id: int | None,
    first: date,
    last: date,
    where: Mapping[str, str] = EVERYTHING,
    language: str = SOURCE_LANGUAGE,
    now: datetime,
) -> Report:
    """Gather a report; `db` should be fresh, so that figures and lists are of one moment also on PostgreSQL."""
    if db.get_bind().dialect.name == "postgresql" and not db.in_transaction():
        db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    found = figures(db, conference_id=conference_id, first=first, last=last, where=where)
    keys = {figure.definition.key for figure in found}
    lists = {
        key: events(db, key, conference_id=conference_id, first=first, last=last, where=where, limit=LONGEST_LIST)
        for key in LISTED
        if key in keys
    }
    conference = db.get(Conference, conference_id) if conference_id else None
    name = conference.name if conference else ""
    return Report(name, first, last, now, found, names(db, language), lists, dict(where))


def as_json(figure: FigureValue, known: Names) -> dict[str, object]:
    """A figure as the command line gives it; only an additive one carries its parts, by their names."""
    translate = translator(known.language)
    definition = figure.definition
    found: dict[str, object] = {
        "key": definition.key,
        "label": translate(definition.label),
        "definition": " ".join(translate(part) for part in definition.parts_of_definition if part),
        "unit": translate(definition.unit),
        "value": figure.value,
    }
    if definition.is_additive:
        found["by"] = {name: _by_name(figure, name, known) for name in definition.dimensions}
    return found


def _by_name(figure: FigureValue, dimension: str, known: Names) -> dict[str, int]:
    """Counters of two conferences may bear one name: their parts are added, never overwritten."""
    sums: Counter[str] = Counter()
    for part in known.cut(figure, dimension):
        sums[part.name] += part.value
    return dict(sums)
