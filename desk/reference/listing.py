"""Looking at consultations: one of them, or a page of the list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlmodel import Session, col

from desk import clock
from desk.errors import NotFound
from desk.reference.checks import cleaned
from desk.tables import Consultation, ConsultationState, ServicePoint, StaffAccount

PAGE_SIZE = 20
EXCERPT = 160
LONGEST_SEARCH = 200
LARGEST_ID = 2**31 - 1  # PostgreSQL's integer: a larger number in an address is nobody's


@dataclass(frozen=True)
class ConsultationRow:
    """One line of the list; `question` is its beginning, empty strings stand for what is not known."""

    id: int
    number: str
    state: str
    kind: str
    channel: str
    question: str
    asked_at: datetime
    answered_at: datetime | None
    service_point: str
    referred_to: str


@dataclass(frozen=True)
class ConsultationPage:
    """One page of the list, with how many there are in all and how many of those wait for an answer."""

    rows: tuple[ConsultationRow, ...]
    total: int
    waiting: int


def find(db: Session, consultation_id: int) -> Consultation:
    """The consultation with this id; refuses one that does not exist."""
    found = db.get(Consultation, consultation_id) if 0 < consultation_id <= LARGEST_ID else None
    if found is None:
        raise NotFound("没有编号为 {id} 的咨询单。请回到咨询单列表再选。", id=consultation_id)
    return found


def listing(
    db: Session,
    *,
    conference_id: int,
    state: str | None = None,
    kind: str | None = None,
    service_point_id: int | None = None,
    text: str = "",
    on: date | None = None,
    page: int = 1,
) -> ConsultationPage:
    """One page of 20: those that wait for an answer first, the oldest of them on top; then the latest.

    `kind` "" asks for those that nobody has classified. Every word of `text` must stand in the number, the question
    or the answer. `on` is a day at the desk. A page past the end is the last one.
    """
    wanted = [Consultation.conference_id == conference_id, *_conditions(state=state, kind=kind, text=text, on=on)]
    if service_point_id is not None:
        wanted.append(Consultation.service_point_id == service_point_id)
    waits = func.coalesce(func.sum(case((_waits(), 1), else_=0)), 0)
    total, waiting = db.connection().execute(select(func.count(), waits).where(*wanted)).one()
    offset = (min(max(page, 1), max(-(-total // PAGE_SIZE), 1)) - 1) * PAGE_SIZE
    rows = db.connection().execute(_rows().where(*wanted).offset(offset).limit(PAGE_SIZE))
    return ConsultationPage(tuple(ConsultationRow(*row) for row in rows), total, waiting)


def _rows() -> Select[Any]:
    waiting_since = case((_waits(), col(Consultation.asked_at)))
    return (
        select(
            col(Consultation.id),
            col(Consultation.number),
            col(Consultation.state),
            col(Consultation.kind),
            col(Consultation.channel),
            func.substr(col(Consultation.question), 1, EXCERPT),
            col(Consultation.asked_at),
            col(Consultation.answered_at),
            func.coalesce(col(ServicePoint.name), ""),
            func.coalesce(col(StaffAccount.display_name), ""),
        )
        .select_from(Consultation)
        .join(ServicePoint, col(ServicePoint.id) == Consultation.service_point_id, isouter=True)
        .join(StaffAccount, col(StaffAccount.id) == Consultation.referred_to, isouter=True)
        .order_by(case((_waits(), 0), else_=1), waiting_since, col(Consultation.asked_at).desc(), col(Consultation.id))
    )


def _waits() -> ColumnElement[bool]:
    return col(Consultation.state) != ConsultationState.ANSWERED


def _conditions(*, state: str | None, kind: str | None, text: str, on: date | None) -> list[Any]:
    conditions: list[Any] = [_holds(word) for word in cleaned(text)[:LONGEST_SEARCH].split()]
    if state is not None:
        conditions.append(Consultation.state == state)
    if kind is not None:
        conditions.append(Consultation.kind == kind)
    if on is not None:
        start, end = clock.day_span(on, on)
        conditions += [col(Consultation.asked_at) >= start, col(Consultation.asked_at) < end]
    return conditions


def _holds(word: str) -> ColumnElement[bool]:
    columns = (Consultation.number, Consultation.question, Consultation.answer)
    return or_(*(col(column).icontains(word, autoescape=True) for column in columns))
