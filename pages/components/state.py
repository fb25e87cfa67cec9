"""The sitting: what one browser tab remembers. The only place that touches st.session_state.

Values are str, int, bool and tuples of them: a reload re-creates classes, and an old instance would no longer
be equal to a new one.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from desk.words import DELEGATES_LANGUAGES, MONGOLIAN, SOURCE_LANGUAGE

LANGUAGE_COOKIE = "desk_language"
LARGE_COOKIE = "desk_large"

_Found = TypeVar("_Found")


def once(name: str, find: Callable[[], _Found]) -> _Found:
    """What `find` gives, found once in a run of the script: asking the session costs far more than a look-up.

    A run ends what was kept; so does `find_anew`. Outside a run nothing is kept.
    """
    kept = _kept()
    if kept is None:
        return find()
    if name not in kept:
        kept[name] = find()
    found: _Found = kept[name]
    return found


def find_anew() -> None:
    """Forget what `once` has kept in this run, because it has just been changed."""
    if (kept := _kept()) is not None:
        kept.clear()


def _kept() -> dict[str, Any] | None:
    """What this run has kept. Each run begins with new `cursors`, by which it is told from the one before."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return None
    of, kept = getattr(run, "desk_kept", (None, {}))
    if of is not run.cursors:
        kept = {}
        run.desk_kept = run.cursors, kept  # type: ignore[attr-defined]
    return kept


def language() -> str:
    """The language of the screen: the one that was chosen; on a page for staff Chinese in place of Mongolian."""
    return once("language", _language)


def _language() -> str:
    chosen = chosen_language()
    return SOURCE_LANGUAGE if chosen in MONGOLIAN and on_staff_page() else chosen


def chosen_language() -> str:
    """The language chosen in this tab, else the one this browser chose last, else Chinese."""
    chosen = st.session_state.get("language") or st.context.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in DELEGATES_LANGUAGES else SOURCE_LANGUAGE


def on_staff_page() -> bool:
    """Whether this tab shows a page that is for staff only, which has no Mongolian."""
    return bool(st.session_state.get("staff_page"))


def stand_on(*, staff_page: bool) -> bool:
    """Say what kind of page is drawn; True when the words drawn until now are in another language than it has."""
    before = language()
    if staff_page != on_staff_page():
        st.session_state["staff_page"] = staff_page
        find_anew()
    return language() != before


def choose_language(code: str) -> None:
    """Show the screen in `code` from now on."""
    st.session_state["language"] = code
    find_anew()


def stands_at() -> int:
    """The service point that this tab's address named (`?point=`), also after the next page has dropped it; 0: none.

    A number of nothing is no harm: whoever uses it looks it up among the points of the conference.
    """
    return once("stands_at", _stands_at)


def _stands_at() -> int:
    if (text := st.query_params.get("point", "")).isdecimal() and text.isascii() and len(text) < 10:
        st.session_state["stands_at"] = int(text)
    return int(st.session_state.get("stands_at", 0))


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
