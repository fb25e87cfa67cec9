"""关键词: what a text is about, told on demand, for the index or for a look at what the library has on it."""

from collections.abc import Callable

import streamlit as st

from compilations import suggesting
from compilations.fields import BETWEEN_TERMS
from pages.components import question_sources, state
from pages.components.frame import Here
from pages.components.words import _


def draw(here: Here, text: str, box: str, then: Callable[[], None] = lambda: None) -> None:
    """The keywords of `text`. Chosen ones go into `box`, the widget of the index terms, or are looked up in holdings.

    They are worked out when somebody asks: a text may be long. `then`: what is done once they are in the box.
    """
    if not st.toggle(_("找出正文的关键词"), key=f"{box}_asked"):
        return
    words = suggesting.subjects_of(text)
    if not words:
        st.markdown(_("正文里还找不出关键词。"))
        return
    chosen = tuple(
        st.pills(
            _("关键词（可选几个）"), words, selection_mode="multi", key=f"{box}_keywords", label_visibility="collapsed"
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"{box}_with_keywords"):
        st.button(_("列入索引词"), key=f"{box}_take", disabled=not chosen, on_click=_take, args=(box, chosen, then))
        wanted = st.toggle(_("看看馆藏里有什么"), key=f"{box}_search")
    if wanted and chosen:
        question_sources.found(here, suggesting.any_of(chosen), box)


def _take(box: str, chosen: tuple[str, ...], then: Callable[[], None]) -> None:
    """After what stands in the box; what is there already is dropped when it is kept."""
    state.set_widget(box, BETWEEN_TERMS.join(filter(None, (str(state.widget_value(box) or ""), *chosen))))
    then()
