"""Every page, at every size that stands on a desk: it draws whole, fits, and a screen reader can use it."""

import pytest
from playwright.sync_api import Page, expect

from pages.components.menu import PAGES
from tests.browser.screen import SIZES, Screen, violations

pytestmark = pytest.mark.browser
WITH_A_THING_ON_IT = {"record": "?id=3", "question": "?id=5", "volume": "?id=1", "": "?q=草原", "cards": "?view=list"}
ADMIN = ("sample-admin", "sample-admin-2468")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", [place.url_path for place in PAGES])
def test_a_page_draws_whole_and_fits_and_can_be_read_aloud(page: Page, sample_desk: str, path: str, size: str) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))  # type: ignore[arg-type]
    screen = Screen(page, sample_desk)
    screen.sign_in(*ADMIN, f"/{path}{WITH_A_THING_ON_IT.get(path, '')}")
    expect(page.locator("[data-testid=stMain] h1").first).to_be_visible()
    expect(page.get_by_text("程序出错了")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", "/?q=草原", "/?q=ᠮᠣᠩᠭᠣᠯ", "/record?id=3", "/ask", "/staff/login"])
def test_what_a_delegate_sees_can_be_read_aloud_in_large_type_and_in_english(
    page: Page, sample_desk: str, path: str
) -> None:
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": sample_desk}
            for name, value in (("desk_large", "1"), ("desk_language", "en"))
        ]
    )
    screen = Screen(page, sample_desk)
    if path.startswith("/staff"):
        page.goto(sample_desk + path)
    else:
        screen.open(path)
    page.wait_for_function("parseFloat(getComputedStyle(document.documentElement).fontSize) >= 24")
    assert violations(page) == []


def test_language_and_large_type_are_remembered_by_this_browser(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.open("/ask")
    screen.press("大字")
    screen.press("English")
    screen.sees("Ask a librarian")
    page.wait_for_function("document.cookie.includes('desk_language=en') && document.cookie.includes('desk_large=1')")
    screen.open("/ask")
    screen.sees("Normal type")


def test_what_was_typed_survives_a_change_of_type_and_language(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.open("/ask")
    screen.fill("您想问什么？", "草原补偿标准")
    screen.press("大字")
    screen.press("English")
    expect(page.get_by_role("textbox").first).to_have_value("草原补偿标准")


def test_a_search_stands_in_the_address_bar_and_comes_back_with_the_back_button(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.open("/?q=草原&language=mon&sort=newest")
    first = page.get_by_text("条结果").first.inner_text()
    page.reload()
    screen.settled()
    assert page.get_by_text("条结果").first.inner_text() == first
    page.locator(".find-card h3 a").first.click()
    page.wait_for_url("**/record?id=*")
    screen.settled()
    page.go_back()
    screen.settled()
    assert page.get_by_text("条结果").first.inner_text() == first


def test_signing_out_cuts_off_a_page_that_is_still_open(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.sign_in(*ADMIN, "/questions")
    other = page.context.new_page()
    other.goto(f"{sample_desk}/staff/login")
    other.get_by_role("button", name="退出登录").click()
    screen.fill("查找", "草原")
    screen.sees("这一页供馆员使用，请先登录。")
