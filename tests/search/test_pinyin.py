"""How Han words are read, and how typed letters read as syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import han
from search.analysis.pinyin import (
    SYLLABLES,
    could_be_initials,
    initials_of,
    readings,
    spoken,
    spoken_so_far,
)

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)

READ = [
    # the same character in other company
    ("重庆", "chong qing"),
    ("重要", "zhong yao"),
    ("银行", "yin hang"),
    ("行政", "xing zheng"),
    ("长沙", "chang sha"),
    ("校长", "xiao zhang"),
    ("长调", "chang diao"),
    ("音乐", "yin yue"),
    ("快乐", "kuai le"),
    ("单于", "chan yu"),
    ("单姓", "shan xing"),
    ("会计", "kuai ji"),
    ("会议", "hui yi"),
    ("传统", "chuan tong"),
    ("传记", "zhuan ji"),
    ("都市", "du shi"),
    ("吐蕃", "tu bo"),
    ("成吉思汗", "cheng ji si han"),
    ("可汗", "ke han"),
    # names of the region
    ("呼和浩特", "hu he hao te"),
    ("乌兰察布", "wu lan cha bu"),
    ("鄂温克", "e wen ke"),
    ("阿拉善", "a la shan"),
    ("巴彦淖尔", "ba yan nao er"),
    ("克什克腾", "ke shi ke teng"),
    ("克什克腾旗", "ke shi ke teng qi"),
    ("达斡尔", "da wo er"),
    ("乌兰牧骑", "wu lan mu qi"),
    ("锡林郭勒", "xi lin guo le"),
    ("勒", "le"),
    ("勒勒车", "le le che"),
    ("准格尔", "zhun ge er"),
    ("嘎查", "ga cha"),
    ("磴口", "deng kou"),
    # ü is v, and after j, q, x, y it is u
    ("女", "nv"),
    ("绿色", "lv se"),
    ("策略", "ce lve"),
    ("地区", "di qu"),
    ("二〇二五", "er ling er wu"),
    ("嗯", "en"),
]


@pytest.mark.parametrize(("word", "sounds"), READ)
def test_a_word_is_read_in_its_context(word: str, sounds: str) -> None:
    assert readings(word) == tuple(sounds.split())


@pytest.mark.parametrize(
    ("word", "read"),
    [("㐂", ("",)), ("㐂㐂草", ("", "", "cao")), ("草a原1", ("cao", "", "yuan", "")), ("\ud800", ("",)), ("", ())],
)
def test_what_has_no_reading_keeps_its_place(word: str, read: tuple[str, ...]) -> None:
    assert readings(word) == read


@given(st.text(st.one_of(HAN, st.sampled_from("勒克什腾〇々𪸩a1 ")), max_size=20))
def test_each_character_has_one_place_in_the_reading(word: str) -> None:
    assert len(readings(word)) == len(word)


def test_every_common_character_is_read_as_a_syllable_that_can_be_typed() -> None:
    common = [bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    folded = {han.fold(char) for char in common if char}
    assert len(folded) > 6000
    unread = {char: readings(char) for char in folded if not set(readings(char)) <= SYLLABLES}
    assert unread == {}
    untyped = {read for char in folded for read in readings(char) if (read,) not in spoken(read)}
    assert untyped == set()


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("neimenggu", ["nei meng gu"]),
        ("nei4meng2gu3", ["nei meng gu"]),
        ("nei4menggu", ["nei meng gu"]),
        ("xian", ["xian", "xi an"]),
        ("xi'an", ["xi an"]),
        ("xi’an", ["xi an"]),
        ("xi1an1", ["xi an"]),
        ("fangan", ["fan gan", "fang an"]),
        ("fang'an", ["fang an"]),
        ("nv", ["nv"]),
        ("nyu", ["nv"]),
        ("nu", ["nu", "nv"]),
        ("lvshi", ["lv shi"]),
        ("lyushi", ["lv shi"]),
        ("lushi", ["lu shi", "lv shi"]),
        ("celue", ["ce lve", "ce lu e", "ce lv e"]),
        ("jvli", ["ju li"]),
        ("qvyv", ["qu yu"]),
        ("eerduosi", ["e er duo si", "e er du o si"]),
        ("renminzhengxie", ["ren min zheng xie", "ren min zheng xi e"]),
        ("zhuang", ["zhuang", "zhu ang"]),
        ("fanyu", ["fan yu", "fa nv"]),
        # words of other languages that happen to be pinyin: the ranking tells them apart
        ("can", ["can"]),
        ("men", ["men"]),
        ("bayan", ["ba yan"]),
        # no pinyin
        ("library", []),
        ("mongol", []),
        ("neimengg", []),
        ("nmg", []),
        ("a4", []),
        ("e1", []),
        ("5", []),
        ("4nei", []),
        ("nei9", []),
        ("xi''an", []),
        ("'", []),
        ("", []),
        ("nei meng", []),
        ("草原", []),
        ("cao" * 27, []),
    ],
)
def test_letters_are_cut_into_whole_syllables_the_fewest_first(typed: str, ways: list[str]) -> None:
    assert [" ".join(way) for way in spoken(typed)] == ways


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("neimengg", "nei meng g"),
        ("neimeng", "nei meng"),
        ("neim", "nei m"),
        ("n", "n"),
        ("zh", "zh"),
        ("caoyua", "cao yua"),
        ("caoyuan", "cao yuan"),
        ("xi'a", "xi a"),
        ("nei4m", "nei m"),
        ("nei4", "nei"),
        ("xi'", "xi"),
    ],
)
def test_the_last_syllable_may_still_be_unfinished(typed: str, first: str) -> None:
    assert spoken_so_far(typed)[0] == tuple(first.split())


@pytest.mark.parametrize("typed", ["", "v", "mongolq", "q9", "neimengv", "'"])
def test_what_no_syllable_begins_with_is_not_the_beginning_of_pinyin(typed: str) -> None:
    assert spoken_so_far(typed) == ()


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=10))
def test_syllables_set_apart_are_read_as_they_are(syllables: list[str]) -> None:
    assert tuple(syllables) in spoken("'".join(syllables))


def bare(letters: str) -> str:
    """Letters with every ü written u."""
    return letters.replace("lyu", "lu").replace("nyu", "nu").replace("v", "u")


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=10))
def test_syllables_run_together_are_read_in_few_ways_each_of_the_same_letters(syllables: list[str]) -> None:
    typed = "".join(syllables)
    ways = spoken(typed)
    assert 1 <= len(ways) <= 3
    assert len(ways[0]) <= len(syllables)
    assert all(set(way) <= SYLLABLES for way in ways)
    assert all(bare("".join(way)) == bare(typed) for way in ways)


@given(st.text("abeghinouvxz'1 草", max_size=90))
def test_what_is_whole_is_also_a_beginning(typed: str) -> None:
    assert set(spoken(typed)[:1]) <= set(spoken_so_far(typed))


def test_initials_are_first_letters() -> None:
    assert initials_of(readings("内蒙古草原")) == "nmgcy"
    assert initials_of(("zhong", "", "shi")) == "zs"
    assert initials_of(()) == ""


@pytest.mark.parametrize("typed", ["nmg", "nmgcy", "zs", "rmdbdhcwwyh", "eeds"])
def test_initials_are_two_to_twelve_letters(typed: str) -> None:
    assert could_be_initials(typed)


@pytest.mark.parametrize("typed", ["", "n", "nmgi", "un", "tv", "n1", "нм", "草", "n m", "ß", "nmgnmgnmgnmgn"])
def test_other_letters_are_no_initials(typed: str) -> None:
    assert not could_be_initials(typed)
