"""What an editor is typing belongs to them, and is never replaced or lost when a colleague saves in between.

The boxes of a draft are widgets `<name>_<field>`. The sitting remembers which state of the database they were filled
from (`mark`) and what stood there (`base`); where a colleague has saved since and something was typed here, both
versions are shown and the editor decides.
"""

from collections.abc import Mapping

import streamlit as st

from desk.errors import Word
from pages.components import state
from pages.components.markup import plain
from pages.components.words import _


def settle(name: str, stored: Mapping[str, str], mark: str) -> str:
    """Fill the boxes of a draft where that loses nothing; the mark that the editor works from."""
    known, base = state.recall(f"{name}.mark"), state.recall(f"{name}.base")
    typed = typed_in(name, stored)
    if known is None or (known != mark and tuple(typed.values()) == base):
        for field, value in stored.items():
            state.set_widget(f"{name}_{field}", value)
        state.remember(f"{name}.mark", mark)
        state.remember(f"{name}.base", tuple(stored.values()))
        return mark
    return str(known)


def typed_in(name: str, stored: Mapping[str, str]) -> dict[str, str]:
    """What stands in the boxes now; a box that was never drawn holds what is stored."""
    values = {field: state.widget_value(f"{name}_{field}") for field in stored}
    return {field: stored[field] if value is None else str(value) for field, value in values.items()}


def forget(name: str) -> None:
    """Let the boxes be filled anew from the database."""
    state.remember(f"{name}.mark", None)


def conflict(name: str, stored: Mapping[str, str], labels: Mapping[str, Word], mark: str) -> None:
    """A colleague saved in between: their words, and the choice between theirs and mine."""
    st.error(_("另一位编辑刚刚保存过。您写的还在下面的框里，没有保存；对方写的在这里："))
    typed = typed_in(name, stored)
    with st.container(border=True, key=f"{name}_theirs"):
        for field, value in stored.items():
            if value != typed[field]:
                st.markdown(f"**{plain(_(labels[field]))}**")
                st.text(value or _("（空）"))
    with st.container(horizontal=True, key=f"{name}_conflict"):
        st.button(_("用我的，接着改"), key=f"{name}_mine", on_click=_keep_mine, args=(name, mark))
        st.button(_("用对方的，不要我的"), key=f"{name}_their_words", on_click=forget, args=(name,))


def _keep_mine(name: str, mark: str) -> None:
    state.remember(f"{name}.mark", mark)
