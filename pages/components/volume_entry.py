"""One entry, opened: its title, text, source and note, and where it stands."""

import streamlit as st

from compilations import entries
from compilations.editing import Outline
from compilations.entries import Draft
from desk.errors import Word
from desk.tables import Entry
from pages.components import state, volume_acts, volume_drafts, volume_source
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _

LABELS = {
    "title": Word("标题"),
    "text": Word("正文或摘录（Markdown：# 标题，- 列表，> 引文，**加粗**）"),
    "origin": Word("出处（印在文后；馆藏书目的著录会自动印出）"),
    "note": Word("给同事的话（不印出）"),
}


def draw(here: Here, found: Outline, entry: Entry) -> None:
    """The boxes, the buttons, and both versions where a colleague saved in between."""
    saved = entries.draft(entry)
    stored = {field: str(getattr(saved, field)) for field in LABELS}
    name = f"volume_entry_{entry.id}"
    seen = volume_drafts.settle(name, stored, saved.fingerprint)
    with st.container(border=True, key=f"entry_box_{entry.id}"):
        if seen != saved.fingerprint:
            volume_drafts.conflict(name, stored, LABELS, saved.fingerprint)
        st.text_input(_(LABELS["title"]), key=f"{name}_title", persist_state="session")
        st.text_area(plain(_(LABELS["text"])), height=320, key=f"{name}_text", persist_state="session")
        st.text_input(_(LABELS["origin"]), key=f"{name}_origin", persist_state="session")
        st.text_area(_(LABELS["note"]), height=70, key=f"{name}_note", persist_state="session")
        with st.container(horizontal=True, key=f"entry_buttons_{entry.id}"):
            st.button(
                _("保存条目"),
                type="primary",
                key=f"entry_save_{entry.id}",
                on_click=_save,
                args=(entry.id, seen, name, stored),
            )
            _elsewhere(found, entry)
            _remove(entry, seen)
        volume_source.draw(here, entry)


def _save(entry_id: int, seen: str, name: str, stored: dict[str, str]) -> None:
    draft = Draft(**volume_drafts.typed_in(name, stored))
    if volume_acts.did(entries.edit_entry, Word("已保存条目。"), entry_id=entry_id, fingerprint=seen, draft=draft):
        volume_drafts.forget(name)


def _elsewhere(found: Outline, entry: Entry) -> None:
    others = {section.id or 0: section.title for section, _within in found.sections if section.id != entry.section_id}
    if not others:
        return
    with st.popover(_("移到别的专题"), key=f"entry_elsewhere_{entry.id}"):
        for section_id, title in others.items():
            st.button(
                plain(title),
                key=f"entry_to_{entry.id}_{section_id}",
                on_click=volume_acts.act,
                args=(entries.place_before, Word("已移到别的专题。")),
                kwargs={"entry_id": entry.id, "section_id": section_id},
            )


def _remove(entry: Entry, seen: str) -> None:
    with st.popover(_("移除"), key=f"entry_more_{entry.id}"):
        st.markdown(_("移除后还能在“修改记录”里恢复；馆藏书目不受影响。"))
        st.button(_("确认移除"), key=f"entry_remove_{entry.id}", on_click=_removed, args=(entry.id, seen))


def _removed(entry_id: int, seen: str) -> None:
    if volume_acts.did(entries.remove_entry, Word("已移除条目。"), entry_id=entry_id, fingerprint=seen):
        state.remember("volume.entry", None)
