"""Where lines end: a golden table of rules, and laws that hold for any text in any measure."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.chinese import ChineseParagraph, Run, TextStyle
from printing.line_breaking import Line
from tests import real_data

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "printing" / "lines.json").read_text(encoding="utf-8"))
NEVER_FIRST = set("，。、；：？！”’）》】〉」』〕…—·～％℃")
NEVER_LAST = set("“‘（《【〈「『〔￥")
SIZE = 10.0


def paragraph(text: str, indent: float = 2.0, **style: object) -> ChineseParagraph:
    return ChineseParagraph(text, TextStyle(size=SIZE, first_indent_em=indent, **style))  # type: ignore[arg-type]


def cut(made: ChineseParagraph, width: float) -> list[str]:
    return [made.text[line.start : line.end] for line in made.lines(width)]


def extent(made: ChineseParagraph, line: Line) -> float:
    """How far the line's last glyph reaches, added up character by character."""
    galley = made.galley
    x = line.x
    for place in range(line.start, line.end):
        x += galley.widths[place]
        if place + 1 < line.end:
            weight = 1 if line.evenly else galley.weights[place]
            x += galley.after[place] + weight * line.stretch - galley.shrink[place] * line.squeeze
    return x - galley.trims.get(line.end - 1, 0.0)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["rule"])
def test_lines_end_where_a_compositor_ends_them(case: dict[str, object]) -> None:
    lines = case["lines"]
    assert isinstance(lines, list)
    text = "".join(lines)
    runs = [Run(part, superscript=part == "[1]") for part in text.partition("[1]") if part]
    made = ChineseParagraph(runs, TextStyle(size=SIZE, first_indent_em=case["first_indent_em"]))  # type: ignore[arg-type]
    assert cut(made, case["measure_em"] * SIZE) == lines  # type: ignore[operator]


texts = st.text(
    st.sampled_from("图书馆为两会代表服务的是一不" * 3 + "，。、；：？！”’）》“‘（《…—·　 ab12.%-/ᠨᠣᠮӨ\u202f￥℃"),
    max_size=120,
)
measures = st.floats(6 * SIZE, 45 * SIZE)


def around(made: ChineseParagraph, place: int) -> float:
    """The width of what may not be divided around a place."""
    start = max((each for each in made.galley.breaks if each <= place), default=0)
    end = min(each for each in made.galley.breaks if each > place)
    return sum(made.galley.widths[start:end]) + sum(made.galley.after[start : end - 1])


@settings(max_examples=400, deadline=None)
@given(texts, measures)
def test_no_line_begins_or_ends_wrongly(text: str, width: float) -> None:
    """Unless it is part of something indivisible that is longer than the measure."""
    made = paragraph(text)
    for line in made.lines(width)[:-1]:
        if line.end in made.galley.breaks:
            assert text[line.end] not in NEVER_FIRST
            assert text[line.end - 1] not in NEVER_LAST
        else:
            assert around(made, line.end) > width - 2 * SIZE - 0.01


@settings(max_examples=300, deadline=None)
@given(texts, measures)
def test_the_lines_together_are_the_text(text: str, width: float) -> None:
    lines = paragraph(text).lines(width)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert [line.end for line in lines[:-1]] == [line.start for line in lines[1:]]


@settings(max_examples=400, deadline=None)
@given(texts, measures)
def test_every_justified_line_but_the_last_fills_its_measure(text: str, width: float) -> None:
    made = paragraph(text)
    for place, line in enumerate(made.lines(width)[:-1]):
        measure = width - (2 * SIZE if place == 0 else 0)
        if line.end - line.start > 1 and extent(made, line) <= measure + 0.01:
            assert extent(made, line) == pytest.approx(measure, abs=0.2)
            assert line.width == pytest.approx(measure, abs=0.2)


@settings(max_examples=200, deadline=None)
@given(texts, measures)
def test_no_line_runs_out_of_its_measure_unless_one_word_does(text: str, width: float) -> None:
    made = paragraph(text, indent=0)
    for line in made.lines(width):
        if extent(made, line) > width + 0.2:
            assert sum(1 for place in made.galley.breaks if line.start < place < line.end) == 0


@settings(max_examples=100, deadline=None)
@given(texts, measures)
def test_a_centred_line_is_never_drawn_out(text: str, width: float) -> None:
    assert all(line.stretch == 0 == line.squeeze for line in paragraph(text, alignment="center").lines(width))


def test_a_closing_mark_hangs_half_its_width_at_the_end_of_a_line() -> None:
    made = paragraph("一二三四五六七八九，一二三四五六七八九，一二三", indent=0)
    first = made.lines(9.5 * SIZE)[0]
    assert (first.end, first.stretch, first.squeeze) == (10, 0.0, 0.0)


def test_an_opening_mark_at_the_start_of_a_line_stands_at_its_edge() -> None:
    made = paragraph("《一二三》四五六", indent=0)
    assert made.lines(30 * SIZE)[0].x == -0.5 * SIZE


@real_data.needed
def test_real_texts_are_set_without_a_wrong_line_and_without_holes() -> None:
    checked = 0
    for path in sorted(real_data.POLICY.glob("*.md")):
        for text in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            made = ChineseParagraph(text)
            for line in made.lines(390.0)[:-1]:
                assert text[line.end] not in NEVER_FIRST, text[line.start : line.end + 1]
                assert text[line.end - 1] not in NEVER_LAST, text[line.start : line.end]
                assert line.stretch < 0.12 * 10.5, text[line.start : line.end]
                checked += 1
    assert checked > 3000
