"""检索: the title page of the desk. The whole search stands in the address, so back, reload and sharing work."""

from dataclasses import replace

import streamlit as st

from pages.components import address_filters, find_facets, finding, results
from pages.components.frame import opened, refusals
from pages.components.words import _
from search import indexing
from search.known_item import known_item
from search.listing import listed
from search.request import PAGE_SIZE

here = opened()
finding.come_back()
request = finding.asked()

st.title(_("检索"))
finding.box(request)
if here.who:
    results.basket()
with refusals():
    found = indexing.search(here.database, here.engine, request)
    with here.database.reading() as db:
        if words := finding.submitted():
            number = known_item(db, words) or finding.only_by_number(found)
            if number is not None:
                st.switch_page("record.py", query_params={"id": str(number)})
        rows = {one.record.id: one for one in listed(db, [hit.record_id for hit in found.hits])}
    if not request.query and not request.filters:
        results.beginning(here, found)
        st.stop()
    find_facets.in_use(request)
    if not found.total:
        results.nothing(request, found)
        st.stop()
    if not found.hits:  # the address names a page beyond the last
        finding.go(replace(request, page=1))
        st.rerun()
    if found.hint:
        st.warning(_(found.hint))
    beside, main = st.columns([1, 3])
    with beside, st.expander(_("筛选"), expanded=True):
        find_facets.beside(here.engine, request, found)
    with main:
        results.style()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.markdown(_("共 {n} 条结果").format(n=found.total), width="stretch")
            with st.container(width=200):
                finding.order(request)
        for hit in found.hits:
            if one := rows.get(hit.record_id):
                results.result(here, one, hit, request)
        address_filters.pages(found.total, PAGE_SIZE, "find_page")
