"""The main script: language, who is asking, the menu by role, the guard, and then the page."""

import streamlit as st

from pages.components import bar, state, style
from pages.components.frame import guard, who_is_asking
from pages.components.menu import PAGES
from pages.components.words import _

st.set_page_config(page_title=_("两会服务台"), page_icon=style.ICON, layout="wide")
who = who_is_asking()
style.draw()
here = st.navigation([page.entry(who) for page in PAGES], position="top")
permission = next(page.permission for page in PAGES if page.url_path == here.url_path)
if state.stand_on(staff_page=permission is not None):
    st.rerun()  # in Chinese: Mongolian is for the pages that are open to everybody
bar.draw(who)
guard(who, permission)
here.run()
