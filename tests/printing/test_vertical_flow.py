"""Vertical paragraphs: indents at the head of the columns, headings that stay with what follows, pages filled."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from printing.chinese import ChineseParagraph, TextStyle
from printing.text_style import Place, Run
from printing.vertical_flow import VerticalFlow, VerticalParagraph
from tests.printing.reading import pdfium_text, pictures, poppler_text, printed, without_white

WORDS = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ 2026 内蒙古 Өвөр ᠃"


def plain(text: str = WORDS, **look: Any) -> VerticalParagraph:
    return replace(VerticalParagraph((Run(text),), 12.0), **look)


def set_so(flow: VerticalFlow, width: float = 400.0, height: float = 500.0) -> list[VerticalFlow]:
    """The parts of a flow on pages of one size."""
    parts: list[VerticalFlow] = []
    while flow.wrap(width, height)[1] > height:
        first, flow = flow.split(width, height)
        parts.append(first)
    return [*parts, flow]


def head_and_foot(picture: np.ndarray[Any, Any], first: float, last: float) -> tuple[float, float]:
    """Where the ink of a strip of the page begins and ends, in points from the head (72 dots to the inch)."""
    rows = np.flatnonzero((picture[:, round(first) : round(last)] < 128).any(axis=1))
    return float(rows.min()), float(rows.max())


def test_indents_stand_at_the_head_of_the_columns_and_at_their_foot() -> None:
    text = " ".join(["ᠮᠣᠩᠭᠣᠯ"] * 40)
    look: dict[str, Any] = {"size": 10.0, "indent_em": 2, "first_indent_em": 3, "foot_indent_em": 4}
    picture = pictures(printed(VerticalFlow((plain(text, **look),), 200.0)), 72)[0]
    first, second = (head_and_foot(picture, 40 + n * 15, 55 + n * 15) for n in (0, 1))
    assert first[0] == pytest.approx(40 + 50, abs=3)
    assert second[0] == pytest.approx(40 + 20, abs=3)
    assert max(first[1], second[1]) < 40 + 200 - 40


def test_the_marker_of_an_item_stands_above_and_its_words_begin_at_the_indent() -> None:
    look: dict[str, Any] = {"size": 20.0, "indent_em": 3, "first_indent_em": -2}
    marked = printed(VerticalFlow((plain("ᠨᠣᠮ", marker="1.", **look),), 300.0))
    alone = printed(VerticalFlow((plain("ᠨᠣᠮ", **look | {"first_indent_em": 0}),), 300.0))
    begins, ends = head_and_foot(pictures(marked, 72)[0], 40, 70)
    assert begins == pytest.approx(40 + 20, abs=4)
    assert ends == head_and_foot(pictures(alone, 72)[0], 40, 70)[1]
    assert without_white(pdfium_text(marked)) == "1.ᠨᠣᠮ"


def test_a_wide_marker_pushes_the_words_down() -> None:
    flow = VerticalFlow((plain("ᠨᠣᠮ", marker="1234567.", indent_em=2, first_indent_em=-1),), 300.0)
    flow.wrap(400.0, 300.0)
    alone = VerticalFlow((plain("ᠨᠣᠮ", indent_em=2),), 300.0)
    alone.wrap(400.0, 300.0)
    assert flow.height > alone.height + 12


def test_a_heading_goes_on_with_what_it_heads() -> None:
    heading = plain("ᠮᠣᠩᠭᠣᠯ", keep_with_next=True)
    for before in range(1, 22):
        flow = VerticalFlow((*[plain("ᠨᠣᠮ")] * before, heading, *[plain("ᠰᠠᠩ")] * 3), 100.0)
        for part in set_so(flow, 20 * 18.0, 100.0):
            assert not part.drawn.endswith("ᠮᠣᠩᠭᠣᠯ")


def test_headings_that_fill_a_page_do_not_stop_it() -> None:
    flow = VerticalFlow([plain("ᠮᠣᠩᠭᠣᠯ", keep_with_next=True)] * 50, 100.0)
    assert sum(part.drawn.count("ᠮᠣᠩᠭᠣᠯ") for part in set_so(flow, 20 * 18.0, 100.0)) == 50


def test_what_is_left_takes_the_height_of_its_own_page() -> None:
    flow = VerticalFlow((plain(" ".join([WORDS] * 40)),), 500.0)
    assert flow.wrap(300.0, 200.0)[1] > 200.0
    first, rest = flow.split(300.0, 200.0)
    assert first.wrap(300.0, 200.0)[1] <= 200.0
    assert rest.wrap(300.0, 500.0)[1] > 400.0


def test_a_short_text_fills_the_measure_and_no_column_is_lower_than_the_least() -> None:
    flow = VerticalFlow((plain(" ".join([WORDS] * 6)),), 500.0, least=120.0)
    width, height = flow.wrap(300.0, 500.0)
    assert 220.0 < width <= 300.0
    assert 120.0 <= height < 260.0
    assert VerticalFlow((plain(),), 500.0, least=120.0).wrap(300.0, 500.0)[1] == pytest.approx(120.0, abs=30)


def test_without_a_least_height_the_same_columns_are_made_even() -> None:
    flow = VerticalFlow((plain(" ".join(["ᠮᠣᠩᠭᠣᠯ"] * 12)),), 11 * 40.0)
    width, height = flow.wrap(300.0, 500.0)
    assert width == 2 * 18.0
    assert height < 280.0


def test_a_flow_is_not_begun_where_there_is_too_little_room() -> None:
    flow = VerticalFlow((plain(" ".join([WORDS] * 40)),), 500.0, least=150.0)
    assert flow.wrap(300.0, 100.0)[1] > 100.0
    assert flow.split(300.0, 100.0) == []


def test_a_word_longer_than_a_column_is_cut_and_loses_nothing() -> None:
    flow = VerticalFlow((plain("ᠮᠣᠩᠭᠣᠯ" * 40 + " http://" + "a" * 300),), 100.0)
    assert without_white("".join(part.drawn for part in set_so(flow, 300.0, 100.0))) == (
        "ᠮᠣᠩᠭᠣᠯ" * 40 + "http://" + "a" * 300
    )


def test_places_are_told_where_they_come_to_stand() -> None:
    heading = plain("ᠮᠣᠩᠭᠣᠯ", keep_with_next=True, anchor="h", outline_level=2, outline_title="题")
    flow = VerticalFlow((*[plain("ᠨᠣᠮ")] * 25, heading, plain()), 100.0)
    assert [part.places for part in set_so(flow, 20 * 18.0, 100.0)] == [(), (Place("h", 2, "题"),)]


def test_bold_is_heavier_and_reads_the_same(tmp_path: Path) -> None:
    light, heavy = (printed(VerticalFlow((plain(bold=bold),), 300.0)) for bold in (False, True))
    ink = [np.count_nonzero(pictures(pdf, 144)[0] < 128) for pdf in (light, heavy)]
    assert ink[1] > ink[0] * 1.2
    assert poppler_text(heavy, tmp_path) == poppler_text(light, tmp_path)


def test_a_link_can_be_pressed_where_its_words_stand(tmp_path: Path) -> None:
    flow = VerticalFlow((VerticalParagraph((Run("ᠨᠣᠮ "), Run("ᠰᠠᠩ", link="https://a.cn/"), Run(" ᠨᠣᠮ")), 12.0),), 300.0)
    (tmp_path / "a.pdf").write_bytes(printed(flow))
    with Pdf.open(tmp_path / "a.pdf") as pdf:
        (link,) = pdf.pages[0].Annots
        assert str(link.A.URI) == "https://a.cn/"
        left, foot, right, head = map(float, link.Rect)
    assert 39 < left < right < 60
    assert 595 - 40 - 60 < foot < head < 595 - 40 - 10


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.booleans()), min_size=1, max_size=8),
    st.floats(150, 500),
    st.floats(60, 400),
)
def test_no_word_is_lost_or_said_twice(shape: Sequence[tuple[int, bool, bool]], height: float, width: float) -> None:
    words = WORDS.split()
    paragraphs = [
        plain(
            " ".join(words[n % len(words)] for n in range(length)), keep_with_next=kept, marker="1." if marked else "",
            first_indent_em=-1.0 if marked else 1.0, indent_em=2.0,
        )
        for length, kept, marked in shape
    ]  # fmt: skip
    drawn = " ".join(part.drawn for part in set_so(VerticalFlow(paragraphs, height, least=50.0), width, height))
    wanted = [f"{one.marker} {one.runs[0].text}" for one in paragraphs if one.runs[0].text]
    assert drawn.split(" ") == " ".join(wanted).split() or not wanted


@pytest.mark.parametrize("lines", range(17, 31))
def test_a_chinese_heading_stays_with_the_columns_beneath_it(lines: int, tmp_path: Path) -> None:
    heading = ChineseParagraph("标题", TextStyle(keep_with_next=True))
    flow = VerticalFlow((plain(" ".join([WORDS] * 60)),), 500.0, least=170.0)
    pages = poppler_text(printed(*(ChineseParagraph("行") for _ in range(lines)), heading, flow), tmp_path).split("\f")
    (page,) = (page for page in pages if "标题" in page)
    assert "ᠮᠣᠩᠭᠣᠯ" in page
    assert lines > 18 or page == pages[0]
