"""A piece of a page as one element: HTML of our own, whose links and buttons keep the sitting.

Every element of Streamlit costs time on the server and again in the browser, and a list of twenty records made of
containers, links and badges is two hundred of them. Here it is one. The links in it are real addresses (they can be
copied, or opened in another tab); a plain click on one is sent to this script instead of loading the page anew.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from desk.catalogue.values import MONGOLIAN
from pages.components import finding, mongolian_text, state
from pages.components.markup import escaped

_STATIC = Path(__file__).resolve().parents[2] / "static"
_PAGES = {"/record": "record.py", "/ask": "ask.py", "/log": "log_question.py", "/intake": "intake.py"}
_CARRIED = ("id", "q", "record", "point")
KEY = "find_board"

_mount = st.components.v2.component(
    "desk_board",
    html='<div class="desk-board"></div>',
    css=(_STATIC / "find.css").read_text(encoding="utf-8"),
    js=(_STATIC / "find.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(html: str, place: str) -> None:
    """Show `html`, whose text has been escaped; when `place` changes, the page is scrolled to its top."""
    _mount(key=KEY, data={"html": html, "place": place}, on_go_change=_go, on_pick_change=_pick)


def sentence(tag: str, text: str, attributes: str = "") -> str:
    """A line that people read, escaped; upright where the screen and the text are in Traditional script."""
    upright = mongolian_text.is_upright() and MONGOLIAN.search(text)
    kind = ' class="mongolian block" lang="mn-Mong"' if upright else ""
    return f"<{tag}{kind}{attributes}>{escaped(text)}</{tag}>"


def go_on() -> None:
    """Go to the page that was chosen on the board, if any; for the beginning of a page that draws one."""
    if address := state.recall("find.going"):
        state.remember("find.going", None)
        parts = urlsplit(str(address))
        params = {name: values for name, values in parse_qs(parts.query).items() if name in _CARRIED}
        st.switch_page(_PAGES[parts.path], query_params=params)


def _sent(event: str) -> str:
    value: Any = state.widget_value(KEY)
    return str(value.get(event) or "")


def _go() -> None:
    """An address of this page goes into the address bar; another page is gone to when the script runs."""
    parts = urlsplit(_sent("go"))
    if parts.path in _PAGES:
        state.remember("find.going", parts.geturl())
    else:
        st.query_params.from_dict({**parse_qs(parts.query), **finding.standing()})


def _pick() -> None:
    number = _sent("pick")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        picked = int(number) in state.picked_records()
        (state.drop_record if picked else state.pick_record)(int(number))
