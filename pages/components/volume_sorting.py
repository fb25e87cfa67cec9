"""拖动排序: the entries of a compilation in their sections, moved by hand; buttons do the same beside each entry."""

from pathlib import Path
from typing import Any

import streamlit as st

from compilations import entries
from compilations.editing import Outline
from desk.errors import Word
from pages.components import state, volume_acts
from pages.components.words import _

_STATIC = Path(__file__).resolve().parents[2] / "static"
_KEY = "volume_sorting"

_mount = st.components.v2.component(
    "desk_volume_sorting",
    html='<div class="desk-sort"></div>',
    css=(_STATIC / "volume_sort.css").read_text(encoding="utf-8"),
    js=(_STATIC / "volume_sort.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(found: Outline) -> None:
    """All sections, each with its entries."""
    sections = [
        {
            "id": section.id,
            "title": section.title,
            "level": 1 if section.parent_id is None else 2,
            "entries": [{"id": entry.id, "title": entry.title} for entry in within],
        }
        for section, within in found.sections
    ]
    words = {"handle": _("移动"), "hint": _("按住拖动，或用上下方向键移动")}
    _mount(key=_KEY, data={"sections": sections, **words}, on_moved_change=_moved)


def _moved() -> None:
    value: Any = state.widget_value(_KEY)
    moved = value.get("moved")
    if moved:
        volume_acts.act(
            entries.place_before,
            Word("已移动。"),
            entry_id=int(moved["entry"]),
            section_id=int(moved["section"]),
            before_id=int(moved["before"]) or None,
        )
