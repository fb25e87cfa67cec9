"""The form in which a librarian logs a question while somebody stands there.

It is no `st.form`: what was typed is known to the sitting as soon as the box is left, so that it is still there when
the librarian comes back from looking something up on another page.
"""

from datetime import datetime

import streamlit as st

from desk import clock, vocabularies
from desk.conference.conferences import require_current, service_points
from desk.reference import consultations
from desk.tables import Consultation
from pages.components import state
from pages.components.frame import Here
from pages.components.words import _, label

NOWHERE = 0
CLEARED = {"kind": None, "question": "", "answer": "", "patron": None, "asked": None, "callback": ""}


def draw(here: Here) -> None:
    """Kind, channel, question and answer; the rest has its default under an expander."""
    if state.recall("log.saved"):
        state.remember("log.saved", None)
        for name, value in CLEARED.items():
            state.set_widget(f"log_{name}", value)
    _pills("kind", "question_kinds", _("咨询类型"))
    state.set_widget("log_channel", state.widget_value("log_channel") or "desk")
    _pills("channel", "channels", _("咨询方式"), required=True)
    asked, answered = st.columns(2)  # side by side, so that 保存 is in sight on a tablet
    with asked:
        _text("question", _("问题"), 130)
    with answered:
        _text("answer", _("答复（可以先空着，留待以后答复）"), 130)
    with st.expander(_("服务点、读者、补登时间、联系方式")):
        _the_rest(here)


def save(here: Here) -> Consultation:
    """Log what stands in the form, with the records laid aside as its sources."""
    given = {name: state.widget_value(f"log_{name}") for name in (*CLEARED, "channel", "point")}
    asked = given["asked"]
    point = given["point"]
    with here.database.writing() as db:
        logged = consultations.log(
            db,
            here.me,
            conference_id=require_current(db).id or 0,
            kind=str(given["kind"] or ""),
            channel=str(given["channel"] or ""),
            question=str(given["question"] or ""),
            answer=str(given["answer"] or ""),
            service_point_id=point if isinstance(point, int) and point != NOWHERE else None,
            patron_kind=str(given["patron"] or ""),
            source_ids=state.picked_records(),
            callback=str(given["callback"] or ""),
            asked_at=asked.replace(tzinfo=clock.DESK_ZONE) if isinstance(asked, datetime) else None,
            now=here.now,
        )
    state.remember("log.saved", True)
    state.drop_all_records()
    return logged


def _pills(name: str, vocabulary: str, words: str, *, required: bool = False) -> None:
    st.pills(
        words,
        vocabularies.codes(vocabulary),
        required=required,
        format_func=lambda code: label(vocabulary, code),
        key=f"log_{name}",
        persist_state="session",
    )


def _text(name: str, words: str, height: int) -> None:
    st.text_area(words, height=height, key=f"log_{name}", persist_state="session")


def _the_rest(here: Here) -> None:
    with here.database.reading() as db:
        points = service_points(db, require_current(db).id or 0)
    names = {NOWHERE: _("不注明")} | {point.id or NOWHERE: point.name for point in points}
    sits_at, chosen = here.me.service_point_id, state.widget_value("log_point")
    if chosen not in names or state.recall("log.sits_at") != sits_at:
        chosen = sits_at if sits_at in names else NOWHERE
        state.remember("log.sits_at", sits_at)
    # Given anew each time: after a visit to another page the browser would otherwise fall back to the first option.
    state.set_widget("log_point", chosen)
    st.selectbox(_("服务点"), list(names), format_func=names.__getitem__, key="log_point")
    _pills("patron", "patron_kinds", _("读者类别"))
    st.datetime_input(
        _("提问时间（补登以前的咨询时填写，不填就是现在）"),
        value=None,
        step=60,
        key="log_asked",
        persist_state="session",
    )
    st.text_input(
        _("联系方式（答复后删除）"),
        placeholder=_("房间号或电话"),
        key="log_callback",
        persist_state="session",
    )
