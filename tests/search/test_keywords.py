"""Keywords: what is frequent in a text and rare elsewhere."""

import pytest

from search.analysis.keywords import keywords

GRASSLAND = (
    "草原是重要的生态屏障。牧民实行轮牧，推行草畜平衡，草原植被得到恢复。各级人民政府应当加强草原保护，"
    "依照本法的规定，对草原实行禁牧和轮牧。我们的工作要发展。"
)


def test_the_subject_comes_first_and_what_every_law_says_not_at_all() -> None:
    found = [each.word for each in keywords(GRASSLAND)]
    assert found[:2] == ["草原", "轮牧"]
    assert not {"应当", "本法", "规定", "工作", "发展", "我们"} & set(found)


def test_traditional_characters_give_the_same_words() -> None:
    assert keywords("草原保護與輪牧") == keywords("草原保护与轮牧")


def test_weights_fall_and_equal_ones_are_in_one_order() -> None:
    weights = [each.weight for each in keywords(GRASSLAND)]
    assert weights == sorted(weights, reverse=True)
    assert keywords(GRASSLAND) == keywords(GRASSLAND)


@pytest.mark.parametrize("text", ["", "ᠲᠠᠯ᠎ᠠ", "Grassland 2025", "的 了", "\ud800"])
def test_a_text_without_chinese_words_has_none(text: str) -> None:
    assert keywords(text) == ()


def test_no_more_than_asked_for() -> None:
    assert len(keywords(GRASSLAND, 3)) == 3
