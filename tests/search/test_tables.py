"""The tables that search reads: abbreviations with their full forms, and names that are one word each."""

from collections import Counter

import pytest

from desk.vocabularies import entries
from search.analysis import han, latin, scripts

ABBREVIATIONS = entries("abbreviations")
NAMES = entries("region_names")


def full_forms(code: str) -> list[str]:
    return ABBREVIATIONS[code]["zh"].split("|")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("人大", "人民代表大会"),
        ("人大常委会", "人民代表大会常务委员会"),
        ("政协", "人民政治协商会议"),
        ("政协", "政治协商会议"),
        ("村委会", "村民委员会"),
        ("内大", "内蒙古大学"),
        ("非遗", "非物质文化遗产"),
        ("十四五", "第十四个五年规划"),
        ("一带一路", "丝绸之路经济带和21世纪海上丝绸之路"),
        ("内蒙", "内蒙古"),
        ("呼市", "呼和浩特市"),
        ("GDP", "国内生产总值"),
    ],
)
def test_an_abbreviation_has_its_full_form(short: str, full: str) -> None:
    assert full in full_forms(short)


def test_there_are_enough_abbreviations_and_names_to_be_of_use() -> None:
    assert 100 <= len(ABBREVIATIONS) <= 150
    assert 180 <= len(NAMES) <= 260


@pytest.mark.parametrize("code", ABBREVIATIONS)
def test_a_short_form_is_no_longer_than_any_of_its_full_forms(code: str) -> None:
    forms = full_forms(code)
    assert len(set(forms)) == len(forms)
    for form in forms:
        assert form == form.strip()
        assert len(code) <= len(form) or form.isascii()
    assert ABBREVIATIONS[code]["en"]
    assert ABBREVIATIONS[code]["back"] in ("yes", "no")


@pytest.mark.parametrize("name", ["abbreviations", "region_names"])
def test_words_of_the_tables_are_written_as_queries_are_folded(name: str) -> None:
    for code, row in entries(name).items():
        for form in (code, *row["zh"].split("|")):
            assert han.fold(form) == form


def test_a_full_form_is_shortened_in_one_way_only() -> None:
    """Two short forms of one full form would be forms of each other: only 人大 and 人代会 are."""
    count = Counter(form for code in ABBREVIATIONS for form in full_forms(code))
    assert {form for form, times in count.items() if times > 1} <= {"人民代表大会"}


def test_a_name_is_one_run_of_han_characters() -> None:
    for code, row in NAMES.items():
        assert [run.text for run in scripts.runs(code)] == [code]
        assert len(code) > 1
        assert row["zh"] == code
        assert row["en"]


@pytest.mark.parametrize(
    ("column", "script", "least"), [("mn_cyrl", scripts.CYRILLIC, 130), ("mn_mong", scripts.MONGOLIAN, 70)]
)
def test_mongolian_forms_are_of_their_script(column: str, script: str, least: int) -> None:
    written = [row[column] for row in NAMES.values() if row[column]]
    assert len(written) >= least
    for form in written:
        assert {run.script for run in scripts.runs(form)} == {script}
        assert form == " ".join(form.split(" "))


def test_names_that_readers_ask_for_are_there() -> None:
    wanted = "呼伦贝尔 锡林郭勒 鄂尔多斯 科尔沁 乌兰牧骑 那达慕 蒙古包 阿拉善 乌兰察布 巴彦淖尔 达斡尔 鄂温克 马头琴"
    assert set(wanted.split()) <= set(NAMES)


def test_the_english_of_a_name_reads_as_latin_letters() -> None:
    for row in NAMES.values():
        assert {run.script for run in scripts.runs(row["en"])} == {scripts.LATIN}
        assert all(latin.fold(word) for word in row["en"].split())
