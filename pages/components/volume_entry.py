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
from pages.components.volume_drafts import Boxes
from pages.components.words import _

LABELS = {
    "title": Word("标题"),
    "text": Word("正文或摘录"),
    "origin": Word("出处（印在文后；馆藏书目的著录会自动印出）"),
    "note": Word("给同事的话（不印出）"),
}


def draw(here: Here, found: Outline, entry: Entry) -> None:
    """The boxes, the buttons, and both versions where a colleague saved in between."""
    boxes, box = _boxes(entry), f"entry_box_{entry.id}"
    with st.container(border=True, key=box):
        seen = volume_drafts.settle(boxes)
        volume_drafts.line(boxes, "title")
        volume_drafts.lines(boxes, "text", height=320)
        st.caption(plain(_("Markdown：# 标题，- 列表，> 引文，**加粗**")))
        volume_drafts.line(boxes, "origin")
        volume_drafts.lines(boxes, "note", height=70)
        volume_drafts.watch(boxes, inside=box)
        with st.container(horizontal=True, key=f"entry_buttons_{entry.id}"):
            st.button(
                _("保存条目"),
                type="primary",
                key=f"entry_save_{entry.id}",
                on_click=volume_drafts.save,
                args=(boxes, Word("已保存条目。")),
            )
            _elsewhere(found, entry)
            _remove(entry, seen)
        volume_source.draw(here, entry, inside=box)


def _boxes(entry: Entry) -> Boxes:
    saved = entries.draft(entry)
    stored = {field: str(getattr(saved, field)) for field in LABELS}

    def keep(seen: str, typed: dict[str, str]) -> str:
        draft = Draft(**typed)
        kept = volume_acts.made(entries.edit_entry, entry_id=entry.id, fingerprint=seen, draft=draft)
        return entries.draft(kept).fingerprint

    return Boxes(f"volume_entry_{entry.id}", LABELS, stored, saved.fingerprint, keep)


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
