"""The sixty questions of the sample conference, with their answers and the records that carry these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from desk.reference import consultations
from desk.samples.days import Days
from desk.samples.files import mixed, rows
from desk.staff.roles import Identity
from desk.tables import BibRecord, Consultation


@dataclass(frozen=True)
class SampleQuestion:
    """One line of `consultations.csv` with the moment at which it was asked."""

    at: datetime
    point: int  # counts the service points from 0
    row: Mapping[str, str]


def sample_questions(days: Days) -> list[SampleQuestion]:
    """The questions in the order in which they were asked."""
    asked = [
        SampleQuestion(days.moment(int(row["day"]), row["time"]), int(row["point"]), row)
        for row in rows("consultations")
    ]
    return sorted(asked, key=lambda question: question.at)


def log_question(
    db: Session,
    who: Identity,
    question: SampleQuestion,
    *,
    conference_id: int,
    point_ids: Sequence[int],
    refer_to: int,
    now: datetime,
) -> None:
    """Log one question as the desk would have: from the tablet or by a librarian; answered, open or referred."""
    row, point_id = question.row, point_ids[question.point]
    source_ids = records_of(db, row["sources"])
    if row["channel"] == "tablet":
        consultations.ask(
            db,
            conference_id=conference_id,
            question=row["question"],
            record_id=source_ids[0] if source_ids else None,
            service_point_id=point_id,
            now=question.at,
        )
        return
    wait = _minutes_to_answer(row)
    consultation = consultations.log(
        db,
        who,
        conference_id=conference_id,
        kind=row["kind"],
        channel=row["channel"],
        question=row["question"],
        answer="" if wait else row["answer"],
        service_point_id=point_id,
        patron_kind=row["patron_kind"],
        source_ids=source_ids,
        now=question.at,
    )
    later = min(question.at + timedelta(minutes=wait), now)
    _settle(db, who, consultation, row, refer_to=refer_to, later=later)


def _settle(
    db: Session, who: Identity, consultation: Consultation, row: Mapping[str, str], *, refer_to: int, later: datetime
) -> None:
    assert consultation.id is not None
    version = consultation.version
    if row["state"] == "referred":
        consultations.refer(db, who, consultation.id, to_account_id=refer_to, version=version, now=later)
    elif row["answer"] and not consultation.answer:
        consultations.answer(db, who, consultation.id, answer=row["answer"], version=version, now=later)


def _minutes_to_answer(row: Mapping[str, str]) -> int:
    """Topics take an hour or two; whoever is not at the desk is called back; the rest is answered on the spot."""
    if row["kind"] == "topic":
        return 35 + mixed("wait", row["question"]) % 110
    return 0 if row["channel"] == "desk" else 10 + mixed("wait", row["question"]) % 50


def records_of(db: Session, words: str) -> list[int]:
    """The records meant by `words` (title or part of a title, separated by |); what is not there is left out."""
    found = (record_of(db, word) for word in words.split("|") if word)
    return [record_id for record_id in found if record_id is not None]


def record_of(db: Session, word: str) -> int | None:
    """The sample record whose title is `word`, else the first that begins with it, else the first that has it."""
    title = col(BibRecord.title)
    nearest = (title != word, ~title.startswith(word, autoescape=True), col(BibRecord.id))
    return db.exec(
        select(BibRecord.id).where(title.contains(word, autoescape=True)).order_by(*nearest).limit(1)
    ).first()
