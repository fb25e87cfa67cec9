"""书目: one record with all its copies; `?id=` says which. Its address is what the QR on a slip carries."""

import streamlit as st

from desk import clock
from pages.components import address_filters, finding, record_view, results
from pages.components.frame import opened, refusals
from pages.components.words import _
from search.listing import one_listed

here = opened()

st.page_link("find.py", label=_("回到检索"), query_params=finding.last_search())
with refusals():
    with here.database.reading() as db:
        one = one_listed(db, address_filters.number("id"))
    number = one.record.id or 0
    record_view.head(one, results.own_point(here))
    with st.container(horizontal=True, vertical_alignment="center", key="record_acts"):
        st.page_link("ask.py", label=_("向馆员咨询这本书"), query_params=finding.about(number))
        if here.who:
            results.lay_aside(number)
    if here.who:
        results.basket()
    record_view.holdings(one)
    record_view.electronic(one)
    record_view.description(one.record)
    record_view.citation(one, clock.local_date(here.now))
    record_view.code(here, number)
