"""The volume itself: what every renderer reads."""

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from compilations import landmarks
from compilations.imprint import imprint_lines
from compilations.landmarks import Landmark
from compilations.spec import read_spec
from compilations.volume import Imprint, Volume, VolumeSection, from_json, to_json
from desk.database import Database
from tests.compilations.test_markdown import texts
from tests.compilations.volumes import DAY, GOLDEN, LIBRARY, text_entry, two_records, volume


@given(texts(), st.text(max_size=20).filter(str.isprintable))
def test_a_volume_survives_being_handed_to_another_process(blocks: object, title: str) -> None:
    made = volume(title=title, preface=blocks)
    assert from_json(to_json(made)) == made


def test_the_golden_specification_binds_to_the_golden_volume(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        two_records(db, now=now)
        bound = read_spec(db, GOLDEN / "spec.yaml", library=LIBRARY, on=DAY)
    expected = GOLDEN / "volume.json"
    if not expected.exists():
        expected.write_text(
            json.dumps(json.loads(to_json(bound)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        raise AssertionError(f"{expected} was not there: it is written now, look it through")
    assert bound == from_json(expected.read_bytes())


def test_the_contents_list_front_matter_sections_entries_and_back_matter_in_order() -> None:
    assert landmarks.contents(volume()) == (
        Landmark(0, "编者的话", "preface"),
        Landmark(1, "一、办法", "s1"),
        Landmark(2, "草原轮牧办法（测试用）", "s1e1"),
        Landmark(2, "短文", "s1e2"),
        Landmark(1, "二、文献", "s2"),
        Landmark(2, "书一", "s2e1"),
        Landmark(0, "参考文献", "bibliography"),
    )


def test_contents_mention_neither_preface_nor_bibliography_where_there_is_none() -> None:
    bare = volume(VolumeSection("甲", (text_entry("乙", "丙"),)), preface=())
    assert [mark.title for mark in landmarks.contents(bare)] == ["甲", "乙"]


def test_a_work_cited_twice_stands_once_in_the_bibliography() -> None:
    entries = [
        text_entry(title, "文", citation=cited) for title, cited in [("1", "乙"), ("2", "甲"), ("3", "乙"), ("4", "")]
    ]
    assert volume(VolumeSection("s", tuple(entries))).bibliography == ("乙", "甲")


def test_the_imprint_mentions_only_what_is_known() -> None:
    bare = Volume("题", (), DAY, LIBRARY)
    assert [label for label, _value in imprint_lines(bare)] == [
        "书名",
        "资料性质",
        "编印单位",
        "编成日期",
        "收录",
        "说明",
    ]


def test_a_sample_says_so_in_its_imprint() -> None:
    assert ("说明", "样例资料，并非正式出版物") in imprint_lines(volume(is_sample=True))


def test_sections_within_sections_are_gone_through_in_order() -> None:
    inner = VolumeSection("（一）内", (text_entry("丙", "文"),))
    made = volume(VolumeSection("一、外", (text_entry("甲", "文"), text_entry("乙", "文")), (inner,)), preface=())
    assert [(mark.level, mark.title, mark.anchor) for mark in landmarks.contents(made)] == [
        (1, "一、外", "s1"),
        (2, "甲", "s1e1"),
        (2, "乙", "s1e2"),
        (2, "（一）内", "s1s1"),
        (3, "丙", "s1s1e1"),
    ]
    assert [entry.title for entry in made.entries] == ["甲", "乙", "丙"]


def test_the_imprint_of_a_permitted_print_says_what_a_printer_must() -> None:
    said = Imprint("permit", "蒙内资准字第0000号（样例）", "编印处", "全体代表", "某印刷厂", date(2026, 1, 20), 900)
    lines = dict(imprint_lines(volume(imprint=said)))
    assert lines["资料性质"] == "内部资料　免费交流"
    assert (lines["准印证号"], lines["编印单位"], lines["发送对象"]) == (
        "蒙内资准字第0000号（样例）",
        "编印处",
        "全体代表",
    )
    assert (lines["印刷单位"], lines["印刷日期"], lines["印数"]) == ("某印刷厂", "2026年1月20日", "900 册")
