"""The search screen as hands and eyes use it: typing, touching, keys alone, turning pages, coming back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import SIZES, Screen, violations

pytestmark = pytest.mark.browser
BOX = "查找图书、报刊和资料"
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
FOCUSED = "document.activeElement.dataset.name || document.activeElement.innerText"
STATES = {
    "start": "/",
    "results": "/?q=草原",
    "narrowed": "/?q=草原&language=chi&kind=book",
    "mongolian": "/?q=ᠮᠣᠩᠭᠣᠯ",
    "nothing": "/?q=没有的词语&clc=F&in=title",
    "record": "/record?id=3",
}


@pytest.fixture
def box(screen: Screen) -> Locator:
    screen.open("/")
    return screen.page.get_by_label(BOX).first


def head(page: Page) -> Locator:
    return page.locator("[data-name=head]")


def offers(page: Page) -> Locator:
    return page.get_by_role("option")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_and_can_be_read_aloud_also_in_large_type(
    page: Page, sample_desk: str, state: str, size: str
) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))  # type: ignore[arg-type]
    page.context.add_cookies([{"name": "desk_large", "value": "1", "url": sample_desk}])
    Screen(page, sample_desk).open(STATES[state])
    expect(page.locator("[data-testid=stMain] h1").first).to_be_visible()
    expect(page.locator(".desk-board > *, .desk-record").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", "/?q=草原", "/?q=没有的词语"])
def test_whatever_can_be_touched_is_large_enough_for_a_finger(screen: Screen, path: str) -> None:
    screen.open(path)
    expect(screen.page.locator(".desk-board > *").first).to_be_visible()
    heights = screen.page.evaluate(
        "[...document.querySelectorAll('.desk-board :is(.find-key, summary, .find-pictures a, .find-parts a)')]"
        ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44


def test_a_record_on_a_telephone_is_not_cut_off(page: Page, sample_desk: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    Screen(page, sample_desk).open("/record?id=3")
    expect(page.locator(".desk-table.copies")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator(".desk-table.copies").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    assert violations(page) == []


def test_offers_appear_while_typing_and_nothing_below_moves(box: Locator, page: Page) -> None:
    picture = page.locator("[data-name=picture-law]")
    before = picture.bounding_box()
    address = page.url
    box.press_sequentially("草原", delay=60)
    expect(offers(page).first).to_be_visible()
    assert picture.bounding_box() == before
    assert page.url == address
    assert violations(page) == []


def test_an_offer_is_chosen_with_the_arrow_keys_and_enter(box: Locator, page: Page, screen: Screen) -> None:
    box.press_sequentially("草原", delay=60)
    expect(offers(page).first).to_be_visible()
    chosen = offers(page).nth(1).locator("span").inner_text()
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "desk-completion-1"
    box.press("Enter")
    expect(head(page)).to_be_visible()
    screen.settled()
    expect(box).to_have_value(chosen)
    expect(page).to_have_url(re.compile(r"\?q="))


def test_an_offer_is_chosen_with_a_finger(box: Locator, page: Page, screen: Screen) -> None:
    box.press_sequentially("草原", delay=60)
    expect(offers(page).first).to_be_visible()
    chosen = offers(page).first.locator("span").inner_text()
    offers(page).first.click()
    expect(head(page)).to_contain_text("条结果")
    screen.settled()
    expect(box).to_have_value(chosen)
    expect(offers(page)).to_have_count(0)


def test_escape_folds_the_offers_away_and_enter_searches_as_typed(box: Locator, page: Page) -> None:
    box.press_sequentially("草原", delay=60)
    expect(offers(page).first).to_be_visible()
    box.press("Escape")
    expect(offers(page)).to_have_count(0)
    box.press("Enter")
    expect(head(page)).to_contain_text("条结果")
    expect(box).to_have_value("草原")


def test_with_keys_alone_one_comes_from_the_box_to_filters_and_results(screen: Screen, page: Page) -> None:
    screen.open("/?q=草原&language=chi")
    expect(head(page)).to_be_visible()
    page.get_by_label(BOX).first.focus()
    met = []
    for _step in range(80):
        page.keyboard.press("Tab")
        met.append(str(page.evaluate(FOCUSED)))
        if met[-1].startswith("record-"):
            break
    order = [next(i for i, name in enumerate(met) if name.startswith(wanted)) for wanted in ("检索", "in-", "chip-")]
    filters = next(i for i, name in enumerate(met) if name.startswith("filters-key"))
    assert [*order, filters, len(met) - 1] == sorted([*order, filters, len(met) - 1])
    assert met[-1].startswith("record-")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_filter_is_set_and_taken_away_by_keys_and_the_focus_stays_on_it(screen: Screen, page: Page) -> None:
    screen.open("/?q=草原")
    page.locator("[data-name=kind-ebook]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-name=chip-kind-ebook]")).to_be_visible()
    assert page.evaluate(FOCUSED) == "kind-ebook"
    assert "kind=ebook" in page.url
    page.locator("[data-name=chip-kind-ebook]").click()
    expect(page.locator("[data-name=chip-kind-ebook]")).to_have_count(0)
    assert "kind" not in page.url


def test_the_back_button_undoes_a_filter_and_then_a_page(screen: Screen, page: Page) -> None:
    screen.open("/?q=草原")
    found = head(page).inner_text()
    page.locator("[data-name=page-2]").click()
    expect(page.locator("[data-name=page-2][aria-current]")).to_be_attached()
    page.locator("[data-name=kind-ebook]").click()
    expect(page.locator("[data-name=chip-kind-ebook]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-name=chip-kind-ebook]")).to_have_count(0)
    expect(page.locator("[data-name=page-2][aria-current]")).to_be_attached()
    page.go_back()
    expect(page.locator("[data-name=page-1][aria-current]")).to_be_attached()
    expect(head(page)).to_have_text(found)
    expect(page.get_by_label(BOX).first).to_have_value("草原")


def test_turning_the_page_begins_at_the_top(screen: Screen, page: Page) -> None:
    screen.open("/?q=草原")
    page.locator("[data-name=page-2]").scroll_into_view_if_needed()
    assert page.evaluate(SCROLLED) > 500
    page.locator("[data-name=page-2]").click()
    expect(page.locator("[data-name=page-2][aria-current]")).to_be_attached()
    page.wait_for_function(f"{SCROLLED} === 0")
    assert "page=2" in page.url


def test_turning_the_page_of_any_list_begins_at_its_top(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.sign_in("sample-librarian", "sample-librarian-2468", "/questions")
    for number in ("2", "3"):
        turn = page.locator("[data-testid=stPagination]").get_by_text(number, exact=True).first
        turn.scroll_into_view_if_needed()
        assert page.evaluate(SCROLLED) > 500
        turn.click()
        page.wait_for_url(f"**page={number}*")
        page.wait_for_function(f"{SCROLLED} === 0")
        screen.settled()


def test_a_plain_click_keeps_the_sitting_and_the_back_button_the_search(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.sign_in("sample-librarian", "sample-librarian-2468", "/?q=草原")
    expect(head(page)).to_be_visible()
    found = head(page).inner_text()
    page.get_by_role("button", name="放入资料篮").first.click()
    expect(page.get_by_role("button", name="移出资料篮").first).to_be_visible()
    page.locator(".find-card h3 a").nth(1).click()
    expect(page.locator(".desk-record h1")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("资料篮里的 1 种"))).to_be_visible()
    page.go_back()
    expect(head(page)).to_have_text(found)
    expect(page.get_by_role("button", name="移出资料篮").first).to_be_visible()


def test_a_picture_leads_to_its_books(screen: Screen, page: Page) -> None:
    screen.open("/")
    page.locator("[data-name=picture-grassland]").click()
    expect(head(page)).to_contain_text("条结果")
    expect(page.get_by_label(BOX).first).to_have_value("草原")


def test_every_picture_is_really_there(screen: Screen, page: Page) -> None:
    screen.open("/")
    expect(page.locator(".find-pictures img").first).to_be_visible()
    page.wait_for_function("[...document.querySelectorAll('.find-pictures img')].every(one => one.complete)")
    sizes = page.evaluate("[...document.querySelectorAll('.find-pictures img')].map(one => one.naturalWidth)")
    assert len(sizes) >= 10
    assert 0 not in sizes


def test_a_long_mongolian_title_stands_whole_in_columns(screen: Screen, page: Page) -> None:
    screen.open("/?language=mon&sort=title")
    upright = page.locator(".find-upright")
    expect(upright.first).to_be_visible()
    is_cut = "one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1"
    cut = upright.evaluate_all(f"all => all.filter(one => {is_cut}).length")
    assert cut == 0
    modes = upright.evaluate_all("all => all.map(one => getComputedStyle(one).writingMode)")
    assert set(modes) == {"vertical-lr"}
    heights = page.locator(".find-card").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 420


def test_where_nothing_is_found_a_librarian_is_asked_with_the_words(screen: Screen, page: Page) -> None:
    screen.open("/?q=没有的词语")
    page.locator("[data-name=ask]").click()
    expect(page.get_by_label("您想问什么？")).to_have_value("请帮我找：没有的词语")
