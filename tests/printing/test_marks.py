"""The classes of characters, and what lies between neighbours."""

import pytest

from printing.marks import BETWEEN, classify, exceptions, neighbours


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("图书馆，“两会”。", "HHHCOHHCC"),
        ("——《条例》……", "DDOHHCDD"),
        ("2026年12.5%", "LLLLHLLcLc"),
        ("WTO（世界）", "LLLOHHC"),
        ("卡尔·马克思８℃", "HHKHHHHK"),
        ("A　B\u200b\n", "LFLZN"),
        ("¥100／￥200", "oLLLTPLLL"),
        ("e\u0301tude", "LXLLLL"),
        ("①→★", "HHH"),
        ("Өвөр «ном»", "LLLLSoLLLc"),
        ("\ud800", "L"),
        ("", ""),
    ],
)
def test_every_character_has_the_class_of_its_place_in_a_line(text: str, classes: str) -> None:
    assert classify(text) == classes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("他说“你好”。", "OC"),  # Han around
        ("“WTO”之后", "OC"),  # Latin inside, Han outside
        ("He said “hello” to me", "qQ"),  # no Han at all
        ("it’s", "Q"),
        ("馆员说it’s well", "Q"),  # an apostrophe is between letters
        ("读 “Ulysses” 一书", "qQ"),  # spaces of an alphabet stand outside
        ("‘单’与“双”", "OCOC"),
    ],
)
def test_a_quote_is_chinese_or_of_an_alphabet_by_what_stands_outside_it(text: str, quotes: str) -> None:
    assert "".join(c for c, each in zip(classify(text), text, strict=True) if each in "“”‘’") == quotes


@pytest.mark.parametrize(
    ("left", "right", "breakable"),
    [
        ("H", "H", True), ("H", "C", False), ("O", "H", False), ("C", "H", True), ("C", "O", True), ("C", "C", False),
        ("O", "O", False), ("D", "D", False), ("H", "D", False), ("D", "H", True), ("L", "L", False), ("L", "H", True),
        ("H", "L", True), ("L", "c", False), ("c", "L", False), ("o", "H", False), ("H", "o", True), ("H", "U", False),
        ("U", "H", True), ("S", "L", True), ("L", "S", False), ("S", "C", False), ("H", "K", False), ("K", "H", True),
        ("H", "T", False), ("T", "H", False), ("P", "L", False), ("M", "M", False), ("M", "H", True), ("H", "X", False),
        ("N", "N", True), ("Z", "L", True), ("F", "H", True), ("H", "F", False),
    ],
)  # fmt: skip
def test_where_a_line_may_break(left: str, right: str, breakable: bool) -> None:
    assert BETWEEN[left + right].breakable is breakable


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [
        ("C", "C", -0.5), ("O", "O", -0.5), ("C", "O", -0.5), ("O", "C", 0.0), ("H", "H", 0.0), ("H", "L", 0.125),
        ("L", "H", 0.125), ("c", "H", 0.125), ("C", "L", 0.0), ("L", "O", 0.0), ("L", "L", 0.0), ("H", "S", 0.0),
        ("H", "M", 0.125), ("C", "U", -0.3),
    ],
)  # fmt: skip
def test_marks_side_by_side_are_squeezed_and_alphabets_stand_apart(left: str, right: str, gap: float) -> None:
    assert BETWEEN[left + right].gap == gap


@pytest.mark.parametrize("pair", ["HC", "OH", "DD", "LL", "HK", "KH", "MM", "HT"])
def test_no_justification_tears_these_apart(pair: str) -> None:
    assert BETWEEN[pair].weight == 0


def test_an_accent_counts_as_the_letter_that_bears_it() -> None:
    between = neighbours(classify("e\u0301tude好"))
    assert [BETWEEN[each].breakable for each in between] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("https://a.org/b?c=d&e", {8, 14, 16, 18, 20}),
        ("www.example.org/x", {4, 12, 16}),
        ("doi:10.1234/abc.de", {12, 16}),
        ("well-known", {5}),
        ("978-7-5013", set()),
        ("2026-01-26", set()),
    ],
)
def test_an_address_breaks_after_its_strokes_and_a_number_never(text: str, may: set[int]) -> None:
    assert exceptions(text)[0] == may


def test_a_range_and_a_full_width_number_do_not_break() -> None:
    assert exceptions("1921—2021年１２条")[1] == {5, 11}
