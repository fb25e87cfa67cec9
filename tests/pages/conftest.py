"""A desk with three books, as the search page and the record page are tried on it."""

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk import clock
from desk.tables import BibRecord, CatalogueChange, ElectronicAccess, Item
from pages.components import frame, menu
from search.indexing import catch_up
from search.opening import OpenDesk
from tests.pages.finding_pages import NO_WEB_ADDRESSES, ROUTER, browser

BOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("草原生态保护", {"clc": "S812", "year": 2023, "responsibility": "乌兰著", "language": "chi", "kind": "ebook"}),
    ("內蒙古草原誌", {"clc": "S812", "year": 1998, "language": "chi"}),
    ("*草原* <b>", {"clc": "F124", "year": 2001, "language": "mon"}),
)
OURS = {"find.py", "record.py", "ask.py", "log_question.py", "intake.py"}


@pytest.fixture
def empty(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """An open desk without books, seen by a delegate."""
    st.cache_resource.clear()
    st.cache_data.clear()
    there = [place for place in menu.PAGES if place.file in OURS and (ROUTER.parent / place.file).exists()]
    monkeypatch.setattr(menu, "PAGES", there)
    monkeypatch.setattr(frame, "who_is_asking", lambda: None)
    yield desk
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def shown(empty: OpenDesk) -> AppTest:
    """The same desk with three books."""
    desk, now = empty, clock.now()
    with desk.database.writing() as db:
        for number, (title, facts) in enumerate(BOOKS, start=1):
            record = BibRecord(title=title, added_at=now, changed_at=now, publisher="样例出版社", **facts)
            db.add(record)
            db.flush()
            assert record.id == number
            db.add(
                Item(bib_record_id=number, barcode=f"NM00{number}", call_number=f"S812/{number}", home_library="总馆")
            )
            db.add(CatalogueChange(bib_record_id=number))
        for address in (*NO_WEB_ADDRESSES, "https://example.org/1"):
            db.add(ElectronicAccess(bib_record_id=1, url=address))
    catch_up(desk.database, desk.engine)
    return browser()
