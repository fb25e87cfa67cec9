"""The delegates' screens in four languages, the call for a Mongolian speaker, and the keys of the keyboard."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st
from mongol_norm import MongolianShaper
from streamlit.testing.v1 import AppTest

from desk import clock, words
from desk.conference.conferences import service_points
from desk.reference import consultations
from desk.staff.roles import Identity
from desk.tables import BibRecord, CatalogueChange, Conference, Consultation, Item, Role
from desk.words import CYRILLIC, DELEGATES_LANGUAGES, TRADITIONAL, translator
from pages.components import frame, menu, mongolian_call, mongolian_note, question_ask
from pages.components.mongolian_keyboard import LETTERS, SERVES_FOR
from search.indexing import catch_up
from search.opening import OpenDesk
from tests.desk.conference.standing import a_conference

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
TITLES = {"find.py": "检索", "record.py": "馆藏", "ask.py": "向馆员咨询"}
CONFIRM = "bar_call_sure"


@pytest.fixture
def tablet(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A conference with its service points and one book, seen by a delegate."""
    st.cache_resource.clear()
    monkeypatch.setattr(frame, "who_is_asking", lambda: None)
    today, now = clock.today(), clock.now()
    with desk.database.writing() as db:
        a_conference(db, starts_on=today, ends_on=today + timedelta(days=6), meetings=[])
        db.add(BibRecord(title="草原生态", clc="S812", kind="book", language="mon", added_at=now, changed_at=now))
        db.flush()
        db.add(Item(bib_record_id=1, barcode="NM001", call_number="S812/1", home_library="总馆"))
        db.add(CatalogueChange(bib_record_id=1))
    catch_up(desk.database, desk.engine)
    yield desk
    st.cache_resource.clear()


def at(file: str = "find.py", *, monkeypatch: pytest.MonkeyPatch, language: str = "", **query: object) -> AppTest:
    """The page as a browser opens it cold; `file` is put in the place of the first page."""
    places = [replace(one, url_path=("" if one.file == file else one.url_path or "search")) for one in menu.PAGES]
    monkeypatch.setattr(menu, "PAGES", places)
    page = AppTest.from_file(str(ROUTER), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = str(value)
    page = page.run()
    assert not page.exception
    return press(page, f"bar_language_{language}") if language else page


def press(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


def open_call(page: AppTest) -> AppTest:
    """The page with the form of a call unfolded, where there is one."""
    page.session_state["bar_call"] = True
    page = page.run()
    assert not page.exception
    return page


def call(page: AppTest) -> AppTest:
    return press(open_call(page), CONFIRM)


def shown(page: AppTest) -> str:
    said = [*page.title, *page.header, *page.subheader, *page.markdown, *page.info, *page.error, *page.warning]
    labels = [*page.button, *page.text_area, *page.text_input]
    html = [each.proto.body for each in page.get("html")]
    return "\n".join([*(str(each.value) for each in said), *(each.label for each in labels), *html])


def stored(desk: OpenDesk) -> list[Consultation]:
    with desk.database.reading() as db:
        rows = consultations.listing(db, conference_id=1).rows
        return [consultations.find(db, row.id) for row in rows]


@pytest.mark.parametrize("language", DELEGATES_LANGUAGES)
@pytest.mark.parametrize("file", TITLES)
def test_a_delegates_page_speaks_the_language_that_was_chosen(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, file: str, language: str
) -> None:
    page = at(file, monkeypatch=monkeypatch, language=language, id=1)
    say = translator(language)
    assert say(TITLES[file]) in shown(page)
    assert say("馆员登录") in shown(page)


def sheet_with(monkeypatch: pytest.MonkeyPatch, folder: Path, state: str, rows: str = ".*") -> None:
    """The desk's sheet with the Traditional column of some rows marked `state`, whatever proofreaders have done."""
    text = words.SHEET.read_text(encoding="utf-8-sig")
    changed = re.sub(f"(?m)^({rows}),(?:未审|已审),(未审|已审),", rf"\1,{state},\2,", text)
    assert state in changed
    (folder / "mongolian.csv").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(words, "SHEET", folder / "mongolian.csv")


@pytest.mark.parametrize(
    ("state", "language", "is_said"),
    [("未审", TRADITIONAL, 1), ("已审", TRADITIONAL, 0), ("未审", "zh_CN", 0), ("未审", "en", 0)],
)
def test_labels_that_nobody_has_proofed_are_not_taken_for_checked_ones(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, state: str, language: str, is_said: int
) -> None:
    sheet_with(monkeypatch, tmp_path, state)
    page = at(monkeypatch=monkeypatch, language=language)
    assert shown(page).count(mongolian_note.UNCHECKED) == is_said
    assert (translator(language)(mongolian_note.UNCHECKED) in shown(page)) == bool(is_said)


@pytest.mark.parametrize("who", [None, Identity(1, "馆员", Role.LIBRARIAN, False, 1)])
def test_staff_read_which_row_of_the_sheet_is_wrong_and_delegates_do_not(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, who: Identity | None
) -> None:
    sheet_with(monkeypatch, tmp_path, "看过了", "检索,.*")
    monkeypatch.setattr(frame, "who_is_asking", lambda: who)
    page = at(monkeypatch=monkeypatch, language=TRADITIONAL)
    assert "检索" in {each.label for each in page.button}  # in Chinese, for want of its Mongolian
    assert ("传统审校写的是“看过了”" in shown(page)) == bool(who)


@pytest.mark.parametrize(
    ("name_mn", "language", "is_shown"),
    [
        ("ᠬᠤᠷᠠᠯ", TRADITIONAL, True),
        ("ᠬᠤᠷᠠᠯ", CYRILLIC, False),
        ("Хурал", CYRILLIC, True),
        ("Хурал", TRADITIONAL, False),
        ("ᠬᠤᠷᠠᠯ", "zh_CN", False),
    ],
)
def test_the_conference_has_its_mongolian_name_where_that_is_in_the_script_of_the_screen(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, name_mn: str, language: str, is_shown: bool
) -> None:
    with tablet.database.writing() as db:
        conference = db.get_one(Conference, 1)
        conference.name_mn, chinese = name_mn, conference.name
    page = at(monkeypatch=monkeypatch, language=language)
    names = {each.value.strip("*").replace("\\", "") for each in page.markdown}
    assert (name_mn in names, chinese in names) == (is_shown, not is_shown)


def test_headings_stand_upright_in_traditional_script_only(tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at("ask.py", monkeypatch=monkeypatch, language=TRADITIONAL)
    assert '<h1 class="mongolian block" lang="mn-Mong">' in shown(page)
    assert 'class="mongolian block"' not in shown(press(page, f"bar_language_{CYRILLIC}"))
    assert [each.value for each in page.title] == [translator(CYRILLIC)("向馆员咨询")]


def test_pages_for_staff_show_chinese_and_offer_no_mongolian(tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    librarian = Identity(1, "馆员", Role.LIBRARIAN, False, 1)
    page = at(monkeypatch=monkeypatch, language=TRADITIONAL)
    monkeypatch.setattr(frame, "who_is_asking", lambda: librarian)
    page = page.switch_page("questions.py").run()
    assert not page.exception
    keys = {each.key for each in page.button if each.key and each.key.startswith("bar_language_")}
    assert keys == {"bar_language_zh_CN", "bar_language_en"}
    assert "没有符合条件的咨询" in shown(page)
    assert not any("\u1820" <= letter <= "\u1842" for letter in shown(page))
    page = page.switch_page("ask.py").run()
    assert translator(TRADITIONAL)("发给馆员") in shown(page)


@pytest.mark.parametrize("language", DELEGATES_LANGUAGES)
def test_a_call_stands_in_the_list_with_its_place_and_the_delegate_has_its_number(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    page = at(monkeypatch=monkeypatch, language=language, point=2)
    assert stored(tablet) == []  # the button alone does nothing: children press it too
    page = call(page)
    [found] = stored(tablet)
    with tablet.database.reading() as db:
        place = service_points(db, 1)[1].name
    assert found.question.startswith(f"呼叫蒙古语馆员：{place}。")
    assert (found.state, found.service_point_id, found.channel) == ("open", 2, "tablet")
    assert found.number in shown(page)
    assert place in shown(page)
    assert CONFIRM not in {each.key for each in page.button}


def test_the_tablets_place_is_known_after_the_address_has_dropped_it(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at(monkeypatch=monkeypatch, point=2)
    page.query_params.clear()
    call(page.switch_page("ask.py").run())
    assert stored(tablet)[0].service_point_id == 2


def test_on_a_telephone_the_delegate_says_where_they_are(tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at(monkeypatch=monkeypatch, point=999)
    page = open_call(page)
    page.selectbox(key="bar_call_point").set_value(1).run()
    call(page)
    assert stored(tablet)[0].service_point_id == 1


def test_whoever_is_nowhere_is_told_to_bring_the_number(tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = call(at(monkeypatch=monkeypatch))
    assert "请到任一服务点报编号" in shown(page)
    assert "地点没有注明" in stored(tablet)[0].question


def test_a_tablet_that_is_reloaded_calls_the_same_librarian_and_no_second_one(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        page = call(at(monkeypatch=monkeypatch, point=1))
    [found] = stored(tablet)
    assert found.number in shown(page)
    assert "已经呼叫过" in shown(page)
    later = clock.now() + mongolian_call.STILL_COMING
    monkeypatch.setattr(clock, "now", lambda: later)
    call(at(monkeypatch=monkeypatch, point=1))
    assert len(stored(tablet)) == 2


def test_calls_and_questions_of_one_tab_share_one_limit(tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at(monkeypatch=monkeypatch)
    for _ in range(question_ask.MOST):
        page = press(call(page), "bar_call_read")
    page = call(page)
    assert "十分钟内已经收到您的 5 个问题" in shown(page)
    assert len(stored(tablet)) == question_ask.MOST


@pytest.mark.parametrize(("seconds", "is_shown"), [(-5, True), (5, False)])
def test_the_number_of_a_call_leaves_the_tablet_by_itself(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch, seconds: int, is_shown: bool
) -> None:
    page = call(at(monkeypatch=monkeypatch, point=1))
    later = clock.now() + timedelta(seconds=mongolian_call.SHOWN_S + seconds)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = open_call(page)
    assert (stored(tablet)[0].number in shown(page)) == is_shown
    assert (CONFIRM in {each.key for each in page.button}) != is_shown


def test_there_is_nobody_to_call_before_a_conference_and_for_staff(
    tablet: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "who_is_asking", lambda: Identity(1, "馆员", Role.LIBRARIAN, False, 1))
    assert CONFIRM not in {each.key for each in open_call(at(monkeypatch=monkeypatch)).button}
    monkeypatch.setattr(frame, "who_is_asking", lambda: None)
    with tablet.database.writing() as db:
        closed = db.get_one(Conference, 1)
        closed.is_current = False
    assert CONFIRM not in {each.key for each in open_call(at(monkeypatch=monkeypatch)).button}


SHAPER = MongolianShaper("MNG")
PLACES = ("{}", "{}ᠠ", "ᠪ{}", "ᠪ{}ᠠ", "ᠠ{}", "ᠠ{}ᠪᠠ", "{}ᠡ", "ᠡ{}ᠡ", "ᠪᠠ{}", "ᠪᠠ{}ᠠ", "ᠮ{}ᠨ", "ᠣ{}ᠣ", "ᠡ{}ᠪᠡ")


def inks(letter: str) -> tuple[str, ...]:
    return tuple(SHAPER.shape_str(place.format(letter)) for place in PLACES)


def test_every_letter_has_a_key_of_its_own_or_one_that_always_looks_the_same() -> None:
    keys = {one.text for one in LETTERS}
    hudum = {chr(code) for code in range(0x1820, 0x1843)}
    assert keys | set(SERVES_FOR) == hudum
    assert {letter: inks(letter) for letter in SERVES_FOR} == {letter: inks(key) for letter, key in SERVES_FOR.items()}


def test_no_two_keys_look_the_same_everywhere() -> None:
    assert len({inks(one.text) for one in LETTERS}) == len(LETTERS) == len({one.name for one in LETTERS})
