"""The Mongolian screens in a real browser: they fit, stand upright, can be read aloud, and answer to a finger."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.words import DELEGATES_LANGUAGES, MONGOLIAN, TAGS, TRADITIONAL, translator
from pages.components.mongolian_keyboard import CONNECTOR, LETTERS
from tests.browser.screen import SIZES, Screen, violations

pytestmark = pytest.mark.browser
say = translator(TRADITIONAL)


def looking(page: Page, address: str, language: str, size: str = "tablet") -> Screen:
    """A tab of a browser that chose `language` before."""
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))  # type: ignore[arg-type]
    page.context.add_cookies([{"name": "desk_language", "value": language, "url": address}])
    return Screen(page, address)


def boxes(found: Locator) -> list[dict[str, float]]:
    return [box for one in found.all() if (box := one.bounding_box()) is not None]  # type: ignore[misc]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", DELEGATES_LANGUAGES)
def test_the_strip_fits_in_every_language(page: Page, sample_desk: str, language: str, size: str) -> None:
    screen = looking(page, sample_desk, language, size)
    screen.open("/ask")
    tapped = page.locator(".st-key-desk_bar button, .st-key-desk_bar a")
    expect(tapped).to_have_count(len(DELEGATES_LANGUAGES) + 3)  # large type, the call, sign-in
    page.evaluate("document.fonts.ready")
    found = boxes(tapped)
    for place, one in enumerate(found):
        assert one["height"] >= 44
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= SIZES[size][0]
        for other in found[:place]:
            apart = one["x"] >= other["x"] + other["width"] or other["x"] >= one["x"] + one["width"]
            assert apart or abs(one["y"] - other["y"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.lang") == TAGS[language]


@pytest.mark.parametrize("path", ["/", "/?q=ᠮᠣᠩᠭᠣᠯ", "/record?id=3", "/ask"])
@pytest.mark.parametrize("language", MONGOLIAN)
def test_a_page_in_mongolian_can_be_read_aloud(page: Page, sample_desk: str, language: str, path: str) -> None:
    looking(page, sample_desk, language).open(path)
    expect(page.locator(".st-key-desk_bar button")).to_have_count(len(DELEGATES_LANGUAGES) + 2)
    assert violations(page) == []


def test_blocks_of_traditional_script_stand_upright_beside_each_other(page: Page, sample_desk: str) -> None:
    screen = looking(page, sample_desk, TRADITIONAL)
    screen.open("/ask?record=3")
    blocks = page.locator("[data-testid=stMain] .mongolian.block")
    expect(blocks).to_have_count(3)  # the title, the book it is about, what becomes of the contact
    expect(page.get_by_role("heading", level=1, name=say("向馆员咨询"))).to_be_visible()
    modes = blocks.evaluate_all("all => all.map(one => getComputedStyle(one).writingMode)")
    assert set(modes) == {"vertical-lr"}
    drawn = boxes(blocks)
    assert [one["x"] for one in drawn] == sorted(one["x"] for one in drawn)
    assert max(one["y"] for one in drawn) - min(one["y"] for one in drawn) < 20
    assert page.locator("textarea").evaluate("one => getComputedStyle(one).writingMode") == "vertical-lr"


def test_the_script_is_drawn_with_the_desks_own_font(page: Page, sample_desk: str) -> None:
    looking(page, sample_desk, TRADITIONAL).open("/ask")
    page.wait_for_function("document.fonts.check('16px \"Noto Sans Mongolian\"', '\u182e')")


def test_the_language_changes_at_a_tap_and_is_remembered_and_taken_back(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.open("/ask")
    screen.press("ᠮᠣᠩᠭᠣᠯ")
    expect(page.get_by_role("button", name=say("发给馆员"), exact=True)).to_be_visible()
    page.wait_for_function("document.documentElement.lang === 'mn-Mong'")
    screen.open("/ask")
    expect(page.get_by_role("button", name=say("发给馆员"), exact=True)).to_be_visible()
    screen.press("中文")
    screen.press("ᠮᠣᠩᠭᠣᠯ")
    screen.press("中文")  # back and forth within one tab
    page.wait_for_function("document.cookie.includes('desk_language=zh_CN')")
    screen.open("/ask")
    expect(page.get_by_role("button", name="发给馆员", exact=True)).to_be_visible()


def test_what_was_typed_survives_the_turn_of_the_script(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.open("/ask")
    screen.fill("您想问什么？", "草原补偿标准")
    for language in ("ᠮᠣᠩᠭᠣᠯ", "Монгол"):
        screen.press(language)
        expect(page.get_by_role("textbox").first).to_have_value("草原补偿标准")


def test_a_call_takes_two_taps_and_a_librarian_finds_it(page: Page, sample_desk: str) -> None:
    screen = looking(page, sample_desk, TRADITIONAL)
    screen.open("/?point=1")
    screen.press(say("呼叫蒙古语馆员"), exact=False)
    page.get_by_role("button", name=say("确定，请馆员来"), exact=True).click()
    screen.settled()
    number = page.locator(".st-key-bar_called strong").inner_text()
    assert re.fullmatch(r"Z\d{8}-\d{4}", number)
    expect(page.get_by_role("button", name=say("呼叫蒙古语馆员"))).to_have_count(0)
    assert violations(page) == []
    screen.press(say("知道了"))
    expect(page.locator(".st-key-bar_called")).to_have_count(0)
    screen.sign_in("sample-librarian", "sample-librarian-2468", "/questions")
    screen.fill("查找", number)
    screen.sees("呼叫蒙古语馆员：")


def keyboard(page: Page, sample_desk: str) -> Screen:
    """The search page with the keyboard open below its box."""
    screen = looking(page, sample_desk, TRADITIONAL)
    screen.open("/")
    screen.press(say("蒙古文键盘"))
    expect(page.locator(".board .written")).to_be_visible()
    return screen


def key(page: Page, letter: str) -> Locator:
    name = next(one.name for one in LETTERS if one.text == letter)
    return page.get_by_role("button", name=f"{letter} {name}", exact=True)


def test_a_word_is_written_by_touch_and_searched_for(page: Page, sample_desk: str) -> None:
    screen = keyboard(page, sample_desk)
    written = page.locator(".board .written")
    for letter in "ᠮᠣᠩᠭᠣᠯ":
        key(page, letter).click()
    expect(written).to_have_text("ᠮᠣᠩᠭᠣᠯ")
    assert written.evaluate("one => getComputedStyle(one).writingMode") == "vertical-lr"
    page.get_by_role("button", name=say("词尾连接")).click()
    page.get_by_role("button", name=say("退格")).click()
    page.get_by_role("button", name=say("换形")).click()
    assert written.evaluate("one => one.textContent") == "ᠮᠣᠩᠭᠣᠯ\u180b"
    page.get_by_role("button", name=say("退格")).click()
    key(page, "ᠯ").click()
    page.locator(".board .done").click()
    screen.settled()
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'ᠮᠣᠩᠭᠣᠯ'")


def test_the_keys_fit_a_finger_and_the_tablet_and_can_be_read_aloud(page: Page, sample_desk: str) -> None:
    keyboard(page, sample_desk)
    found = boxes(page.locator(".board button"))
    assert len(found) == len(LETTERS) + 6
    assert min(min(one["width"], one["height"]) for one in found) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []


def test_the_keys_are_reached_without_a_finger(page: Page, sample_desk: str) -> None:
    keyboard(page, sample_desk)
    key(page, LETTERS[0].text).focus()
    for pressed in ("Enter", "ArrowRight", "Enter", "End", "Home", "Space", "Backspace"):
        page.keyboard.press(pressed)
    assert page.locator(".board .written").evaluate("one => one.textContent") == "ᠠᠡ"
    page.keyboard.press("Tab")  # the letters are one stop
    page.keyboard.press("Enter")
    assert page.locator(".board .written").evaluate("one => one.textContent") == f"ᠠᠡ{CONNECTOR}"
