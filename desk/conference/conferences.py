"""Open a conference, change it, and say which one the desk serves now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from desk.conference import parts
from desk.conference.names import tidy_name
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Word
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Conference, Delegation, Meeting, MeetingKind, PointKind, Sector, ServicePoint, Team

LONGEST_DAYS = 60  # a year typed wrong is caught here, before six hundred cards carry it


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting as it is to be: 人大会议 or 政协会议, its ordinal (届次) and days."""

    kind: MeetingKind
    name: str
    ordinal: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PointPlan:
    """A service point as it is to be; `team` is the name of one of the conference's teams, or empty."""

    name: str
    kind: PointKind
    name_en: str = ""
    team: str = ""


def current(db: Session) -> Conference | None:
    """The conference that the desk serves now, if one is open."""
    return db.exec(select(Conference).where(col(Conference.is_current))).first()


def require_current(db: Session) -> Conference:
    """The conference that the desk serves now; refuses when none is open."""
    conference = current(db)
    if conference is None:
        raise NotFound("还没有开通会议。请系统管理员先在“会议与服务点”中开通。")
    return conference


def named(db: Session, name: str) -> Conference:
    """The conference with exactly this name; without a name, the current one."""
    if not name:
        return require_current(db)
    conference = db.exec(select(Conference).where(Conference.name == tidy_name(name, Word("会议名称")))).first()
    if conference is None:
        raise NotFound("没有名为“{name}”的会议。请核对名称。", name=name)
    return conference


def open_conference(
    db: Session,
    who: Identity | None,
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    name_en: str = "",
    name_mn: str = "",
    meetings: Sequence[MeetingPlan] = (),
    service_points: Sequence[PointPlan] = (),
    delegations: Sequence[str] = (),
    sectors: Sequence[str] = (),
    teams: Sequence[str] = (),
    is_sample: bool = False,
    now: datetime,
) -> Conference:
    """Open a conference with all its parts; from now on the desk serves it and no longer the one before.

    Refuses dates out of order, a meeting outside the conference, a name given twice, and a real conference on a
    sample desk: invented books and questions must not stand among real ones.
    """
    require(who, "manage")
    before = current(db)
    if before is not None and before.is_sample and not is_sample:
        raise NotAllowed("这是样例服务台。请先运行 python manage.py start-real 清除样例，再开通会议。")
    _check_dates(starts_on, ends_on, meetings)
    _close_current(db)
    conference = Conference(
        name=tidy_name(name, Word("会议名称")),
        name_en=tidy_name(name_en, Word("英文名称"), length=120, required=False),
        name_mn=tidy_name(name_mn, Word("蒙古文名称"), length=120, required=False),
        starts_on=starts_on,
        ends_on=ends_on,
        is_sample=is_sample,
    )
    db.add(conference)
    conference_id = _keep(db, conference)
    _set_meetings(db, conference_id, meetings)
    parts.add_all(db, who, Team, conference_id, names=teams, now=now)
    parts.add_all(db, who, Delegation, conference_id, names=delegations, now=now)
    parts.add_all(db, who, Sector, conference_id, names=sectors, now=now)
    for point in service_points:
        team = parts.by_name(db, Team, conference_id, point.team) if point.team else None
        parts.add_point(
            db,
            who,
            conference_id,
            name=point.name,
            kind=point.kind,
            name_en=point.name_en,
            team_id=team.id if team else None,
            now=now,
        )
    audit.record(db, who, "open", "conference", conference_id, now=now)
    return conference


def change_conference(
    db: Session,
    who: Identity | None,
    conference_id: int,
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    name_en: str = "",
    name_mn: str = "",
    meetings: Sequence[MeetingPlan] = (),
    now: datetime,
) -> Conference:
    """Change a conference's names and days; its meetings become exactly `meetings`."""
    require(who, "manage")
    _check_dates(starts_on, ends_on, meetings)
    conference = db.get(Conference, conference_id, with_for_update=True)
    if conference is None:
        raise NotFound("没有这个会议，可能已被删除。请刷新页面。")
    conference.name = tidy_name(name, Word("会议名称"))
    conference.name_en = tidy_name(name_en, Word("英文名称"), length=120, required=False)
    conference.name_mn = tidy_name(name_mn, Word("蒙古文名称"), length=120, required=False)
    conference.starts_on, conference.ends_on = starts_on, ends_on
    _set_meetings(db, conference_id, meetings)
    audit.record(
        db,
        who,
        "change",
        "conference",
        conference_id,
        now=now,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return conference


def meetings(db: Session, conference_id: int) -> list[Meeting]:
    """The conference's meetings, the people's congress first."""
    return list(db.exec(select(Meeting).where(Meeting.conference_id == conference_id).order_by(col(Meeting.kind))))


def service_points(db: Session, conference_id: int) -> list[ServicePoint]:
    """The conference's service points, the venue's first, in the order in which they were added."""
    points = db.exec(
        select(ServicePoint).where(ServicePoint.conference_id == conference_id).order_by(col(ServicePoint.id))
    )
    return sorted(points, key=lambda point: point.kind != PointKind.VENUE)


def delegations(db: Session, conference_id: int) -> list[Delegation]:
    """The conference's delegations (代表团), in the order in which they were added."""
    return parts.listed(db, Delegation, conference_id)


def sectors(db: Session, conference_id: int) -> list[Sector]:
    """The conference's sectors (界别), in the order in which they were added."""
    return parts.listed(db, Sector, conference_id)


def teams(db: Session, conference_id: int) -> list[Team]:
    """The conference's teams of staff (服务小组), in the order in which they were added."""
    return parts.listed(db, Team, conference_id)


def _close_current(db: Session) -> None:
    for earlier in db.exec(select(Conference).where(col(Conference.is_current)).with_for_update()):
        earlier.is_current = False
    db.flush()


def _keep(db: Session, conference: Conference) -> int:
    try:
        db.flush()
    except IntegrityError as error:
        raise AlreadyDone("另一位管理员刚刚开通了会议。请刷新页面查看。") from error
    assert conference.id is not None
    return conference.id


def _check_dates(starts_on: date, ends_on: date, planned: Sequence[MeetingPlan]) -> None:
    _check_order(Word("会议"), starts_on, ends_on)
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise Invalid(
            "会议从 {starts_on} 到 {ends_on}，超过 {limit} 天。请核对年份和月份。",
            starts_on=starts_on,
            ends_on=ends_on,
            limit=LONGEST_DAYS,
        )
    if len({plan.kind for plan in planned}) < len(planned):
        raise Invalid("人大会议和政协会议各只能有一个。请删去重复的一个。")
    for plan in planned:
        _check_order(plan.name, plan.starts_on, plan.ends_on)
        if plan.starts_on < starts_on or plan.ends_on > ends_on:
            raise Invalid(
                "“{name}”的日期应在会议期间（{starts_on} 至 {ends_on}）之内。请改正其中一个。",
                name=plan.name,
                starts_on=starts_on,
                ends_on=ends_on,
            )


def _check_order(name: str, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Invalid(
            "“{name}”的结束日期 {ends_on} 早于开始日期 {starts_on}。请改正。",
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
        )


def _set_meetings(db: Session, conference_id: int, planned: Sequence[MeetingPlan]) -> None:
    for meeting in meetings(db, conference_id):
        db.delete(meeting)
    db.flush()
    for plan in planned:
        db.add(
            Meeting(
                conference_id=conference_id,
                kind=plan.kind,
                name=tidy_name(plan.name, Word("会议名称")),
                ordinal=tidy_name(plan.ordinal, Word("届次")),
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
            )
        )
    db.flush()
