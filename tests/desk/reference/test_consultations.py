"""What a librarian and a delegate may do with a question, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.reference import consultations
from desk.reference.history import OPERATOR, READER
from desk.staff.roles import OPERATOR as AT_THE_TERMINAL
from desk.tables import Consultation, ConsultationState, StaffAccount
from tests.conftest import NOW
from tests.desk.reference.conftest import Counter

LATER = NOW + timedelta(minutes=20)


def logged(counter: Counter, **more: Any) -> Consultation:
    given: dict[str, Any] = {
        "kind": "policy",
        "channel": "desk",
        "question": "草原补奖政策的依据是什么？",
        "now": NOW,
    } | more
    with counter.database.writing() as db:
        return consultations.log(db, counter.wang, conference_id=counter.conference_id, **given)


def asked(counter: Counter, **more: Any) -> Consultation:
    with counter.database.writing() as db:
        given: dict[str, Any] = {"question": "有没有蒙古文版？", "now": NOW} | more
        return consultations.ask(db, conference_id=counter.conference_id, **given)


def test_a_question_with_an_answer_is_answered_at_once(counter: Counter) -> None:
    found = logged(counter, answer="见《草原法》第三十八条。", asked_at=NOW - timedelta(hours=3))
    assert (found.state, found.answered_by) == (ConsultationState.ANSWERED, counter.wang.account_id)
    assert found.answered_at == found.asked_at == NOW - timedelta(hours=3)
    assert found.logged_at == NOW


def test_a_question_without_an_answer_stays_open(counter: Counter) -> None:
    found = logged(counter, answer="  \n")
    assert (found.state, found.answer, found.answered_at) == (ConsultationState.OPEN, "", None)


def test_the_number_bears_the_local_day_of_asking_and_a_serial_of_that_day(counter: Counter) -> None:
    just_after_midnight = datetime(2026, 1, 25, 16, 30, tzinfo=UTC)  # 00:30 on the 26th at the desk
    days = [NOW, just_after_midnight, NOW - timedelta(days=1), NOW]
    numbers = [logged(counter, asked_at=moment).number for moment in days]
    assert numbers == ["Z20260126-0001", "Z20260126-0002", "Z20260125-0001", "Z20260126-0003"]


def test_a_failed_log_gives_its_number_back(counter: Counter) -> None:
    with pytest.raises(NotFound):
        logged(counter, source_ids=[10_000])
    assert logged(counter).number == "Z20260126-0001"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": ""}, "咨询类型"),
        ({"kind": "gossip"}, "咨询类型"),
        ({"channel": "pigeon"}, "咨询方式"),
        ({"patron_kind": "king"}, "读者类别"),
        ({"question": ""}, "还没有写问题"),
        ({"question": " \u3000\n\u200d\u180e"}, "还没有写问题"),
        ({"question": "\x00\x07\ud800"}, "还没有写问题"),
        ({"question": "问" * 5_001}, "5001"),
        ({"question": "问" * 50_000}, "50000"),
        ({"callback": "1" * 201}, "201"),
        ({"asked_at": NOW + timedelta(minutes=1)}, "2026-01-26 10:01"),
        ({"conference_id": 99}, "还没有设定会议"),
    ],
)
def test_a_log_that_cannot_be_kept_is_refused_with_the_reason(
    counter: Counter, given: dict[str, Any], told: str
) -> None:
    facts = {"conference_id": counter.conference_id, "kind": "facts", "channel": "desk", "question": "人口？"} | given
    with pytest.raises(Invalid, match=told), counter.database.writing() as db:
        consultations.log(db, counter.wang, now=NOW, **facts)  # type: ignore[arg-type]


def test_a_counter_of_another_conference_is_refused(counter: Counter) -> None:
    with pytest.raises(Invalid, match="服务点"):
        logged(counter, service_point_id=counter.foreign_point_id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("问" * 5_000, "问" * 5_000),
        ("  第一行\r\n第二行\r第三行\t。 ", "第一行\n第二行\n第三行\t。"),
        ("a\x00b\x1bc\x7fd\x85e\ud83df", "abcdef"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ \u202fᠤᠨ \u200d\u180b", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ \u202fᠤᠨ \u200d\u180b"),
        ("𠮷野家𝄞😀", "𠮷野家𝄞😀"),
    ],
)
def test_a_question_is_kept_letter_by_letter_but_for_control_characters(
    counter: Counter, typed: str, kept: str
) -> None:
    number = logged(counter, question=typed).id
    with counter.database.reading() as db:
        assert consultations.find(db, number or 0).question == kept


def test_an_answer_of_any_length_is_kept_whole(counter: Counter) -> None:
    long = "答" * 60_000
    number = logged(counter, answer=long).id
    with counter.database.reading() as db:
        assert consultations.find(db, number or 0).answer == long


@pytest.mark.parametrize("verb", ["log", "answer", "refer", "reopen", "add_source", "remove_source", "forget_contact"])
def test_nobody_works_on_questions_without_signing_in(counter: Counter, verb: str) -> None:
    found = asked(counter, callback="301 房间")
    calls: dict[str, dict[str, Any]] = {
        "log": {"conference_id": counter.conference_id, "kind": "facts", "channel": "desk", "question": "?"},
        "answer": {"answer": "答", "kind": "facts", "version": 1},
        "refer": {"to_account_id": counter.li.account_id, "version": 1},
        "reopen": {"version": 1},
        "add_source": {"record_id": counter.records[0]},
        "remove_source": {"record_id": counter.records[0]},
        "forget_contact": {},
    }
    target = () if verb == "log" else (found.id,)
    with pytest.raises(NotAllowed), counter.database.writing() as db:
        getattr(consultations, verb)(db, None, *target, now=NOW, **calls[verb])


def test_a_delegates_question_waits_in_the_same_list_until_it_is_classified_and_answered(counter: Counter) -> None:
    found = asked(counter, record_id=counter.records[1], service_point_id=counter.point_id, callback="301 房间")
    assert (found.kind, found.channel, found.state, found.logged_by) == ("", "tablet", "open", None)
    assert found.id is not None
    with counter.database.reading() as db:
        assert [row.id for row in consultations.listing(db, conference_id=counter.conference_id, kind="").rows] == [
            found.id
        ]
        assert [(s.record_id, s.asked_about) for s in consultations.sources(db, found.id)] == [
            (counter.records[1], True)
        ]
    with pytest.raises(Invalid, match="咨询类型"), counter.database.writing() as db:
        consultations.answer(db, counter.wang, found.id, answer="有。", version=1, now=LATER)
    with counter.database.writing() as db:
        done = consultations.answer(db, counter.wang, found.id, answer="有。", kind="document", version=1, now=LATER)
    assert (done.kind, done.answered_at, done.version) == ("document", LATER, 2)


def test_a_stale_answer_is_refused_with_who_answered_and_when(counter: Counter) -> None:
    found = logged(counter)
    assert found.id is not None
    with counter.database.writing() as db:
        consultations.answer(db, counter.li, found.id, answer="乙的答复", version=1, now=LATER)
    with pytest.raises(AlreadyDone) as refused, counter.database.writing() as db:
        consultations.answer(db, counter.wang, found.id, answer="甲的答复", version=1, now=LATER)
    assert str(refused.value) == (
        f"咨询 {found.number} 有变动（2026-01-26 10:20，乙馆员已答复），"
        "您的内容还没有保存。请看过对方的内容，再决定怎样保存。"
    )
    with counter.database.reading() as db:
        assert consultations.find(db, found.id).answer == "乙的答复"


def test_a_correction_keeps_the_time_of_the_first_answer(counter: Counter) -> None:
    found = logged(counter, answer="初稿")
    assert found.id is not None
    with counter.database.writing() as db:
        corrected = consultations.answer(db, counter.li, found.id, answer="定稿", version=1, now=LATER)
    assert (corrected.answer, corrected.answered_at, corrected.answered_by) == ("定稿", NOW, counter.wang.account_id)
    with counter.database.reading() as db:
        assert [(line.act, line.by) for line in consultations.history(db, found.id)] == [
            ("log", "甲馆员"),
            ("correct", "乙馆员"),
        ]


def test_an_answer_after_reopening_keeps_the_time_of_the_first(counter: Counter) -> None:
    found = asked(counter)
    assert found.id is not None
    with counter.database.writing() as db:
        consultations.answer(db, counter.wang, found.id, answer="初稿", kind="facts", version=1, now=LATER)
    with counter.database.writing() as db:
        consultations.reopen(db, counter.li, found.id, version=2, now=LATER + timedelta(days=1))
    with counter.database.writing() as db:
        again = consultations.answer(db, counter.li, found.id, answer="定稿", version=3, now=LATER + timedelta(days=2))
    assert (again.answer, again.answered_at, again.answered_by) == ("定稿", LATER, counter.wang.account_id)


def test_an_answered_question_is_reopened_with_its_answer_and_only_then_referred(counter: Counter) -> None:
    found = logged(counter, answer="初稿")
    assert found.id is not None and counter.li.account_id is not None
    with pytest.raises(AlreadyDone, match="先重新打开"), counter.database.writing() as db:
        consultations.refer(db, counter.wang, found.id, to_account_id=counter.li.account_id, version=1, now=LATER)
    with counter.database.writing() as db:
        opened = consultations.reopen(db, counter.wang, found.id, version=1, now=LATER)
    assert (opened.state, opened.answer) == ("open", "初稿")
    with pytest.raises(AlreadyDone, match="本来就是待答复"), counter.database.writing() as db:
        consultations.reopen(db, counter.wang, found.id, version=2, now=LATER)
    with counter.database.writing() as db:
        referred = consultations.refer(
            db, counter.wang, found.id, to_account_id=counter.li.account_id, version=2, now=LATER
        )
    assert (referred.state, referred.referred_to) == ("referred", counter.li.account_id)
    with counter.database.reading() as db:
        assert consultations.history(db, found.id)[-1].to == "乙馆员"


def test_nothing_is_referred_to_a_closed_account(counter: Counter) -> None:
    found = logged(counter)
    with counter.database.writing() as db:
        colleague = db.get(StaffAccount, counter.li.account_id)
        assert colleague is not None
        colleague.is_active = False
    for account_id in (counter.li.account_id or 0, 4_000):
        with pytest.raises(NotAllowed, match="另选一位"), counter.database.writing() as db:
            consultations.refer(db, counter.wang, found.id or 0, to_account_id=account_id, version=1, now=LATER)


def test_sources_keep_their_order_and_stand_there_once(counter: Counter) -> None:
    first, second, third = counter.records
    found = logged(counter, source_ids=[second, first, second])
    assert found.id is not None
    with counter.database.writing() as db:
        consultations.add_source(db, counter.li, found.id, record_id=third, now=LATER)
    with pytest.raises(AlreadyDone, match="已经有这一种"), counter.database.writing() as db:
        consultations.add_source(db, counter.li, found.id, record_id=third, now=LATER)
    with counter.database.writing() as db:
        consultations.remove_source(db, counter.li, found.id, record_id=first, now=LATER)
        consultations.answer(db, counter.li, found.id, answer="见书。", source_ids=[first, third], version=1, now=LATER)
    with pytest.raises(NotFound), counter.database.writing() as db:
        consultations.add_source(db, counter.li, found.id, record_id=777, now=LATER)
    with counter.database.reading() as db:
        assert [source.record_id for source in consultations.sources(db, found.id)] == [second, third, first]


def test_removing_a_source_twice_is_told(counter: Counter) -> None:
    found = logged(counter, source_ids=counter.records[:1])
    with counter.database.writing() as db:
        consultations.remove_source(db, counter.li, found.id or 0, record_id=counter.records[0], now=LATER)
    with pytest.raises(NotFound, match="已经没有这一种"), counter.database.writing() as db:
        consultations.remove_source(db, counter.li, found.id or 0, record_id=counter.records[0], now=LATER)


def test_the_history_names_a_reader_and_the_terminal_without_an_account(counter: Counter) -> None:
    found = asked(counter)
    with counter.database.writing() as db:
        consultations.answer(db, AT_THE_TERMINAL, found.id or 0, answer="好", kind="facts", version=1, now=LATER)
    with counter.database.reading() as db:
        assert [line.by for line in consultations.history(db, found.id or 0)] == [READER, OPERATOR]


@pytest.mark.parametrize("number", [0, -1, 5, 2**31, 10**30])
def test_a_question_that_does_not_exist_is_told(counter: Counter, number: int) -> None:
    with pytest.raises(NotFound), counter.database.reading() as db:
        consultations.find(db, number)
