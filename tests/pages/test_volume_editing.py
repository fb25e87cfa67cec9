"""What an editor does to a compilation on the screen: rights, sources, lists of books, history, suggestions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import streamlit as st
from sqlmodel import select

from compilations import entries, old_word, outside, revisions
from compilations.binding import bind
from desk import clock
from desk.staff.roles import OPERATOR
from desk.tables import BibRecord, CatalogueChange, Compilation, Entry, EntryKind, Rights, Role
from pages.components import menu
from search.indexing import catch_up
from search.opening import OpenDesk
from tests.compilations.test_editing import shape, with_texts
from tests.compilations.test_old_word import as_doc, report
from tests.conftest import identity
from tests.pages.test_intake import opened, press, said, sign_in


@pytest.fixture
def office(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A compilation with two texts, three books in the catalogue, its editor signed in."""
    st.cache_resource.clear()
    pages = {place.url_path: place for place in menu.PAGES}
    monkeypatch.setattr(menu, "PAGES", [replace(pages["volume"], url_path=""), pages["volumes"]])
    sign_in(monkeypatch, identity(Role.EDITOR))
    now = clock.now()
    with desk.database.writing() as db:
        with_texts(db, now, "草场", "水源")
        for title in ("草原生态", "草原法释义", "沙漠"):
            record = BibRecord(title=title, added_at=now, changed_at=now)
            db.add(record)
            db.flush()
            db.add(CatalogueChange(bib_record_id=record.id or 0))
    catch_up(desk.database, desk.engine)
    yield desk
    st.cache_resource.clear()


def an_entry(desk: OpenDesk, number: int) -> Entry:
    with desk.database.reading() as db:
        entry = db.get(Entry, number)
        assert entry is not None
        return entry


def test_rights_and_the_facts_of_a_source_are_kept_as_they_are_filled_in(office: OpenDesk) -> None:
    page = press(opened(id="1", view="contents"), "entry_open_1")
    page.segmented_control(key="entry_rights_1").set_value(str(Rights.INTERNAL)).run()
    assert an_entry(office, 1).rights == Rights.INTERNAL
    page.text_input(key="volume_source_1_document_number").set_value("内政发〔2026〕1号").run()
    page.text_input(key="volume_source_1_accessed_on").set_value("昨天").run()
    assert "看不懂" in said(page)
    page.text_input(key="volume_source_1_accessed_on").set_value("2026-01-20").run()
    assert "看不懂" not in said(page)
    page.text_input(key="volume_source_1_issuing_body").set_value("测试机关").run()
    page.segmented_control(key="volume_source_1_legal_status").set_value("in_force").run()
    assert (kept := source(office)) == outside.Source(
        issuing_body="测试机关",
        document_number="内政发〔2026〕1号",
        accessed_on=date(2026, 1, 20),
        legal_status="in_force",
    )
    page.file_uploader(key="volume_source_1_copy").set_value(("网页.html", b"<p>1</p>", "text/html")).run()
    assert "已存副本" in said(page)
    assert source(office) == replace(kept, copy_name="网页.html", copy_digest=sha256(b"<p>1</p>").hexdigest())
    press(page, "volume_source_1_save")
    assert "已保存来源" in said(page)


def source(desk: OpenDesk) -> outside.Source:
    with desk.database.reading() as db:
        return outside.source_of(db, 1)


def saved_by_a_colleague(desk: OpenDesk, text: str) -> None:
    said_now = entries.draft(an_entry(desk, 1))
    with desk.database.writing() as db:
        draft = replace(said_now, text=text)
        entries.edit_entry(db, OPERATOR, entry_id=1, fingerprint=said_now.fingerprint, draft=draft, now=clock.now())


def test_what_is_typed_is_kept_without_a_button(office: OpenDesk) -> None:
    page = press(opened(id="1", view="contents"), "entry_open_1")
    page.text_area(key="volume_entry_1_text").set_value("写到一半 ").run()
    assert an_entry(office, 1).text == "写到一半 "
    assert any("已自动保存" in caption.value for caption in page.caption)
    page.text_input(key="volume_entry_1_title").set_value(" ").run()
    assert "不能为空" in said(page)
    assert an_entry(office, 1).title == "草场"
    page.text_input(key="volume_entry_1_title").set_value("草场").run()
    assert "不能为空" not in said(page)
    with office.database.reading() as db:
        total, _changes = revisions.changes(db, 1)
    assert total == 3, "the compilation begun and two texts added: each was begun and written on within ten minutes"


def test_autosave_does_not_write_over_a_colleague(office: OpenDesk) -> None:
    page = press(opened(id="1", view="contents"), "entry_open_1")
    saved_by_a_colleague(office, "同事写的。")
    page.text_area(key="volume_entry_1_text").set_value("我写的。").run()
    assert an_entry(office, 1).text == "同事写的。"
    assert "另一位编辑刚刚保存过" in said(page)
    assert "同事写的。" in [text.value for text in page.text]
    press(page, "volume_entry_1_mine")
    assert an_entry(office, 1).text == "我写的。"
    saved_by_a_colleague(office, "同事又写了。")
    page.run()
    assert page.text_area(key="volume_entry_1_text").value == "同事又写了。", "nothing of mine was lost by it"
    saved_by_a_colleague(office, "第三次。")
    page.text_area(key="volume_entry_1_text").set_value("我又写了。").run()
    press(page, "volume_entry_1_their_words")
    assert page.text_area(key="volume_entry_1_text").value == an_entry(office, 1).text == "第三次。"


def test_a_whole_search_becomes_a_list_of_books_or_entries(office: OpenDesk) -> None:
    page = opened(id="1", view="contents")
    page.segmented_control(key="volume_way").set_value("results").run()
    page.text_input(key="volume_results_query").set_value("草原").run()
    assert "找到 2 种" in said(page)
    press(page, "volume_results_list")
    made = an_entry(office, 3)
    assert (made.kind, made.title, sorted(made.books)) == (EntryKind.BOOKS, "草原", [1, 2])
    press(page, "volume_results_add")
    with office.database.reading() as db:
        compilation = db.get(Compilation, 1)
        assert compilation is not None
        assert len(shape(db, compilation)[0][1]) == 5


def test_numbers_of_questions_that_are_not_there_are_named(office: OpenDesk) -> None:
    page = opened(id="1", view="contents")
    page.segmented_control(key="volume_way").set_value("questions").run()
    page.text_input(key="volume_questions").set_value("Q-1、Q-2").run()
    press(page, "volume_questions_add")
    assert "Q" in said(page)
    assert "没有编号为" in said(page)


def test_the_history_shows_both_versions_and_brings_one_back(office: OpenDesk) -> None:
    page = press(opened(id="1", view="contents"), "entry_open_1")
    page.text_area(key="volume_entry_1_text").set_value("改过的正文。").run()
    press(page, "entry_save_1")
    page = opened(id="1", view="history")
    shown = ""
    for key in [str(button.key) for button in page.button if str(button.key).startswith("change_open_")]:
        shown += "\n".join(str(text.value) for text in press(opened(id="1", view="history"), key).text)
    assert "改过的正文。" in shown


def test_what_is_missing_and_what_stands_twice_is_told_on_demand(office: OpenDesk) -> None:
    page = opened(id="1", view="contents")
    page.toggle(key="volume_suggest_on").set_value(True).run()
    assert not page.exception
    assert "正文相同" in said(page)


def test_a_section_goes_into_another_and_out_again(office: OpenDesk) -> None:
    page = opened(id="1", view="contents")
    page.text_input(key="section_new_title").set_value("下级").run()
    page.selectbox(key="section_new_parent").set_value(1).run()
    press(page, "section_add")
    press(page, "section_into_2_None")
    assert "已移动" in said(page)
    press(page, "section_into_2_1")
    assert "已移动" in said(page)


def test_keywords_of_a_text_go_into_the_index_or_are_looked_up(office: OpenDesk) -> None:
    page = press(opened(id="1", view="contents"), "entry_open_1")
    box = "volume_entry_1_terms"
    page.text_area(key="volume_entry_1_text").set_value("草原退化了。草原要保护，载畜量要核定，草原不能开垦。").run()
    page.text_input(key=box).set_value("巴特尔、 载畜量").run()
    page.toggle(key=f"{box}_asked").set_value(True).run()
    found = page.button_group(key=f"{box}_keywords")
    assert found.options[0] == "草原", "it is in the text most often"
    found.set_value(["草原", "载畜量"]).run()
    press(page, f"{box}_take")
    assert an_entry(office, 1).terms == ["巴特尔", "载畜量", "草原"], "each once, in the order in which they came"
    page.toggle(key=f"{box}_search").set_value(True).run()
    assert "草原生态" in said(page)
    with office.database.reading() as db:
        entry = bind(db, 1, library="测试馆", on=clock.today()).entries[0]
    assert [term.heading for term in entry.terms] == ["巴特尔", "载畜量", "草原"]


def test_a_text_is_pasted_with_its_index_terms(office: OpenDesk) -> None:
    page = opened(id="1", view="contents")
    page.segmented_control(key="volume_way").set_value("paste").run()
    page.text_input(key="paste_title").set_value("水权").run()
    page.text_area(key="paste_text").set_value("灌溉用水的水权可以转让，水权交易要登记。").run()
    page.toggle(key="paste_terms_asked").set_value(True).run()
    page.button_group(key="paste_terms_keywords").set_value(["水权"]).run()
    press(page, "paste_terms_take")
    press(page, "paste_add")
    assert an_entry(office, 3).terms == ["水权"]
    assert page.text_input(key="paste_terms").value == ""


def test_an_old_word_file_is_taken_in_or_the_next_step_is_said(
    office: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = as_doc(report(), tmp_path)
    page = opened(id="1", view="contents")
    page.segmented_control(key="volume_way").set_value("files").run()
    page.file_uploader(key="volume_files_0").set_value(("报告.doc", content, "application/msword")).run()
    press(page, "volume_files_add")
    assert "已加入 1 个文件" in said(page)
    assert an_entry(office, 3).title == "草原调查报告"
    monkeypatch.setattr(old_word, "found", lambda _setting: None)
    page.file_uploader(key="volume_files_1").set_value(("报告.wps", content, "application/msword")).run()
    press(page, "volume_files_add")
    assert "不能直接读入" in said(page)
    with office.database.reading() as db:
        assert len(db.exec(select(Entry)).all()) == 3
