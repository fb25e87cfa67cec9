"""咨询单: every question of the conference, those that wait for an answer on top. For librarians."""

import streamlit as st

from desk.conference.conferences import require_current
from desk.reference.listing import PAGE_SIZE
from pages.components import address_filters, question_rows
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened("log")

st.title(_("咨询单"))
with refusals():
    with here.database.reading() as db:
        conference_id = require_current(db).id or 0
    found = question_rows.filters(here, conference_id)
    waiting = _(":red[**{n} 件待答复，排在最前面**]").format(n=found.waiting) if found.waiting else ""
    st.markdown(" · ".join(part for part in (_("共 {n} 件").format(n=found.total), waiting) if part))
    if not found.total:
        st.info(_("没有符合条件的咨询。可以放宽上面的条件，或登记一件新的咨询。"))
        st.page_link("log_question.py", label=_("登记咨询"))
    for one in found.rows:
        question_rows.row(one, here.now)
    address_filters.pages(found.total, PAGE_SIZE, "questions_page")
with refusals():  # after the list, so that a desk which is busy writing still shows it
    question_rows.forget_old_contacts(here)
