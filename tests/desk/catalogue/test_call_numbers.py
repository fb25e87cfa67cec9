import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.call_numbers import class_mark, composed, folded, same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("F124/26", "F124/26"),
        ("f124/26", "F124/26"),
        ("Ｆ１２４／２６", "F124/26"),
        ("F124\\26", "F124/26"),
        ("F124 / 26", "F124/26"),
        ("F124//26/", "F124/26"),
        ("D668/bnu4", "D668/BNU4"),
        ("F127.26/26=2", "F127.26/26=2"),
        ("蒙/F124/26", "蒙/F124/26"),
        ("F124\n26", "F12426"),  # a line break says nothing about a slash
        ("", ""),
    ],
)
def test_spellings_of_one_call_number_fold_together(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("F124/26", "F124 26", True),
        ("F124/26", "f12426", True),
        ("F124/26", "F124/27", False),
        ("", "", False),
    ],
)
def test_a_space_and_a_slash_are_the_same_division(one: str, other: str, *, expected: bool) -> None:
    assert same(one, other) is expected


@pytest.mark.parametrize(
    ("class_of", "book", "expected"),
    [("F124", "26", "F124/26"), ("F124", "", "F124"), ("", "26", "26"), ("HC428", ".S5 2008", "HC428 .S5 2008")],
)
def test_class_and_book_number_make_a_call_number(class_of: str, book: str, expected: str) -> None:
    assert composed(class_of, book) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("F124/26", "F124"),
        ("蒙/F124/26", "F124"),
        ("TP311.13/Z245", "TP311.13"),
        ("D73(47)/5", "D73(47)"),
        ("26", ""),
        ("W124/26", ""),  # the classification has no W
        ("", ""),
    ],
)
def test_the_class_is_what_a_call_number_begins_with(text: str, expected: str) -> None:
    assert class_mark(text) == expected
