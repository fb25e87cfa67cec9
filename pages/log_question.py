"""登记咨询: a question is logged in 15 seconds, answered at once or kept open. For librarians."""

import streamlit as st

from pages.components import question_form, question_sources, state
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened("log")

st.title(_("登记咨询"))
with refusals():
    question_form.draw(here)
    with st.container(horizontal=True, vertical_alignment="center", key="log_buttons"):
        kept = st.button(_("保存"), type="primary", key="log_save")
        opens = st.button(_("保存并打开"), key="log_save_and_open")
        told = st.container(key="log_told")  # beside the buttons, where the eye is
    with told, refusals():
        if kept or opens:
            logged = question_form.save(here)
            done = _("已登记 {number}。").format(number=logged.number)
            if opens:
                state.leave_notice(done)
                st.switch_page("one_question.py", query_params={"id": str(logged.id)})
            state.remember("log.done", done)
            st.rerun()
        elif last := state.recall("log.done"):
            st.success(str(last))
            state.remember("log.done", None)
    with st.expander(_("所用文献（{n} 种已选）").format(n=len(state.picked_records())), expanded=True):
        question_sources.picked(here, "log_sources")
        question_sources.search(here, "log_sources")
