"""How a person may be reached is kept only as long as the question needs it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from desk import clock
from desk.database import Database
from desk.errors import AlreadyDone
from desk.migrations import migrate
from desk.reference import consultations
from desk.tables import Conference, Consultation
from tests.conftest import NOW
from tests.desk.reference.conftest import Counter, laid_out
from tests.postgresql import PostgreSQL

LATER = NOW + timedelta(minutes=20)
DAY = timedelta(days=1)


def asked(counter: Counter, now: datetime = NOW) -> int:
    with counter.database.writing() as db:
        found = consultations.ask(
            db, conference_id=counter.conference_id, question="有没有蒙古文版？", callback="13800000000", now=now
        )
    return found.id or 0


def answered(counter: Counter, question_id: int, version: int = 1, now: datetime = LATER) -> None:
    with counter.database.writing() as db:
        consultations.answer(db, counter.wang, question_id, answer="好", kind="facts", version=version, now=now)


def reopened(counter: Counter, question_id: int, version: int, now: datetime) -> None:
    with counter.database.writing() as db:
        consultations.reopen(db, counter.wang, question_id, version=version, now=now)


def forgotten(counter: Counter, now: datetime) -> int:
    """How many contacts went; the look beforehand must have said the same."""
    with counter.database.reading() as db:
        is_old = consultations.has_old_contacts(db, now=now)
    with counter.database.writing() as db:
        found = consultations.forget_old_contacts(db, now=now)
    assert is_old == (found > 0)
    return found


def last_day_ends(counter: Counter) -> datetime:
    with counter.database.reading() as db:
        conference = db.get_one(Conference, counter.conference_id)
    return clock.start_of_day(conference.ends_on + DAY)


def contact(counter: Counter, question_id: int) -> str:
    with counter.database.reading() as db:
        return consultations.find(db, question_id).callback


def test_a_contact_is_removed_when_it_has_served(counter: Counter) -> None:
    passed_on, old, waiting = (asked(counter) for _ in range(3))
    for question_id in (passed_on, old):
        answered(counter, question_id)
    with counter.database.writing() as db:
        consultations.forget_contact(db, counter.wang, passed_on, now=LATER)
    assert forgotten(counter, LATER + timedelta(hours=23)) == 0
    with pytest.raises(AlreadyDone), counter.database.writing() as db:
        consultations.forget_contact(db, counter.wang, passed_on, now=LATER)
    assert forgotten(counter, LATER + timedelta(hours=25)) == 1
    assert [contact(counter, one) for one in (passed_on, old, waiting)] == ["", "", "13800000000"]


def test_answering_leaves_the_contacts_of_other_questions_alone(counter: Counter) -> None:
    """Their rows may be locked by a colleague, who may be waiting for this one."""
    other, mine = asked(counter), asked(counter)
    answered(counter, other)
    answered(counter, mine, now=LATER + 2 * DAY)
    assert contact(counter, other) == "13800000000"


def test_a_contact_stays_a_day_after_the_latest_answer(counter: Counter) -> None:
    question_id = asked(counter)
    answered(counter, question_id)
    reopened(counter, question_id, 2, LATER + timedelta(hours=1))
    assert forgotten(counter, LATER + 2 * DAY) == 0  # it waits for an answer again
    answered(counter, question_id, 3, LATER + 2 * DAY)
    assert forgotten(counter, LATER + 2 * DAY + timedelta(hours=23)) == 0
    assert forgotten(counter, LATER + 3 * DAY + timedelta(hours=1)) == 1


def test_a_contact_from_an_old_slip_stays_a_day_after_it_was_keyed_in(counter: Counter) -> None:
    with counter.database.writing() as db:
        consultations.log(
            db,
            counter.wang,
            conference_id=counter.conference_id,
            kind="facts",
            channel="desk",
            question="人口？",
            answer="见公报。",
            callback="301",
            asked_at=NOW - 2 * DAY,
            now=NOW,
        )
    assert [forgotten(counter, NOW + timedelta(hours=hours)) for hours in (23, 25)] == [0, 1]


@pytest.mark.parametrize("was_answered", [False, True])
def test_three_days_after_the_conference_a_contact_is_forgotten_though_nobody_answers(
    counter: Counter, was_answered: bool
) -> None:
    question_id = asked(counter)
    if was_answered:
        answered(counter, question_id)
        reopened(counter, question_id, 2, LATER)
    third_day_begins = last_day_ends(counter) + 2 * DAY  # the third day at the desk, which is not that of UTC
    assert forgotten(counter, third_day_begins - timedelta(seconds=1)) == 0
    assert forgotten(counter, third_day_begins) == 1


def test_a_question_put_after_the_conference_is_given_three_days_as_well(counter: Counter) -> None:
    late = last_day_ends(counter) + 10 * DAY
    asked(counter, late)
    assert forgotten(counter, late + 2 * DAY) == 0
    assert forgotten(counter, late + 4 * DAY) == 1


def test_forgetting_passes_over_a_question_that_somebody_is_working_on(postgresql: PostgreSQL) -> None:
    """SQLite lets one write at a time; PostgreSQL would let the two wait for each other."""
    with postgresql.new_database() as url:
        database = Database(url)
        migrate(database)
        counter = laid_out(database)
        for question_id in (busy := asked(counter), asked(counter)):
            answered(counter, question_id)
        with ThreadPoolExecutor(1) as desk, database.writing() as db:
            db.exec(select(Consultation).where(Consultation.id == busy).with_for_update()).one()
            assert desk.submit(forgotten, counter, LATER + 2 * DAY).result(timeout=10) == 1
        assert forgotten(counter, LATER + 2 * DAY) == 1
        database.close()
