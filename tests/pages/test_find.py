"""The search page, as anybody meets it."""

import pytest
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.staff.roles import Identity
from desk.tables import Role
from pages.components import frame
from search.opening import OpenDesk
from tests.pages.finding_pages import NO_WEB_ADDRESSES, at, board, browser, follow, look_for, open_record, words


def test_who_begins_sees_the_classes_of_the_catalogue_and_can_open_one(shown: AppTest) -> None:
    page = look_for(shown)
    assert [name for name in board(page).links if name.startswith("class-")] == ["class-F", "class-S"]
    assert "S 农业科学2" in board(page).text
    follow(page, "class-S")
    assert at(page, "clc") == "S"
    assert "共 2 条结果" in board(page).text


def test_a_search_shows_results_with_their_copies_and_marks_what_was_sought(shown: AppTest) -> None:
    page = look_for(shown, q="草原")
    found = board(page)
    assert "共 3 条结果" in found.text
    assert "乌兰著 · 样例出版社 · 2023" in found.text
    assert '<span class="find-in">在架 1</span>' in found.html
    assert "<mark>草原</mark>" in found.html
    assert "总馆" in found.text and "S812/1" in found.text
    assert found.links["record-1"] == "/record?id=1"
    assert page.text_input(key="find_words").value == "草原"


def test_what_titles_are_made_of_is_shown_letter_by_letter(shown: AppTest) -> None:
    found = board(look_for(shown, q="草原"))
    assert "*草原* <b>" in found.text
    assert "*<mark>草原</mark>* &lt;b&gt;" in found.html


def test_the_whole_search_stands_in_the_address(shown: AppTest) -> None:
    page = look_for(shown, q="草原", clc=["S"], sort="oldest", **{"in": "title"})
    assert "共 2 条结果" in board(page).text
    follow(page, "chip-clc-S")
    assert "clc" not in page.query_params
    assert (at(page, "q"), at(page, "sort"), at(page, "in")) == ("草原", "oldest", "title")
    follow(page, "sort-newest")
    assert at(page, "sort") == "newest"
    follow(page, "in-author")
    assert at(page, "in") == "author"


def test_a_facet_adds_its_filter_and_touched_again_takes_it_away(shown: AppTest) -> None:
    page = look_for(shown, q="草原")
    follow(page, "kind-ebook")
    assert at(page, "kind") == "ebook"
    assert "共 1 条结果" in board(page).text
    follow(page, "kind-book")  # any value within a facet may hold
    assert "共 3 条结果" in board(page).text
    follow(page, "kind-ebook")
    assert "共 2 条结果" in board(page).text


def test_all_filters_are_taken_away_at_once(shown: AppTest) -> None:
    page = follow(look_for(shown, q="草原", clc=["S"], kind=["ebook"]), "chips-clear")
    assert set(page.query_params) == {"q"}


def test_a_number_that_is_typed_goes_straight_to_its_record(shown: AppTest) -> None:
    page = look_for(shown)
    page.text_input(key="find_words").input("nm002").run()
    assert "<h1>內蒙古草原誌</h1>" in words(page)
    assert at(page, "id") == "2"


def test_a_number_only_the_index_knows_leads_to_its_record_too(shown: AppTest) -> None:
    page = look_for(shown)
    page.text_input(key="find_words").input("S812").run()  # a class that two records have
    assert "共 2 条结果" in board(page).text
    page.text_input(key="find_words").input("F124").run()
    assert "<h1>*草原* &lt;b&gt;</h1>" in words(page)


def test_a_page_beyond_the_last_is_the_first(shown: AppTest) -> None:
    page = look_for(shown, q="草原", page="99")
    assert "草原生态保护" in board(page).text
    assert "page" not in page.query_params


@pytest.mark.parametrize("number", ["9" * 5_000, "10000", "0", "-1", "²", "abc"])
def test_a_page_that_cannot_be_is_the_first(shown: AppTest, number: str) -> None:
    assert "共 3 条结果" in board(look_for(shown, q="草原", page=number)).text


def test_a_query_of_punctuation_is_told_what_to_type(shown: AppTest) -> None:
    assert "只有标点或符号" in board(look_for(shown, q="，。")).text


def test_an_empty_catalogue_says_so(empty: OpenDesk) -> None:
    assert "馆藏目录还是空的。" in board(browser().run()).text


def test_the_point_at_which_a_tablet_stands_goes_with_every_search_and_question(shown: AppTest) -> None:
    page = look_for(shown, point="7")
    page.text_input(key="find_words").input("没有的词语").run()
    assert at(page, "point") == "7"
    assert "point=7" in board(page).links["ask"]


def test_the_mongolian_keyboard_lies_folded_until_it_is_wanted(shown: AppTest) -> None:
    page = look_for(shown, q="ᠮᠣᠩᠭᠣᠯ")
    names = {node.proto.component_name for node in page.get("bidi_component")}
    assert "mongolian_keyboard" not in names
    page.button(key="find_keyboard").click().run()
    names = {node.proto.component_name for node in page.get("bidi_component")}
    assert "mongolian_keyboard" in names


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


def test_what_a_record_is_made_of_is_shown_letter_by_letter(shown: AppTest) -> None:
    page = open_record(shown.run(), "3")
    assert "<h1>*草原* &lt;b&gt;</h1>" in words(page)


def test_staff_lay_records_aside_and_take_them_back(shown: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    assert board(look_for(shown, q="草原生态")).buttons == {}
    monkeypatch.setattr(frame, "who_is_asking", lambda: Identity(1, "馆员", Role.LIBRARIAN))
    page = look_for(shown, q="草原生态")
    assert board(page).buttons == {"pick-1": "1"}
    page = open_record(page, "1")
    page.button(key="find_pick_1").click().run()
    assert page.button(key="find_pick_1").label == "移出资料篮"
    page.button(key="find_basket_drop").click().run()
    assert page.button(key="find_pick_1").label == "放入资料篮"
