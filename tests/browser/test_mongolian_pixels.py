"""Vertical Mongolian on paper against Chromium's drawing of the same words in the same font, pixel by pixel.

Both are cut to their ink and laid over each other. A pixel is astray if there is no ink of the other drawing within
one pixel of it, which allows for edges that are smoothed in another way and for nothing else.
"""

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from printing.fonts import FONTS_FOLDER, split_by_font
from printing.mongolian import draw_vertical
from printing.paper import PaperCanvas
from tests.printing.reading import pictures

Ink = np.ndarray[Any, np.dtype[np.bool_]]
SIZE = 96  # pixels to the em; on paper points, drawn at 72 to the inch
WIDTH, HEIGHT = 400, 1400
MOST_ASTRAY = 0.002  # of the ink
FVS1, MVS, NNBSP, ZWNJ = "\u180b", "\u180e", "\u202f", "\u200c"

_LOADED = "Promise.all([...document.fonts].map(font => font.load())).then(all => all.map(font => font.status))"

# Each with a form that a reader would take for a mistake: another variant, a join that is missing or too many.
WORDS = {
    "isolated": ("ᠠ", "ᠡ"),
    "initial, medial, final": ("ᠨᠠᠨᠠ", f"ᠨᠠ{ZWNJ}ᠨᠠ"),
    "all letters apart": ("ᠮᠣᠩᠭᠣᠯ", ZWNJ.join("ᠮᠣᠩᠭᠣᠯ")),
    "feminine": ("ᠥᠪᠡᠷᠲᠡᠭᠡᠨ", f"ᠥᠪᠡᠷᠲᠡᠭᠡᠨ{FVS1}"),
    "ligature": ("ᠪᠢᠴᠢᠭ", f"ᠪ{ZWNJ}ᠢᠴᠢᠭ"),
    "selector at the end": (f"ᠪᠢᠴᠢᠭ{FVS1}", "ᠪᠢᠴᠢᠭ"),
    "selector of the dotted n": (f"ᠣᠨ{FVS1}", "ᠣᠨ"),
    "selector within": (f"ᠳᠤᠲ{FVS1}ᠠᠭᠤ", "ᠳᠤᠲᠠᠭᠤ"),
    "vowel separator": (f"ᠨᠡᠷ{MVS}ᠡ", "ᠨᠡᠷᠡ"),
    "vowel separator after q": (f"ᠬᠠᠭ{MVS}ᠠ", "ᠬᠠᠭᠠ"),
    "ablative": (f"ᠭᠡᠷ{NNBSP}ᠡᠴᠡ", "ᠭᠡᠷᠡᠴᠡ"),
    "genitive": (f"ᠬᠥᠮᠦᠨ{NNBSP}ᠦ", "ᠬᠥᠮᠦᠨᠦ"),
    "dative and reflexive": (f"ᠣᠷᠣᠨ{NNBSP}ᠳᠤ{NNBSP}ᠪᠠᠨ", "ᠣᠷᠣᠨᠳᠤᠪᠠᠨ"),
    "full stop": ("ᠨᠣᠮ᠃", "ᠨᠣᠮ᠂"),
    "own digits": ("᠑᠒᠓᠔", "᠑᠒᠓᠕"),
    "digits": ("2026", "2028"),
    "Cyrillic": ("Өвөр", "Овор"),
    "Han": ("内蒙古", "内蒙占"),
}


@pytest.mark.parametrize("name", WORDS)
def test_the_ink_is_that_of_chromium_and_a_wrong_form_is_not(page: Page, name: str) -> None:
    word, wrong = WORDS[name]
    seen = shown(page, word)
    assert seen.sum() > 300
    assert astray(printed(word), seen) <= MOST_ASTRAY
    assert astray(printed(wrong), seen) > 5 * MOST_ASTRAY


def astray(one: Ink, other: Ink) -> float:
    """The share of ink that has none of the other drawing beside it, where both lie on each other best."""
    room = (max(one.shape[0], other.shape[0]) + 6, max(one.shape[1], other.shape[1]) + 6)
    still = laid(one, room, 3, 3)
    near = grown(still)
    shifts = ((down, right) for down in range(6) for right in range(6))
    moved = (laid(other, room, down, right) for down, right in shifts)
    return min(int((each & ~near).sum() + (still & ~grown(each)).sum()) for each in moved) / int(other.sum())


def laid(ink: Ink, room: tuple[int, int], down: int, right: int) -> Ink:
    sheet = np.zeros(room, dtype=bool)
    part = ink[: room[0] - down, : room[1] - right]
    sheet[down : down + part.shape[0], right : right + part.shape[1]] = part
    return sheet


def grown(ink: Ink) -> Ink:
    """The ink and what is within one pixel of it."""
    around = np.pad(ink, 1)
    rows, columns = ink.shape
    found: Ink = np.any([around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)
    return found


def printed(word: str) -> Ink:
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(WIDTH, HEIGHT))
    draw_vertical(canvas, word, 100, HEIGHT - 50, HEIGHT - 100, SIZE)
    canvas.showPage()
    canvas.save()
    return ink_of(pictures(file.getvalue(), 72)[0])


def shown(page: Page, word: str) -> Ink:
    """The word as Chromium draws it, in the font files from which the desk prints."""
    names = {name for name, _part in split_by_font(word)}
    language = "mn-Mong" if names == {"mongolian"} else "zh-CN"  # for which the Chinese fonts have digits of their own
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.set_content(
        f"<style>{''.join(map(font_face, sorted(names)))} body {{ margin: 50px 100px; writing-mode: vertical-lr;"
        f" font: {SIZE}px/1.5 {', '.join(sorted(names))}; white-space: nowrap }}</style><p lang={language}>{word}"
    )
    assert page.evaluate(_LOADED) == ["loaded"] * len(names)
    return ink_of(np.array(Image.open(BytesIO(page.screenshot())).convert("L")))


@cache
def font_face(name: str) -> str:
    data = b64encode((FONTS_FOLDER / f"{name}.ttf").read_bytes()).decode()
    return f"@font-face {{ font-family: {name}; src: url(data:font/ttf;base64,{data}) }}"


def ink_of(picture: np.ndarray[Any, Any]) -> Ink:
    """The dark pixels, cut to where they are."""
    dark = picture < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    found: Ink = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return found
