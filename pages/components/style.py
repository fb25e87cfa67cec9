"""What the theme cannot say: large type, touch targets, the vertical script, and what this browser remembers."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from desk.words import TAGS, TRADITIONAL
from pages.components import state

_SVG = (Path(__file__).resolve().parents[2] / "static" / "icon.svg").read_bytes()
ICON = f"data:image/svg+xml;base64,{b64encode(_SVG).decode()}"  # of the browser's tab
_RULES = """
@font-face { font-family: "Noto Sans Mongolian"; src: url("/assets/fonts/mongolian.woff2") format("woff2");
  font-display: swap; unicode-range: U+1800-18AF, U+202F, U+11660-1167F; }
.stMainBlockContainer { padding: 4.2rem 1.5rem 3rem; max-width: 1280px; }
.stMainBlockContainer h1 { font-size: 1.6rem; padding: .4rem 0 .6rem; }
.stMainBlockContainer h2 { font-size: 1.3rem; padding: .4rem 0; }
.stMainBlockContainer h3 { font-size: 1.1rem; padding: .3rem 0; }
a.desk-link { display: inline-flex; align-items: center; min-height: 44px; padding: .25rem .9rem; border-radius: .45rem;
  border: 1px solid #cfc8bb; color: inherit; text-decoration: none; }
a.desk-link.primary { background: #a3262a; border-color: #a3262a; color: #fff; }
a.desk-link:focus-visible { outline: 3px solid #a3262a; outline-offset: 2px; }
.stButton button, .stDownloadButton button, .stLinkButton a, .stFormSubmitButton button, .stPopover button,
[data-testid="stPageLink"] a, [data-testid="stTopNavLink"], .stButtonGroup button { min-height: 44px; }
.stButtonGroup [role="radiogroup"], .stButtonGroup [role="group"] { flex-wrap: wrap; }
[data-testid="stPageLink"] a, [data-testid="stPageLink"] p { white-space: normal; height: auto; }
[data-testid="stCaptionContainer"] { color: #5d6068; opacity: 1; }
[data-testid="InputInstructions"] { display: none; }
[data-testid="stPagination"] button { min-height: 44px; min-width: 44px; }
[class*="_upright"] > [data-testid="stLayoutWrapper"] { min-width: min(17rem, 100%); }
.st-key-desk_bar > [data-testid="stLayoutWrapper"]:has(> .st-key-bar_place) { flex: 1 1 28rem;
  min-width: min(28rem, 100%); }
.st-key-bar_place { gap: .5rem; }
.st-key-bar_place > :first-child { min-width: 9rem; }
@media (min-width: 700px) { .st-key-bar_place { flex-wrap: nowrap; } }
.st-key-bar_words { gap: .35rem; }
.st-key-desk_bar { border-bottom: 1px solid #e2ddd2; padding-bottom: .35rem; row-gap: .4rem; }
[class*="st-key-section_inner_"] { margin-left: 1.8rem; }
.desk-mark { margin: 0; line-height: 1.7; overflow-wrap: anywhere; }
.desk-mark del { color: #8a1c20; background: #fbeceb; }
.desk-mark ins { color: #1c5a34; background: #e8f3ec; text-decoration-thickness: 2px; }
.desk-mark mark { color: inherit; background: #fff4d6; }
.sample-banner { margin: -.5rem 0 0; padding: .15rem .8rem; background: #fff4d6; border-left: 5px solid #8a6100;
  color: #4d3800; border-radius: .3rem; font-size: .9rem; }
.mongolian { writing-mode: vertical-lr; font-family: "Noto Sans Mongolian", sans-serif; line-height: 1.5; }
.mongolian.block { max-height: 15rem; max-width: 100%; margin: 0; padding: .2rem 0; overflow-x: auto;
  font-size: 1.15rem; text-align: start; }
h1.mongolian.block { font-size: 1.9rem; font-weight: 600; padding: .2rem .4rem 0 0; }
h2.mongolian.block { font-size: 1.5rem; font-weight: 600; }
.mongolian.notice { background: #eaf1fb; border-top: 5px solid #2a5a9a; border-radius: .3rem; padding: .6rem .5rem; }
.unchecked { margin: 0; color: #5d6068; font-size: .85rem; }
@media print { header, .st-key-desk_bar, [data-testid="stToolbar"] { display: none !important; } }
"""
_LARGE = "html { font-size: 25px !important; }"
# Words of widgets lie on their side on an upright screen: a little larger, with room above and below the line.
_SIDEWAYS = """
[data-testid="stWidgetLabel"] p, .stButton button p, .stPopover button p, .stFormSubmitButton button p,
.stButtonGroup button p, [data-testid="stPageLink"] p, [data-testid="stTopNavLink"] span, a.desk-link,
.stMain input { font-size: 1.15rem; line-height: 1.6; }
.st-key-desk_bar > [data-testid="stLayoutWrapper"]:has(> .st-key-bar_place) { flex-basis: 44rem;
  min-width: min(44rem, 100%); }
.st-key-ask_question textarea { writing-mode: vertical-lr; font-size: 1.3rem; line-height: 1.5; }
"""
_YEAR_S = 31_536_000


def draw() -> None:
    """Put the rules on the page, tell the browser its language, and leave both choices in the browser's cookies."""
    sideways = _SIDEWAYS if state.language() == TRADITIONAL else ""
    st.html(f"<style>{_RULES}{_LARGE if state.large() else ''}{sideways}</style>")
    if state.has_chosen() or state.language() != state.chosen_language():
        st.html(f"<script>{_remembering()}</script>", unsafe_allow_javascript=True)


def _remembering() -> str:
    """Written anew with each choice: the cookies that the server knows of are those of when the tab was opened."""
    chosen = {state.LANGUAGE_COOKIE: state.chosen_language(), state.LARGE_COOKIE: "1" if state.large() else "0"}
    lines = [
        f'document.cookie="{name}={value}; path=/; max-age={_YEAR_S}; SameSite=Lax";' for name, value in chosen.items()
    ]
    return "".join([*lines, f'document.documentElement.lang="{TAGS[state.language()]}";'])
