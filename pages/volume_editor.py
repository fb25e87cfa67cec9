"""编辑汇编: one compilation, from its title page to the copies handed out. For editors; `?id=` says which."""

import streamlit as st

from compilations import editing
from desk.errors import Word
from pages.components import (
    address_filters,
    volume_acts,
    volume_contents,
    volume_copies,
    volume_making,
    volume_title,
)
from pages.components.frame import opened, refusals
from pages.components.markup import plain
from pages.components.words import _

VIEWS = {
    "contents": (Word("内容"), volume_contents.draw),
    "title": (Word("题名与版式"), volume_title.draw),
    "make": (Word("制作成品"), volume_making.draw),
    "copies": (Word("发放登记"), volume_copies.draw),
}

here = opened("compile")

with refusals():
    with here.database.reading() as db:
        found = editing.outline(db, address_filters.number("id"))
    st.title(plain(found.compilation.title))
    asked = st.query_params.get("view", "contents")
    view = st.segmented_control(
        _("要做的事"),
        list(VIEWS),
        default=asked if asked in VIEWS else "contents",
        required=True,
        format_func=lambda each: _(VIEWS[each][0]),
        label_visibility="collapsed",
        key="volume_view",
    )
    st.query_params["view"] = view
    volume_acts.tell()
    VIEWS[view][1](here, found)
st.page_link("volumes.py", label=_("回到专题汇编"))
