"""One consultation as it stands: the question, its sources, what was done with it, and whom to hand it to."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from desk.errors import Word
from desk.reference import consultations
from desk.reference.history import HistoryLine
from desk.reference.sources import SourceRow
from desk.reference.states import STATE_LABELS, TRANSITIONS, Act
from desk.tables import Consultation, ConsultationState, StaffAccount
from pages.components import state
from pages.components.markup import plain
from pages.components.question_answer import act, refuse
from pages.components.question_rows import SIGNS, clock_words, kind_words, waited_words
from pages.components.question_sources import described
from pages.components.words import _, label


def head(one: Consultation, point: str, colleague: str, now: datetime) -> None:
    """Number, state and facts, then the question word for word, and how the person may be reached."""
    st.title(one.number)
    now_state = ConsultationState(one.state)
    words = " ".join((SIGNS[one.state], _(STATE_LABELS[now_state]), plain(colleague)))
    if now_state != ConsultationState.ANSWERED:
        words = f":red[**{words} · {waited_words(one.asked_at, now)}**]"
    patron = label("patron_kinds", one.patron_kind) if one.patron_kind else ""
    facts = (kind_words(one.kind), label("channels", one.channel), patron, point, clock_words(one.asked_at))
    st.markdown(" · ".join([words, *(plain(fact) for fact in facts if fact)]))
    with st.container(border=True, key="question_text"):
        st.text(one.question)
    if one.callback:
        with st.container(horizontal=True, vertical_alignment="center", key="question_callback"):
            st.text(_("联系方式：{callback}").format(callback=one.callback))
            st.button(
                _("已转达，删除联系方式"),
                key="question_forget",
                on_click=act,
                args=(consultations.forget_contact, one.id, Word("已删除联系方式。")),
            )


def sources(question_id: int, rows: Sequence[SourceRow]) -> None:
    """The sources that are saved, each with a link to its record and a button that takes it out."""
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", key=f"question_source_{row.record_id}"):
            words = [described(row), _("读者所问")] if row.asked_about else [described(row)]
            st.markdown(" · ".join(words), width="stretch")
            st.page_link("record.py", label=_("查看"), query_params={"id": str(row.record_id)})
            st.button(
                _("移去"),
                key=f"question_remove_{row.record_id}",
                on_click=act,
                args=(consultations.remove_source, question_id, Word("已移去一种所用文献。")),
                kwargs={"record_id": row.record_id},
            )


def moves(one: Consultation, seen: int, colleagues: Sequence[StaffAccount]) -> None:
    """What may follow by the table of states, besides an answer: refer and reopen."""
    now_state = ConsultationState(one.state)
    if (now_state, Act.REFER) in TRANSITIONS:
        _refer(one, seen, {person.id: person.display_name for person in colleagues})
    if (now_state, Act.REOPEN) in TRANSITIONS:
        st.button(
            _("收回，由大家处理") if now_state == ConsultationState.REFERRED else _("重新打开"),
            key="question_reopen",
            on_click=act,
            args=(consultations.reopen, one.id, Word("已重新打开，等待答复。")),
            kwargs={"version": seen},
        )


def _refer(one: Consultation, seen: int, names: dict[int | None, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="question_refer"):
        st.selectbox(
            _("转交给"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("选择同事"),
            key="question_colleague",
        )
        st.button(_("转交"), key="question_refer_now", on_click=_hand_over, args=(one.id, seen))


def _hand_over(question_id: int, seen: int) -> None:
    chosen = state.widget_value("question_colleague")
    if not isinstance(chosen, int):
        refuse(_("请先选择要转交的同事。"))
        return
    act(consultations.refer, question_id, Word("已转交。"), to_account_id=chosen, version=seen)


def history(lines: Sequence[HistoryLine]) -> None:
    """Asked, logged, answered: by whom and when, on the desk's clock."""
    told = []
    for line in lines:
        to = f" → {plain(line.to)}" if line.to else ""
        told.append(f"{clock_words(line.at)} · {_(line.act_label)}{to} · {plain(_(line.by))}")
    st.markdown("  \n".join(told))
