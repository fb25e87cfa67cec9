"""Links that leave the screen's script for one of the desk's plain pages, in the same tab."""

import streamlit as st

from pages.components.markup import escaped


def leading_to(address: str, words: str, *, primary: bool = False) -> None:
    """A link that looks like a button, since Streamlit's own link button always opens another tab."""
    kind = "desk-link primary" if primary else "desk-link"
    st.html(f'<a class="{kind}" target="_self" href="{escaped(address)}">{escaped(words)}</a>', width="content")
