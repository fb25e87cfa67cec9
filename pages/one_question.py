"""咨询: one question with its answer, its sources and its history. For librarians; `?id=` says which."""

import streamlit as st

from desk.conference.conferences import service_points
from desk.reference import consultations
from desk.staff import accounts
from pages.components import address_filters, question_answer, question_sources, question_view, state
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened("log")

with refusals():
    with here.database.reading() as db:
        one = consultations.find(db, address_filters.number("id"))
        question_id = one.id or 0
        saved = consultations.sources(db, question_id)
        history = consultations.history(db, question_id)
        colleagues = accounts.active(db)
        points = {point.id: point.name for point in service_points(db, one.conference_id)}
    names = {person.id: person.display_name for person in colleagues}
    question_view.head(one, points.get(one.service_point_id, ""), names.get(one.referred_to, ""), here.now)
    seen = question_answer.seen_version(one)
    if seen != one.version:
        question_answer.conflict(one, history)
    question_answer.form(one, seen)
    with st.expander(_("所用文献（{n} 种）").format(n=len(saved) + len(state.picked_records())), expanded=True):
        question_view.sources(question_id, saved)
        question_sources.picked(here, "question_sources")
        question_sources.search(here, "question_sources")
    question_view.moves(one, seen, colleagues)
    question_view.history(history)
st.page_link("questions.py", label=_("回到咨询单"))
