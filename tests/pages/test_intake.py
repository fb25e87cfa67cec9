"""Importing on screen: seen before it is done, done once, and taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.catalogue import batches, imports
from desk.catalogue.uploads import Uploads
from desk.staff.roles import OPERATOR, Identity
from desk.tables import BatchState, BibRecord, Role
from pages.components import frame, menu
from search.opening import OpenDesk
from search.request import SearchRequest
from tests.conftest import identity
from tests.desk.catalogue import marc_text

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
MARC = ("采购.mrc", marc_text.file_of("twins", "refused"), "")
LIST = ("清单.csv", "书名,作者,馆藏地,采购员\n草原诗抄,示例甲,流通书库,某\n,示例乙,,\n".encode(), "")


@pytest.fixture
def office(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """An empty desk with an editor signed in; importing is the page one comes to first."""
    st.cache_resource.clear()
    place = next(place for place in menu.PAGES if place.url_path == "intake")
    monkeypatch.setattr(menu, "PAGES", [replace(place, url_path="")])
    sign_in(monkeypatch, identity(Role.EDITOR))
    yield desk
    st.cache_resource.clear()


def sign_in(monkeypatch: pytest.MonkeyPatch, who: Identity | None) -> None:
    monkeypatch.setattr(frame, "who_is_asking", lambda: who)


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    spoken = (page.markdown, page.success, page.error, page.warning, page.info, page.subheader)
    return "\n".join(str(element.value) for kind in spoken for element in kind)


def numbers(page: AppTest) -> list[str]:
    return [metric.value for metric in page.metric]


def uploaded(file: tuple[str, bytes, str]) -> AppTest:
    page = opened()
    page.file_uploader(key="intake_file_0").set_value(file).run()
    assert not page.exception
    return page


def test_a_file_is_shown_then_imported_then_undone(office: OpenDesk) -> None:
    page = press(uploaded(MARC), "intake_preview")
    assert numbers(page) == ["1", "0", "1", "2"]
    with office.database.reading() as db:
        assert db.exec(select(BibRecord)).all() == []
    page = press(page, "intake_apply")
    assert "导入完成" in said(page)
    assert numbers(page) == ["1", "0", "1", "2"]
    assert office.engine.search(SearchRequest(query="草原发展报告")).total == 1
    page = press(page, "intake_undo_yes")
    assert "已撤销这一批" in said(page)
    assert office.engine.search(SearchRequest(query="草原发展报告")).total == 0


def test_the_meaning_of_columns_is_guessed_and_can_be_corrected(office: OpenDesk) -> None:
    page = uploaded(LIST)
    columns = [box for box in page.selectbox if str(box.key).startswith("intake_")]
    assert [box.value for box in columns] == ["title", "responsibility", "shelf", ""]
    columns[3].set_value("notes").run()
    page = press(press(page, "intake_preview"), "intake_apply")
    assert numbers(page) == ["1", "0", "0", "1"]
    with office.database.reading() as db:
        assert db.exec(select(BibRecord)).one().notes == "某"


def test_a_staged_file_can_be_discarded(office: OpenDesk) -> None:
    page = press(press(uploaded(MARC), "intake_preview"), "intake_discard")
    assert "还没有导入过" in said(page)
    assert list((office.settings.data_dir / "uploads").iterdir()) == []


def kept(office: OpenDesk) -> set[str]:
    return {path.suffix for path in (office.settings.data_dir / "uploads").iterdir()}


def test_a_file_chosen_and_taken_out_again_does_not_stay(office: OpenDesk) -> None:
    page = uploaded(MARC)
    assert kept(office) == {".mrc"}
    page.file_uploader(key="intake_file_0").set_value(LIST).run()
    assert kept(office) == {".csv"}
    page.file_uploader(key="intake_file_0").set_value(None).run()
    assert kept(office) == set()


def test_a_file_that_an_import_came_from_stays_when_it_is_taken_out_again(office: OpenDesk) -> None:
    press(uploaded(MARC), "intake_preview")
    page = uploaded(MARC)
    page.file_uploader(key="intake_file_0").set_value(None).run()
    assert not page.exception
    assert ".mrc" in kept(office)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (("a.mrc", b"<html></html>", ""), "网页"),
        (("a.xlsx", b"", ""), "0 字节"),
        (("a.csv", "作者\n示例甲\n".encode(), ""), "没有指定哪一列是题名"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(office: OpenDesk, file: tuple[str, bytes, str], why: str) -> None:
    page = uploaded(file)
    if any(button.key == "intake_preview" for button in page.button):
        page = press(page, "intake_preview")
    assert why in said(page)


def test_a_file_above_the_limit_is_refused_before_it_is_kept(office: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(office.settings.__dict__, "upload_limit_mb", 1)
    page = uploaded(("a.mrc", bytes(2**20 + 1), ""))
    assert "文件超过 1 MB" in said(page)
    assert not (office.settings.data_dir / "uploads").exists()


def test_an_interrupted_import_can_be_continued_on_screen(office: OpenDesk) -> None:
    uploads = Uploads(office.settings.data_dir / "uploads")
    source = office.settings.data_dir / "incoming.mrc"
    source.write_bytes(MARC[1])
    with source.open("rb") as file:
        digest = uploads.keep(file, "a.mrc")
    batch = imports.stage_file(office.database, OPERATOR, uploads, digest, name="a.mrc", now=clock.now())
    assert batch.id is not None
    with office.database.writing() as db:
        batches.begin(db, OPERATOR, batch.id, now=clock.now())
    page = press(opened(batch=str(batch.id)), "intake_continue")
    assert numbers(page) == ["1", "0", "1", "2"]
    with office.database.reading() as db:
        assert batches.found(db, batch.id).state == BatchState.APPLIED


def test_a_batch_that_does_not_exist_is_refused_in_words(office: OpenDesk) -> None:
    assert "没有第 77 批导入" in said(opened(batch="77"))


def test_a_librarian_without_the_permission_sees_only_that(office: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, identity(Role.LIBRARIAN))
    page = opened()
    assert not page.file_uploader
    assert "权限" in said(page)
