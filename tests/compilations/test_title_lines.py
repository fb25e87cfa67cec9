"""Long titles are broken between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compilations.title_lines import broken


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("草原保护专题资料汇编（样例）", 9, ["草原保护专题", "资料汇编（样例）"]),
        (
            "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法",
            25,
            ["中华人民共和国全国人民代表大会", "和地方各级人民代表大会代表法"],
        ),
        ("2017年中华人民共和国国务院政府工作报告", 15, ["2017年中华人民共和国国务院", "政府工作报告"]),
        ("《关于加强草原保护修复的若干意见》解读", 12, ["《关于加强草原保护", "修复的若干意见》解读"]),
        ("Grassland Protection in Inner Mongolia", 12, ["Grassland Protection", "in Inner Mongolia"]),
        ("短题", 12, ["短题"]),
        ("", 12, [""]),
    ],
)
def test_a_title_is_broken_between_words_into_even_lines(title: str, room: float, lines: list[str]) -> None:
    assert broken(title, room).split("\n") == lines


@given(st.text(st.sampled_from("草原保护法（）《》“”，。 abc2026\u1820\u202f"), max_size=60), st.floats(1, 40))
def test_breaking_loses_nothing_and_puts_no_mark_where_it_may_not_stand(title: str, room: float) -> None:
    lines = broken(title, room).split("\n")
    assert all(lines) or lines == [title]
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert not [line for line in lines[1:] if line[0] in "）》”，。"]
    assert not [line for line in lines[:-1] if line[-1] in "（《“"]
