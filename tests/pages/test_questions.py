"""Asking, logging and answering on screen: nothing that was typed is lost, and nobody is answered twice unawares."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.reference import consultations
from desk.staff.roles import Identity
from desk.tables import BibRecord, Consultation, Role, StaffAccount
from pages.components import frame, menu, question_ask
from search.opening import OpenDesk
from tests.desk.conference.standing import a_conference

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
OURS = {
    "record": "record.py",
    "ask": "ask.py",
    "log": "log_question.py",
    "questions": "questions.py",
    "question": "one_question.py",
}


@pytest.fixture
def counter(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A conference that is going on, one book, and two librarians, the first of them signed in."""
    st.cache_resource.clear()
    places = [place for place in menu.PAGES if place.url_path in OURS]
    monkeypatch.setattr(menu, "PAGES", [replace(one, url_path="") if one.url_path == "ask" else one for one in places])
    today = clock.today()
    with desk.database.writing() as db:
        a_conference(db, starts_on=today, ends_on=today + timedelta(days=6), meetings=[])
        db.add(BibRecord(title="草原*生态*", responsibility="张某", added_at=clock.now(), changed_at=clock.now()))
        for name in ("甲馆员", "乙馆员"):
            db.add(
                StaffAccount(
                    name=name, display_name=name, role=Role.LIBRARIAN, password_hash="", created_at=clock.now()
                )
            )
    sign_in(monkeypatch, 1)
    yield desk
    st.cache_resource.clear()


def sign_in(monkeypatch: pytest.MonkeyPatch, account_id: int | None) -> None:
    who = Identity(account_id, "馆员", Role.LIBRARIAN, False, 1) if account_id else None
    monkeypatch.setattr(frame, "who_is_asking", lambda: who)


def at(place: str, **query: object) -> AppTest:
    """The page, reached through the router as a browser reaches it."""
    page = AppTest.from_file(str(ROUTER), default_timeout=30).run()
    for name, value in query.items():
        page.query_params[name] = str(value)
    page = page.switch_page(OURS[place]).run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    said = [str(each.value) for each in (*page.success, *page.error, *page.info, *page.markdown, *page.text)]
    return "\n".join([*said, *(each.proto.body for each in page.get("html"))])


def stored(desk: OpenDesk) -> list[Consultation]:
    with desk.database.reading() as db:
        rows = consultations.listing(db, conference_id=1).rows
        return sorted((consultations.find(db, row.id) for row in rows), key=lambda one: cast(int, one.id))


def asked(desk: OpenDesk, question: str = "草原法第几条？") -> int:
    with desk.database.writing() as db:
        found = consultations.ask(db, conference_id=1, question=question, record_id=1, now=clock.now())
    return found.id or 0


def answered(desk: OpenDesk, question_id: int, text: str, version: int = 1) -> None:
    with desk.database.writing() as db:
        colleague = Identity(2, "乙馆员", Role.LIBRARIAN)
        consultations.answer(db, colleague, question_id, answer=text, kind="policy", version=version, now=clock.now())


@pytest.mark.parametrize("place", ["log", "questions", "question"])
def test_the_librarians_pages_show_nothing_to_a_delegate(
    counter: OpenDesk, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    number = asked(counter, "秘密的问题")
    sign_in(monkeypatch, None)
    page = at(place, id=number)
    assert [each.value for each in page.warning] == ["这一页供馆员使用，请先登录。"]
    assert "秘密" not in told(page)


def test_a_delegate_gets_a_number_and_the_question_waits_in_the_list(
    counter: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, None)
    page = at("ask", record=1)
    assert "草原\\*生态\\*" in told(page)
    page.text_area(key="ask_question").input("有没有<b>蒙古文</b>版？")
    page.text_input(key="ask_callback").input("301")
    page = press(page, "ask_send")
    [found] = stored(counter)
    assert (found.question, found.callback, found.channel) == ("有没有<b>蒙古文</b>版？", "301", "tablet")
    assert found.number in told(page)
    sign_in(monkeypatch, 1)
    assert "1 件待答复" in told(at("questions"))


def test_an_empty_question_is_refused_and_the_contact_stays(counter: OpenDesk) -> None:
    page = at("ask")
    page.text_input(key="ask_callback").input("301")
    page = press(page, "ask_send")
    assert "还没有写问题" in told(page)
    assert page.text_input(key="ask_callback").value == "301"
    assert stored(counter) == []


def test_one_tab_cannot_bury_the_list(counter: OpenDesk) -> None:
    page = at("ask")
    for number in range(question_ask.MOST + 1):
        page.text_area(key="ask_question").input(f"第 {number} 个问题")
        page = press(page, "ask_send")
        if number < question_ask.MOST:
            page = press(page, "ask_again")
    assert "十分钟内已经收到您的 5 个问题。请过 10 分钟再问" in told(page)
    assert page.text_area(key="ask_question").value == "第 5 个问题"
    assert len(stored(counter)) == question_ask.MOST


@pytest.mark.parametrize(("seconds", "is_shown"), [(question_ask.SHOWN_S - 5, True), (question_ask.SHOWN_S + 5, False)])
def test_the_next_reader_at_a_tablet_does_not_see_the_number_of_the_last(
    counter: OpenDesk, monkeypatch: pytest.MonkeyPatch, seconds: int, is_shown: bool
) -> None:
    page = at("ask", record=1)
    page.text_area(key="ask_question").input("有没有蒙古文版？")
    page.text_input(key="ask_callback").input("301")
    page = press(page, "ask_send")
    number, later = stored(counter)[0].number, clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = page.run()
    assert (number in told(page)) == is_shown
    if not is_shown:
        assert (page.text_area(key="ask_question").value, page.text_input(key="ask_callback").value) == ("", "")
        assert "关于" not in told(page)


def test_a_tablet_that_was_put_down_clears_itself(counter: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at("ask")
    page.text_area(key="ask_question").input("有没有蒙古文版？")
    page = press(page, "ask_send")
    assert stored(counter)[0].number in told(page)
    later = clock.now() + timedelta(seconds=question_ask.SHOWN_S)
    monkeypatch.setattr(question_ask, "clock", SimpleNamespace(now=lambda: later))  # only what looks by itself
    page = page.run()
    assert stored(counter)[0].number not in told(page)
    assert page.text_area(key="ask_question").value == ""


def test_a_contact_that_has_served_is_forgotten_when_the_list_is_drawn(
    counter: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (2, 0):
        with counter.database.writing() as db:
            consultations.log(
                db,
                Identity(1, "甲馆员", Role.LIBRARIAN),
                conference_id=1,
                kind="facts",
                channel="desk",
                question="人口？",
                answer="见公报。",
                callback="301",
                now=clock.now() - timedelta(days=days),
            )
    at("questions")
    assert [one.callback for one in stored(counter)] == ["", "301"]


def test_save_and_next_clears_the_form_but_for_the_channel(counter: OpenDesk) -> None:
    page = at("log")
    page.button_group(key="log_kind").set_value("policy")
    page.button_group(key="log_channel").set_value("phone")
    page.text_area(key="log_question").input("草原法？")
    page.text_area(key="log_answer").input("第三十八条。")
    page = press(page, "log_save")
    [found] = stored(counter)
    assert found.number in told(page)
    assert (found.kind, found.channel, found.state, found.service_point_id) == ("policy", "phone", "answered", 1)
    assert (page.text_area(key="log_question").value, page.text_area(key="log_answer").value) == ("", "")
    assert page.button_group(key="log_channel").value == "phone"
    page = press(page, "log_save")
    assert "请选择咨询类型" in told(page)
    assert len(stored(counter)) == 1


def test_a_paper_slip_is_keyed_in_with_its_true_time_on_the_desks_clock(counter: OpenDesk) -> None:
    yesterday = clock.local(clock.now() - timedelta(days=1)).replace(tzinfo=None, second=0, microsecond=0)
    page = at("log")
    page.text_area(key="log_question").input("昨天的纸条")
    page.button_group(key="log_kind").set_value("facts")
    page.datetime_input(key="log_asked").set_value(yesterday)
    page.button_group(key="log_patron").set_value("deputy")
    page.selectbox(key="log_point").set_value(0)
    page = press(page, "log_save")
    [found] = stored(counter)
    assert clock.local(found.asked_at).replace(tzinfo=None) == yesterday
    assert (found.patron_kind, found.service_point_id) == ("deputy", None)
    assert found.number.startswith(f"Z{yesterday:%Y%m%d}-")
    assert page.datetime_input(key="log_asked").value is None


def test_a_refused_save_leaves_every_word_where_it_was(counter: OpenDesk) -> None:
    page = at("log")
    page.text_area(key="log_question").input("问" * 5_001)
    page.text_area(key="log_answer").input("写好的答复")
    page.button_group(key="log_kind").set_value("facts")
    page = press(page, "log_save")
    assert "问题有 5001 字" in told(page)
    assert page.text_area(key="log_answer").value == "写好的答复"
    assert stored(counter) == []


def test_two_librarians_answer_and_the_second_sees_both_texts(counter: OpenDesk) -> None:
    number = asked(counter)
    page = at("question", id=number)
    page.text_area(key=f"answer_{number}").input("甲的答复")
    page.button_group(key=f"answer_kind_{number}").set_value("facts")
    answered(counter, number, "乙的答复")
    page = press(page, "question_save")
    assert "乙馆员" in told(page)
    assert "乙的答复" in told(page)
    assert page.text_area(key=f"answer_{number}").value == "甲的答复"
    assert stored(counter)[0].answer == "乙的答复"
    page = press(page, "question_save")  # pressing again does not force it through
    assert stored(counter)[0].answer == "乙的答复"
    page = press(press(page, "question_mine"), "question_save")
    assert stored(counter)[0].answer == "甲的答复\n\n乙的答复"  # nobody's words are lost
    assert "已保存答复" in told(page)


def test_the_second_librarian_may_take_the_firsts_answer(counter: OpenDesk) -> None:
    number = asked(counter)
    page = at("question", id=number)
    page.text_area(key=f"answer_{number}").input("甲的答复").run()
    answered(counter, number, "乙的答复")
    page = press(page.run(), "question_theirs")
    assert page.text_area(key=f"answer_{number}").value == "乙的答复"
    assert not page.error


def test_whoever_has_typed_nothing_simply_sees_the_colleagues_answer(counter: OpenDesk) -> None:
    number = asked(counter)
    page = at("question", id=number)
    answered(counter, number, "乙的答复")
    page = page.run()
    assert page.text_area(key=f"answer_{number}").value == "乙的答复"
    assert not page.error


def test_referring_and_taking_back(counter: OpenDesk) -> None:
    number = asked(counter)
    page = press(at("question", id=number), "question_refer_now")
    assert "请先选择要转交的同事" in told(page)
    page.selectbox(key="question_colleague").set_value(2)
    page = press(page, "question_refer_now")
    assert (stored(counter)[0].state, stored(counter)[0].referred_to) == ("referred", 2)
    press(page, "question_reopen")
    assert (stored(counter)[0].state, stored(counter)[0].referred_to) == ("open", None)


@pytest.mark.parametrize("query", ["0", "999", "-1", "abc", "1e9", "9" * 40, "٣"])
def test_an_address_without_a_question_says_so(counter: OpenDesk, query: str) -> None:
    asked(counter)
    assert "没有编号为" in told(at("question", id=query))


def test_the_list_is_narrowed_by_its_address(counter: OpenDesk) -> None:
    asked(counter, "草原法")
    answered(counter, asked(counter, "人口普查"), "见公报")
    assert "共 1 件" in told(at("questions", state="answered"))
    assert "共 1 件" in told(at("questions", kind="none"))
    assert "共 2 件" in told(at("questions", state="nonsense", day="2026-99-99", page="500"))
    assert "没有符合条件的咨询" in told(at("questions", words="没有这样的话"))
