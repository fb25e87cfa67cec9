"""What the search page asks with: box, field, order. All of it stands in the address."""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import streamlit as st

from desk.errors import Word
from pages.components import state
from pages.components.words import _
from search.hits import Results
from search.plan import LONGEST
from search.request import SORTS, SearchRequest

FIELD_LABELS = {"": Word("全部"), "title": Word("题名"), "author": Word("作者"), "subject": Word("主题")}
SORT_LABELS = {
    "relevance": Word("相关度"),
    "newest": Word("新书在前"),
    "oldest": Word("旧书在前"),
    "title": Word("题名顺序"),
}


def asked() -> SearchRequest:
    """The search that stands in the address."""
    return SearchRequest.from_params({name: st.query_params.get_all(name) for name in st.query_params})


def come_back() -> None:
    """Show the last search again to somebody who comes back from a record.

    On the way to a record Streamlit leaves an entry in the browser's history that has this page's address with the
    record's number, and the back button stops there.
    """
    if "id" in st.query_params:
        st.query_params.from_dict(parse_qs(str(state.recall("find.last") or "")))
    state.remember("find.last", urlencode(asked().to_params(), doseq=True))


def go(request: SearchRequest) -> None:
    """Put a search into the address; for callbacks. A query too long to be used is not carried along whole."""
    st.query_params.from_dict(replace(request, query=request.query[: LONGEST + 1]).to_params())


def box(request: SearchRequest) -> None:
    """The box, large, and where to look."""
    state.set_widget("find_words", request.query)
    state.set_widget("find_field", request.field)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("查找图书、报刊和资料"),
            key="find_words",
            type="search",
            placeholder=_("书名、作者、主题词、ISBN、条码号或索书号"),
            width="stretch",
            on_change=_submit,
        )
        st.button(_("检索"), type="primary", key="find_go", on_click=_submit)
    st.segmented_control(
        _("检索范围"),
        list(FIELD_LABELS),
        format_func=lambda field: _(FIELD_LABELS[field]),
        key="find_field",
        on_change=_change_field,
        label_visibility="collapsed",
    )


def submitted() -> str:
    """The words just sent off, told once: only then may a number lead away from this page."""
    words = state.recall("find.submitted")
    state.remember("find.submitted", None)
    return str(words or "")


def only_by_number(results: Results) -> int | None:
    """The record, where one alone was found and by nothing but its number."""
    if results.total == 1 and results.hits and results.hits[0].matched_by == ("number",):
        return results.hits[0].record_id
    return None


def order(request: SearchRequest) -> None:
    """In which order the results stand."""
    state.set_widget("find_sort", request.sort)
    st.selectbox(
        _("排序"), SORTS, format_func=lambda sort: _(SORT_LABELS[sort]), key="find_sort", on_change=_change_order
    )


def _submit() -> None:
    words = str(state.widget_value("find_words") or "").strip()
    go(SearchRequest(words, field=asked().field, sort=asked().sort))
    state.remember("find.submitted", words)


def _change_field() -> None:
    go(replace(asked(), field=str(state.widget_value("find_field") or ""), page=1))


def _change_order() -> None:
    go(replace(asked(), sort=str(state.widget_value("find_sort")), page=1))


def last_search() -> dict[str, list[str]]:
    """The search that this tab showed last, as it stands in the address bar."""
    return parse_qs(str(state.recall("find.last") or ""))
