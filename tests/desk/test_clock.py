"""The desk's own day: an event at half past midnight belongs to the day that people lived."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from desk import clock

DAYS = st.dates(date(1995, 1, 1), date(2090, 1, 1))


def test_a_moment_before_eight_in_utc_is_still_the_desks_day() -> None:
    assert clock.local_date(datetime(2026, 1, 26, 16, 30, tzinfo=UTC)) == date(2026, 1, 27)
    assert clock.local_date(datetime(2026, 1, 26, 15, 59, tzinfo=UTC)) == date(2026, 1, 26)


@given(DAYS, st.integers(0, 30))
def test_a_span_of_days_begins_and_ends_at_the_desks_midnight(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    start, end = clock.day_span(first, last)
    assert clock.local_date(start) == first
    assert clock.local_date(end).toordinal() == last.toordinal() + 1
    assert (clock.local(start).hour, clock.local(end).hour) == (0, 0)
