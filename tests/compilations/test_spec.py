"""Specification files: what they may say, and what they are told when they do not."""

from datetime import date, datetime
from pathlib import Path

import pytest

from compilations.spec import read_spec
from compilations.volume import Imprint, Term, Volume
from desk.database import Database
from desk.errors import Invalid, Refusal
from desk.settings import settings
from tests.compilations.test_old_word import as_doc, report
from tests.compilations.volumes import DAY, LIBRARY, record, two_records

ENTRY = "sections: [{title: s, entries: [{title: t, text: 文}]}]"


def read(database: Database, folder: Path, text: str, encoding: str = "utf-8") -> Volume:
    path = folder / "spec.yaml"
    path.write_bytes(text.encode(encoding))
    with database.reading() as db:
        return read_spec(db, path, library=LIBRARY, on=DAY)


@pytest.mark.parametrize(
    ("line", "edition"),
    [
        ("edition: 3", "第3版"),
        ("edition: 第三辑", "第三辑"),
        ("edition: '3'", "3"),
        ("edition: 2026-01-26", "2026-01-26"),
        ("", ""),
    ],
)
def test_an_edition_is_a_number_or_a_text(sqlite: Database, tmp_path: Path, line: str, edition: str) -> None:
    assert read(sqlite, tmp_path, f"title: 题\n{line}\n{ENTRY}\n").edition == edition


@pytest.mark.parametrize(
    ("line", "page_format"), [("", "16k"), ("format: 16K", "16k"), ("format: 16开", "16k"), ("format: A4", "a4")]
)
def test_the_format_is_16k_unless_it_is_a4(sqlite: Database, tmp_path: Path, line: str, page_format: str) -> None:
    assert read(sqlite, tmp_path, f"title: 题\n{line}\n{ENTRY}\n").page_format == page_format


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_specification_is_read_in_the_encoding_in_which_it_came(
    sqlite: Database, tmp_path: Path, encoding: str
) -> None:
    assert read(sqlite, tmp_path, f"title: 草原保护专题资料汇编\n{ENTRY}\n", encoding).title == "草原保护专题资料汇编"


def test_files_are_found_from_the_specifications_folder_or_by_their_whole_path(
    sqlite: Database, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# 甲\n\n文。", encoding="utf-8")
    entries = f"[{{file: a.md}}, {{file: '{tmp_path}/a.md', title: 另题}}]"
    volume = read(sqlite, tmp_path, f"title: 题\nsections: [{{title: s, entries: {entries}}}]")
    assert [entry.title for entry in volume.sections[0].entries] == ["甲", "另题"]


def test_records_are_taken_from_the_catalogue(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite.writing() as db:
        first, _second = two_records(db, now=now)
    volume = read(sqlite, tmp_path, f"title: 题\nsections: [{{title: s, entries: [{{record: {first}}}]}}]")
    assert volume.bibliography == ("某甲. 草原的逻辑[M]. 呼和浩特：测试出版社，2018.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"titel: 题\n{ENTRY}", "不认识“titel”"),
        (f"title: 题\ncolour: red\nsize: 3\n{ENTRY}", "“colour、size”"),
        ("title: 题\nsections: [{title: s, entries: [{text: 文, titel: t}]}]", "entries 第 1 项 不认识“titel”"),
        ("title: 题\nsections: [{title: s, items: []}]", "sections 第 1 项 不认识“items”"),
        ("title: 题\nsections: [{title: s, entries: [{file: a.md, record: 1}]}]", "不认识“record”"),
        (f"title: ''\n{ENTRY}", "缺少 title"),
        (ENTRY, "缺少 title"),
        (f"title: [a]\n{ENTRY}", "title 应是文字"),
        (f"title: yes\n{ENTRY}", "title 应是文字"),
        ("title: 题", "sections 应是一个非空的列表"),
        ("title: 题\nsections: []", "sections 应是一个非空的列表"),
        ("title: 题\nsections: {a: b}", "sections 应是一个非空的列表"),
        ("title: 题\nsections: [甲]", "sections 第 1 项"),
        ("title: 题\nsections: [{entries: [{title: t, text: 文}]}]", "sections 第 1 项 缺少 title"),
        ("title: 题\nsections: [{title: s, entries: [{title: t}]}]", "entries 第 1 项 应有 file、record"),
        ("title: 题\nsections: [{title: s, entries: [{text: 文}]}]", "缺少 title"),
        ("title: 题\nsections: [{title: s, entries: [{file: 没有.md}]}]", "没有.md"),
        ("title: 题\nsections: [{title: s, entries: [{file: a.doc}]}]", "a.doc"),
        ("title: 题\nsections: [{title: s, entries: [{record: 4711}]}]", "4711"),
        ("title: 题\nsections: [{title: s, entries: [{record: '1'}]}]", "书目记录 1"),
        ("title: 题\nsections: [{title: s, entries: [{record: true}]}]", "True"),
        (f"title: 题\nformat: b5\n{ENTRY}", "b5"),
        ("- 题", "名称: 值"),
        ("", "名称: 值"),
        ("title: [", "YAML"),
        ("a: &a [x, x]\nb: [*a, *a]", "别名"),
        ("title: !!python/object/apply:os.system ['true']\n" + ENTRY, "YAML"),
        ("[" * 5000, "YAML"),
        ("title: " + "长" * 2_000_001, "太大"),
    ],
)
def test_a_wrong_specification_is_refused_with_the_place_of_the_mistake(
    sqlite: Database, tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        read(sqlite, tmp_path, text)


FULL = """
title: 题
design: official
type: large
notes: end
index: true
back: 封底的话
ecopy_url: https://library.example/v/1
imprint: {kind: permit, permit: 样例0000号, printed_on: 2026-01-20, print_run: 900}
sections:
  - title: 外
    entries: [{title: 甲, text: 文}]
    sections:
      - title: 内
        entries: [{title: 乙, text: 文}]
"""


def test_a_specification_may_say_all_that_a_volume_has(sqlite: Database, tmp_path: Path) -> None:
    made = read(sqlite, tmp_path, FULL)
    assert (made.design, made.type_size, made.notes_at, made.has_index) == ("official", "large", "end", True)
    assert (made.back_text, made.ecopy_url) == ("封底的话", "https://library.example/v/1")
    assert made.imprint == Imprint("permit", "样例0000号", printed_on=date(2026, 1, 20), print_run=900)
    assert [entry.title for entry in made.sections[0].sections[0].entries] == ["乙"]


def test_a_reference_follows_the_edition_that_is_asked_for(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite.writing() as db:
        two_records(db, now=now)
    records = "sections: [{title: s, entries: [{record: 1}]}]"
    new, old = (read(sqlite, tmp_path, f"title: 题\n{cited}{records}") for cited in ("", "citations: 2015\n"))
    assert new.bibliography != old.bibliography


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("design: golden", "golden"),
        ("index: 要", "true"),
        ("imprint: {print_run: 0}", "print_run"),
        ("imprint: {printed_on: 明天}", "2026-01-20"),
        ("imprint: {copies: 3}", "copies"),
        ("citations: 1987", "1987"),
    ],
)
def test_a_value_that_is_not_known_is_refused_by_name(sqlite: Database, tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read(sqlite, tmp_path, f"title: 题\n{line}\n{ENTRY}\n")


def test_two_sections_of_one_name_beside_each_other_are_refused(sqlite: Database, tmp_path: Path) -> None:
    section = "{title: 同名, entries: [{title: t, text: 文}]}"
    with pytest.raises(Refusal, match="同名"):
        read(sqlite, tmp_path, f"title: 题\nsections: [{section}, {section}]\n")


def test_a_third_level_of_sections_is_refused(sqlite: Database, tmp_path: Path) -> None:
    inner = "{title: c, entries: [{title: t, text: 文}]}"
    with pytest.raises(Refusal, match="sections"):
        read(sqlite, tmp_path, f"title: 题\nsections: [{{title: a, sections: [{{title: b, sections: [{inner}]}}]}}]\n")


def test_an_entry_names_what_the_index_leads_to(sqlite: Database, tmp_path: Path) -> None:
    entries = "[{title: 甲, text: 文, terms: {names: [某某, 某某], subjects: [草原]}}, {title: 乙, text: 文}]"
    made = read(sqlite, tmp_path, f"title: 题\nindex: true\nsections: [{{title: s, entries: {entries}}}]")
    assert [entry.terms for entry in made.entries] == [(Term("某某", "name"), Term("草原", "subject")), ()]
    assert made.index_terms == {"某某", "草原"}


def test_terms_of_an_entry_stand_beside_those_of_its_record(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite.writing() as db:
        number = record(db, "书", names=["某某"], subjects=["草原"], now=now).id
    entry = f"{{record: {number}, terms: {{subjects: [草原, 牧民]}}}}"
    made = read(sqlite, tmp_path, f"title: 题\nsections: [{{title: s, entries: [{entry}]}}]")
    assert [term.heading for term in made.entries[0].terms] == ["某某", "草原", "牧民"]


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("草原", "sections 第 1 项 entries 第 1 项 的 terms 应写成"),
        ("{subjects: 草原}", "sections 第 1 项 entries 第 1 项 terms 的 subjects 应是一个列表"),
        ("{subject: [草原]}", "sections 第 1 项 entries 第 1 项 terms 不认识“subject”。可用的是 names、subjects"),
        ("{names: [甲, '']}", "sections 第 1 项 entries 第 1 项 terms 的 names 第 2 项应是一个词"),
        ("{names: [甲, [乙]]}", "sections 第 1 项 entries 第 1 项 terms 的 names 第 2 项应是一个词"),
    ],
)
def test_terms_that_are_not_lists_of_words_are_refused_with_their_place(
    sqlite: Database, tmp_path: Path, terms: str, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read(
            sqlite, tmp_path, f"title: 题\nsections: [{{title: s, entries: [{{title: t, text: 文, terms: {terms}}}]}}]"
        )
    assert why in str(refused.value)


def test_an_old_word_file_of_a_specification_is_converted_or_refused(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.wps").write_bytes(as_doc(report(), tmp_path))
    (tmp_path / "spec.yaml").write_text("title: 题\nsections: [{title: s, entries: [{file: a.wps}]}]", encoding="utf-8")
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "live"))
    for office, entries in (("soffice", 1), ("off", 0)):
        monkeypatch.setenv("DESK_OFFICE", office)
        settings.cache_clear()
        with sqlite.reading() as db:
            if entries:
                made = read_spec(db, tmp_path / "spec.yaml", library="馆", on=DAY)
                assert [entry.title for entry in made.sections[0].entries] == ["草原调查报告"]
            else:
                with pytest.raises(Invalid, match=r"a\.wps.*另存为"):
                    read_spec(db, tmp_path / "spec.yaml", library="馆", on=DAY)
    settings.cache_clear()
