"""What people type, and the titles that they expect: a table, with the oddities in it."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from search.asking import RELAXED
from search.plan import NOTHING_TO_LOOK_FOR, TOO_LONG
from search.whoosh_engine import WhooshEngine
from tests.search.shelf import (
    BLANK,
    MONGOL,
    MONGOL_BOOK,
    MONGOL_HISTORY,
    NAME_BOOK,
    NER_E,
    NOM,
    TEUKE,
    TODO,
    TODO_BOOK,
    UN,
    ask,
    engine_with,
    titles,
)

CONGRESS = "人民代表大会常务委员会工作手册"
REPORT = "’92中国发展报告"
STEPPE = "內蒙古草原誌"
YEARBOOK = "内蒙古自治区统计年鉴"
ECOLOGY = "草原生态保护"
FIVE = "中国的“八五”计划"
STONES = "三晉石刻"
YARD = "裏院說書人"
JAPANESE = "县级図書館の経営"
SECRET = "Монголын нууц товчоо"
TREE = "Ёлка и зимний Байкал"
STREET = "Über die Ōsaka-Straße"
PEOPLE = "The People's Congress: A Short History"
FLU = "Ｈ５Ｎ１流感防控"

SAME_INK = "\u182e\u1824\u1829\u182d\u1824\u182f"  # o typed as u: the same to the eye
KEYBOARD = "\u1828\u1823\u182e \u1832\u1821\u1826\u1888\u1821"  # q as one keyboard emits it

QUERIES: list[tuple[str, list[str]]] = [
    # Chinese: words, pieces of words, single characters, several words in any place
    ("人民代表大会", [CONGRESS]),
    ("常务委员会", [CONGRESS]),
    ("代表大会常务", [CONGRESS]),
    ("内蒙古草原", [STEPPE]),
    ("草原", [STEPPE, ECOLOGY]),
    ("蒙", [STEPPE, YEARBOOK]),
    ("誌", [STEPPE]),
    ("保护草原", [ECOLOGY]),
    ("生态 草原", [ECOLOGY]),
    ("中国的发展", [REPORT]),
    ("的", [FIVE]),
    # simplified, traditional, variant, Japanese forms; compatibility characters
    ("內蒙古", [STEPPE, YEARBOOK]),
    ("草原志", [STEPPE]),
    ("三晋出版社", [STONES]),
    ("三晉出版社", [STONES]),
    ("里院说书", [YARD]),
    ("裡院説書", [YARD]),
    ("县级图书馆", [JAPANESE]),
    ("縣級圖書館", [JAPANESE]),
    ("経営", [JAPANESE]),
    ("⼈民代表", [CONGRESS]),
    ("包国強", [STEPPE]),
    # phrases
    ("“八五”", [FIVE]),
    ('"中国发展"', [REPORT]),
    ('"发展中国"', []),
    ('"short history"', [PEOPLE]),
    ('"history short"', []),
    ("「草原 生态」", [ECOLOGY]),
    ('"unclosed', []),
    # Latin: case, diacritics, width, apostrophes, joined digits
    ("OSAKA", [STREET]),
    ("ōsaka strasse", [STREET]),
    ("uber", [STREET]),
    ("people congress", [PEOPLE]),
    ("people's", [PEOPLE]),
    ("the history of", [PEOPLE]),
    ("h5n1", [FLU]),
    ("Ｈ５Ｎ１　流感", [FLU]),
    ("流感H5N1", [FLU]),
    # Cyrillic: case, ё, letters of another layout
    ("монголын", [SECRET, MONGOL_HISTORY, MONGOL_BOOK]),  # and in Traditional script
    ("НУУЦ ТОВЧОО", [SECRET]),
    ("дамдинсүрэн", [SECRET]),
    ("дамдинсїрэн", [SECRET]),
    ("елка", [TREE]),
    ("байкал", [TREE]),
    ("баикал", [TREE]),  # by its sound
    # Traditional Mongolian: the same ink under other codes, selectors, connectors, suffixes
    (MONGOL, [MONGOL_HISTORY, MONGOL_BOOK, SECRET]),
    (SAME_INK, [MONGOL_HISTORY, MONGOL_BOOK, SECRET]),
    (f"{MONGOL}\u180b", [MONGOL_HISTORY, MONGOL_BOOK, SECRET]),
    (f"{MONGOL}\u200d", [MONGOL_HISTORY, MONGOL_BOOK, SECRET]),
    (f"{MONGOL}\u180e{UN} {TEUKE}", [MONGOL_HISTORY]),
    (f"{MONGOL}\u202f{UN} {TEUKE}", [MONGOL_HISTORY]),
    (f"{MONGOL} {UN} {TEUKE}", [MONGOL_HISTORY]),
    (f"{SAME_INK}\u202f\u1826\u1828", [MONGOL_HISTORY, MONGOL_BOOK, SECRET]),
    (f"{TEUKE} {MONGOL}", [MONGOL_HISTORY]),
    (f"{NOM} {MONGOL}", [MONGOL_BOOK]),
    (KEYBOARD.split()[1], [MONGOL_HISTORY]),
    (NER_E, [NAME_BOOK]),
    (NER_E.replace("\u180e", "\u202f"), [NAME_BOOK]),
    (TODO, [TODO_BOOK]),
    (f"{TODO}\u180b", [TODO_BOOK]),
    (NOM, [MONGOL_BOOK, NAME_BOOK, TODO_BOOK]),
    # numbers
    ("9787503707582", [REPORT]),
    ("978-7-5037-0758-2", [REPORT]),
    ("7-5037-0758-5", [REPORT]),
    ("７５０３７０７５８５", [REPORT]),
    ("F124/26", [REPORT]),
    ("f124 26", [REPORT]),
    ("Ｆ１２４／２６", [REPORT]),
    ("中国发展 9787503707582", [REPORT]),
    # wildcards
    ("congr*", [PEOPLE]),
    ("c?ngress", [PEOPLE]),
    ("*gress", [PEOPLE]),
    ("内*志", [STEPPE]),
    ("草?生态", [ECOLOGY]),
    ("草??生态", []),
    ("人民?表", [CONGRESS]),
    ("монг*", [SECRET]),
    (f"{MONGOL[:3]}*", [SECRET, MONGOL_HISTORY, MONGOL_BOOK]),
    (f"{TODO}*", [TODO_BOOK]),
    # nothing to find
    ("量子力学", []),
    ("\ue264\ue265", []),
    ("\ud800", []),
    ("草原\ud83d", [STEPPE, ECOLOGY]),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[ascii(query) for query, _ in QUERIES])
def test_a_query_finds_the_titles_people_expect(library: WhooshEngine, query: str, expected: list[str]) -> None:
    assert sorted(titles(ask(library, query))) == sorted(expected)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("草原", ECOLOGY),  # the shorter title
        ("中国发展", REPORT),
        (f"{MONGOL}\u180e{UN}", MONGOL_HISTORY),  # the form that was typed before other forms of the word
    ],
)
def test_what_fits_best_stands_first(library: WhooshEngine, query: str, first: str) -> None:
    assert titles(ask(library, query))[0] == first


@pytest.mark.parametrize("query", ["，。！", "?!", "—— …", "🙂", "\ud800\udfff", "\u200b"])
def test_a_query_without_words_finds_nothing_and_says_why(library: WhooshEngine, query: str) -> None:
    results = ask(library, query)
    assert (results.total, results.hint) == (0, NOTHING_TO_LOOK_FOR)


@pytest.mark.parametrize("letter", ["草", "x", "9", "草 ", "x1 ", "\u1820", '"', "“草”", "\ud800", "*", "(", "草x"])
def test_ten_thousand_characters_are_answered_at_once(library: WhooshEngine, letter: str) -> None:
    ask(library, "草")  # tables are read once
    started = time.process_time()  # not how busy the machine is
    results = ask(library, letter * (10_000 // len(letter)))
    assert time.process_time() - started < 1
    assert results.hint in (TOO_LONG, NOTHING_TO_LOOK_FOR)


def test_a_long_query_is_cut_and_still_finds(library: WhooshEngine) -> None:
    results = ask(library, "草原生态 " * 2000)
    assert titles(results) == [ECOLOGY]
    assert results.hint == TOO_LONG


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("草原", "title", [STEPPE, ECOLOGY]),
        ("乌兰", "author", [ECOLOGY]),
        ("乌兰", "title", []),
        ("内蒙古", "subject", [STEPPE, YEARBOOK]),
        ("三晋出版社", "title", []),
        ('"统计资料"', "subject", [YEARBOOK]),
        ('"统计资料"', "title", []),
    ],
)
def test_a_field_narrows_the_search_to_itself(
    library: WhooshEngine, query: str, field: str, expected: list[str]
) -> None:
    assert sorted(titles(ask(library, query, field=field))) == sorted(expected)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("保护", {"title"}),
        ("乌兰", {"author"}),
        ("统计资料", {"subject"}),
        ("出版社", {"other"}),
        ("三晋出版社", {"title", "other"}),
        ("F124/26", {"number"}),
        ("草原 内蒙古", {"title", "subject"}),
    ],
)
def test_a_hit_says_where_it_was_found(library: WhooshEngine, query: str, fields: set[str]) -> None:
    assert set(ask(library, query).hits[0].matched_by) == fields


def test_a_word_of_pieces_is_found_only_where_they_stand_together_in_one_field(tmp_path: Path) -> None:
    apart = replace(BLANK, record_id=1, title=("走进图书",), author=("书馆学会编",))
    whole = replace(BLANK, record_id=2, title=("走进图书馆",))
    engine = engine_with(tmp_path / "index", [apart, whole])
    assert [hit.record_id for hit in ask(engine, "图书馆").hits] == [2]


def test_where_nothing_has_all_the_words_what_has_most_is_found_and_said_to_be_that(library: WhooshEngine) -> None:
    results = ask(library, KEYBOARD)
    assert (results.relaxed, results.hint) == (True, RELAXED)
    assert set(titles(results)[:4]) == {MONGOL_HISTORY, MONGOL_BOOK, NAME_BOOK, TODO_BOOK}
    assert not ask(library, NOM).relaxed
