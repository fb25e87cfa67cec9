"""Names as people type or paste them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.conference.names import tidy_name
from desk.errors import Invalid, Word

NAME = Word("姓名")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  王强\n", "王强"),
        ("王　强", "王强"),  # padded to the width of three characters
        ("阿拉坦 其其格", "阿拉坦其其格"),
        ("Баатар  Дорж", "Баатар Дорж"),
        ("Jean Zhang", "Jean Zhang"),
        ("e\u0301tienne", "étienne"),
        ("\ufeff王\u200b强", "王强"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("ᠪᠠᠲᠤ\u202fᠶᠢᠨ", "ᠪᠠᠲᠤ\u202fᠶᠢᠨ"),
        ("王" * 60, "王" * 60),
    ],
)
def test_a_name_is_kept_as_people_mean_it(typed: str, kept: str) -> None:
    assert tidy_name(typed, NAME) == kept


@given(st.text(max_size=80))
def test_a_tidy_name_stays_as_it_is(typed: str) -> None:
    try:
        name = tidy_name(typed, NAME)
    except Invalid:
        return
    assert 1 <= len(name) <= 60
    assert tidy_name(name, NAME) == name
    assert unicodedata.is_normalized("NFC", name)
    name.encode()
