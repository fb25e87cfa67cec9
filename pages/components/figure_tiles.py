"""The figures themselves, large, each with its definition and the way to its events."""

from collections.abc import Sequence

import streamlit as st

from desk.reporting.values import FigureValue
from pages.components import state
from pages.components.markup import escaped, plain
from pages.components.words import _

TILE_PX = 226  # four in a row on a tablet held wide, three held upright, one on a phone


def number_words(value: int | float | None) -> str:
    """A figure as it is read: thousands set apart, no idle decimals; a dash for the median of nothing."""
    if value is None:
        return "—"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def draw(figures: Sequence[FigureValue], selected: str) -> None:
    """All figures, as many in a row as fit."""
    with st.container(horizontal=True, key="figure_tiles"):
        for figure in figures:
            _tile(figure, is_selected=figure.definition.key == selected)


def bring_into_view(key: str) -> None:
    """Scroll to the container `key` after a tile was opened, since charts and list stand below all tiles."""
    if state.recall("figures.opened"):
        state.remember("figures.opened", None)
        place = f"const place = document.querySelector('.st-key-{key}'); place.style.scrollMarginTop = '5rem';"
        st.html(f"<script>{place} place.scrollIntoView({{behavior: 'smooth'}});</script>", unsafe_allow_javascript=True)


def _tile(figure: FigureValue, *, is_selected: bool) -> None:
    definition = figure.definition
    with st.container(border=True, width=TILE_PX, key=f"figure_{definition.key}"):
        st.markdown(f"**{plain(_(definition.label))}**")
        st.html(
            f'<p style="margin:0"><span style="font-size:2.4rem;font-weight:600">{number_words(figure.value)}</span>'
            f" {escaped(_(definition.unit))}</p>"
        )
        with st.container(horizontal=True, key=f"figure_more_{definition.key}"):
            with st.popover(_("定义"), key=f"figure_definition_{definition.key}"):
                for part in definition.parts_of_definition:
                    st.write(_(part))
            st.button(
                _("看明细"),
                key=f"figure_open_{definition.key}",
                type="primary" if is_selected else "secondary",
                on_click=_select,
                args=(definition.key,),
            )


def _select(key: str) -> None:
    st.query_params["figure"] = key
    st.query_params.pop("page", None)
    state.remember("figures.opened", True)
