"""所用文献 on screen: those laid aside in this tab, and a search for more without leaving the page."""

import streamlit as st

from desk.reference.sources import SourceRow, titles
from pages.components import state
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.words import _
from search import indexing
from search.request import SearchRequest

FOUND = 6


def described(source: SourceRow) -> str:
    """Title, author and year, as Markdown-safe text."""
    known = (source.title, source.responsibility, str(source.year or ""))
    return " · ".join(plain(part) for part in known if part)


def picked(here: Here, key: str) -> None:
    """The records that will be saved with the question, each with a button that takes it back."""
    with here.database.reading() as db:
        rows = titles(db, state.picked_records())
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_picked_{row.record_id}"):
            st.markdown(described(row), width="stretch")
            st.button(_("移去"), key=f"{key}_drop_{row.record_id}", on_click=state.drop_record, args=(row.record_id,))


def search(here: Here, key: str) -> None:
    """Search the catalogue and pick from the first results."""
    words = st.text_input(
        _("在馆藏里查找文献"), key=f"{key}_words", type="search", placeholder=_("题名、作者、主题、ISBN 或条码")
    )
    if words:
        found(here, words, key)


def found(here: Here, words: str, key: str) -> None:
    """The first results of a search, each with a button that picks it."""
    with refusals():
        results = indexing.search(here.database, here.engine, SearchRequest(query=words, size=FOUND))
        with here.database.reading() as db:
            rows = titles(db, [hit.record_id for hit in results.hits])
        if not rows:
            st.info(_("没有找到。请换个说法，或只写题名里的两三个字。"))
        for row in rows:
            _result(row, key)
        if results.total > len(rows):
            st.markdown(_("共 {total} 种，这里列出前 {shown} 种。").format(total=results.total, shown=len(rows)))


def _result(row: SourceRow, key: str) -> None:
    is_picked = row.record_id in state.picked_records()
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_found_{row.record_id}"):
        st.markdown(described(row), width="stretch")
        st.button(
            _("已选") if is_picked else _("选用"),
            key=f"{key}_pick_{row.record_id}",
            disabled=is_picked,
            on_click=state.pick_record,
            args=(row.record_id,),
        )
