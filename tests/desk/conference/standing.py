"""A small conference for tests: two meetings, two service points, three delegations, two sectors."""

from datetime import date

from sqlmodel import Session

from desk.conference.conferences import MeetingPlan, PointPlan, open_conference
from desk.staff.roles import OPERATOR
from desk.tables import Conference, MeetingKind, PointKind
from tests.conftest import NOW

FIRST_DAY, LAST_DAY = date(2026, 1, 25), date(2026, 1, 31)
CONGRESS = MeetingPlan(MeetingKind.CONGRESS, "人大会议", "十四届四次", date(2026, 1, 26), date(2026, 1, 31))
CONSULTATIVE = MeetingPlan(MeetingKind.CONSULTATIVE, "政协会议", "十三届四次", date(2026, 1, 25), date(2026, 1, 30))


def a_conference(db: Session, **more: object) -> Conference:
    facts: dict[str, object] = {
        "name": "2026 年会议",
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
        "meetings": [CONGRESS, CONSULTATIVE],
        "teams": ["会场组", "驻地组"],
        "service_points": [
            PointPlan("会场服务点", PointKind.VENUE, name_en="Venue", team="会场组"),
            PointPlan("东楼服务点", PointKind.RESIDENCE, team="驻地组"),
        ],
        "delegations": ["青川代表团", "白石代表团", "南湖代表团"],
        "sectors": ["教育界", "科技界"],
        "now": NOW,
    }
    return open_conference(db, OPERATOR, **facts | more)  # type: ignore[arg-type]
