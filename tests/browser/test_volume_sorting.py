"""Entries are put into order by dragging, with the mouse and with the keyboard, and stay so after a reload."""

from playwright.sync_api import expect

from tests.browser.screen import Screen

ADDRESS = "/volume?id=2&view=contents"  # the edition that is being edited


def order(screen: Screen) -> list[str]:
    return screen.page.locator(".desk-sort li span").all_inner_texts()


def sorting(screen: Screen) -> None:
    screen.open(ADDRESS)
    screen.page.get_by_text("拖动排序").click()
    screen.settled()
    expect(screen.page.locator(".desk-sort li").first).to_be_visible()


def test_an_entry_is_dragged_and_moved_by_keys(screen: Screen) -> None:
    screen.sign_in("sample-editor", "sample-editor-2468", ADDRESS)
    sorting(screen)
    before = order(screen)
    handles = screen.page.locator(".desk-sort li button")
    start, target = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()
    assert start is not None
    assert target is not None
    screen.page.mouse.move(start["x"] + 20, start["y"] + 20)
    screen.page.mouse.down()
    screen.page.mouse.move(target["x"] + 20, target["y"] + 40, steps=8)
    screen.page.mouse.up()
    dragged = [before[1], before[2], before[0], *before[3:]]
    expect(screen.page.locator(".desk-sort li span")).to_have_text(dragged)
    screen.settled()
    sorting(screen)
    assert order(screen) == dragged

    handles.nth(2).focus()
    screen.page.keyboard.press("ArrowUp")
    screen.page.keyboard.press("ArrowUp")
    screen.page.keyboard.press("Enter")
    screen.settled()
    expect(screen.page.get_by_text("已移动。")).to_be_visible()
    sorting(screen)
    assert order(screen) == before
