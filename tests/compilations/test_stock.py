"""Copies delivered and left over: the figures stay sums of events, whatever is counted how often."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from compilations import copies, ecopies, ecopy_fetches, stock
from compilations.stock import Standing
from desk.database import Database
from desk.errors import Invalid, NotAllowed, NotFound, Refusal
from desk.reporting.statistics import events, figures
from desk.tables import Audience, Compilation, CopyHandout, CopyOrigin, CopyStock, Role
from tests.compilations.issued import Issue, issue
from tests.conftest import identity

LIBRARIAN = identity(Role.LIBRARIAN)
DAY = date(2026, 1, 26)


def act(db: Session, verb: str, made: Issue, number: int, now: datetime, point: int = 0) -> object:
    facts: dict[str, Any] = {
        "compilation_id": made.compilation_id,
        "service_point_id": made.points[point],
        "copies": number,
        "now": now,
    }
    if verb == "tap":
        return copies.hand_out(db, LIBRARIAN, kind="printed", **facts)
    return (stock.deliver if verb == "deliver" else stock.close_stock)(db, LIBRARIAN, **facts)


def printed(db: Session) -> int:
    found = {each.definition.key: each for each in figures(db, conference_id=None, first=DAY, last=DAY)}
    return int(found["copies_printed"].value or 0)


def test_what_is_missing_at_the_end_was_handed_out(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made = issue(db, now=now)
        for verb, number in (("deliver", 200), ("deliver", 50), ("tap", 30)):
            act(db, verb, made, number, now)
        act(db, "deliver", made, 80, now, point=1)
        assert printed(db) == 30
        closed = act(db, "close", made, 45, now)
        assert closed == Standing(made.points[0], "会场", delivered=250, tapped=30, closing=45, from_stock=175)
        assert printed(db) == 205
        assert stock.standing(db, made.compilation_id) == [
            closed,
            Standing(made.points[1], "宾馆", delivered=80, tapped=0, closing=None, from_stock=0),
        ]
        listed = events(db, "copies_printed", conference_id=None, first=DAY, last=DAY)
    assert sorted((event.value, event.codes["origin"]) for event in listed) == [(30, "tap"), (175, "stock")]


def test_closing_again_replaces_what_the_first_closing_told(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made = issue(db, now=now)
        act(db, "deliver", made, 100, now)
        for left, handed_out in ((40, 60), (10, 90), (100, 0), (0, 100)):
            act(db, "close", made, left, now + timedelta(minutes=left))
            assert printed(db) == handed_out
        assert len(db.exec(select(CopyHandout)).all()) == 1
        act(db, "deliver", made, 20, now)
        assert printed(db) == 100  # more came; none of it is known to have gone
        act(db, "close", made, 5, now)
        assert printed(db) == 115


@pytest.mark.parametrize("left", [71, 101, -1])
def test_more_left_than_there_can_be_is_refused_with_the_three_figures(
    sqlite: Database, now: datetime, left: int
) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        act(db, "deliver", made, 100, now)
        act(db, "tap", made, 30, now)
        act(db, "close", made, 60, now)
        with pytest.raises(Invalid, match=f"送达 100 份，结存 {left} 份，逐份登记已发 30 份"):
            act(db, "close", made, left, now)
        assert printed(db) == 40  # the closing before it stands


@pytest.mark.parametrize(
    ("verb", "given", "refusal", "words"),
    [
        (stock.deliver, {"copies": 0}, Invalid, "0 份"),
        (stock.deliver, {"copies": 10_001}, Invalid, "10001 份"),
        (stock.deliver, {"compilation_id": 4711}, NotFound, "4711"),
        (stock.close_stock, {"service_point_id": 4711}, NotFound, "服务点"),
        (stock.close_stock, {"copies": 1}, Invalid, "送达 0 份"),
    ],
)
def test_what_cannot_be_is_refused(
    sqlite: Database, now: datetime, verb: object, given: dict[str, int], refusal: type[Refusal], words: str
) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        facts = {"compilation_id": made.compilation_id, "service_point_id": made.points[0], "copies": 1} | given
        with pytest.raises(refusal, match=words):
            verb(db, LIBRARIAN, now=now, **facts)  # type: ignore[operator]
        with pytest.raises(NotAllowed):
            verb(db, None, now=now, **facts)  # type: ignore[operator]
        assert db.exec(select(CopyStock)).all() == []


def test_a_counter_of_another_conference_has_none_of_this_ones_copies(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        other = issue(db, now=now, name="去年的会议")
        with pytest.raises(NotFound, match="这次会议"):
            stock.deliver(
                db, LIBRARIAN, compilation_id=made.compilation_id, service_point_id=other.points[0], copies=1, now=now
            )


def test_a_delivery_noted_by_mistake_is_taken_back_until_the_copies_were_counted(
    sqlite: Database, now: datetime
) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        wrong, right = (act(db, "deliver", made, number, now) for number in (900, 90))
        assert isinstance(wrong, CopyStock) and isinstance(right, CopyStock)
        stock.take_back(db, LIBRARIAN, stock_id=wrong.id or 0, now=now)
        assert stock.standing(db, made.compilation_id)[0].delivered == 90
        with pytest.raises(NotFound):
            stock.take_back(db, LIBRARIAN, stock_id=wrong.id or 0, now=now)
        act(db, "close", made, 0, now)
        with pytest.raises(NotAllowed, match="已经登记结存"):
            stock.take_back(db, LIBRARIAN, stock_id=right.id or 0, now=now)


def test_copies_handed_out_at_no_counter_stand_last(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        act(db, "deliver", made, 5, now)
        copies.hand_out(
            db, LIBRARIAN, compilation_id=made.compilation_id, service_point_id=None, kind="printed", copies=2, now=now
        )
        copies.hand_out(
            db,
            LIBRARIAN,
            compilation_id=made.compilation_id,
            service_point_id=None,
            kind="electronic",
            copies=9,
            now=now,
        )
        found = stock.standing(db, made.compilation_id)
    assert [(each.service_point_id, each.handed_out, each.on_hand) for each in found] == [
        (made.points[0], 0, 5),
        (None, 2, -2),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["deliver", "tap", "close"]), st.integers(0, 60), st.integers(0, 1)), max_size=12
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_figure_is_the_sum_of_what_stands_at_the_counters(
    sqlite: Database, now: datetime, acts: list[tuple[str, int, int]]
) -> None:
    """And right after a closing, what was handed out there is what was delivered and is not left."""
    with sqlite.writing() as db:
        made = issue(db, now=now)
        for verb, number, point in acts:
            try:
                done = act(db, verb, made, number, now, point)
            except Invalid:
                continue
            if isinstance(done, Standing):
                assert done.handed_out == done.delivered - number
            assert printed(db) == sum(each.handed_out for each in stock.standing(db, made.compilation_id))
        db.rollback()  # the next example finds an empty desk


def test_taps_closings_and_fetches_each_reach_their_figure_by_compilation_and_counter(
    database: Database, now: datetime
) -> None:
    with database.writing() as db:
        made = issue(db, now=now)
        ecopy = ecopies.offer(db, made.signer, compilation_id=made.compilation_id, audience=Audience.PUBLIC, now=now)
        opened = ecopies.opened(db, ecopy.token, now=now)
        for point in made.points:
            text = ecopy_fetches.permit(ecopy, ".pdf", service_point_id=point, now=now)
            permission = ecopy_fetches.checked(ecopy, text, ".pdf", now=now)
            ecopy_fetches.fetched(db, opened, permission, ".pdf", now=now)
        act(db, "deliver", made, 10, now)
        act(db, "tap", made, 1, now)
        act(db, "close", made, 2, now)
        db.get(Compilation, made.compilation_id).print_run = 900  # type: ignore[union-attr]
        db.flush()
        found = {each.definition.key: each for each in figures(db, conference_id=None, first=DAY, last=DAY)}
        run = events(db, "print_run", conference_id=None, first=DAY, last=DAY)
    values = {key: found[key].value for key in ("print_run", "copies_printed", "copies_electronic")}
    assert values == {"print_run": 900, "copies_printed": 8, "copies_electronic": 2}
    cut = {part.code: part.value for part in found["copies_electronic"].cut("service_point")}
    assert cut == {str(point): 1 for point in made.points}
    origins = {part.code: part.value for part in found["copies_printed"].cut("origin")}
    assert origins == {CopyOrigin.TAP: 1, CopyOrigin.STOCK: 7}
    assert [(event.name, event.value) for event in run] == [(made.volume.title, 900)]


def test_a_print_run_counts_on_the_day_of_issue_and_not_before(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        for signed, name in ((True, "甲"), (False, "乙")):
            made = issue(db, now=now, name=name, signed=signed)
            db.get(Compilation, made.compilation_id).print_run = 500  # type: ignore[union-attr]
        issue(db, now=now, name="丙")  # signed, its print run not noted
        db.flush()
        found = {each.definition.key: each for each in figures(db, conference_id=None, first=DAY, last=DAY)}
        before = figures(db, conference_id=None, first=DAY - timedelta(days=9), last=DAY - timedelta(days=1))
    assert (found["print_run"].value, found["print_run"].events) == (500, 1)
    assert [each.value for each in before if each.definition.key == "print_run"] == [0]
