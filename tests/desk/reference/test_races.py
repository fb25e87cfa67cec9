"""Two librarians, one question; eight desks, one series of numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from desk.errors import AlreadyDone
from desk.reference import consultations
from tests.conftest import NOW
from tests.desk.reference.conftest import Counter


def test_of_many_who_answer_at_the_same_moment_one_wins_and_the_others_are_told(counter: Counter) -> None:
    with counter.database.writing() as db:
        found = consultations.ask(db, conference_id=counter.conference_id, question="同一个问题", now=NOW)

    def answer(position: int) -> str | None:
        who = (counter.wang, counter.li)[position % 2]
        try:
            with counter.database.writing() as db:
                text = f"答复 {position}"
                consultations.answer(
                    db, who, found.id or 0, answer=text, kind="facts", version=1, now=NOW + timedelta(minutes=1)
                )
        except AlreadyDone:
            return None
        return text

    with ThreadPoolExecutor(8) as people:
        saved = [text for text in people.map(answer, range(8)) if text]
    with counter.database.reading() as db:
        assert saved == [consultations.find(db, found.id or 0).answer]
        assert len(consultations.history(db, found.id or 0)) == 2


def test_eight_desks_logging_at_once_never_share_a_number(counter: Counter) -> None:
    def burst(_desk: int) -> list[str]:
        numbers = []
        for _ in range(10):
            with counter.database.writing() as db:
                numbers.append(
                    consultations.log(
                        db,
                        counter.wang,
                        conference_id=counter.conference_id,
                        kind="directional",
                        channel="desk",
                        question="洗手间在哪里？",
                        answer="右手边。",
                        now=NOW,
                    ).number
                )
        return numbers

    with ThreadPoolExecutor(8) as desks:
        numbers = [number for numbers in desks.map(burst, range(8)) for number in numbers]
    assert sorted(numbers) == [f"Z20260126-{serial:04d}" for serial in range(1, 81)]


def test_one_source_added_twice_at_once_stands_there_once(counter: Counter) -> None:
    with counter.database.writing() as db:
        found = consultations.ask(db, conference_id=counter.conference_id, question="哪本书？", now=NOW)

    def add(_desk: int) -> bool:
        try:
            with counter.database.writing() as db:
                consultations.add_source(db, counter.wang, found.id or 0, record_id=counter.records[0], now=NOW)
        except AlreadyDone:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(add, range(4))) == [False, False, False, True]
