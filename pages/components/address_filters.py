"""Filters that live in the address bar, as codes: back, reload and a shared link work in either language."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

import streamlit as st

from pages.components import state

Reader = Callable[[str], object]


def a_code(codes: Collection[str]) -> Reader:
    """Reads one of `codes`; anything else is no choice."""
    return lambda text: text if text in codes else None


def a_day(text: str) -> date | None:
    """Reads a day; anything else is no choice."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def some_words(text: str) -> str:
    """Reads words as they stand."""
    return text


def to_widgets(prefix: str, readers: Mapping[str, Reader]) -> None:
    """Give the widgets `<prefix>_<name>` what stands in the address, before they are drawn."""
    for name, read in readers.items():
        state.set_widget(f"{prefix}_{name}", read(st.query_params.get(name, "")))


def to_address(prefix: str, readers: Mapping[str, Reader]) -> None:
    """Put what the widgets hold into the address; for `on_change`. The list begins again at its first page."""
    for name in readers:
        chosen = state.widget_value(f"{prefix}_{name}")
        st.query_params[name] = chosen.isoformat() if isinstance(chosen, date) else str(chosen or "")
    for name in [name for name in (*readers, "page") if not st.query_params.get(name)] + ["page"]:
        st.query_params.pop(name, None)


def number(name: str) -> int:
    """A whole number in the address; 0 when there is none that can be read."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def page_of(total: int, size: int) -> int:
    """The page that the address asks for, or the nearest one that there is; pages begin at 1."""
    return min(max(number("page"), 1), max(-(-total // size), 1))


def pages(total: int, size: int, key: str) -> None:
    """The pager below a list of `total`, where there is more than one page."""
    if total > size:
        state.set_widget(key, page_of(total, size))
        st.pagination(-(-total // size), key=key, on_change=_turn, args=(key,))
        _begin_at_the_top(key)


def _turn(key: str) -> None:
    st.query_params["page"] = str(state.widget_value(key))
    state.remember("pages.turned", key)


def _begin_at_the_top(key: str) -> None:
    """A page that was just turned is read from its top. The page's number makes each script another one."""
    if state.recall("pages.turned") == key:
        state.remember("pages.turned", None)
        top = "document.querySelector('[data-testid=stMain]').scrollTo({top: 0});"
        st.html(f"<script>/* {number('page')} */ {top}</script>", unsafe_allow_javascript=True)
