"""呼叫蒙古语馆员: whoever would rather speak Mongolian calls for a person; the call stands in the list of questions."""

from datetime import datetime, timedelta

import streamlit as st

from desk import clock
from desk.conference.conferences import service_points
from desk.reference import consultations
from desk.tables import Conference, ConsultationState, ServicePoint
from desk.words import DELEGATES_LANGUAGES, MONGOLIAN, TRADITIONAL
from pages.components import mongolian_text, question_ask, state
from pages.components.frame import Here, refusals
from pages.components.markup import escaped
from pages.components.words import _

CALL = "呼叫蒙古语馆员"  # the question begins with it, in Chinese: librarians look for it
NOWHERE = 0
SHOWN_S = question_ask.SHOWN_S
STILL_COMING = timedelta(minutes=10)  # a second call from the same point within this time is the same call
LOOKS_EVERY_S = 10


def button(here: Here, conference: Conference) -> None:
    """The button, and behind it what will happen, where to, and a second button: children press buttons too.

    What is behind it is drawn when it has been opened: hardly any of the searches of a day comes with a call.
    """
    if _number(here.now):
        return
    kind = "primary" if state.language() in MONGOLIAN else "secondary"
    behind = st.popover(_("呼叫蒙古语馆员"), key="bar_call", type=kind, on_change="rerun")  # type: ignore[arg-type]
    if not behind.open:
        return
    with here.database.reading() as db:
        points = service_points(db, conference.id or 0)
    with behind:
        at = _where(points)
        come, wait = _("会说蒙古语的馆员会到您这里来。"), _("会说蒙古语的馆员会在服务点等您。")
        mongolian_text.paragraph(come if at else wait)
        if st.button(_("确定，请馆员来"), key="bar_call_sure", type="primary"):
            with refusals():
                _call(here, conference.id or 0, at)
                st.rerun()


def told(here: Here) -> None:
    """Below the strip, until it has been read or the tablet was left: the number, and who comes where."""
    if not (number := _number(here.now)):
        return
    place = str(state.recall("call.place") or "")
    coming = _("蒙古语馆员马上到 {point} 来。").format(point=place)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bar_called"):
        st.html(f'<strong style="font-size:1.6rem" translate="no">{escaped(number)}</strong>', width="content")
        if state.recall("call.again"):
            mongolian_text.paragraph(_("已经呼叫过，馆员正在来的路上。"))
        mongolian_text.paragraph(coming if place else _("请到任一服务点报编号，蒙古语馆员会接待您。"))
        st.button(_("知道了"), key="bar_call_read", on_click=_forget)
    _clear_in_time()


@st.fragment(run_every=LOOKS_EVERY_S)
def _clear_in_time() -> None:
    if not _number(clock.now()):
        st.rerun()


def _number(now: datetime) -> str:
    given_at = state.recall("call.given_at")
    if isinstance(given_at, int) and now.timestamp() - given_at >= SHOWN_S:
        _forget()
    return str(state.recall("call.number") or "")


def _forget() -> None:
    for name in ("call.number", "call.given_at", "call.place", "call.again"):
        state.remember(name, None)


def _where(points: list[ServicePoint]) -> ServicePoint | None:
    """Where the tablet stands (`?point=`); on a telephone the delegate says so."""
    known = {point.id or NOWHERE: point for point in points}
    if at := known.get(state.stands_at()):
        return at
    names = {NOWHERE: _("不在服务点")} | {number: point.name for number, point in known.items()}
    chosen = st.selectbox(_("您在哪里？"), list(names), format_func=names.__getitem__, key="bar_call_point")
    return known.get(chosen)


def _call(here: Here, conference_id: int, at: ServicePoint | None) -> None:
    number = _called_already(here, conference_id, at)
    state.remember("call.again", bool(number))
    if not number:
        question_ask.allow(here.now)
        number = _keep(here, conference_id, at)
        question_ask.count(here.now)
    state.remember("call.number", number)
    state.remember("call.given_at", int(here.now.timestamp()))
    state.remember("call.place", at.name if at else "")


def _called_already(here: Here, conference_id: int, at: ServicePoint | None) -> str:
    """The number of a call from this point that is still to be answered, also after a reload of the tablet."""
    if at is None:
        return ""
    with here.database.reading() as db:
        page = consultations.listing(
            db, conference_id=conference_id, state=ConsultationState.OPEN, service_point_id=at.id, text=CALL
        )
    recent = (row for row in page.rows if row.question.startswith(CALL) and here.now - row.asked_at < STILL_COMING)
    return next((row.number for row in recent), "")


def _keep(here: Here, conference_id: int, at: ServicePoint | None) -> str:
    place = at.name if at else "地点没有注明，读者会到服务点报编号"
    script = {TRADITIONAL: "传统蒙古文"}.get(state.language(), DELEGATES_LANGUAGES[state.language()])
    with here.database.writing() as db:
        return consultations.ask(
            db,
            conference_id=conference_id,
            question=f"{CALL}：{place}。界面文字：{script}。",
            service_point_id=at.id if at else None,
            now=here.now,
        ).number
