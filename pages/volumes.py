"""专题汇编: the compilations of the conference, for whoever hands out copies; editors begin a new one here."""

import streamlit as st

from compilations import editing
from desk.conference.conferences import require_current
from desk.staff.roles import may
from pages.components import address_filters, volume_list
from pages.components.frame import opened, refusals
from pages.components.words import _

PAGE_SIZE = 20

here = opened("hand_out")

st.title(_("专题汇编"))
with refusals():
    with here.database.reading() as db:
        conference_id = require_current(db).id or 0
    if may(here.who, "compile"):
        volume_list.new(here, conference_id)
    with here.database.reading() as db:
        total, found = editing.listing(
            db, conference_id=conference_id, page=address_filters.number("page") or 1, size=PAGE_SIZE
        )
    if not total:
        st.info(_("还没有汇编。编辑在这一页写下题名，就可以开始。"))
    for each in found:
        volume_list.row(each)
    address_filters.pages(total, PAGE_SIZE, "volumes_page")
