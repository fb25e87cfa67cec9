"""审签 on the screen: from the editor over two reviews and a signature to the printer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from compilations import editing
from desk import clock
from desk.staff import accounts
from desk.staff.roles import OPERATOR, Identity
from desk.tables import Compilation, CompilationState, Role
from pages.components import menu
from search.opening import OpenDesk
from tests.compilations.volumes import conference
from tests.pages.test_intake import opened, press, said, sign_in

PEOPLE = {
    "editor": (Role.EDITOR, False),
    "second": (Role.EDITOR, False),
    "leader": (Role.TEAM_LEADER, False),
    "signer": (Role.SUPERVISOR, True),
}


@pytest.fixture
def people(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Identity]]:
    """Four accounts, and a compilation with one text that the editor has begun."""
    st.cache_resource.clear()
    pages = {place.url_path: place for place in menu.PAGES}
    monkeypatch.setattr(menu, "PAGES", [replace(pages["volume"], url_path=""), pages["volumes"]])
    found = {}
    with desk.database.writing() as db:
        for name, (role, may_sign) in PEOPLE.items():
            account = accounts.add(
                db, OPERATOR, name=name, display_name=f"测试{name}", role=role, password="a sentence to remember",
                may_sign_off=may_sign, now=clock.now(),
            )  # fmt: skip
            found[name] = Identity(account.id, account.display_name, role, may_sign)
        editing.start(db, found["editor"], conference_id=conference(db).id or 0, title="草原保护", now=clock.now())
    yield found
    st.cache_resource.clear()


def as_(monkeypatch: pytest.MonkeyPatch, who: Identity, view: str = "states") -> AppTest:
    sign_in(monkeypatch, who)
    return opened(id="1", view=view)


def test_the_whole_way_to_the_printer(
    desk: OpenDesk, people: dict[str, Identity], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = press(as_(monkeypatch, people["editor"]), "volume_submit")
    assert "还没有条目" in said(page)
    page = as_(monkeypatch, people["editor"], "contents")
    page.segmented_control(key="volume_way").set_value("paste").run()
    page.text_input(key="paste_title").set_value("草场").run()
    page.text_area(key="paste_text").set_value("正文。").run()
    press(page, "paste_add")
    page = press(as_(monkeypatch, people["editor"]), "volume_submit")
    assert "自己编的稿子不能自己审" in said(page)
    assert not [button for button in page.button if button.key == "volume_pass"]
    for name in ("second", "leader", "signer"):
        page = press(as_(monkeypatch, people[name]), "volume_pass")
        assert "已通过" in said(page)
    assert "已签发付印" in said(page)
    with desk.database.reading() as db:
        compilation = db.get(Compilation, 1)
        assert compilation is not None
        assert compilation.state == CompilationState.PRINTING
    page = as_(monkeypatch, people["editor"], "contents")
    assert "不能改动" in said(page)
    assert not [button for button in page.button if button.key == "section_add"]


def test_a_return_wants_a_reason_and_gives_it_to_the_editor(
    people: dict[str, Identity], desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = as_(monkeypatch, people["editor"], "contents")
    page.segmented_control(key="volume_way").set_value("paste").run()
    page.text_input(key="paste_title").set_value("草场").run()
    page.text_area(key="paste_text").set_value("正文。").run()
    press(page, "paste_add")
    press(as_(monkeypatch, people["editor"]), "volume_submit")
    page = press(as_(monkeypatch, people["second"]), "volume_return")
    assert "写明理由" in said(page)
    page.text_area(key="volume_sign_note").set_value("第二条要核对").run()
    press(page, "volume_return")
    page = as_(monkeypatch, people["editor"])
    assert "第二条要核对" in str(page.table[0].value.to_dict())
    assert [button for button in page.button if button.key == "volume_submit"]


def test_what_the_printer_needs_is_saved_from_the_title_page(
    people: dict[str, Identity], desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = as_(monkeypatch, people["editor"], "title")
    name = "volume_title_1"
    page.text_input(key=f"{name}_printed_on").set_value("明天").run()
    press(page, "volume_title_save")
    assert "看不懂" in said(page)
    page.text_input(key=f"{name}_printed_on").set_value("2026-01-20").run()
    page.text_input(key=f"{name}_print_run").set_value("900").run()
    page.segmented_control(key=f"{name}_design").set_value("ornament").run()
    page.segmented_control(key=f"{name}_has_index").set_value("False").run()
    press(page, "volume_title_save")
    with desk.database.reading() as db:
        kept = db.get(Compilation, 1)
        assert kept is not None
        assert (str(kept.printed_on), kept.print_run, kept.design, kept.has_index) == (
            "2026-01-20",
            900,
            "ornament",
            False,
        )
