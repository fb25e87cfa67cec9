"""题名与版式: what stands on and around the title page, saved together."""

from dataclasses import replace
from typing import Any

import streamlit as st

from compilations import editing
from compilations.editing import Outline, TitlePage
from desk.errors import Word
from pages.components import state, volume_acts, volume_drafts
from pages.components.frame import Here
from pages.components.markup import escaped
from pages.components.words import _

LABELS = {
    "title": Word("题名"),
    "title_mn": Word("蒙古文题名（竖排于封面）"),
    "title_en": Word("英文题名"),
    "edition": Word("版次或期次"),
    "editors": Word("编辑"),
    "preface": Word("编者的话（Markdown，印在目录之前）"),
    "page_format": Word("开本"),
    "notes": Word("给同事的话（不印出）"),
}
FORMATS = {"16k": Word("16 开（185 × 260 毫米）"), "a4": Word("A4（210 × 297 毫米）")}


def draw(_here: Here, found: Outline) -> None:
    """The boxes, the button, and both versions where a colleague saved in between."""
    compilation = found.compilation
    name, mark = f"volume_title_{compilation.id}", str(compilation.version)
    stored = _fields(editing.title_page(compilation))
    seen = volume_drafts.settle(name, stored, mark)
    if seen != mark:
        volume_drafts.conflict(name, stored, LABELS, mark)
    for field in ("title", "title_mn", "title_en", "edition", "editors"):
        st.text_input(_(LABELS[field]), key=f"{name}_{field}", persist_state="session")
    _vertical(str(state.widget_value(f"{name}_title_mn") or ""))
    st.segmented_control(
        _(LABELS["page_format"]),
        list(FORMATS),
        required=True,
        format_func=lambda code: _(FORMATS[code]),
        key=f"{name}_page_format",
        persist_state="session",
    )
    st.text_area(_(LABELS["preface"]), height=180, key=f"{name}_preface", persist_state="session")
    st.text_area(_(LABELS["notes"]), height=90, key=f"{name}_notes", persist_state="session")
    st.button(
        _("保存"),
        type="primary",
        key="volume_title_save",
        on_click=_save,
        args=(compilation.id, int(seen), name, editing.title_page(compilation)),
    )


def _fields(page: TitlePage) -> dict[str, str]:
    return {field: str(getattr(page, field)) for field in LABELS}


def _vertical(title: str) -> None:
    """The Mongolian title as it will stand on the cover."""
    if title.strip():
        st.html(f'<div class="mongolian" lang="mn-Mong" style="height: 14rem">{escaped(title)}</div>')


def _save(compilation_id: int, version: int, name: str, page: TitlePage) -> None:
    typed: dict[str, Any] = dict(volume_drafts.typed_in(name, _fields(page)))
    page = replace(page, **typed)
    done = Word("已保存。")
    if volume_acts.did(editing.save, done, compilation_id=compilation_id, version=version, page=page):
        volume_drafts.forget(name)
