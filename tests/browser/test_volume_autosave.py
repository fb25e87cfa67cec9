"""What is typed into an entry is kept at a pause, while the cursor stays in the box and nobody presses anything."""

import re

from playwright.sync_api import Dialog, Locator, expect

from tests.browser.screen import Screen

ADDRESS = "/volume?id=2&view=contents"


def first_text(screen: Screen) -> Locator:
    screen.open(ADDRESS)
    screen.press("编辑")
    text = screen.page.locator("[class*=st-key-volume_entry_][class*=_text] textarea")
    expect(text).not_to_have_value("")
    return text


def test_a_pause_keeps_what_is_typed_and_typing_goes_on(screen: Screen) -> None:
    screen.sign_in("sample-editor", "sample-editor-2468")
    text = first_text(screen)
    before = text.input_value()
    text.press("Control+End")
    screen.page.keyboard.type("还没写完")
    expect(screen.page.get_by_text("已自动保存")).to_be_visible(timeout=20_000)
    screen.page.keyboard.type("，接着写")
    screen.settled()
    expect(text).to_be_focused()
    expect(text).to_have_value(f"{before}还没写完，接着写")

    other = Screen(screen.page.context.new_page(), screen.address)
    for _attempt in range(20):
        stored = first_text(other).input_value()
        if stored != f"{before}还没写完":
            break
    assert stored == f"{before}还没写完，接着写"

    text.fill(before)
    text.press("Tab")
    screen.settled()
    assert first_text(other).input_value() == before


def test_closing_the_tab_asks_while_something_is_not_kept(screen: Screen) -> None:
    screen.sign_in("sample-editor", "sample-editor-2468")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    screen.page.on("dialog", stay)
    text = first_text(screen)
    text.press("Control+End")
    screen.page.keyboard.type("未")
    screen.page.close(run_before_unload=True)
    expect(text).to_have_value(re.compile("未$"))
    assert asked == ["beforeunload"]
    text.press("Backspace")
    text.press("Tab")
    screen.settled()
