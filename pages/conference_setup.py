"""会议与服务点: the conference that the desk serves, its meetings, points, teams, delegations and sectors."""

import streamlit as st

from desk.conference.conferences import current
from desk.tables import Delegation, Sector, Team
from pages.components import conference_form, conference_parts
from pages.components.frame import opened
from pages.components.words import _

here = opened("manage")
st.title(_("会议与服务点"))
with here.database.reading() as db:
    conference = current(db)
if conference is None:
    st.info(_("还没有开通会议。填好名称和日期，就可以开始服务。"))
    conference_form.opening(here)
else:
    conference_form.changing(here, conference)
    conference_parts.points(here, conference)
    conference_parts.named(here, conference, Delegation)
    conference_parts.named(here, conference, Sector)
    conference_parts.named(here, conference, Team)
    with st.expander(_("开通新的会议")):
        st.warning(_("开通新会议后，服务台转为服务新会议；现在这次会议的记录保留不变。"))
        conference_form.opening(here)
