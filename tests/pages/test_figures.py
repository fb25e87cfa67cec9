"""The supervisor's page: every figure opens its list, and nobody else sees any."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.reference import consultations
from desk.reporting.definitions import FIGURES
from desk.staff.roles import OPERATOR, Identity
from desk.tables import Role
from pages.components import frame, menu
from search.opening import OpenDesk
from tests.desk.conference.standing import a_conference

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
OURS = ("statistics", "question")


@pytest.fixture
def counted(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """A conference since yesterday with 25 questions of today, one of yesterday, one of a named counter."""
    st.cache_resource.clear()
    places = {place.url_path: place for place in menu.PAGES}
    monkeypatch.setattr(menu, "PAGES", (replace(places["ask"], url_path=""), *(places[path] for path in OURS)))
    today, now = clock.today(), clock.now()
    with desk.database.writing() as db:
        number = a_conference(db, starts_on=today - timedelta(days=1), ends_on=today, meetings=[]).id or 0
        for minute in range(25):
            consultations.log(
                db,
                OPERATOR,
                conference_id=number,
                kind="policy",
                channel="desk",
                question="问得很私密",
                answer="答",
                service_point_id=1 if minute == 0 else None,
                now=max(now - timedelta(minutes=minute), clock.start_of_day(today)),
            )
        consultations.ask(db, conference_id=number, question="昨天的", now=now - timedelta(days=1))
    sign_in(monkeypatch, Role.SUPERVISOR)
    yield desk
    st.cache_resource.clear()


def sign_in(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(frame, "who_is_asking", lambda: Identity(None, "某", role))


def at(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROUTER), default_timeout=30).run()
    for name, value in query.items():
        page.query_params[name] = value
    page = page.switch_page("figures.py").run()
    assert not page.exception
    return page


def shown(page: AppTest) -> dict[str, str]:
    """Key → figure with its unit, as the tiles say it."""
    keys = {getattr(node, "key", None) for node in page.main}
    tiles = {key: page.main.get_by_key(f"figure_{key}") for key in FIGURES if f"figure_{key}" in keys}
    html = {key: next(node.proto.body for node in tile if node.type == "html") for key, tile in tiles.items()}
    return {key: re.sub("<[^>]*>", "", body) for key, body in html.items()}


def words(page: AppTest) -> str:
    return "\n".join(
        str(each.value) for each in (*page.caption, *page.info, *page.error, *page.warning, *page.markdown)
    )


def test_a_librarian_sees_no_figures(counted: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, Role.LIBRARIAN)
    page = at()
    assert "figures_make" not in [button.key for button in page.button]
    assert "没有这一页的权限" in words(page)


def test_every_figure_stands_there_with_its_unit(counted: OpenDesk) -> None:
    tiles = shown(at())
    assert set(tiles) == set(FIGURES)
    assert tiles["consultations"] == "26 件"
    assert tiles["reference_transactions"] == "25 件"
    assert tiles["answer_minutes"] == "— 分钟"


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ({"period": "today"}, "25 件"),
        ({"period": "yesterday"}, "1 件"),
        ({"period": "nonsense"}, "26 件"),
        ({"point": "1"}, "1 件"),
        ({"point": "none"}, "25 件"),
        ({"point": "77"}, "26 件"),
    ],
)
def test_the_address_says_what_is_counted(counted: OpenDesk, query: dict[str, str], value: str) -> None:
    assert shown(at(**query))["consultations"] == value


def test_a_period_backwards_is_refused_in_words(counted: OpenDesk) -> None:
    assert "统计期" in words(at(period="custom", first="2026-01-27", last="2026-01-26"))


def test_the_list_of_a_figure_is_paged_and_never_says_what_was_asked(counted: OpenDesk) -> None:
    first = at(figure="consultations")
    assert "共 26 条" in words(first)
    assert "问得很私密" not in words(first)
    assert len(first.get("page_link")) == 20
    assert len(at(figure="consultations", page="2").get("page_link")) == 6
    assert len(at(figure="consultations", page="900").get("page_link")) == 6


def test_a_figure_of_nothing_says_what_to_do(counted: OpenDesk) -> None:
    assert "这段时间还没有记录" in words(at(figure="initial_loans"))


def test_the_workbook_is_made_when_asked_for(counted: OpenDesk) -> None:
    page = at(period="today").button(key="figures_make").click().run()
    assert not page.exception
    [link] = page.get("download_button")
    assert link.proto.label == "下载 Excel 统计表"
