"""A question comes in: logged by a librarian, or asked by a delegate."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from desk import clock
from desk.conference import serials
from desk.errors import Word
from desk.reference import checks
from desk.reference.history import NOUN
from desk.reference.sources import ASKED_ABOUT, attach
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Consultation, ConsultationState


def log(
    db: Session,
    who: Identity | None,
    *,
    conference_id: int,
    kind: str,
    channel: str,
    question: str,
    answer: str = "",
    service_point_id: int | None = None,
    patron_kind: str = "",
    source_ids: Sequence[int] = (),
    callback: str = "",
    asked_at: datetime | None = None,
    now: datetime,
) -> Consultation:
    """Log a question put to a librarian; with an answer it counts as answered at the moment of asking.

    `asked_at` may lie in the past (a paper slip keyed in later). Refuses a moment in the future, codes that the
    vocabularies do not have, a service point of another conference, a question of 0 or more than 5,000 characters.
    """
    require(who, "log")
    consultation = _new(
        db,
        conference_id,
        question=question,
        kind=checks.a_code("question_kinds", kind, Word("请选择咨询类型，再保存。")),
        channel=checks.a_code("channels", channel, Word("请选择咨询方式，再保存。")),
        service_point_id=service_point_id,
        callback=callback,
        asked_at=checks.a_past_moment(asked_at or now, now),
        now=now,
    )
    consultation.patron_kind = (
        checks.a_code("patron_kinds", patron_kind, Word("请从列表中选择读者类别。")) if patron_kind else ""
    )
    consultation.logged_by = who.account_id if who else None
    if answer.strip():
        settle(consultation, who, checks.an_answer(answer), consultation.asked_at)
    _keep(db, consultation, source_ids)
    audit.record(db, who, "log", NOUN, consultation.id, now=now, answered=bool(consultation.answer))
    return consultation


def ask(
    db: Session,
    *,
    conference_id: int,
    question: str,
    record_id: int | None = None,
    service_point_id: int | None = None,
    callback: str = "",
    now: datetime,
) -> Consultation:
    """A delegate's own question from the tablet: open, without a kind until a librarian gives it one.

    `record_id` is the book from whose page it was asked; it becomes the first source, marked as asked about.
    """
    consultation = _new(
        db,
        conference_id,
        question=question,
        kind="",
        channel="tablet",
        service_point_id=service_point_id,
        callback=callback,
        asked_at=now,
        now=now,
    )
    _keep(db, consultation, () if record_id is None else (record_id,), note=ASKED_ABOUT)
    audit.record(db, None, "ask", NOUN, consultation.id, now=now)
    return consultation


def settle(consultation: Consultation, who: Identity | None, text: str, at: datetime) -> None:
    """Make `consultation` answered by `who` at the moment `at`; the first answer's time and hand stay for good."""
    consultation.state = ConsultationState.ANSWERED
    consultation.answer = text
    if consultation.answered_at is None:
        consultation.answered_at = at
        consultation.answered_by = who.account_id if who else None


def _new(
    db: Session,
    conference_id: int,
    *,
    question: str,
    kind: str,
    channel: str,
    service_point_id: int | None,
    callback: str,
    asked_at: datetime,
    now: datetime,
) -> Consultation:
    conference = checks.a_conference(db, conference_id, service_point_id)
    return Consultation(
        conference_id=conference_id,
        number="",
        service_point_id=service_point_id,
        kind=kind,
        channel=channel,
        question=checks.a_question(question),
        callback=checks.a_callback(callback),
        asked_at=asked_at,
        logged_at=now,
        is_sample=conference.is_sample,
    )


def _keep(db: Session, consultation: Consultation, source_ids: Sequence[int], *, note: str = "") -> None:
    """The number is taken as late as may be: whoever takes one makes the next desk wait for this transaction."""
    consultation.number = _number(db, consultation.asked_at)
    db.add(consultation)
    db.flush()
    assert consultation.id is not None
    attach(db, consultation.id, source_ids, note=note)


def _number(db: Session, asked_at: datetime) -> str:
    """Z, the local day of asking, and a serial of that day: Z20260126-0007."""
    day = f"{clock.local_date(asked_at):%Y%m%d}"
    return f"Z{day}-{serials.take(db, f'consultation:{day}'):04d}"
