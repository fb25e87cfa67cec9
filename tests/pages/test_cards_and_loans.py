"""The card desk, the loan desk and the conference page, as a librarian uses them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.conference import conferences
from desk.patrons import cards, finding
from desk.staff.roles import OPERATOR, Identity
from desk.tables import BibRecord, Card, CatalogueChange, Item, Role
from pages.components import frame
from search.indexing import catch_up
from search.opening import OpenDesk
from search.request import SearchRequest
from tests.conftest import identity
from tests.desk.conference.standing import a_conference

ROOT = Path(__file__).parents[2]
ROSTER = ROOT / "tests" / "golden" / "patrons" / "roster.xlsx"


@pytest.fixture
def sitting(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A conference that is going on today, a journalist's card, three items, and a librarian signed in."""
    st.cache_resource.clear()
    sign_in(monkeypatch, identity(Role.ADMINISTRATOR))
    today = clock.today()
    with desk.database.writing() as db:
        conference_id = a_conference(db, starts_on=today, ends_on=today + timedelta(days=6), meetings=[]).id or 0
        record = BibRecord(title="草原*生态*", added_at=clock.now(), changed_at=clock.now())
        db.add(record)
        db.flush()
        db.add_all(Item(bib_record_id=record.id or 0, barcode=f"B{number}") for number in (1, 2, 3))
        cards.issue(
            db, OPERATOR, conference_id=conference_id, name="王强", kind="press", library_code="1501", now=clock.now()
        )
    yield desk
    st.cache_resource.clear()


def sign_in(monkeypatch: pytest.MonkeyPatch, who: Identity | None) -> None:
    monkeypatch.setattr(frame, "who_is_asking", lambda: who)


def opened(name: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "pages" / name), default_timeout=30).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    shown = (*page.success, *page.error, *page.warning, *page.info, *page.markdown)
    return "\n".join(str(each.value) for each in shown)


def issued(desk: OpenDesk) -> list[str]:
    with desk.database.reading() as db:
        conference = conferences.require_current(db)
        found = finding.find(db, conference.id or 0, today=clock.today())
        return [f"{row.patron.name} {row.patron.kind} {row.group}".strip() for row in found.rows]


def press(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize("name", ["reader_cards.py", "loan_desk.py", "conference_setup.py"])
def test_the_staff_pages_show_nothing_to_a_delegate(
    sitting: OpenDesk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sign_in(monkeypatch, None)
    page = opened(name)
    assert [each.value for each in page.warning] == ["这一页供馆员使用，请先登录。"]
    assert not page.title
    assert not page.button


def test_a_card_takes_a_name_a_kind_and_one_press(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.text_input(key="cards_name").input("乌 云").run()
    page.selectbox(key="cards_delegation").select_index(1).run()
    page = press(page, "cards_issue")
    assert issued(sitting)[0] == "乌云 deputy 白石代表团"
    assert "**2 1501 00000002 8**" in words(page)
    assert page.text_input(key="cards_name").value == ""


def test_a_sector_is_not_taken_over_from_a_delegation(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.text_input(key="cards_name").input("乌云")
    page.selectbox(key="cards_delegation").select_index(1).run()
    page.pills(key="cards_kind").set_value("member").run()
    press(page, "cards_issue")
    assert issued(sitting)[0] == "乌云 member"


def test_namesakes_are_shown_before_a_card_is_issued(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.text_input(key="cards_name").input("王强")
    page = press(page, "cards_issue")
    assert "已有同名读者 1 位" in words(page)
    assert len(issued(sitting)) == 1
    press(page, "cards_issue")
    assert issued(sitting) == ["王强 deputy", "王强 press"]


def test_a_refused_card_keeps_what_was_typed(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.text_input(key="cards_name").input("王" * 61)
    page = press(page, "cards_issue")
    assert "61 个字符" in words(page)
    assert page.text_input(key="cards_name").value == "王" * 61


def the_card(desk: OpenDesk) -> Card:
    with desk.database.reading() as db:
        return finding.row(db, 1).card


def test_a_card_is_opened_extended_and_revoked(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.segmented_control(key="cards_view").set_value("list").run()
    page = press(page, "cards_open_1")
    was = the_card(sitting).expires_on
    page = press(page, "cards_extend_1")
    assert the_card(sitting).expires_on == was + timedelta(days=1)
    page = press(page, "cards_revoke_yes_1")
    assert the_card(sitting).state == "revoked"
    assert "✕ 已注销" in words(page)
    assert not [button for button in page.button if button.key == "cards_extend_1"]


def test_an_empty_list_says_what_to_do(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.segmented_control(key="cards_view").set_value("list").run()
    page.text_input(key="cards_text").input("没有这个人").run()
    assert "没有符合条件的读者证" in words(page)


def test_a_roster_is_shown_then_issued_once(sitting: OpenDesk) -> None:
    page = opened("reader_cards.py")
    page.segmented_control(key="cards_view").set_value("batch").run()
    page.file_uploader(key="cards_roster_0").set_value(("roster.xlsx", ROSTER.read_bytes(), "")).run()
    assert "可以发证 9 行，未通过 7 行" in words(page)
    assert len(issued(sitting)) == 1
    page = press(page, "cards_batch")
    assert len(issued(sitting)) == 10
    assert "北山代表团" in words(page)


def scan(page: AppTest, text: str) -> AppTest:
    page.text_input(key="loans_text").input(text)
    return press(page, "loans_send")


def test_books_first_and_the_card_after_works_too(sitting: OpenDesk) -> None:
    page = scan(scan(opened("loan_desk.py"), "B1"), "Ｂ２")
    assert "已扫描 2 册" in words(page)
    page = scan(page, "21501000000010")
    assert [each.value.count("已借出") for each in page.success] == [1, 1]
    assert "草原\\*生态\\*" in page.success[0].value
    assert "在借 2 / 3 册" in words(page)


def test_a_no_says_why_and_what_next(sitting: OpenDesk) -> None:
    page = scan(opened("loan_desk.py"), "21501000000010")
    assert "王强" not in words(page)
    assert "校验位不对" in words(scan(page, "21501000000011"))
    assert "没有条码 B9" in words(scan(page, "B9"))


def test_a_book_comes_back_without_a_card(sitting: OpenDesk) -> None:
    page = scan(scan(opened("loan_desk.py"), "21501000000010"), "B1")
    page = press(page, "loans_next")
    page.segmented_control(key="loans_way").set_value("back").run()
    page = scan(page, "B1")
    assert "已还回" in words(page)
    assert "没有借出" in words(scan(page, "B1"))


def test_after_a_return_nothing_is_lent_to_a_card_that_was_not_scanned(sitting: OpenDesk) -> None:
    page = scan(scan(opened("loan_desk.py"), "21501000000010"), "B1")
    page = press(page, "loans_next")
    page.segmented_control(key="loans_way").set_value("back").run()
    page = scan(page, "B1")
    page.segmented_control(key="loans_way").set_value("out").run()
    assert "等待读者证" in words(scan(page, "B2"))


def test_a_card_that_was_misread_is_not_taken_for_the_one_before(sitting: OpenDesk) -> None:
    page = scan(scan(opened("loan_desk.py"), "21501000000010"), "21501000000029")
    assert "校验位不对" in words(page)
    assert "等待读者证" in words(scan(page, "B1"))


def test_a_desk_without_a_conference_opens_one(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    sign_in(monkeypatch, identity(Role.ADMINISTRATOR))
    assert "会议与服务点" in words(opened("reader_cards.py"))
    page = opened("conference_setup.py")
    page.text_input(key="conference_new_name").input("2027 年会议")
    page.text_area(key="conference_new_delegations").input("青川代表团\n\n白石代表团\n")
    page = next(button for button in page.button if button.label == "开通会议").click().run()
    assert not page.exception
    with desk.database.reading() as db:
        conference = conferences.require_current(db)
        assert conference.name == "2027 年会议"
        assert len(conferences.delegations(db, conference.id or 0)) == 2
    st.cache_resource.clear()


def test_a_service_point_in_use_stays(sitting: OpenDesk) -> None:
    with sitting.database.writing() as db:
        conference_id = conferences.require_current(db).id or 0
        point = conferences.service_points(db, conference_id)[0].id or 0
        db.add(Item(bib_record_id=1, barcode="B9", service_point_id=point))
    page = press(opened("conference_setup.py"), f"conference_service_point_{point}_remove_yes")
    assert "1 条记录在用" in words(page)


def test_books_are_narrowed_by_the_new_name_of_a_service_point(sitting: OpenDesk) -> None:
    with sitting.database.writing() as db:
        point = conferences.service_points(db, conferences.require_current(db).id or 0)[0].id or 0
        db.add_all([Item(bib_record_id=1, barcode="B9", service_point_id=point), CatalogueChange(bib_record_id=1)])
    catch_up(sitting.database, sitting.engine)
    page = opened("conference_setup.py")
    page.text_input(key=f"conference_point_{point}_name").input("会场甲区")
    page = next(button for button in page.button if button.form_id == f"conference_point_form_{point}").click().run()
    assert not page.exception
    assert "已保存“会场甲区”" in words(page)
    assert sitting.engine.search(SearchRequest("草原", filters=(("place", "会场甲区"),))).total == 1
