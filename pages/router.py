"""The main script: language, who is asking, the menu by role, the guard, and then the page."""

from pathlib import Path

import streamlit as st

from pages.components import bar, style
from pages.components.frame import guard, who_is_asking
from pages.components.menu import PAGES
from pages.components.words import _

ICON = Path(__file__).resolve().parent.parent / "static" / "icon.svg"

st.set_page_config(page_title=_("两会服务台"), page_icon=str(ICON), layout="wide")
who = who_is_asking()
style.draw()
here = st.navigation([page.entry(who) for page in PAGES], position="top")
bar.draw(who)
guard(who, next(page.permission for page in PAGES if page.url_path == here.url_path))
here.run()
