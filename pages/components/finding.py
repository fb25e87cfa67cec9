"""What the search page asks with: box, field, order. All of it stands in the address."""

from dataclasses import replace
from functools import lru_cache
from urllib.parse import parse_qs, quote_plus, urlencode

import streamlit as st

from desk.catalogue.values import MONGOLIAN
from desk.errors import Word
from pages.components import state
from pages.components.words import _
from search.hits import Results
from search.plan import LONGEST
from search.request import SearchRequest

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
    state.remember("find.last", urlencode(asked().to_params() | standing(), doseq=True))


def address(request: SearchRequest) -> str:
    """Where the search `request` can be seen."""
    return f"/?{urlencode(request.to_params(), doseq=True)}"


def narrowed_address(request: SearchRequest, facet: str, value: str) -> str:
    """Where the first page of `request` can be seen with one more filter, a value that it does not have yet.

    The same as `address`, for the many values beside the results: what they have in common is written once.
    """
    common = _first_page(request)
    return f"{common}{'&' if len(common) > len('/?') else ''}{facet}={_quoted(value)}"


@lru_cache(maxsize=256)
def _first_page(request: SearchRequest) -> str:
    return address(replace(request, page=1))


_quoted = lru_cache(maxsize=1024)(quote_plus)


def ask_address(request: SearchRequest) -> str:
    """Where a librarian is asked, with the words and the tablet's service point carried along."""
    carried: dict[str, str | list[str]] = {"q": request.query} if request.query else {}
    return f"/ask?{urlencode(carried | standing())}"


def about(record_id: int) -> dict[str, str | list[str]]:
    """What the page of questions is told when somebody asks about one record."""
    return {"record": str(record_id)} | standing()


def standing() -> dict[str, str | list[str]]:
    """The service point at which the tablet stands, carried along so that a reload does not lose it."""
    point = state.stands_at()
    return {"point": str(point)} if point else {}


def go(request: SearchRequest) -> None:
    """Put a search into the address; for callbacks. A query too long to be used is not carried along whole."""
    st.query_params.from_dict(replace(request, query=request.query[: LONGEST + 1]).to_params() | standing())


def box(request: SearchRequest) -> None:
    """The box, large, and its button."""
    state.set_widget("find_words", request.query)
    with st.container(horizontal=True, vertical_alignment="bottom", key="find_box"):
        st.text_input(
            _("查找图书、报刊和资料"),
            key="find_words",
            type="search",
            placeholder=_("书名、作者、主题词、ISBN、条码号或索书号"),
            width="stretch",
            on_change=_submit,
        )
        st.button(_("检索"), type="primary", key="find_go", on_click=_submit)
        st.button(_("蒙古文键盘"), key="find_keyboard", on_click=_fold)


def in_mongolian(query: str) -> str:
    """The words as the Mongolian keyboard may begin with them: nothing, where none of them is Mongolian."""
    return query if MONGOLIAN.search(query) else ""


def unfolded() -> bool:
    """Whether the Mongolian keyboard lies open below the box."""
    return bool(state.recall("find.keyboard"))


def search_for(words: str) -> None:
    """Send off these words, as if they had been typed; for callbacks."""
    go(SearchRequest(words, field=asked().field, sort=asked().sort))
    state.remember("find.submitted", words)


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


def last_search() -> dict[str, list[str]]:
    """The search that this tab showed last, as it stands in the address bar."""
    return parse_qs(str(state.recall("find.last") or ""))


def _fold() -> None:
    state.remember("find.keyboard", not unfolded())


def _submit() -> None:
    search_for(str(state.widget_value("find_words") or "").strip())
