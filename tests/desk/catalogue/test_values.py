import pytest

from desk.catalogue.values import (
    clean,
    inert,
    is_mongolian,
    language,
    live,
    price,
    trimmed,
    unbracketed,
    unstopped,
    year,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1994", 1994),
        ("[2015.10]", 2015),
        ("c2008", 2008),
        ("2012年3月", 2012),
        ("１９９５", 1995),
        ("1986-1995", 1986),
        ("民国25年", 1936),
        ("民国二十五年[1937]", 1937),
        ("民国元年", 1912),
        ("二〇一五年", 2015),
        ("康熙元年", None),
        ("民国" + "1" * 5000 + "年", None),
        ("民国99999999年", None),
        ("19940706", None),
        ("", None),
    ],
)
def test_a_year_is_read_out_of_what_cataloguers_write(text: str, expected: int | None) -> None:
    assert year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CNY68.00", "CNY68.00"),
        ("CNY赠90.00", "CNY90.00（赠）"),
        ("￥0.40/0.38元", "CNY0.40/0.38"),
        ("¥12", "CNY12"),
        ("25.00", "CNY25.00"),
        ("１２.５０元", "CNY12.50"),
        ("RMB 30", "CNY30"),
        ("CNY20.00 (全2册)", "CNY20.00"),
        ("US$12.00", "US$12.00"),
        ("HK$30", "HK$30"),
        ("100港元", "100港元"),
        ("CNY", ""),
        ("", ""),
    ],
)
def test_a_price_is_read_sensibly(text: str, expected: str) -> None:
    assert price(text) == expected


@pytest.mark.parametrize(
    ("code", "title", "expected"),
    [
        ("chi", "", "chi"),
        ("zho", "", "chi"),
        ("CHI", "", "chi"),
        ("汉语", "", "chi"),
        ("蒙古文", "", "mon"),
        ("fre", "", "fre"),
        ("", "草原", "chi"),
        ("|||", "ᠮᠣᠩᠭᠣᠯ", "mon"),
        ("", "Өвөр Монгол", "mon"),
        ("", "Война и мир", "rus"),
        ("", "Grassland", "und"),
    ],
)
def test_a_language_is_what_is_said_else_what_the_script_shows(code: str, title: str, expected: str) -> None:
    assert language(code, title) == expected


def test_cleaning_keeps_the_marks_that_mongolian_words_need() -> None:
    word = "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠲᠠᠯ\u180eᠠ\u180b"
    assert clean(f"\x98 {word}\x9c\r\n ") == word


def test_cleaning_keeps_full_width_spaces_between_words() -> None:
    assert clean("  草原\u3000 经济  ") == "草原\u3000 经济"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("北京 :", "北京"), ("示例出版社，", "示例出版社"), ("题名 / ", "题名"), ("F124/26", "F124/26")],
)
def test_punctuation_before_the_next_part_goes(text: str, expected: str) -> None:
    assert trimmed(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("[呼和浩特] :", "呼和浩特"), ("〔北京〕", "北京")])
def test_brackets_of_a_supplied_place_go(text: str, expected: str) -> None:
    assert unbracketed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Shi li, Geng.", "Shi li, Geng"), ("Lee, K.", "Lee, K."), ("And so on...", "And so on...")]
)
def test_the_stop_of_an_initial_stays(text: str, expected: str) -> None:
    assert unstopped(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("ᠲᠠᠯ᠎ᠠ", True), ("Тал нутаг", False), ("Өвс", True), ("草原", False)])
def test_mongolian_is_told_by_letters_that_only_it_has(text: str, *, expected: bool) -> None:
    assert is_mongolian(text) is expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "＝1+1", "－1", "'=1+1", "''=1+1"])
def test_what_a_program_would_calculate_is_made_inert_and_live_again(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert live(inert(text)) == text


@pytest.mark.parametrize("text", ["", "'", "'97草原发展报告", "草原=绿", "1-2"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert inert(text) == live(text) == text
