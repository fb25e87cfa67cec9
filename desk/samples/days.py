"""When things happened on the sample desk: the conference is in its third day, and nothing lies in the future."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk import clock

TODAY_IS_DAY = 3


@dataclass(frozen=True)
class Days:
    """The days of the sample conference, counted from 1, as seen at the moment `now`."""

    now: datetime

    @property
    def today(self) -> date:
        """The present day at the desk."""
        return clock.local_date(self.now)

    def date(self, day: int) -> date:
        """The date of the conference's day `day`; day 0 is the eve, when delegates arrive."""
        return self.today + timedelta(days=day - TODAY_IS_DAY)

    def moment(self, day: int, at: str) -> datetime:
        """The wall-clock time `at` ("08:05") of a day; what has not come yet today happened a day earlier."""
        opened = time.fromisoformat(at)
        since_midnight = timedelta(hours=opened.hour, minutes=opened.minute)
        planned = clock.start_of_day(self.date(day)) + since_midnight
        return planned if planned <= self.now else planned - timedelta(days=1)
