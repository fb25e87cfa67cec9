"""编辑汇编: one compilation, from its title page to the copies handed out. `?id=` says which.

Editors change it; a librarian takes the finished volume from here and notes the copies handed out.
"""

import streamlit as st

from compilations import editing
from desk.errors import Word
from desk.staff.roles import may
from pages.components import (
    address_filters,
    volume_acts,
    volume_contents,
    volume_copies,
    volume_history,
    volume_making,
    volume_review,
    volume_states,
    volume_title,
)
from pages.components.frame import opened, refusals
from pages.components.markup import plain
from pages.components.words import _

FOR_EDITORS = ("contents", "title", "review", "states", "history")
VIEWS = {
    "contents": (Word("内容"), volume_contents.draw),
    "title": (Word("题名与版式"), volume_title.draw),
    "review": (Word("审稿意见"), volume_review.draw),
    "states": (Word("审签"), volume_states.draw),
    "history": (Word("修改记录"), volume_history.draw),
    "make": (Word("制作成品"), volume_making.draw),
    "copies": (Word("发放登记"), volume_copies.draw),
}

here = opened("hand_out")

with refusals():
    with here.database.reading() as db:
        found = editing.outline(db, address_filters.number("id"))
    st.title(plain(found.compilation.title))
    views = [name for name in VIEWS if may(here.who, "compile") or name not in FOR_EDITORS]
    asked = st.query_params.get("view", "")
    view = st.segmented_control(
        _("要做的事"),
        views,
        default=asked if asked in views else views[0],
        required=True,
        format_func=lambda each: _(VIEWS[each][0]),
        label_visibility="collapsed",
        key="volume_view",
    )
    st.query_params["view"] = view
    volume_acts.tell()
    VIEWS[view][1](here, found)
st.page_link("volumes.py", label=_("回到专题汇编"))
