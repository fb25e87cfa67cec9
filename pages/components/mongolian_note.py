"""One quiet line on the Mongolian screens for as long as nobody has proofed their labels."""

import streamlit as st

from desk.errors import Word
from desk.staff.roles import Identity
from desk.words import MONGOLIAN, TAGS, sheet
from pages.components import state
from pages.components.markup import escaped, plain
from pages.components.words import _

UNCHECKED = Word("蒙古文标签未经母语者审校。")


def draw(who: Identity | None) -> None:
    """Say in Chinese and in Mongolian that the labels are not proofed; staff also read which rows were left out."""
    language = state.language()
    if language not in MONGOLIAN:
        return
    found = sheet()
    if found.unchecked[language]:
        said = f'<span lang="{TAGS[language]}">{escaped(_(UNCHECKED))}</span>'
        st.html(f'<p class="unchecked">{escaped(UNCHECKED)} {said}</p>')
    if who is not None and found.faults:
        st.warning("  \n".join(plain(str(fault)) for fault in found.faults[:10]))
