"""What time it is at the desk.

Stored moments are UTC; people read the desk's own time zone. The date of a stored moment is yesterday
until 08:00 in Beijing, so nothing else in the house asks the operating system for the time or takes
`.date()` of a stored moment (ruff TID251 holds that).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DESK_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that asks


def local(moment: datetime, zone: ZoneInfo = DESK_ZONE) -> datetime:
    """The same moment on the desk's wall clock."""
    return moment.astimezone(zone)


def local_date(moment: datetime, zone: ZoneInfo = DESK_ZONE) -> date:
    """The day on which people at the desk lived that moment."""
    return local(moment, zone).date()


def today(zone: ZoneInfo = DESK_ZONE) -> date:
    """The present day at the desk."""
    return local_date(now(), zone)


def start_of_day(day: date, zone: ZoneInfo = DESK_ZONE) -> datetime:
    """Midnight that opens `day` at the desk, as UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_span(first: date, last: date, zone: ZoneInfo = DESK_ZONE) -> tuple[datetime, datetime]:
    """The moments [start, end) that cover the days `first` to `last`, both included."""
    return start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone)
