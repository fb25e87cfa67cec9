"""Notes that Mongolian columns call: at the foot of the page on which the column stands that calls them."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from compilations.blocks import Block, Heading, ListItem, Paragraph, Quote, Run
from compilations.pdf_columns import SCALE
from tests.compilations.pdf_reading import pages
from tests.compilations.test_pdf_notes import FILL, MEASURES, assert_true, built

WORDS = ["ᠥᠪᠥᠷ", "ᠮᠣᠩᠭᠣᠯ", "ᠤᠨ", "ᠥᠪᠡᠷᠲᠡᠭᠡᠨ", "ᠵᠠᠰᠠᠬᠤ", "ᠣᠷᠣᠨ", "ᠤ", "ᠨᠣᠮ", "ᠤᠨ", "ᠰᠠᠩ", "ᠨᠡᠷ\u180eᠡ", "ᠣᠨ"]


def noted(number: int, before: int, length: int) -> Run:
    """Mongolian words that call a note of `length` characters."""
    note = Run(f"B{number:04}" + (FILL * (length // len(FILL) + 1))[:length] + f"E{number:04}")
    words = " ".join(WORDS[n % len(WORDS)] for n in range(before + 3))
    return Run(f"{words} C{number:04}", note=(note,))


def of(paragraphs: list[list[tuple[int, int]]], headed: int) -> tuple[int, tuple[Block, ...]]:
    number, blocks = 0, list[Block]()
    for kind, pieces in enumerate(paragraphs):
        runs = tuple(part for n, piece in enumerate(pieces) for part in (noted(number + n, *piece), Run(" ᠨᠣᠮ ")))
        number += len(pieces)
        if headed and kind % (headed + 1) == 0:
            blocks.append(Heading(1 + kind % 3, (Run("ᠭᠠᠷᠴᠠᠭ"),)))
        blocks.append((Paragraph, Quote, ListItem)[kind % 3](runs))
    return number, (*blocks, Paragraph((Run("ᠲᠡᠭᠦᠰ"),)))


def lowest_text_and_highest_note(path: Path) -> list[tuple[float, float]]:
    """Of each page that has both, in points, told apart by their size."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        ink: dict[str, list[tuple[float, float]]] = {"text": [], "note": []}
        for place in range(text.count_chars()):
            _left, foot, _right, top = text.get_charbox(place)
            size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, place)
            kind = {MEASURES.size * SCALE: "text", MEASURES.size - 1.5: "note"}
            name = next((name for wanted, name in kind.items() if abs(size - wanted) < 0.1), "")
            if name and MEASURES.bottom - 5 <= foot <= MEASURES.bottom + MEASURES.depth and top > foot:
                ink[name].append((foot, top))
        if ink["text"] and ink["note"]:
            found.append((min(foot for foot, _top in ink["text"]), max(top for _foot, top in ink["note"])))
    document.close()
    return found


SIZES = st.tuples(st.integers(0, 60), st.integers(0, 150))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(SIZES, min_size=1, max_size=6), max_size=20), st.integers(0, 3))
def test_each_note_stands_once_on_the_page_that_calls_it(paragraphs: list[list[tuple[int, int]]], headed: int) -> None:
    number, blocks = of(paragraphs, headed)
    with TemporaryDirectory() as folder:
        path = built(blocks, Path(folder))
        assert_true(path, range(number), beside=True)
        assert all(text > note + 5 for text, note in lowest_text_and_highest_note(path))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.one_of(st.integers(0, 60), st.integers(0, 4_000))), max_size=12))
def test_a_note_longer_than_a_third_of_the_page_goes_on(pieces: list[tuple[int, int]]) -> None:
    number, blocks = of([[piece] for piece in pieces], 0)
    with TemporaryDirectory() as folder:
        assert_true(built(blocks, Path(folder)), range(number), beside=False)


def test_more_notes_than_numbers_in_one_column_lose_none(tmp_path: Path) -> None:
    runs = tuple(Run("ᠨᠣᠮ", note=(Run(f"B{n:04}E"),)) for n in range(120))
    text = "".join(pages(built((Paragraph(runs),), tmp_path)))
    assert re.findall(r"B(\d{4})E", text) == [f"{n:04}" for n in range(120)]


def test_chinese_and_mongolian_share_the_numbers_of_a_page(tmp_path: Path) -> None:
    blocks = tuple(
        Paragraph((Run(words, note=(Run(f"B{n:04}E"),)),))
        for n, words in enumerate(["中文", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "中文", "ᠨᠤᠲᠤᠭ"])
    )
    text = "".join(pages(built(blocks, tmp_path)))
    assert [re.findall(f"(.)B{n:04}E", text) for n in range(4)] == [["①"], ["②"], ["③"], ["④"]]
    assert [text.count(mark) for mark in "①②③④"] == [2, 2, 2, 2]
