"""筛选: the facets beside the results, and the filters in use above them."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from desk.errors import Word
from pages.components import state
from pages.components.finding import asked, go
from pages.components.markup import plain
from pages.components.words import _, label
from search.engine import Engine
from search.hits import FacetValue, Results
from search.request import FACETS, SearchRequest

FACET_LABELS = {
    "kind": Word("类型"),
    "language": Word("语种"),
    "clc": Word("学科分类"),
    "year": Word("出版年"),
    "place": Word("馆藏地"),
}
_VOCABULARIES = {"kind": "kinds", "language": "languages", "clc": "classes"}
MOST = 10  # values of a facet before 更多


def in_use(request: SearchRequest) -> None:
    """The filters that narrow the results, each with a button that takes it away."""
    if request.filters:
        with st.container(horizontal=True, key="find_chips"):
            for name, value in request.filters:
                words = f"✕ {_(FACET_LABELS[name])}：{value_label(name, value)}"
                without = request.without_filter(name, value)
                st.button(plain(words), key=f"find_chip_{name}_{value}", on_click=go, args=(without,))
            if len(request.filters) > 1:
                clear = replace(request, filters=(), page=1)
                st.button(_("全部清除"), key="find_clear", type="tertiary", on_click=go, args=(clear,))


def beside(engine: Engine, request: SearchRequest, results: Results) -> None:
    """筛选: for each facet its values with counts; those of a facet in use are counted as if it were not."""
    for name in FACETS:
        values = _values(engine, request, results, name)
        if len(values) > 1 or any(used == name for used, _value in request.filters):
            _facet(name, values, [value for used, value in request.filters if used == name])


def value_label(name: str, value: str) -> str:
    """A value of a facet as readers know it."""
    vocabulary = _VOCABULARIES.get(name)
    words = label(vocabulary, value) if vocabulary else value
    return f"{value} {words}" if name == "clc" and words != value else words


def _values(engine: Engine, request: SearchRequest, results: Results, name: str) -> list[FacetValue]:
    if any(used == name for used, _value in request.filters):
        others = tuple(pair for pair in request.filters if pair[0] != name)
        results = engine.search(replace(request, filters=others, page=1, size=0))
    found = next((facet.values for facet in results.facets if facet.name == name), ())
    return sorted(found, key=lambda one: one.value, reverse=True) if name == "year" else list(found)


def _facet(name: str, values: list[FacetValue], chosen: list[str]) -> None:
    counts = {one.value: one.count for one in values}
    counts = counts | {value: 0 for value in chosen if value not in counts}
    every = state.recall(f"find.every_{name}")
    shown = [value for place, value in enumerate(counts) if every or place < MOST or value in chosen]
    state.set_widget(f"find_facet_{name}", chosen)
    st.pills(
        _(FACET_LABELS[name]),
        shown,
        selection_mode="multi",
        format_func=_with_count(name, counts),
        key=f"find_facet_{name}",
        on_change=_narrow,
        args=(name,),
    )
    if len(counts) > len(shown):
        more = _("更多（{n}）").format(n=len(counts) - len(shown))
        st.button(more, key=f"find_more_{name}", on_click=state.remember, args=(f"find.every_{name}", True))


def _with_count(name: str, counts: dict[str, int]) -> Callable[[str], str]:
    return lambda value: f"{plain(value_label(name, value))} {counts.get(value, 0)}"


def _narrow(name: str) -> None:
    chosen = state.widget_value(f"find_facet_{name}")
    others = tuple(pair for pair in asked().filters if pair[0] != name)
    values = tuple((name, str(value)) for value in chosen) if isinstance(chosen, list) else ()
    go(replace(asked(), filters=others + values, page=1))
