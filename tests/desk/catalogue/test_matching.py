import pytest

from desk.catalogue.drafts import Draft
from desk.catalogue.matching import alike, match_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'97中国发展报告", "’97 中国发展报告"),
        ("中國發展報告", "中国发展报告"),
        ("草原经济研究", "草原经济研究：以牧区为例"),
        ("草原经济研究 ", "草原经济研究. "),
        ("地方史资料. 第1卷", "地方史资料. 第一卷"),
        ("地方史资料. 第二十三卷", "地方史资料. 第23卷"),
        ("Grassland economy", "GRASSLAND ECONOMY /"),
        ("草原生态保护补助奖励政策读本", "草原生态保护补助奖励政策读木"),  # one character misread
    ],
)
def test_titles_of_one_book_agree(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'97中国发展报告", "'98中国发展报告"),
        ("地方史资料. 第一卷", "地方史资料. 第二卷"),
        ("地方史资料. 上册", "地方史资料. 下册"),
        ("地方史资料. 上", "地方史资料. 下"),
        ("地方史资料", "地方史资料. 第一卷"),
        ("History. Part I", "History. Part II"),
        ("经济法", "刑法学"),
        ("", ""),
        ("草", "草原"),  # too short to be a beginning
    ],
)
def test_volumes_and_years_of_one_title_are_different_books(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_the_key_folds_what_differs_between_two_catalogues() -> None:
    one = Draft(
        title="草原經濟研究", responsibility="（清）示例甲，示例乙主编；示例丙译", publisher="示例出版社", year=2001
    )
    other = Draft(title="草原经济研究 ", responsibility="示例甲著", publisher="示例出版社", year=2001)
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    "other",
    [
        Draft(title="草原经济", responsibility="示例乙著", publisher="示例出版社", year=2001),
        Draft(title="草原经济", responsibility="示例甲著", publisher="另一出版社", year=2001),
        Draft(title="草原经济", responsibility="示例甲著", publisher="示例出版社", year=2002),
        Draft(title="草原经济. 第二卷", responsibility="示例甲著", publisher="示例出版社", year=2001),
    ],
)
def test_the_key_keeps_author_publisher_year_and_volume_apart(other: Draft) -> None:
    one = Draft(title="草原经济", responsibility="示例甲著", publisher="示例出版社", year=2001)
    assert match_key(one) != match_key(other)
