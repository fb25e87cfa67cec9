"""检索: the title page of the desk. The whole search stands in the address, so back, reload and sharing work."""

from dataclasses import replace

import streamlit as st

from pages.components import (
    find_board,
    find_completing,
    find_nothing,
    find_start,
    find_unmet,
    finding,
    mongolian_keyboard,
    mongolian_text,
    results,
)
from pages.components.frame import opened, refusals
from pages.components.words import _
from search import indexing
from search.known_item import known_item
from search.listing import listed

here = opened()
find_board.go_on()
finding.come_back()
request = finding.asked()

with mongolian_text.columns("find_top"):
    mongolian_text.heading(_("检索"))
    with mongolian_text.rest():
        finding.box(request)
        find_completing.draw(here)
if finding.unfolded() and (written := mongolian_keyboard.draw(finding.in_mongolian(request.query))):
    finding.search_for(written)
    st.rerun()
if here.who:
    results.basket()
with refusals():
    found = indexing.search(here.database, here.engine, request)
    words = finding.submitted()
    with here.database.reading() as db:
        if words:
            number = known_item(db, words) or finding.only_by_number(found)
            if number is not None:
                st.switch_page("record.py", query_params={"id": str(number)})
        rows = listed(db, [hit.record_id for hit in found.hits])
    if found.total and not found.hits:  # the address names a page beyond the last
        finding.go(replace(request, page=1))
        st.rerun()
    if not request.query and not request.filters:
        html = find_start.whole(here, found)
    elif found.total:
        html = results.whole(here, request, found, rows)
    else:
        html = find_nothing.whole(here, request, found)
        if words:
            find_unmet.keep(here, request)
    find_board.draw(html, finding.address(request))
