"""A search that finds nothing: what the page offers then, and what is kept of it for the figures."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.database import DatabaseBusy
from desk.tables import Conference, UnmetSearch
from pages.components import find_unmet
from search.opening import OpenDesk
from tests.pages.finding_pages import at, board, follow, look_for


def kept(desk: OpenDesk) -> list[str]:
    with desk.database.reading() as db:
        return [one.words for one in db.exec(select(UnmetSearch).order_by(UnmetSearch.id))]  # type: ignore[arg-type]


@pytest.fixture
def in_session(shown: AppTest, desk: OpenDesk) -> AppTest:
    """The desk of three books while a conference is on."""
    today = clock.local_date(clock.now())
    with desk.database.writing() as db:
        db.add(Conference(name="测试会议", starts_on=today, ends_on=today))
    return shown


def send(page: AppTest, words: str) -> AppTest:
    page.text_input(key="find_words").input(words).run()
    assert not page.exception
    return page


def test_each_limit_that_hides_results_can_be_dropped_alone_with_the_count_that_gives(shown: AppTest) -> None:
    page = look_for(shown, q="草原", clc=["F"], kind=["ebook"])
    found = board(page)
    assert "没有找到" in found.text
    assert "不限“学科分类：F 经济”1" in found.text
    assert "不限“类型：电子书”1" in found.text
    assert "去掉所有筛选3" in found.text
    follow(page, "wider-1")
    assert "共 1 条结果" in board(page).text


def test_a_limit_that_would_not_help_is_not_offered(shown: AppTest) -> None:
    found = board(look_for(shown, q="没有的词语", clc=["F"]))
    assert not [name for name in found.links if name.startswith("wider")]
    assert {"ask", "start"} <= set(found.links)


def test_the_field_counts_as_a_limit(shown: AppTest) -> None:
    page = look_for(shown, q="出版社", **{"in": "title"})
    assert "不限“题名”3" in board(page).text
    follow(page, "wider-1")
    assert "in" not in page.query_params


def test_the_librarian_is_asked_with_the_words_carried_along(shown: AppTest) -> None:
    assert board(look_for(shown, q="没有的词语")).links["ask"] == "/ask?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E8%AF%8D%E8%AF%AD"


def test_a_search_that_was_sent_off_and_found_nothing_is_kept_once(in_session: AppTest, desk: OpenDesk) -> None:
    page = send(look_for(in_session), "没有的词语")
    assert kept(desk) == ["没有的词语"]
    page.run()  # a rerun for any other reason
    send(send(page, "别的也没有"), "没有的词语")  # and the same again within ten minutes
    assert kept(desk) == ["没有的词语", "别的也没有"]


def test_a_shared_address_and_a_search_that_found_something_are_not_kept(in_session: AppTest, desk: OpenDesk) -> None:
    page = look_for(in_session, q="没有的词语")
    send(page, "草原")
    assert kept(desk) == []


def test_what_is_kept_says_in_which_field_filters_and_language(in_session: AppTest, desk: OpenDesk) -> None:
    send(look_for(in_session, point="1", **{"in": "author"}), "没有的词语")
    with desk.database.reading() as db:
        found = db.exec(select(UnmetSearch)).one()
    assert (found.field, found.filters, found.language) == ("author", [], "zh_CN")
    assert found.service_point_id is None  # there is no point 1 at this conference


def test_one_tab_is_kept_no_more_than_so_often(
    in_session: AppTest, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_unmet, "MOST", 2)
    page = look_for(in_session)
    for words in ("没有甲", "没有乙", "没有丙"):
        send(page, words)
    assert kept(desk) == ["没有甲", "没有乙"]


def test_without_a_conference_nothing_is_kept_and_the_page_is_whole(shown: AppTest, desk: OpenDesk) -> None:
    page = send(look_for(shown), "没有的词语")
    assert "没有找到" in board(page).text
    assert kept(desk) == []


def test_a_busy_database_does_not_keep_the_reader_from_the_page(
    in_session: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object) -> None:
        raise DatabaseBusy("数据库忙")

    monkeypatch.setattr(find_unmet, "_write", busy)
    page = send(look_for(in_session), "没有的词语")
    assert "没有找到" in board(page).text
    assert at(page, "q") == "没有的词语"
