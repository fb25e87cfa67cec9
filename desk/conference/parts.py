"""The parts of a conference: its service points, teams, delegations and sectors.

A part that anything refers to cannot be removed. What refers to it is read from the tables' foreign keys, so that a
table added later is asked too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from desk.conference.names import tidy_name
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Word
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Conference, Delegation, PointKind, Sector, ServicePoint, Table, Team
from desk.tables.changes import hold_changes, note_change_at

Part = TypeVar("Part", ServicePoint, Team, Delegation, Sector)
Named = TypeVar("Named", Team, Delegation, Sector)
AnyPart = ServicePoint | Team | Delegation | Sector

LABELS: dict[type[AnyPart], Word] = {
    ServicePoint: Word("服务点"),
    Team: Word("服务小组"),
    Delegation: Word("代表团"),
    Sector: Word("界别"),
}


def listed(db: Session, noun: type[Part], conference_id: int) -> list[Part]:
    """The conference's parts of one kind, in the order in which they were added."""
    return list(db.exec(select(noun).where(noun.conference_id == conference_id).order_by(col(noun.id))))


def by_name(db: Session, noun: type[Part], conference_id: int, name: str) -> Part:
    """The part with exactly this name; refuses a name that the conference does not know."""
    tidy = tidy_name(name, LABELS[noun])
    found = db.exec(select(noun).where(noun.conference_id == conference_id, noun.name == tidy)).first()
    if found is None:
        raise NotFound("会议中没有{what}“{name}”。请核对，或先在“会议与服务点”中添加。", what=LABELS[noun], name=tidy)
    return found


def add(db: Session, who: Identity | None, noun: type[Named], conference_id: int, *, name: str, now: datetime) -> Named:
    """Add a team, delegation or sector; refuses a name that the conference already has."""
    require(who, "manage")
    return _kept(db, who, noun(conference_id=_checked(db, conference_id), name=tidy_name(name, LABELS[noun])), now)


def add_all(
    db: Session, who: Identity | None, noun: type[Named], conference_id: int, *, names: Iterable[str], now: datetime
) -> list[Named]:
    """Add several teams, delegations or sectors at once."""
    return [add(db, who, noun, conference_id, name=name, now=now) for name in names]


def add_point(
    db: Session,
    who: Identity | None,
    conference_id: int,
    *,
    name: str,
    kind: PointKind,
    name_en: str = "",
    team_id: int | None = None,
    now: datetime,
) -> ServicePoint:
    """Add a service point; refuses a name that the conference already has."""
    require(who, "manage")
    point = ServicePoint(
        conference_id=_checked(db, conference_id),
        name=tidy_name(name, LABELS[ServicePoint]),
        name_en=tidy_name(name_en, Word("英文名称"), required=False),
        kind=PointKind(kind),
        team_id=_team(db, conference_id, team_id),
    )
    return _kept(db, who, point, now)


def change_point(
    db: Session,
    who: Identity | None,
    point_id: int,
    *,
    name: str,
    kind: PointKind,
    name_en: str = "",
    team_id: int | None = None,
    now: datetime,
) -> ServicePoint:
    """Change a service point's names, kind and team."""
    point = rename(db, who, ServicePoint, point_id, name=name, now=now)
    point.name_en = tidy_name(name_en, Word("英文名称"), required=False)
    point.kind = PointKind(kind)
    point.team_id = _team(db, point.conference_id, team_id)
    db.flush()
    return point


def rename(db: Session, who: Identity | None, noun: type[Part], part_id: int, *, name: str, now: datetime) -> Part:
    """Give a part another name; what was recorded under it stays with it."""
    require(who, "manage")
    if noun is ServicePoint:
        hold_changes(db)  # before the row, in the order of imports: or each would wait for the other
    part = _existing(db, noun, part_id)
    was, part.name = part.name, tidy_name(name, LABELS[noun])
    _kept(db, who, part, now, verb="rename")
    if noun is ServicePoint and part.name != was:
        note_change_at(db, part_id)
    return part


def remove(db: Session, who: Identity | None, noun: type[Part], part_id: int, *, now: datetime) -> None:
    """Remove a part; refused while anything refers to it."""
    require(who, "manage")
    part = _existing(db, noun, part_id)
    if uses := count_uses(db, noun, part_id):
        raise NotAllowed(
            "{what}“{name}”已有 {count} 条记录在用，不能删除。名称有误时请改名。",
            what=LABELS[noun],
            name=part.name,
            count=uses,
        )
    db.delete(part)
    audit.record(db, who, "remove", noun.__tablename__, part_id, now=now)
    db.flush()


def point_for(db: Session, who: Identity | None, conference_id: int, point_id: int | None) -> int | None:
    """Where something is done for this conference: at the point chosen, otherwise where the librarian sits.

    Refuses a point of another conference. A sitting left over from one is passed over: the work goes on all the same.
    """
    wanted = point_id if point_id is not None else who and who.service_point_id
    point = db.get(ServicePoint, wanted) if wanted is not None else None
    if point is not None and point.conference_id == conference_id:
        return point.id
    if point_id is not None:
        raise Invalid("本次会议中没有这个服务点。请从列表中选择。")
    return None


def count_uses(db: Session, noun: type[Part], part_id: int) -> int:
    """How many rows of other tables refer to the part, those set aside that the database would let go by itself."""
    counts = [
        sa_select(func.count()).select_from(key.parent.table).where(key.parent == part_id)
        for table in Table.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == noun.__tablename__ and key.ondelete is None
    ]
    return sum(db.connection().execute(count).scalar_one() for count in counts)


def _checked(db: Session, conference_id: int) -> int:
    if db.get(Conference, conference_id) is None:
        raise NotFound("没有这个会议，可能已被删除。请刷新页面。")
    return conference_id


def _team(db: Session, conference_id: int, team_id: int | None) -> int | None:
    if team_id is None:
        return None
    team = db.get(Team, team_id)
    if team is None or team.conference_id != conference_id:
        raise Invalid("没有这个服务小组。请从列表中选择。")
    return team_id


def _existing(db: Session, noun: type[Part], part_id: int) -> Part:
    part = db.get(noun, part_id, with_for_update=True)
    if part is None:
        raise NotFound("这个{what}已被删除。请刷新页面。", what=LABELS[noun])
    return part


def _kept(db: Session, who: Identity | None, part: Part, now: datetime, verb: str = "add") -> Part:
    name = part.name
    db.add(part)
    try:
        db.flush()
    except IntegrityError as error:
        raise AlreadyDone("已有名为“{name}”的{what}。请换一个名称。", name=name, what=LABELS[type(part)]) from error
    audit.record(db, who, verb, part.__tablename__, part.id, now=now)
    return part
