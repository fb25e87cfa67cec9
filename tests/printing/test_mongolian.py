"""Mongolian on paper: joined forms, columns from left to right, and text that can be found again."""

from pathlib import Path

import numpy as np
import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.chinese import ChineseParagraph
from printing.fonts import FONTS_FOLDER, faces
from printing.mongolian import PITCH, columns, fitting_size
from printing.shaping import shape_mongolian
from printing.text_style import Run
from printing.vertical_flow import VerticalFlow, VerticalParagraph
from tests.printing.reading import font_table, pdfium_text, pictures, poppler_text, printed, without_white

TEXT = (
    "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ "
    "ᠭᠡᠷ\u202fᠡᠴᠡ 2026 ᠣᠨ 内蒙古 Өвөр Library ᠂ ᠪᠢᠴᠢᠭ\u180c ᠃"
)
WORDS = [word for word in TEXT.split(" ") if "\u1800" <= word[0] <= "\u18af"]


def in_columns(text: str, size: float, height: float) -> VerticalFlow:
    return VerticalFlow((VerticalParagraph((Run(text),), size),), height)


def glyphs_of(text: str) -> list[int]:
    """Shaped without the desk's code, straight from the font file."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS_FOLDER / "mongolian.ttf"))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {})
    return [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize("word", WORDS)
def test_the_forms_are_those_that_harfbuzz_gives(word: str) -> None:
    shaped = shape_mongolian(word, faces().fonts["mongolian"])
    assert [each.glyph.gid for each in shaped.glyphs] == glyphs_of(word)
    assert shaped.text == word


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ᠠ", ["isol"]),
        ("ᠨᠠᠨᠠ", ["init", "medi", "medi", "fina"]),
    ],
)
def test_a_letter_takes_the_form_of_its_place(text: str, names: list[str]) -> None:
    font = faces().fonts["mongolian"].hb_font
    glyphs = shape_mongolian(text, faces().fonts["mongolian"]).glyphs
    assert [font.get_glyph_name(each.glyph.gid).rpartition(".")[2][:4] for each in glyphs] == names


def test_connectors_and_selectors_change_the_form() -> None:
    font = faces().fonts["mongolian"]
    forms = {text: [each.glyph.gid for each in shape_mongolian(text, font).glyphs] for text in ("ᠨᠡᠷᠡ", "ᠨᠡᠷ\u180eᠡ")}
    assert forms["ᠨᠡᠷᠡ"] != forms["ᠨᠡᠷ\u180eᠡ"]
    final, other = (shape_mongolian(text, font).glyphs for text in ("ᠪᠢᠴᠢᠭ", "ᠪᠢᠴᠢᠭ\u180c"))
    assert final[-1].glyph.gid != other[-1].glyph.gid


@pytest.mark.parametrize("upright", [True, False])
def test_every_word_is_found_again_as_it_was_stored(upright: bool, tmp_path: Path) -> None:
    pdf = printed(in_columns(TEXT, 14, 200.0) if upright else ChineseParagraph(TEXT))
    by_pdfium, by_poppler = pdfium_text(pdf), poppler_text(pdf, tmp_path)
    for word in WORDS:
        assert word in by_pdfium
        assert word in by_poppler
    assert without_white(by_pdfium) == without_white(TEXT)


def test_all_fonts_of_a_vertical_text_are_embedded(tmp_path: Path) -> None:
    assert {font["embedded"] for font in font_table(printed(in_columns(TEXT, 14, 200.0)), tmp_path)} == {"yes"}


def words_of(text: str, size: float, height: float) -> list[list[str]]:
    return [["".join(piece.text for piece in word) for word in column.words] for column in columns(text, size, height)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "2026", "内蒙古", "Өвөр"]), max_size=30), st.floats(40, 400))
def test_columns_break_at_spaces_only_and_lose_no_word(words: list[str], height: float) -> None:
    set_so = words_of(" ".join(words), 12.0, height)
    assert [word for column in set_so for word in column] == words
    for column in columns(" ".join(words), 12.0, height):
        assert column.length <= height or len(column.words) == 1 or column.words[1][0].text in ("ᠤᠨ", "ᠤ", "᠂", "᠃")


def test_a_case_ending_begins_no_column() -> None:
    for height in range(40, 200, 5):
        assert all(column[0] not in ("ᠤᠨ", "ᠤ") for column in words_of("ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠨᠣᠮ ᠤᠨ ᠰᠠᠩ", 12.0, height))


def test_a_line_feed_begins_a_column() -> None:
    assert words_of("ᠨᠣᠮ\nᠰᠠᠩ ᠨᠣᠮ", 12.0, 400.0) == [["ᠨᠣᠮ"], ["ᠰᠠᠩ", "ᠨᠣᠮ"]]


def test_columns_run_from_left_to_right_and_words_from_top_to_bottom() -> None:
    picture = pictures(printed(in_columns("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\nᠨᠣᠮ", 20, 300.0)), 72)[0]
    dark = picture < 128
    columns_with_ink = np.flatnonzero(dark.any(axis=0))
    first, second = dark[:, 40:70], dark[:, 70:100]
    assert columns_with_ink.min() >= 38
    assert columns_with_ink.max() <= 100
    length = [np.ptp(np.flatnonzero(part.any(axis=1))) for part in (first, second)]
    assert length[0] > 2 * length[1] > 40  # two words against one
    widths = [np.ptp(np.flatnonzero(part.any(axis=0))) for part in (first, second)]
    assert max(widths) < 22  # upright strokes: a word lying on its side would be wider
    assert np.flatnonzero(first.any(axis=1)).min() == pytest.approx(np.flatnonzero(second.any(axis=1)).min(), abs=3)


def test_columns_that_the_page_has_no_room_for_go_on_at_the_next(tmp_path: Path) -> None:
    pdf = printed(in_columns(" ".join([TEXT] * 12), 14, 300.0))
    assert len(pictures(pdf, 20)) > 1
    assert without_white(pdfium_text(pdf)) == without_white(TEXT * 12)


def test_the_size_that_fits_is_the_largest_that_does() -> None:
    size = fitting_size("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", 60.0, 30.0, 4.0)
    assert 4.0 < size < 30.0
    assert len(columns("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", size, 60.0)) == 1
    assert len(columns("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", size * 1.06, 60.0)) == 2


def test_the_width_is_that_of_the_columns() -> None:
    assert in_columns("ᠨᠣᠮ\nᠰᠠᠩ", 10, 300.0).wrap(400.0, 300.0)[0] == 2 * PITCH * 10


@pytest.mark.parametrize("mark", ["᠃", "᠂", "》", "！"])
def test_a_closing_mark_that_was_typed_after_a_space_begins_no_column(mark: str) -> None:
    for height in range(40, 200, 5):
        assert all(column[0] != mark for column in words_of(f"ᠮᠣᠩᠭᠣᠯ {mark} ᠨᠣᠮ {mark} ᠰᠠᠩ {mark}", 12.0, height))
