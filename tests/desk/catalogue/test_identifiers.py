import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.identifiers import isbn13, issn, unified_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("978-7-04-024765-7", "9787040247657"),
        ("7-5037-1744-0", "9787503717444"),
        ("7-5037-2790-X", "9787503727900"),
        ("7-5037-2790-x", "9787503727900"),
        ("7503717440", "9787503717444"),
        ("７－５０３７－２８９９－Ｘ", "9787503728990"),
        ("978—7—04—024765—7", "9787040247657"),
        ("978 7 04 024765 7", "9787040247657"),
        ("ISBN 7-5037-1744-0", "9787503717444"),
        ("7-5037-1744-0 精装", "9787503717444"),
        ("978-7-04-024765-7（平装）：CNY29.00", "9787040247657"),
        ("7-5037-1744-0 : CNY68.00", "9787503717444"),
        ("7-5037-1744-1 ; 7-5037-1744-0", "9787503717444"),  # the first one is wrong
        ("2 7-5037-1744-0", "9787503717444"),  # a stray digit before it
        ("7-5037-1744-1", None),  # wrong check digit
        ("978-7-04-024765-8", None),
        ("977-7-04-024765-7", None),
        ("97875037174440", None),  # fourteen digits are a barcode
        ("10019·2536", None),
        ("", None),
        ("精装", None),
    ],
)
def test_an_isbn_is_found_in_what_surrounds_it(text: str, expected: str | None) -> None:
    assert isbn13(text) == expected


@given(st.text("0123456789", min_size=9, max_size=9))
def test_an_isbn_10_and_its_isbn_13_are_the_same_number(nine: str) -> None:
    check = -sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    ten = nine + ("X" if check == 10 else str(check))
    thirteen = isbn13(ten)
    assert thirteen is not None
    assert thirteen[3:12] == nine
    assert isbn13(thirteen) == thirteen


@given(st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_makes_it_nobodys_number(place: int, shift: int) -> None:
    right = "9787040247657"
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert isbn13(wrong) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1001-2536", None),
        ("0317-8471", "0317-8471"),
        ("ISSN ０３１７－８４７１", "0317-8471"),
        ("2434-561X", "2434-561X"),
        ("03178471", "0317-8471"),
        ("", None),
    ],
)
def test_an_issn_is_known_by_its_check_character(text: str, expected: str | None) -> None:
    assert issn(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10019·2536", "10019·2536"),
        ("统一书号：10019•2536", "10019·2536"),
        ("１１００１．１２", "11001·12"),
        ("R13091·12", "13091·12"),
        ("7-5037-1744-0", None),
        ("", None),
    ],
)
def test_a_unified_number_keeps_its_middle_dot(text: str, expected: str | None) -> None:
    assert unified_number(text) == expected
