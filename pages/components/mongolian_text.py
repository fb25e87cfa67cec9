"""Text that stands upright in columns from left to right when the screen is in Traditional script, and lies otherwise.

A page calls one function for both. `text` is plain: what it holds is shown letter by letter, with no mark-up of its
own. Words of widgets stay horizontal everywhere, and so lie on their side: those are kept short in the sheet.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from desk.catalogue.values import MONGOLIAN as LETTERS
from desk.words import TAGS, TRADITIONAL
from pages.components import state
from pages.components.markup import escaped, plain


def is_upright() -> bool:
    """Whether blocks of text stand upright on this screen."""
    return state.language() == TRADITIONAL


@contextmanager
def columns(key: str) -> Iterator[None]:
    """Blocks drawn inside stand side by side, from left to right, on an upright screen; as ever otherwise."""
    with st.container(horizontal=True, key=f"{key}_upright") if is_upright() else nullcontext():
        yield


@contextmanager
def rest() -> Iterator[None]:
    """Inside `columns`: what stands to the right of the upright blocks and takes the room that is left."""
    with st.container(width="stretch") if is_upright() else nullcontext():
        yield


def heading(text: str) -> None:
    """The title of a page (h1)."""
    if not _upright("h1", text):
        st.title(plain(text))


def section(text: str) -> None:
    """The heading of a part of a page (h2)."""
    if not _upright("h2", text):
        st.header(plain(text))


def paragraph(text: str) -> None:
    """An explanation or a hint."""
    if not _upright("p", text):
        st.markdown(plain(text))


def notice(text: str) -> None:
    """Something to take note of, set off from the rest."""
    if not _upright("p", text, "notice"):
        st.info(plain(text))


def _upright(tag: str, text: str, *classes: str) -> bool:
    """Draw `text` upright if it can be; a word whose Mongolian is missing is Chinese, and lies."""
    if not (is_upright() and LETTERS.search(text)):
        return False
    names = " ".join(("mongolian", "block", *classes))
    st.html(f'<{tag} class="{names}" lang="{TAGS[TRADITIONAL]}">{escaped(text)}</{tag}>', width="content")
    return True
