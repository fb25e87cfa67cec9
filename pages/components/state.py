"""The sitting: what one browser tab remembers. The only place that touches st.session_state.

Values are str, int, bool and tuples of them: a reload re-creates classes, and an old instance would no longer
be equal to a new one.
"""

import streamlit as st

from desk.words import LANGUAGES, SOURCE_LANGUAGE

LANGUAGE_COOKIE = "desk_language"
LARGE_COOKIE = "desk_large"


def language() -> str:
    """The language of the screen: chosen in this tab, else the one this browser chose last, else Chinese."""
    chosen = st.session_state.get("language") or st.context.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def choose_language(code: str) -> None:
    """Show the screen in `code` from now on."""
    st.session_state["language"] = code


def large() -> bool:
    """Whether the screen is shown in large type (大字)."""
    chosen = st.session_state.get("large")
    return bool(chosen) if chosen is not None else st.context.cookies.get(LARGE_COOKIE) == "1"


def choose_large(wanted: bool) -> None:
    """Large type on or off."""
    st.session_state["large"] = wanted


def has_chosen() -> bool:
    """Whether language or type was chosen in this tab (and so is worth remembering in the browser)."""
    return "language" in st.session_state or "large" in st.session_state


def picked_records() -> tuple[int, ...]:
    """The records laid aside in this tab, in the order in which they were picked."""
    return tuple(st.session_state.get("picked", ()))


def pick_record(record_id: int) -> None:
    """Lay a record aside (for a consultation's sources, or a compilation)."""
    if record_id not in picked_records():
        st.session_state["picked"] = (*picked_records(), record_id)


def drop_record(record_id: int) -> None:
    """Take one record back."""
    st.session_state["picked"] = tuple(kept for kept in picked_records() if kept != record_id)


def drop_all_records() -> None:
    """Lay nothing aside any more."""
    st.session_state["picked"] = ()


def notice() -> str:
    """What was done just before this rerun, told once."""
    return str(st.session_state.pop("notice", ""))


def leave_notice(text: str) -> None:
    """Say `text` at the top of the next screen, after a rerun or a change of page."""
    st.session_state["notice"] = text


def remember(name: str, value: str | int | bool | tuple[object, ...] | None) -> None:
    """Keep a small value of a page's own under `name` ("page.what")."""
    st.session_state[f"page:{name}"] = value


def recall(name: str) -> str | int | bool | tuple[object, ...] | None:
    """What `remember` kept, or None."""
    value: str | int | bool | tuple[object, ...] | None = st.session_state.get(f"page:{name}")
    return value


def widget_value(key: str) -> object:
    """The value of the widget with `key`, for callbacks."""
    return st.session_state.get(key)


def set_widget(key: str, value: object) -> None:
    """Give the widget with `key` a value, before it is drawn."""
    st.session_state[key] = value
