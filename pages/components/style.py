"""What the theme cannot say: large type, touch targets, the vertical script, and what this browser remembers."""

import streamlit as st

from pages.components import state

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
[data-testid="stCaptionContainer"] { color: #5d6068; }
[data-testid="InputInstructions"] { display: none; }
[data-testid="stPagination"] button { min-height: 44px; min-width: 44px; }
.st-key-desk_bar { border-bottom: 1px solid #e2ddd2; padding-bottom: .35rem; }
.sample-banner { margin: -.5rem 0 0; padding: .15rem .8rem; background: #fff4d6; border-left: 5px solid #8a6100;
  color: #4d3800; border-radius: .3rem; font-size: .9rem; }
.mongolian { writing-mode: vertical-lr; font-family: "Noto Sans Mongolian", sans-serif; line-height: 1.5; }
@media print { header, .st-key-desk_bar, [data-testid="stToolbar"] { display: none !important; } }
"""
_LARGE = "html { font-size: 25px !important; }"
_YEAR_S = 31_536_000


def draw() -> None:
    """Put the rules on the page, and the choices of language and type into this browser's cookies."""
    st.html(f"<style>{_RULES}{_LARGE if state.large() else ''}</style>")
    chosen = {state.LANGUAGE_COOKIE: state.language(), state.LARGE_COOKIE: "1" if state.large() else "0"}
    changed = {name: value for name, value in chosen.items() if st.context.cookies.get(name, "") != value}
    if changed and state.has_chosen():
        lines = "".join(
            f'document.cookie="{name}={value}; path=/; max-age={_YEAR_S}; SameSite=Lax";'
            for name, value in changed.items()
        )
        st.html(f"<script>{lines}</script>", unsafe_allow_javascript=True)
