"""A delegate's own question: one box, and a number to remember."""

from datetime import datetime

import streamlit as st

from desk import clock
from desk.conference.conferences import require_current, service_points
from desk.errors import NotAllowed
from desk.reference import consultations
from desk.reference.sources import SourceRow, titles
from desk.tables import Consultation
from pages.components import address_filters, mongolian_text, state
from pages.components.frame import Here, refusals
from pages.components.markup import escaped
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
    mongolian_text.section(_("您的咨询编号"))
    if state.recall("ask.may_call"):
        happens = _("馆员已收到您的问题，找到答案后会按您留下的方式告诉您。")
    else:
        happens = _("馆员已收到您的问题。请记下编号，到任一服务点报编号即可取答复。")
    if mongolian_text.is_upright():
        mongolian_text.paragraph(happens)
    with mongolian_text.rest():
        st.html(
            '<p style="font-size:clamp(2rem, 7vw, 3.6rem);font-weight:700;margin:0" translate="no">'
            f"{escaped(number)}</p>"
        )
        if not mongolian_text.is_upright():
            mongolian_text.paragraph(happens)
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
    kept = _("联系方式只用来答复这个问题，答复后就删除。")
    if book:
        mongolian_text.notice(_("关于：{book}").format(book=_described(book[0])))
    if mongolian_text.is_upright():
        mongolian_text.paragraph(kept)
    _begin_with_the_search()
    tall = 300 if mongolian_text.is_upright() else 200  # the longest word must fit into a column
    with mongolian_text.rest(), st.form("ask", border=False):
        st.text_area(
            _("您想问什么？"), height=tall, placeholder=_("用您习惯的语言写，写几个字也行。"), key="ask_question"
        )
        st.text_input(_("怎样找到您？（可以不填）"), placeholder=_("房间号或电话"), key="ask_callback")
        if not mongolian_text.is_upright():
            mongolian_text.paragraph(kept)
        sent = st.form_submit_button(_("发给馆员"), type="primary", width="stretch", key="ask_send")
    if sent:
        with refusals():
            _send(here, conference_id, book[0].record_id if book else None, points)


def _described(book: SourceRow) -> str:
    return " · ".join(known for known in (book.title, book.responsibility, str(book.year or "")) if known)


def _begin_with_the_search() -> None:
    """Whoever comes from a search that found nothing need not type it again (`?q=`)."""
    if (words := st.query_params.get("q", "")) and state.recall("ask.from_search") != words:
        state.remember("ask.from_search", words)
        state.set_widget("ask_question", _("请帮我找：{words}").format(words=words))


def allow(now: datetime) -> None:
    """Refuse a further question from this tab when it has put too many into the list already."""
    second = int(now.timestamp())
    recent = _times(now)
    if len(recent) >= MOST:
        raise NotAllowed(
            "十分钟内已经收到您的 {count} 个问题。请过 {minutes} 分钟再问，或直接找服务点的馆员。",
            count=len(recent),
            minutes=-(-(WITHIN_S - (second - recent[0])) // 60),
        )


def count(now: datetime) -> None:
    """Remember that a question of this tab went into the list."""
    state.remember("ask.times", (*_times(now), int(now.timestamp())))


def _send(here: Here, conference_id: int, record_id: int | None, points: set[int | None]) -> None:
    allow(here.now)
    asked = _keep(here, conference_id, record_id, points)
    count(here.now)
    state.remember("ask.number", asked.number)
    state.remember("ask.given_at", int(here.now.timestamp()))
    state.remember("ask.may_call", bool(asked.callback))
    st.rerun()


def _keep(here: Here, conference_id: int, record_id: int | None, points: set[int | None]) -> Consultation:
    """A tablet's address may say at which counter it stands (`?point=`)."""
    stands_at = state.stands_at() or (here.who.service_point_id if here.who else None)
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


def _times(now: datetime) -> tuple[int, ...]:
    """When this tab asked within the last ten minutes, the earliest first."""
    kept = state.recall("ask.times")
    times = (t for t in kept if isinstance(t, int)) if isinstance(kept, tuple) else ()
    return tuple(t for t in times if int(now.timestamp()) - t < WITHIN_S)


def _begin_again() -> None:
    for name in ("ask.number", "ask.given_at", "ask.may_call"):
        state.remember(name, None)
    st.query_params.pop("record", None)
