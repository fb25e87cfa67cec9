from datetime import UTC, date, datetime

import pytest

from desk import clock
from desk.samples.days import Days
from desk.samples.opening import in_han
from desk.samples.questions import sample_questions

MOMENTS = [
    datetime(2026, 1, 27, 16, 5, tzinfo=UTC),  # five past midnight at the desk
    datetime(2026, 1, 28, 2, 0, tzinfo=UTC),
    datetime(2026, 1, 28, 15, 55, tzinfo=UTC),  # five to midnight
    datetime(2028, 2, 29, 4, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 0, tzinfo=UTC),  # New Year's morning at the desk
]


@pytest.mark.parametrize("now", MOMENTS)
def test_today_is_the_third_day_at_the_desk(now: datetime) -> None:
    assert Days(now).date(3) == clock.local_date(now)
    assert (Days(now).date(3) - Days(now).date(1)).days == 2


@pytest.mark.parametrize("now", MOMENTS)
def test_nothing_was_asked_in_the_future_or_outside_opening_hours(now: datetime) -> None:
    questions = sample_questions(Days(now))
    assert len(questions) == 60
    assert all(question.at <= now for question in questions)
    assert {clock.local(question.at).hour for question in questions} <= set(range(8, 22))
    assert min(question.at for question in questions) >= clock.start_of_day(Days(now).date(1))


def test_what_has_not_come_yet_today_happened_yesterday() -> None:
    days = Days(datetime(2026, 1, 28, 2, 0, tzinfo=UTC))
    assert clock.local(days.moment(3, "09:59")).date() == date(2026, 1, 28)
    assert clock.local(days.moment(3, "10:01")).date() == date(2026, 1, 27)


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (21, "二十一")])
def test_ordinals_are_read_as_chinese_reads_them(number: int, words: str) -> None:
    assert in_han(number) == words
