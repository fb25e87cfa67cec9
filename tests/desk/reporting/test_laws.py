"""The laws of figures, tried on events at random: sums, lists, days at the desk, medians."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TypedDict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import clock, vocabularies
from desk.reporting.definitions import FIGURES
from desk.reporting.statistics import events, figures
from desk.reporting.values import FigureValue
from tests.desk.reporting.conftest import FIRST, LAST, Asked, Stage

KINDS = ["", *vocabularies.codes("question_kinds")]
REFERENCE = {code for code, row in vocabularies.entries("question_kinds").items() if row["reference"] == "yes"}
OPENING = datetime(2026, 1, 24, 12, tzinfo=UTC)  # twenty at night on the day before FIRST

# Seconds matter: a moment just before and just after a midnight at the desk.
MOMENTS = st.one_of(
    st.integers(0, 5 * 86_400).map(lambda seconds: OPENING + timedelta(seconds=seconds)),
    st.tuples(st.integers(25, 28), st.integers(-2, 2)).map(
        lambda pair: clock.start_of_day(date(2026, 1, pair[0])) + timedelta(seconds=pair[1])
    ),
)
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


QUESTIONS = st.builds(
    Asked,
    at=MOMENTS,
    kind=st.sampled_from(KINDS),
    channel=st.sampled_from(vocabularies.codes("channels")),
    point=st.sampled_from([None, 0, 1]),  # the place of a counter on the stage, until it is laid out
    answered_after=st.sampled_from([None, 0.0, 0.5, 7.0, 7.0, 90.0, 1500.25]),
    elsewhere=st.sampled_from([False, False, False, True]),
)


def laid_out(stage: Stage, asked: list[Asked]) -> list[Asked]:
    """Those of the questions that lie in the period and the conference, after all have been stored."""
    stage.clear()
    placed = [q if q.point is None else replace(q, point=stage.points[q.point]) for q in asked]
    stage.ask(placed)
    return [q for q in placed if FIRST <= clock.local_date(q.at) <= LAST and not q.elsewhere]


def figure_values(stage: Stage, **where: str) -> dict[str, FigureValue]:
    with stage.database.reading() as db:
        found = figures(db, conference_id=stage.conference_id, first=FIRST, last=LAST, where=where)
    return {figure.definition.key: figure for figure in found}


class Period(TypedDict):
    conference_id: int
    first: date
    last: date


@SLOW
@given(st.lists(QUESTIONS, max_size=40))
def test_parts_sum_to_the_whole_whichever_way_a_figure_is_cut(stage: Stage, asked: list[Asked]) -> None:
    inside = laid_out(stage, asked)
    found = figure_values(stage)
    assert found["consultations"].value == len(inside)
    assert found["reference_transactions"].value == sum(q.kind in REFERENCE for q in inside)
    for figure in found.values():
        for dimension in figure.definition.dimensions:
            assert sum(part.value for part in figure.cut(dimension)) == figure.value, dimension
        if "day" in figure.definition.dimensions:
            assert sum(value for *_, value in figure.by_day_and_hour()) == figure.value


@SLOW
@given(st.lists(QUESTIONS, max_size=40))
def test_an_event_belongs_to_its_day_and_hour_at_the_desk(stage: Stage, asked: list[Asked]) -> None:
    inside = laid_out(stage, asked)
    figure = figure_values(stage)["consultations"]
    local = [clock.local(q.at) for q in inside]
    expected = Counter((f"{moment:%Y-%m-%d}", f"{moment:%H}") for moment in local)
    assert {(day, hour): n for day, hour, n in figure.by_day_and_hour()} == expected
    kinds = Counter(q.kind for q in inside)
    assert {part.code: part.value for part in figure.cut("kind")} == kinds


@SLOW
@given(st.lists(QUESTIONS, max_size=30), st.data())
def test_a_figure_and_each_of_its_parts_equals_its_list(stage: Stage, asked: list[Asked], data: st.DataObject) -> None:
    laid_out(stage, asked)
    figure = figure_values(stage)[data.draw(st.sampled_from(["consultations", "reference_transactions"]))]
    dimension = data.draw(st.sampled_from(figure.definition.dimensions))
    key = figure.definition.key
    period = Period(conference_id=stage.conference_id, first=FIRST, last=LAST)
    with stage.database.reading() as db:
        whole = events(db, key, **period)
        assert sum(event.value for event in whole) == figure.value
        assert [event.at for event in whole] == sorted(event.at for event in whole if event.at)
        for part in figure.cut(dimension):
            listed = events(db, key, **period, where={dimension: part.code})
            assert sum(event.value for event in listed) == part.value


@SLOW
@given(st.lists(QUESTIONS, max_size=30))
def test_the_time_to_answer_is_the_median_of_those_who_had_to_wait(stage: Stage, asked: list[Asked]) -> None:
    inside = laid_out(stage, asked)
    figure = figure_values(stage)["answer_minutes"]
    with stage.database.reading() as db:
        listed = events(db, "answer_minutes", conference_id=stage.conference_id, first=FIRST, last=LAST)
    waited = [q.answered_after for q in inside if q.answered_after]
    assert figure.events == len(listed) == len(waited)
    assert figure.value == (round(median(event.value for event in listed), 1) if waited else None)
    assert all(
        abs(event.value - wait) < 0.02
        for event, wait in zip(sorted(listed, key=lambda event: event.value), sorted(waited), strict=True)
    )


@SLOW
@given(st.lists(QUESTIONS, max_size=30), st.sampled_from(["", "0", "1"]))
def test_the_counters_figures_sum_to_the_whole(stage: Stage, asked: list[Asked], which: str) -> None:
    inside = laid_out(stage, asked)
    code = str(stage.points[int(which)]) if which else ""
    found = figure_values(stage, service_point=code)
    assert found["consultations"].value == sum(q.point == (int(code) if code else None) for q in inside)
    # a record stands nowhere, its copies do; a volume is printed for all counters
    assert set(FIGURES) - set(found) == {"records", "print_run"}
