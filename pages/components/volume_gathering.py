"""Many records at once: all that a search finds, or all that answers to questions were drawn from."""

import streamlit as st

from compilations import book_lists, gathering
from desk.errors import Refusal, Word
from pages.components import state, volume_acts
from pages.components.frame import Here, opened, refusals
from pages.components.words import _, in_words
from search.request import SearchRequest


def target() -> int:
    """The section that is chosen under 加入资料."""
    return int(str(state.widget_value("volume_target")))


def add_list(record_ids: tuple[int, ...], title: str) -> bool:
    """These records as one list of books; whether it was added."""
    done = Word("已加入书单，标题可以再改。")
    facts = {"section_id": target(), "record_ids": record_ids, "title": title}
    return volume_acts.did(book_lists.add_book_list, done, **facts)


def results(here: Here) -> None:
    """All that a search finds, as entries or as one list of books."""
    query = st.text_input(_("检索式（和检索页一样写）"), key="volume_results_query", type="search")
    if not query.strip():
        return
    with refusals():
        found = gathering.results(here.database, here.engine, SearchRequest(query))
        st.markdown(_("找到 {total} 种，加入前 {n} 种。").format(total=found.total, n=len(found.record_ids)))
        if found.record_ids:
            with st.container(horizontal=True, key="volume_results_acts"):
                st.button(
                    _("逐种加入"),
                    type="primary",
                    key="volume_results_add",
                    on_click=_add_results,
                    args=(found.record_ids,),
                )
                st.button(
                    _("做成一份书单"), key="volume_results_list", on_click=_add_as_list, args=(found.record_ids, query)
                )


def _add_as_list(record_ids: tuple[int, ...], title: str) -> None:
    add_list(record_ids, title)


def _add_results(record_ids: tuple[int, ...]) -> None:
    done = Word("已加入。汇编里已有的书目没有重复加入。")
    volume_acts.act(gathering.add_results, done, section_id=target(), record_ids=record_ids)


def questions(_here: Here) -> None:
    """The sources of consultations, by their numbers as the list of questions shows them."""
    st.text_input(_("咨询的编号，可以写几个，用顿号隔开"), key="volume_questions")
    st.button(_("加入它们所用的文献"), type="primary", key="volume_questions_add", on_click=_add_sources)


def _add_sources() -> None:
    here = opened("compile")
    try:
        with here.database.reading() as db:
            found = gathering.consultations_named(db, str(state.widget_value("volume_questions") or ""))
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    done = Word("已加入。汇编里已有的书目没有重复加入。")
    if volume_acts.did(gathering.add_sources, done, section_id=target(), consultation_ids=found):
        state.set_widget("volume_questions", "")
