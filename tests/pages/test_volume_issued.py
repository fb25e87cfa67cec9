"""An issued volume on the screen: its files, the printer's papers, handing out. Of a draft only what may be done."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compilations import copies
from desk import clock
from desk.tables import Rights, Role
from pages.components import menu
from search.opening import OpenDesk
from tests.compilations.issued import Issue, issue
from tests.compilations.signers import account
from tests.pages.test_intake import opened, press, said, sign_in


@pytest.fixture
def printed(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issue]:
    """Compilation 1 is issued, 2 is a draft; an editor is signed in."""
    st.cache_resource.clear()
    pages = {place.url_path: place for place in menu.PAGES}
    monkeypatch.setattr(menu, "PAGES", [replace(pages["volume"], url_path=""), pages["volumes"]])
    with desk.database.writing() as db:
        sign_in(monkeypatch, account(db, "编者甲", Role.EDITOR, clock.now()))
        made = issue(db, now=clock.now())
        issue(db, now=clock.now(), name="草稿的会议", signed=False)
    yield made
    st.cache_resource.clear()


def keys(page: AppTest) -> set[str]:
    return {str(each.key) for kind in ("button", "selectbox", "number_input") for each in page.get(kind)}


def downloads(page: AppTest) -> dict[str, str]:
    """What is offered to be fetched: label and address."""
    return {each.proto.label: each.proto.url for each in page.get("download_button")}


def test_a_draft_says_why_nothing_is_handed_out_and_offers_no_way(printed: Issue) -> None:
    page = opened(id="2", view="copies")
    assert "还没有签发付印" in said(page)
    assert "请先送审并完成审签" in said(page)
    assert not keys(page) & {"handout_add", "stock_deliver", "stock_close", "ecopy_offer", "handout_copies"}
    assert "volume_submit" in keys(press(page, "handout_to_states"))


def test_of_an_issued_volume_copies_are_handed_out_and_delivered(desk: OpenDesk, printed: Issue) -> None:
    page = opened(id="1", view="copies")
    assert {"handout_add", "stock_deliver", "stock_close"} <= keys(page)
    page.number_input(key="handout_copies").set_value(3).run()
    press(page, "handout_add")
    assert "已登记" in said(page)
    page.number_input(key="stock_copies").set_value(40).run()
    press(page, "stock_deliver")
    assert "已登记送达" in said(page)
    with desk.database.reading() as db:
        assert [each.copies for each in copies.handed_out(db, printed.compilation_id)] == [3]


def test_the_sheet_for_the_printer_comes_when_it_is_wanted(printed: Issue) -> None:
    page = opened(id="1", view="states")
    assert "下载发稿单" not in downloads(page)
    page.toggle(key="volume_sheet_on").set_value(True).run()
    assert not page.exception
    assert "下载发稿单" in downloads(page)


def test_the_cover_sheet_and_the_numbers_come_when_they_are_wanted(desk: OpenDesk, printed: Issue) -> None:
    page = opened(id="1", view="make")
    press(page, "volume_make")
    for _ in range(200):
        if "已制成" in said(page.run()):
            break
        time.sleep(0.1)
    assert "付印存档" in said(page)
    assert downloads(page).keys() == {"下载 .pdf 文件"}
    page.toggle(key="volume_paper").set_value(True).run()
    assert not page.exception
    assert "下载封面展开图（封底、书脊、封面）" in downloads(page)
    page.number_input(key="volume_numbers_last").set_value(12).run()
    press(page, "volume_numbers_make")
    assert "下载编号文件" in downloads(page)
    (numbers,) = (desk.settings.data_dir / "exports").glob("*-numbers.pdf")
    with pikepdf.open(numbers) as file:
        assert len(file.pages) == 12


def test_rights_are_settled_after_the_issue_and_the_ecopy_stops(desk: OpenDesk, printed: Issue) -> None:
    page = press(opened(id="1", view="copies"), "ecopy_offer")
    assert "电子本可以取了" in said(page)
    page.multiselect(key="ruling_entries").set_value([1]).run()
    press(page, "ruling_save")
    assert "写明理由" in said(page)
    page.text_area(key="ruling_reason").set_value("作者来电，不同意上网。").run()
    press(page, "ruling_save")
    assert "已改定 1 个条目" in said(page)
    assert "1 个电子本已停止提供" in said(page)
    assert "使用范围不允许制作电子本：“第1篇”（待确认）" in said(page)
    assert "ecopy_offer" not in keys(page)
    page.multiselect(key="ruling_entries").set_value([1]).run()
    page.segmented_control(key="ruling_rights").set_value(str(Rights.PUBLIC)).run()
    page.text_area(key="ruling_reason").set_value("又同意了。").run()
    press(page, "ruling_save")
    assert "终审签发权限" in said(page)
    history = opened(id="1", view="history")
    shown = press(history, next(str(each.key) for each in history.button if str(each.key).startswith("change_open_")))
    told = "\n".join(str(text.value) for text in shown.text)
    assert "公开" in told and "待确认" in told and "作者来电，不同意上网。" in told
