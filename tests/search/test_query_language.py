"""The few operators that readers know: what each of them means, and what is left as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query_language import Asked, parsed


def groups(asked: Asked) -> list[list[str]]:
    return [[chunk.text for chunk in group] for group in asked.groups]


@pytest.mark.parametrize(
    ("query", "expected", "excluded"),
    [
        ("草原 生态", [["草原"], ["生态"]], []),
        ("草原 或 沙漠", [["草原", "沙漠"]], []),
        ("保护 草原 或 沙漠 政策", [["保护"], ["草原", "沙漠"], ["政策"]], []),
        ("草原 OR 沙漠 或 湿地", [["草原", "沙漠", "湿地"]], []),
        ("草原 非 沙漠", [["草原"]], ["沙漠"]),
        ("草原 NOT 沙漠", [["草原"]], ["沙漠"]),
        ("草原 -沙漠", [["草原"]], ["沙漠"]),
        ("草原 －沙漠", [["草原"]], ["沙漠"]),
        ('草原 -"沙漠 治理"', [["草原"]], ["沙漠 治理"]),
        ("非物质文化遗产", [["非物质文化遗产"]], []),
        ("或然率", [["或然率"]], []),
        ("ulaγan-a", [["ulaγan-a"]], []),
        ("978-7-5037-0758-2", [["978-7-5037-0758-2"]], []),
        ("“草原 生态” 保护", [["草原 生态"], ["保护"]], []),
    ],
)
def test_an_operator_counts_only_as_a_word_by_itself(
    query: str, expected: list[list[str]], excluded: list[str]
) -> None:
    asked = parsed(query)
    assert groups(asked) == expected
    assert [chunk.text for chunk in asked.excluded] == excluded
    assert asked.understood


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("或", [["或"]]),
        ("草原 或", [["草原"], ["或"]]),
        ("或 草原", [["或"], ["草原"]]),
        ("非", [["非"]]),
        ("-草原", [["草原"]]),
        ("草原 或 非 沙漠", [["草原"], ["非", "沙漠"]]),
        ("年:abc", [["abc"]]),
        ("分类:（", [["（"]]),
        ("题名:", [["题名:"]]),
        ('"草原', [['"草原']]),
    ],
)
def test_what_is_not_understood_is_looked_for_as_words_and_said_to_be_so(query: str, expected: list[list[str]]) -> None:
    asked = parsed(query)
    assert sorted(groups(asked)) == sorted(expected)
    assert not asked.understood


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("年:2015-2020", (2015, 2020)),
        ("年：2015—2020", (2015, 2020)),
        ("年份:2015", (2015, 2015)),
        ("出版年:２０１５年", (2015, 2015)),
        ("年:2015-", (2015, 9999)),
        ("年:-2020", (1, 2020)),
        ("year:2015~2020", (2015, 2020)),
    ],
)
def test_a_span_of_years_may_be_written_as_people_write_it(query: str, years: tuple[int, int]) -> None:
    asked = parsed(f"草原 {query}")
    assert (asked.years, groups(asked)) == (years, [["草原"]])


@pytest.mark.parametrize(
    ("query", "mark"), [("分类:D92", "clc:D92"), ("分类号：ｄ92", "clc:D92"), ("class:F", "clc:F")]
)
def test_a_class_stands_for_all_below_it(query: str, mark: str) -> None:
    assert parsed(query).classes == (mark,)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("题名:草原", "title"),
        ("书名：草原", "title"),
        ("作者:草原", "author"),
        ('主题:"草原"', "subject"),
        ("Title:草原", "title"),
    ],
)
def test_a_chunk_may_name_its_field(query: str, field: str) -> None:
    (group,) = parsed(query).groups
    assert [(chunk.text, chunk.field) for chunk in group] == [("草原", field)]


@given(st.text(st.sampled_from('草原生态或非-"“”：:*?年题名作者分类0129 \u3000abORNT'), max_size=30))
def test_every_letter_that_is_not_an_operator_is_in_some_chunk(query: str) -> None:
    asked = parsed(query)
    chunks = [chunk for group in asked.groups for chunk in group] + list(asked.excluded)
    assert all(query[chunk.start : chunk.end] == chunk.text for chunk in chunks)
