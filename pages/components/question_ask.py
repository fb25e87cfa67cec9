"""A delegate's own question: one box, and a number to remember."""

from datetime import datetime

import streamlit as st

from desk import clock
from desk.conference.conferences import require_current, service_points
from desk.errors import NotAllowed
from desk.reference import consultations
from desk.reference.sources import titles
from desk.tables import Consultation
from pages.components import address_filters, state
from pages.components.frame import Here, refusals
from pages.components.markup import escaped
from pages.components.question_sources import described
from pages.components.words import _

MOST = 5  # questions from one tab …
WITHIN_S = 600  # … within ten minutes: enough for a reader in earnest, too few to bury the list
SHOWN_S = 120  # how long a number stays on a tablet, which the next reader may take up
LOOKS_EVERY_S = 10


def number_given(now: datetime) -> str:
    """The number of the question that was just asked in this tab, until the reader goes on or leaves the tablet."""
    given_at = state.recall("ask.given_at")
    if isinstance(given_at, int) and now.timestamp() - given_at >= SHOWN_S:
        _begin_again()
    return str(state.recall("ask.number") or "")


def thanks(number: str) -> None:
    """The number, large, and what happens next."""
    st.subheader(_("您的咨询编号"))
    st.html(
        f'<p style="font-size:clamp(2rem, 7vw, 3.6rem);font-weight:700;margin:0" translate="no">{escaped(number)}</p>'
    )
    if state.recall("ask.may_call"):
        st.markdown(_("馆员已收到您的问题，找到答案后会按您留下的方式告诉您。"))
    else:
        st.markdown(_("馆员已收到您的问题。请记下编号，到任一服务点报编号即可取答复。"))
    st.button(_("再问一个问题"), key="ask_again", type="primary", on_click=_begin_again)
    _clear_in_time()


@st.fragment(run_every=LOOKS_EVERY_S)
def _clear_in_time() -> None:
    """Nobody touches a tablet that was put down: it looks at the clock by itself."""
    if not number_given(clock.now()):
        st.rerun()


def form(here: Here) -> None:
    """One box for the question, one line for how to reach the reader, one button."""
    with here.database.reading() as db:
        conference_id = require_current(db).id or 0
        book = titles(db, [address_filters.number("record")])
        points = {point.id for point in service_points(db, conference_id)}
    if book:
        st.info(_("关于：{book}").format(book=described(book[0])))
    _begin_with_the_search()
    with st.form("ask", border=False):
        st.text_area(
            _("您想问什么？"), height=200, placeholder=_("用您习惯的语言写，写几个字也行。"), key="ask_question"
        )
        st.text_input(_("怎样找到您？（可以不填）"), placeholder=_("房间号或电话"), key="ask_callback")
        st.markdown(_("联系方式只用来答复这个问题，答复后就删除。"))
        sent = st.form_submit_button(_("发给馆员"), type="primary", width="stretch", key="ask_send")
    if sent:
        with refusals():
            _send(here, conference_id, book[0].record_id if book else None, points)


def _begin_with_the_search() -> None:
    """Whoever comes from a search that found nothing need not type it again (`?q=`)."""
    if (words := st.query_params.get("q", "")) and state.recall("ask.from_search") != words:
        state.remember("ask.from_search", words)
        state.set_widget("ask_question", _("请帮我找：{words}").format(words=words))


def _send(here: Here, conference_id: int, record_id: int | None, points: set[int | None]) -> None:
    second = int(here.now.timestamp())
    recent = tuple(t for t in _times() if second - t < WITHIN_S)
    if len(recent) >= MOST:
        raise NotAllowed(
            "十分钟内已经收到您的 {count} 个问题。请过 {minutes} 分钟再问，或直接找服务点的馆员。",
            count=len(recent),
            minutes=-(-(WITHIN_S - (second - recent[0])) // 60),
        )
    asked = _keep(here, conference_id, record_id, points)
    state.remember("ask.times", (*recent, second))
    state.remember("ask.number", asked.number)
    state.remember("ask.given_at", second)
    state.remember("ask.may_call", bool(asked.callback))
    st.rerun()


def _keep(here: Here, conference_id: int, record_id: int | None, points: set[int | None]) -> Consultation:
    """A tablet's address may say at which counter it stands (`?point=`)."""
    stands_at = address_filters.number("point") or (here.who.service_point_id if here.who else None)
    with here.database.writing() as db:
        return consultations.ask(
            db,
            conference_id=conference_id,
            question=str(state.widget_value("ask_question") or ""),
            record_id=record_id,
            service_point_id=stands_at if stands_at in points else None,
            callback=str(state.widget_value("ask_callback") or ""),
            now=here.now,
        )


def _times() -> tuple[int, ...]:
    kept = state.recall("ask.times")
    return tuple(t for t in kept if isinstance(t, int)) if isinstance(kept, tuple) else ()


def _begin_again() -> None:
    for name in ("ask.number", "ask.given_at", "ask.may_call"):
        state.remember(name, None)
    st.query_params.pop("record", None)
