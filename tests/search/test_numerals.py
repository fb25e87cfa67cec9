"""Numbers in digits and in characters find each other; what only looks like a number is left alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.numerals import LARGEST, in_han, other_forms, value_of

BOTH_WAYS = [
    ("六十年", "60年"),
    ("二〇二五年", "2025年"),
    ("第十四届", "第14届"),
    ("第一届", "第1届"),
    ("一九四九", "1949"),
    ("七十周年", "70周年"),
    ("三十", "30"),
    ("两千", "2000"),
    ("一百零五", "105"),
    ("一千零一夜", "1001夜"),
    ("十万个为什么", "100000个为什么"),
    ("五万人", "50000人"),
    ("十三亿", "13亿"),
    ("改革开放四十年", "改革开放40年"),
    ("八十年代", "80年代"),
    ("二十世纪", "20世纪"),
    ("十九大", "19大"),
    ("二十四节气", "24节气"),
    ("八〇后", "80后"),
    ("三月", "3月"),
    ("两个", "2个"),
    ("第二卷", "第2卷"),
    ("第 十四 届", "第 14 届"),
    ("一九四九年十月一日", "1949年10月1日"),
    ("第十四届人民代表大会第三次会议", "第14届人民代表大会第3次会议"),
    ("一九四九—一九九九", "1949—1999"),
]

ONE_WAY = [
    # other characters for the same number
    ("二零二五年", ("2025年", "二〇二五年")),
    ("2025年", ("二〇二五年", "二零二五年")),
    ("二千", ("2000", "两千")),
    ("2000", ("两千", "二千")),
    ("2000年", ("二〇〇〇年", "两千年")),
    ("一百〇五", ("105", "一百零五")),
    ("一百十五", ("115", "一百一十五")),
    ("一千九百九十八年", ("1998年", "一九九八年")),
    ("98年", ("九十八年", "九八年")),
    ("九八年", ("98年",)),
    ("〇五年", ("05年", "零五年")),
    ("05年", ("〇五年", "零五年")),
    ("廿四史", ("24史", "二十四史")),
    ("卅年", ("30年", "三十年")),
    ("壹佰贰拾", ("120", "一百二十")),
    ("第壹卷", ("第1卷", "第一卷")),
    ("50000", ("五万", "5万")),
    ("一〇五号", ("105号", "一零五号")),
    # as an input method or an old catalogue types it
    ("６０年", ("六十年",)),
    ("二○二五年", ("2025年", "二〇二五年")),
    ("二ＯＯ五年", ("2005年", "二〇〇五年")),
    ("二○一○年", ("2010年", "二〇一〇年")),
    ("1949-1999", ("一九四九—一九九九", "一千九百四十九—一千九百九十九")),
    # all in digits, then all in characters
    ("2025年第十四届", ("2025年第14届", "二〇二五年第十四届")),
    ("大陆十年", ("大陆10年",)),
]

LEFT_ALONE = """
十三五 十二五 八五 五四 三八 一二·九 九一八 一带一路 三北 三农 两会 四大名著 一心一意 十全十美 十字路口 三国演义
四书五经 百年 千年 万水千山 千万 万一 一百五 二百五 三四年 三五十年 二三十年 五六十年代 十七八 统一条例 二年鉴 一日报
五年规划 大陆卷 队伍 收拾 第 零 〇 一 十 两 5 10 3.14 1,000 50% 9·18 11089.25 H5N1 A4 F124/26 D921.0/12 K29-62
9787503707582 7-5037-0758-5 978-7-5037-0758-2 1671-4512 12345678 年:2015-2020 2015- -2015 x2015 0471 007 上一届 每一个
"""


@pytest.mark.parametrize(("han", "digits"), BOTH_WAYS)
def test_characters_and_digits_are_forms_of_each_other(han: str, digits: str) -> None:
    assert digits in other_forms(han)
    assert han in other_forms(digits)


@pytest.mark.parametrize(("text", "forms"), ONE_WAY)
def test_a_number_has_its_other_forms_the_likeliest_first(text: str, forms: tuple[str, ...]) -> None:
    assert other_forms(text) == forms


@pytest.mark.parametrize("text", ["", "草原", "people", "нууц", *LEFT_ALONE.split()])
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert other_forms(text) == ()


@given(st.integers(1, LARGEST))
@example(10_010)
@example(100_010)
@example(20_000_000)
def test_what_is_counted_out_is_read_back(value: int) -> None:
    assert value_of(in_han(value)) == value


@pytest.mark.parametrize("value", [0, -1, LARGEST + 1])
def test_only_numbers_that_books_speak_of_are_counted_out(value: int) -> None:
    with pytest.raises(ValueError, match="is not between"):
        in_han(value)


@given(st.text("〇零一二两三九十百千万亿壹拾廿x", max_size=9))
def test_only_what_counts_properly_is_a_value(han: str) -> None:
    value = value_of(han)
    assert value is None or 1 <= value <= LARGEST


@given(st.integers(1, LARGEST), st.sampled_from(["册", "届", "次"]))
def test_a_counted_number_finds_its_other_form_both_ways(value: int, counter: str) -> None:
    digits, han = f"{value}{counter}", f"{in_han(value)}{counter}"
    assert value in {value_of(form.removesuffix(counter)) for form in other_forms(digits)}  # 二万册 or 两万册
    assert digits in other_forms(han)


@given(st.integers(1001, 2099))
def test_a_year_finds_its_other_form_both_ways(value: int) -> None:
    spelled = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    assert other_forms(f"{value}年")[0] == f"{spelled}年"
    assert other_forms(f"{spelled}年")[0] == f"{value}年"


@given(st.text(st.sampled_from("〇○零一二两三九十百千万亿壹拾廿0123789第年届个月—-. Ｏ１草"), max_size=14))
def test_there_are_at_most_two_forms_none_of_them_what_was_typed(text: str) -> None:
    forms = other_forms(text)
    assert len(forms) <= 2
    assert len({text, *forms}) == len(forms) + 1
