"""What is found once in a run of the script is not taken for true in the next, nor after it has been changed."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from desk.staff.roles import Identity
from desk.tables import Role
from pages.components import frame
from search.opening import OpenDesk


def counting() -> None:
    import streamlit as st

    from pages.components import state

    def count() -> int:
        st.session_state["counted"] = st.session_state.get("counted", 0) + 1
        return int(st.session_state["counted"])

    st.text(f"{state.once('tried', count)} {state.once('tried', count)}")
    if state.recall("changed"):
        state.find_anew()
        st.text(str(state.once("tried", count)))


def asking() -> None:
    import streamlit as st

    from pages.components import frame

    st.text(f"{frame.who_is_asking()} {frame.here().who}")


def said(page: AppTest) -> list[str]:
    assert not page.exception
    return [each.value for each in page.text]


def test_a_thing_is_found_once_in_each_run() -> None:
    page = AppTest.from_function(counting)
    assert [said(page.run()) for _ in range(3)] == [["1 1"], ["2 2"], ["3 3"]]


def test_what_has_been_changed_is_found_anew_within_the_run() -> None:
    page = AppTest.from_function(counting)
    page.session_state["page:changed"] = True
    assert said(page.run()) == ["1 1", "2"]


def test_who_signs_out_elsewhere_is_nobody_in_the_next_run(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    looked_up = iter([Identity(1, "馆员", Role.LIBRARIAN, False, 1), None])
    monkeypatch.setattr(frame, "_look_up", lambda: next(looked_up))
    page = AppTest.from_function(asking)
    [first], [second] = said(page.run()), said(page.run())
    assert first.count("馆员") == 2
    assert second == "None None"
    st.cache_resource.clear()
