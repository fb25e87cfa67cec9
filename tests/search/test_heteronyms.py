"""Characters with several sounds, where no dictionary knows which was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import han
from search.analysis.heteronyms import _SOUNDS, other_readings, usual_sounds
from search.analysis.pinyin import SYLLABLES, readings


@pytest.mark.parametrize(
    ("pair", "sounds"),
    [
        ("行调", "hang diao"),  # 银行|调查
        ("行会", "hang kuai"),  # 银行|会计, and also a word
        ("行会", "hang hui"),
        ("曾国", "zeng guo"),
        ("单文", "shan wen"),
        ("银行", ""),  # a phrase is read in one way
        ("草上", ""),  # no character of several sounds
        ("长民", "chang min"),
        ("察哈", ""),
    ],
)
def test_a_pair_that_is_no_phrase_may_be_read_otherwise(pair: str, sounds: str) -> None:
    ways = {readings(pair), *other_readings(pair)}
    assert tuple(sounds.split()) in ways if sounds else ways == {readings(pair)}


def test_the_usual_sounds_of_a_character() -> None:
    assert usual_sounds("行") == ("xing", "hang")
    assert usual_sounds("草") == ("cao",)
    assert usual_sounds("a") == ()


@pytest.mark.parametrize("char", _SOUNDS)
def test_each_character_has_several_sounds_one_of_them_its_reading(char: str) -> None:
    assert han.fold(char) == char
    assert len(set(_SOUNDS[char])) == len(_SOUNDS[char]) > 1
    assert set(_SOUNDS[char]) <= SYLLABLES


@given(st.text(st.sampled_from(sorted(_SOUNDS) + list("草原国会计")), max_size=4))
def test_other_readings_are_few_and_differ_from_the_first(word: str) -> None:
    ways = other_readings(word)
    assert len(ways) <= 3
    assert len({readings(word), *ways}) == len(ways) + 1
    assert all(len(way) == len(word) for way in ways)
