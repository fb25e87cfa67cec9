"""A stranger at every door: a cold deep link to a staff page shows the sign-in and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.components.menu import PAGES
from tests.browser.screen import Screen
from tests.browser.serving import manage, served

pytestmark = pytest.mark.browser
STAFF_PAGES = [place.url_path for place in PAGES if place.permission is not None]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that is open for real work, with one librarian."""
    folder = tmp_path_factory.mktemp("doors") / "live"
    manage(folder, "user", "add", "wang", "--role", "librarian", "--password-stdin", stdin="a sentence to remember\n")
    return folder


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_a_cold_deep_link_shows_the_sign_in_and_nothing_else(page: Page, data_dir: Path, path: str) -> None:
    with served(data_dir) as address:  # a new process: nobody has opened the first page in it
        screen = Screen(page, address)
        screen.open(f"/{path}")
        screen.sees("这一页供馆员使用，请先登录。")
        main = page.locator("[data-testid=stMain]")
        expect(main.locator("h1")).to_have_count(0)
        expect(main.locator("input, textarea, [data-testid=stDataFrame], [data-testid=stExpander]")).to_have_count(0)
        links = page.get_by_role("link").all_inner_texts()
        assert not {"统计", "登记咨询", "读者证"} & set(links)


def test_a_librarian_is_told_that_an_administrators_page_is_not_theirs(page: Page, data_dir: Path) -> None:
    with served(data_dir) as address:
        screen = Screen(page, address)
        screen.sign_in("wang", "a sentence to remember", "/accounts")
        screen.sees("您的账号没有这一页的权限。")
        expect(page.locator("[data-testid=stMain] h1")).to_have_count(0)


def test_a_librarian_hands_out_a_volume_but_does_not_edit_it(page: Page, sample_desk: str) -> None:
    screen = Screen(page, sample_desk)
    screen.sign_in("sample-librarian", "sample-librarian-2468", "/volume?id=1&view=contents")
    expect(page.get_by_role("radio", name="发放登记")).to_be_visible()
    expect(page.get_by_role("radio", name="内容")).to_have_count(0)
    expect(page.get_by_role("button", name="改名或移除")).to_have_count(0)
