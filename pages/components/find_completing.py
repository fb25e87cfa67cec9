"""What the catalogue has that begins with what is being typed, offered below the search box.

A fragment: a pause while typing asks for the offers alone, and nothing else of the page runs. Choosing one fills the
box and sends it off as if it had been typed.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from desk.errors import Word
from pages.components import state
from pages.components.frame import Here
from pages.components.words import _
from search.engine import Engine, IndexTrouble
from search.plan import LONGEST

MOST = 7
KIND_LABELS = {"title": Word("题名"), "author": Word("作者"), "subject": Word("主题")}
_STATIC = Path(__file__).resolve().parents[2] / "static"
_KEY = "find_completing"

_mount = st.components.v2.component(
    "desk_completing",
    html='<ul class="desk-completions" id="desk-completions" role="listbox" hidden></ul>',
    css=(_STATIC / "completing.css").read_text(encoding="utf-8"),
    js=(_STATIC / "completing.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(here: Here) -> None:
    """The list below the box; it is empty until somebody types, which may be while the page is still being drawn."""
    if not state.recall("find.just_typed"):
        state.remember("find.typed", "")
    _offers(here.engine)


@st.fragment
def _offers(engine: Engine) -> None:
    typed = str(state.recall("find.typed") or "")
    state.remember("find.just_typed", False)
    offers = [{"text": text, "kind": kind} for text, kind in _found(engine, typed)]
    _mount(key=_KEY, data={"typed": typed, "offers": offers, "label": _("接着可以是")}, on_typed_change=_typed)


def _found(engine: Engine, typed: str) -> list[tuple[str, str]]:
    """Nothing while the index is being built: the search itself says so when it is sent off."""
    if not typed or len(typed) > LONGEST:
        return []
    try:
        return [(one.text, _(KIND_LABELS[one.kind])) for one in engine.complete(typed, MOST)]
    except IndexTrouble:
        return []


def _typed() -> None:
    value: Any = state.widget_value(_KEY)
    state.remember("find.typed", str(value.get("typed") or "")[: LONGEST + 1])
    state.remember("find.just_typed", True)
