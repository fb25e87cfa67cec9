"""What came back from the reviewers, on the screen of an editor."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
import streamlit as st

from desk import clock
from desk.tables import Entry, Role
from pages.components import menu
from search.opening import OpenDesk
from tests.compilations.review_files import Marked, Written, WrittenEntry, reviewed
from tests.compilations.test_editing import with_texts
from tests.conftest import identity
from tests.pages.test_intake import opened, press, said, sign_in


@pytest.fixture
def office(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A compilation with one text, its editor signed in; the editor's page is the one that comes first."""
    st.cache_resource.clear()
    place = next(place for place in menu.PAGES if place.url_path == "volume")
    others = [each for each in menu.PAGES if each.url_path == "volumes"]
    monkeypatch.setattr(menu, "PAGES", [replace(place, url_path=""), *others])
    sign_in(monkeypatch, identity(Role.EDITOR))
    with desk.database.writing() as db:
        with_texts(db, clock.now(), "草场")
    yield desk
    st.cache_resource.clear()


def come_back(number: int, *parts: Marked) -> tuple[str, bytes, str]:
    return ("审稿.docx", reviewed([WrittenEntry(number, (Marked("草场"),), (Written(parts, 0),))]), "")


def test_marks_are_received_shown_in_their_sentence_and_taken(office: OpenDesk, now: datetime) -> None:
    page = opened(id="1", view="review")
    assert "还没有收到审稿意见" in said(page)
    file = come_back(1, Marked("正"), Marked("文", "del"), Marked("本", "ins"), Marked("。"))
    page.file_uploader(key="review_file_0").set_value([file]).run()
    press(page, "review_receive")
    assert "已收下 1 条意见" in said(page)
    assert any("<del>文</del><ins>本</ins>" in str(each.proto) for each in page.get("html"))
    press(page, "mark_take_1")
    assert "待处理 0 条，已处理 1 条" in said(page)
    with office.database.reading() as db:
        entry = db.get(Entry, 1)
        assert entry is not None
        assert entry.text == "正本。\n"


def test_a_file_of_another_compilation_is_refused_and_nothing_is_kept(office: OpenDesk) -> None:
    page = opened(id="1", view="review")
    page.file_uploader(key="review_file_0").set_value([come_back(999, Marked("文", "del"))]).run()
    press(page, "review_receive")
    assert "另一本汇编" in said(page)
    assert "还没有收到审稿意见" in said(page)


def test_an_entry_is_opened_from_its_mark(office: OpenDesk) -> None:
    page = opened(id="1", view="review")
    page.file_uploader(key="review_file_0").set_value([come_back(1, Marked("正文"), Marked("。", "del"))]).run()
    press(page, "review_receive")
    press(page, "mark_open_1")
    assert page.text_area(key="volume_entry_1_text").value == "正文。"
