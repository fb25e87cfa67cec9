"""读者证: issue a card, find the issued ones, issue a whole roster."""

import streamlit as st

from desk.conference.conferences import require_current
from desk.errors import Word
from pages.components import card_batch, card_form, card_list
from pages.components.frame import opened, refusals
from pages.components.words import _

VIEWS = {
    "issue": (Word("发证"), card_form.draw),
    "list": (Word("已发的证"), card_list.draw),
    "batch": (Word("按名单发证"), card_batch.draw),
}

here = opened("cards")
st.title(_("读者证"))
with refusals():
    with here.database.reading() as db:
        conference = require_current(db)
    asked = st.query_params.get("view", "issue")
    view = st.segmented_control(
        _("要做的事"),
        list(VIEWS),
        default=asked if asked in VIEWS else "issue",
        required=True,
        format_func=lambda each: _(VIEWS[each][0]),
        label_visibility="collapsed",
        key="cards_view",
    )
    st.query_params["view"] = view  # bind="query-params" would write the label, which changes with the language
    VIEWS[view][1](here, conference)
