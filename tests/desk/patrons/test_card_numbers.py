"""Card numbers: what a scanner or a hand may get wrong is caught, in words that say what it was."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Invalid
from desk.patrons.card_numbers import LAST_SERIAL, check_digit, checked, looks_like_card, make

serials = st.integers(1, LAST_SERIAL)
libraries = st.from_regex(r"\A[0-9]{4}\Z")


def test_a_number_known_from_the_standard_checks() -> None:
    assert check_digit("7992739871") == "3"  # the example of ISO/IEC 7812-1, annex B


def test_the_layout_is_type_library_serial_check() -> None:
    assert make("1501", 1) == "21501000000010"
    assert make("1501", 12_345_678)[5:13] == "12345678"


@given(libraries, serials)
def test_every_number_made_is_accepted(library: str, serial: int) -> None:
    number = make(library, serial)
    assert len(number) == 14
    assert checked(number) == number
    assert looks_like_card(number)


@given(libraries, serials, serials)
def test_different_serials_make_different_numbers(library: str, one: int, other: int) -> None:
    assert (make(library, one) == make(library, other)) == (one == other)


@given(libraries, serials, st.integers(0, 13), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(library: str, serial: int, place: int, added: int) -> None:
    number = make(library, serial)
    wrong = number[:place] + str((int(number[place]) + added) % 10) + number[place + 1 :]
    with pytest.raises(Invalid):
        checked(wrong)


@given(libraries, serials, st.integers(1, 12))
def test_every_swap_of_neighbours_but_09_is_caught(library: str, serial: int, place: int) -> None:
    number = make(library, serial)
    pair = number[place : place + 2]
    if pair[0] == pair[1] or set(pair) == {"0", "9"}:
        return
    with pytest.raises(Invalid):
        checked(number[:place] + pair[::-1] + number[place + 2 :])


@pytest.mark.parametrize(
    "typed",
    [
        "21501000000010",
        " 2 1501 00000001 0 ",
        "2-1501-00000001-0",
        "２１５０１０００００００１０",  # a Chinese input method in full-width mode
        "２１５０１－０００００００１０",
        "2\u30001501\u00a000000001\u30000\r\n",
        "᠒᠑᠕᠐᠑᠐᠐᠐᠐᠐᠐᠐᠑᠐",  # Mongolian digits
    ],
)
def test_a_number_reads_the_same_however_it_is_typed(typed: str) -> None:
    assert checked(typed) == "21501000000010"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "没有读到证号"),
        (" 　", "没有读到证号"),
        ("21501000000014", "21501000000014 的校验位不对"),
        ("2150100000001", "读到 13 位"),  # half a scan
        ("2150100000001021501000000010", "读到 28 位"),  # the same scan twice
        ("31501000000011", "是图书条码"),
        ("41501000000019", "证号以 2 开头"),
        ("2150100000001X", "其他字符"),
        ("9787204000001", "读到 13 位"),  # an ISBN
        ("https://example.org/2", "其他字符"),
        ("2150100000001²", "其他字符"),  # a digit, but not a decimal one
        ("\ud800" * 14, "其他字符"),
        ("2\x001501000000010", "其他字符"),
        ("零一二三四五六七八九零一二三", "其他字符"),
        ("1" * 10_000, "读到 10000 位"),
    ],
)
def test_what_is_no_card_number_is_refused_in_its_own_words(typed: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        checked(typed)


@given(st.text())
def test_any_text_is_either_a_number_or_a_refusal(text: str) -> None:
    with suppress(Invalid):
        assert len(checked(text)) == 14


@pytest.mark.parametrize("serial", [0, -1, LAST_SERIAL + 1])
def test_a_serial_past_the_end_is_refused(serial: int) -> None:
    with pytest.raises(Invalid, match="1501"):
        make("1501", serial)
