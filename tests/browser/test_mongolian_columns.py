"""Traditional Mongolian as Chromium shows it in an EPUB: down the box, columns from left to right."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from compilations import epub
from compilations.blocks import Blocks, Heading, ListItem, Paragraph, Quote, Run, Runs
from compilations.volume import VolumeEntry, VolumeSection
from tests.compilations.volumes import volume

TITLE = "ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ"
WORDS = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ 2026 ᠣᠨ Өвөр ᠃"
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1024, "height": 768}

_PLACES = """() => [...document.querySelectorAll('.columns')].map(box => {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), words = []
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[^ \\n]+/g)) {
    const range = document.createRange()
    range.setStart(walker.currentNode, word.index)
    range.setEnd(walker.currentNode, word.index + word[0].length)
    const rects = [...range.getClientRects()].filter(rect => rect.height)
    if (rects.length == 1) words.push([rects[0].left, rects[0].top, rects[0].right, rects[0].bottom])
  }
  const rect = box.getBoundingClientRect()
  return {words, left: rect.left, top: rect.top, right: rect.right, height: rect.height,
    over: box.scrollWidth - box.clientWidth}
})"""


def runs(text: str) -> Runs:
    return (Run(text),)


@pytest.fixture
def entry(tmp_path: Path) -> str:
    """The address of a Mongolian entry out of an EPUB."""
    blocks: Blocks = (
        Heading(1, runs("ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ")), *[Paragraph(runs(f"{WORDS} {WORDS} {WORDS}"))] * 4,
        *(ListItem(runs(f"{WORDS} {WORDS}"), 0, n) for n in range(1, 6)), Quote(runs(f"{WORDS} {WORDS}")),
    )  # fmt: skip
    made = volume(VolumeSection("节", (VolumeEntry(TITLE, blocks),)))
    epub.render(made, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        book.extractall(tmp_path / "book")
    return (tmp_path / "book" / "book" / "s1e1.xhtml").as_uri()


def placed(page: Page, address: str, size: dict[str, int]) -> list[dict[str, Any]]:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address)
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].map(font => font.status))") == ["loaded"]
    found: list[dict[str, Any]] = page.evaluate(_PLACES)
    return found


def test_words_go_down_and_columns_from_left_to_right(page: Page, entry: str) -> None:
    for box in placed(page, entry, PHONE):
        turns = 0
        assert len(box["words"]) > 20
        for before, word in zip(box["words"], box["words"][1:], strict=False):
            if word[0] < before[2] - 4:  # in the same column: beneath the word before
                assert word[1] >= before[3] - 1
            else:  # in the next one, which begins further up
                assert word[0] > before[0] + 8
                assert word[1] < before[3]
                turns += 1
        assert turns >= 3
        assert all(bottom - top > right - left for left, top, right, bottom in box["words"] if bottom - top > 60)


def test_a_phone_shows_each_box_whole(page: Page, entry: str) -> None:
    found = placed(page, entry, PHONE)
    assert len(found) > 3
    for box in found:
        assert box["over"] <= 1  # a part of a pixel
        assert 0 <= box["left"] < box["right"] <= PHONE["width"]
        assert 300 < box["height"] < 0.8 * PHONE["height"]
    assert len({box["left"] for box in found}) == 1  # one beneath the other
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_wide_screen_shows_boxes_side_by_side(page: Page, entry: str) -> None:
    first, second, *_others = placed(page, entry, DESK)
    assert second["top"] == first["top"]
    assert first["right"] <= second["left"]
