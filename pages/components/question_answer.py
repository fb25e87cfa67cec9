"""Answering: the text in the box belongs to whoever types it, and is never replaced while they look away.

The page remembers which version of the consultation the librarian has seen. Where a colleague saves in between, both
texts are shown and the librarian decides; nothing typed is lost.
"""

from collections.abc import Callable

import streamlit as st

from desk import vocabularies
from desk.errors import Refusal, Word
from desk.reference import consultations
from desk.reference.history import HistoryLine
from desk.tables import Consultation
from pages.components import state
from pages.components.frame import opened
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _, in_words, label


def seen_version(one: Consultation) -> int:
    """The version that the librarian works from; it moves on by itself only while they have typed nothing."""
    box, kind, base = f"answer_{one.id}", f"answer_kind_{one.id}", f"question.base:{one.id}"
    known = state.recall(f"question.seen:{one.id}")
    if isinstance(known, int) and known != one.version and state.widget_value(box) != state.recall(base):
        return known
    if known != one.version:
        state.set_widget(box, one.answer)
        state.set_widget(kind, one.kind or None)
        state.remember(base, one.answer)
        state.remember(f"question.seen:{one.id}", one.version)
    return one.version


def conflict(one: Consultation, history: tuple[HistoryLine, ...]) -> None:
    """A colleague saved in between: their words, and the choice between theirs and mine."""
    last = next((line for line in reversed(history) if line.act in consultations.SAVES), None)
    told = _("有变动（{when}，{name}{act}）。您写的内容还在下面的框里，没有保存。")
    if last is not None:
        st.error(told.format(name=plain(_(last.by)), when=clock_words(last.at), act=_(last.act_label)))
    st.markdown(_("对方的答复"))
    st.text(one.answer or _("（没有答复）"))
    with st.container(horizontal=True, key="question_conflict"):
        st.button(
            _("两份都留下，接着改"), key="question_mine", on_click=_keep_both, args=(one.id, one.version, one.answer)
        )
        st.button(_("用对方的，不要我的"), key="question_theirs", on_click=_take_what_is_stored, args=(one.id,))


def form(one: Consultation, seen: int) -> None:
    """The box for the answer, the kind, and the button that saves them with the records laid aside."""
    st.pills(
        _("咨询类型"),
        vocabularies.codes("question_kinds"),
        format_func=lambda code: label("question_kinds", code),
        required=bool(one.kind),
        key=f"answer_kind_{one.id}",
        persist_state="session",
    )
    st.text_area(_("答复内容"), height=220, key=f"answer_{one.id}", persist_state="session")
    with st.container(horizontal=True, vertical_alignment="center", key="question_buttons"):
        st.button(_("保存答复"), type="primary", key="question_save", on_click=_save, args=(one.id, seen))
        with st.container(key="question_told"):  # beside the button, where the eye is
            _tell()


def refuse(words: str) -> None:
    """Keep the words of a refusal until the page is drawn."""
    state.remember("question.refused", words)


def _tell() -> None:
    """What came of the last act, once."""
    for name, show in (("question.refused", st.error), ("question.done", st.success)):
        if text := state.recall(name):
            show(plain(str(text)))
            state.remember(name, None)


def act(verb: Callable[..., object], question_id: int, done: Word, **facts: object) -> None:
    """Do one thing to a consultation, for `on_click`; what came of it is told beside the answer."""
    _did(verb, question_id, done, **facts)


def _did(verb: Callable[..., object], question_id: int, done: Word, **facts: object) -> bool:
    """Whether it was done.

    Who asks and what time it is are taken anew: the button may have been drawn an hour ago, for somebody else.
    """
    here = opened()
    try:
        with here.database.writing() as db:
            verb(db, here.who, question_id, now=here.now, **facts)
    except Refusal as refusal:
        refuse(in_words(refusal))
        return False
    state.remember("question.done", _(done))
    return True


def _save(question_id: int, seen: int) -> None:
    done = _did(
        consultations.answer,
        question_id,
        Word("已保存答复。"),
        answer=str(state.widget_value(f"answer_{question_id}") or ""),
        kind=str(state.widget_value(f"answer_kind_{question_id}") or "") or None,
        source_ids=state.picked_records(),
        version=seen,
    )
    if done:
        state.drop_all_records()
        _take_what_is_stored(question_id)


def _keep_both(question_id: int, version: int, theirs: str) -> None:
    """My words, and theirs below them: what the colleague saved goes only if somebody takes it out by hand."""
    mine = str(state.widget_value(f"answer_{question_id}") or "")
    if theirs and theirs not in mine:
        state.set_widget(f"answer_{question_id}", f"{mine}\n\n{theirs}".strip())
    state.remember(f"question.seen:{question_id}", version)


def _take_what_is_stored(question_id: int) -> None:
    """Let the boxes be filled anew from the database."""
    state.remember(f"question.seen:{question_id}", None)
