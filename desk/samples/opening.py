"""The sample conference with its meetings, service points, teams, delegations and sectors."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from desk.conference import conferences
from desk.conference.conferences import MeetingPlan, PointPlan
from desk.samples.days import Days
from desk.samples.files import lists
from desk.staff.roles import OPERATOR
from desk.tables import Conference, MeetingKind, PointKind

_DIGITS = "零一二三四五六七八九"


def open_sample_conference(db: Session, days: Days) -> Conference:
    """Open the sample conference so that today is its third day."""
    plan = lists("conference")
    year = days.date(1).year
    return conferences.open_conference(
        db,
        OPERATOR,
        name=plan["name"].format(year=year),
        name_en=plan["name_en"].format(year=year),
        name_mn=plan["name_mn"].format(year=year),
        starts_on=days.date(1),
        ends_on=days.date(plan["days"]),
        meetings=[_meeting(each, days) for each in plan["meetings"]],
        teams=plan["teams"],
        service_points=[PointPlan(**{**each, "kind": PointKind(each["kind"])}) for each in plan["points"]],
        delegations=plan["delegations"],
        sectors=plan["sectors"],
        is_sample=True,
        now=days.moment(0, "09:00"),
    )


def _meeting(plan: Mapping[str, Any], days: Days) -> MeetingPlan:
    return MeetingPlan(
        kind=MeetingKind(plan["kind"]),
        name=plan["name"],
        ordinal=_ordinal(plan, days.date(1)),
        starts_on=days.date(plan["from_day"]),
        ends_on=days.date(plan["to_day"]),
    )


def _ordinal(plan: Mapping[str, Any], day: date) -> str:
    """届次 as it would be in that year: a term has five sessions, one each year."""
    terms, session = divmod(day.year - plan["first_year"], 5)
    return str(plan["ordinal"]).format(term=in_han(plan["first_term"] + terms), session=in_han(session + 1))


def in_han(number: int) -> str:
    """A number from 1 to 99 in Chinese: 十四."""
    tens, ones = divmod(number, 10)
    left = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return left + (_DIGITS[ones] if ones else "")
