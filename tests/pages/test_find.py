"""The search page and the record page, as anybody meets them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.staff.roles import Identity
from desk.tables import BibRecord, CatalogueChange, ElectronicAccess, Item, Role
from pages.components import frame, menu
from search.indexing import catch_up
from search.opening import OpenDesk

BOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("草原生态保护", {"clc": "S812", "year": 2023, "responsibility": "乌兰著", "language": "chi", "kind": "ebook"}),
    ("內蒙古草原誌", {"clc": "S812", "year": 1998, "language": "chi"}),
    ("*草原* <b>", {"clc": "F124", "year": 2001, "language": "mon"}),
)
NO_WEB_ADDRESSES = ("javascript:alert(1)", "http://[bad", "ftp://example.org/1", "http:///1", "")
ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
OURS = {"find.py", "record.py", "ask.py", "log_question.py", "intake.py"}


@pytest.fixture
def empty(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """An open desk without books, seen by a delegate."""
    st.cache_resource.clear()
    there = [place for place in menu.PAGES if place.file in OURS and (ROUTER.parent / place.file).exists()]
    monkeypatch.setattr(menu, "PAGES", there)
    monkeypatch.setattr(frame, "who_is_asking", lambda: None)
    yield desk
    st.cache_resource.clear()


@pytest.fixture
def shown(empty: OpenDesk) -> AppTest:
    """The same desk with three books."""
    desk, now = empty, clock.now()
    with desk.database.writing() as db:
        for number, (title, facts) in enumerate(BOOKS, start=1):
            record = BibRecord(title=title, added_at=now, changed_at=now, publisher="样例出版社", **facts)
            db.add(record)
            db.flush()
            assert record.id == number
            db.add(
                Item(bib_record_id=number, barcode=f"NM00{number}", call_number=f"S812/{number}", home_library="总馆")
            )
            db.add(CatalogueChange(bib_record_id=number))
        for address in (*NO_WEB_ADDRESSES, "https://example.org/1"):
            db.add(ElectronicAccess(bib_record_id=1, url=address))
    catch_up(desk.database, desk.engine)
    return browser()


def browser() -> AppTest:
    return AppTest.from_file(str(ROUTER), default_timeout=30)


def words(page: AppTest) -> str:
    parts = [one.value for one in (*page.markdown, *page.info, *page.error, *page.warning, *page.title, *page.header)]
    return "\n".join(str(part) for part in parts)


def at(page: AppTest, name: str) -> str:
    """What the address says of `name`; AppTest gives a list or its only member."""
    value = page.query_params[name]
    return value if isinstance(value, str) else value[-1]


def look_for(page: AppTest, **params: str | list[str]) -> AppTest:
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_who_begins_sees_the_classes_of_the_catalogue_and_can_open_one(shown: AppTest) -> None:
    page = look_for(shown)
    labels = [button.label for button in page.button if button.key and button.key.startswith("find_class_")]
    assert labels == ["F 经济 1", "S 农业科学 2"]
    page.button(key="find_class_S").click().run()
    assert at(page, "clc") == "S"
    assert "共 2 条结果" in words(page)


def test_a_search_shows_results_with_their_copies_and_marks_what_was_sought(shown: AppTest) -> None:
    page = look_for(shown, q="草原")
    assert "共 3 条结果" in words(page)
    assert "乌兰著 · 样例出版社 · 2023" in words(page)
    assert ":green-badge[在架 1]" in words(page)
    assert page.text_input(key="find_words").value == "草原"


def test_the_whole_search_stands_in_the_address(shown: AppTest) -> None:
    page = look_for(shown, q="草原", clc=["S"], sort="oldest", **{"in": "title"})
    assert "共 2 条结果" in words(page)
    page.button(key="find_chip_clc_S").click().run()
    assert "clc" not in page.query_params
    assert at(page, "q") == "草原"
    assert at(page, "sort") == "oldest"
    page.selectbox(key="find_sort").select("newest").run()
    assert at(page, "sort") == "newest"


def test_a_number_that_is_typed_goes_straight_to_its_record(shown: AppTest) -> None:
    page = look_for(shown)
    page.text_input(key="find_words").input("nm002").run()
    assert [title.value for title in page.title] == ["內蒙古草原誌"]
    assert at(page, "id") == "2"


def test_a_number_only_the_index_knows_leads_to_its_record_too(shown: AppTest) -> None:
    page = look_for(shown)
    page.text_input(key="find_words").input("S812").run()  # a class that two records have
    assert "共 2 条结果" in words(page)
    page.text_input(key="find_words").input("F124").run()
    assert [title.value for title in page.title] == [r"\*草原\* \<b\>"]


def test_a_page_beyond_the_last_is_the_first(shown: AppTest) -> None:
    shown.query_params["page"] = "99"
    page = look_for(shown, q="草原")
    assert "草原生态保护" in words(page) or "乌兰著" in words(page)
    assert "page" not in page.query_params


@pytest.mark.parametrize("number", ["9" * 5_000, "10000", "0", "-1", "²", "abc"])
def test_a_page_that_cannot_be_is_the_first(shown: AppTest, number: str) -> None:
    shown.query_params["page"] = number
    assert "共 3 条结果" in words(look_for(shown, q="草原"))


def test_where_nothing_is_found_the_filters_can_be_dropped(shown: AppTest) -> None:
    page = look_for(shown, q="出版社", clc=["F"], **{"in": "title"})
    assert "没有找到" in words(page)
    page.button(key="find_wider").click().run()
    assert "共 3 条结果" in words(page)


def test_a_query_of_punctuation_is_told_what_to_type(shown: AppTest) -> None:
    assert "只有标点或符号" in words(look_for(shown, q="，。"))


def test_an_empty_catalogue_says_so(empty: OpenDesk) -> None:
    page = browser().run()
    assert "馆藏目录还是空的。" in words(page)


def open_record(page: AppTest, number: str) -> AppTest:
    page.query_params["id"] = number
    page.switch_page("record.py").run()
    assert not page.exception
    return page


def test_a_record_shows_its_copies_and_its_citation(shown: AppTest) -> None:
    page = open_record(shown.run(), "1")
    assert "草原生态保护" in words(page)
    assert "草原生态保护" in page.code[0].value
    assert not page.button or all(not (button.key or "").startswith("find_pick") for button in page.button)


def test_an_address_that_is_no_web_address_is_shown_but_never_a_link(shown: AppTest) -> None:
    page = open_record(shown.run(), "1")
    assert [text.value for text in page.text] == [f"电子版：{address}" for address in NO_WEB_ADDRESSES]


def test_the_citation_of_an_electronic_book_says_where_and_when_it_was_read(shown: AppTest) -> None:
    page = open_record(shown.run(), "1")
    assert page.code[0].value.endswith(f"2023[{clock.local_date(clock.now()).isoformat()}]. https://example.org/1.")


@pytest.mark.parametrize("number", ["999", "0", "abc", ""])
def test_an_unknown_record_is_told_in_words(shown: AppTest, number: str) -> None:
    page = open_record(shown.run(), number)
    assert "请返回检索" in words(page)


def test_what_a_title_is_made_of_is_shown_letter_by_letter(shown: AppTest) -> None:
    page = open_record(shown.run(), "3")
    assert [title.value for title in page.title] == [r"\*草原\* \<b\>"]


def test_staff_lay_records_aside_and_take_them_back(shown: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "who_is_asking", lambda: Identity(1, "馆员", Role.LIBRARIAN))
    page = look_for(shown, q="草原生态")
    page.button(key="find_pick_1").click().run()
    assert page.button(key="find_pick_1").label == "移出资料篮"
    page.button(key="find_basket_drop").click().run()
    assert page.button(key="find_pick_1").label == "放入资料篮"
