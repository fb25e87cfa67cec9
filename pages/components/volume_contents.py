"""内容: the sections of a compilation and their entries in order, and ways to add more."""

import streamlit as st

from compilations import entries, sections
from compilations.editing import Outline
from desk.errors import Word
from desk.tables import Entry, Section
from pages.components import state, volume_acts, volume_adding, volume_entry
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _


def draw(here: Here, found: Outline) -> None:
    """Sections with their entries, then what can be added."""
    for number, (section, within) in enumerate(found.sections):
        _section(found, section, within, is_first=number == 0, is_last=number == len(found.sections) - 1)
    _new_section(found.compilation.id or 0)
    if found.sections:
        st.header(_("加入资料"))
        volume_adding.draw(here, found)


def _section(found: Outline, section: Section, within: tuple[Entry, ...], *, is_first: bool, is_last: bool) -> None:
    with st.container(border=True, key=f"section_{section.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"section_head_{section.id}"):
            st.subheader(plain(section.title), width="stretch")
            _move("section", section.id, -1, sections.move_section, disabled=is_first)
            _move("section", section.id, 1, sections.move_section, disabled=is_last)
            _rename(section, is_empty=not within)
        if not within:
            st.markdown(_("这个专题里还没有条目，制作时会略去。"))
        for number, entry in enumerate(within):
            _entry(found, entry, number + 1, is_last=number == len(within) - 1)


def _entry(found: Outline, entry: Entry, number: int, *, is_last: bool) -> None:
    is_open = state.recall("volume.entry") == entry.id
    with st.container(horizontal=True, vertical_alignment="center", key=f"entry_row_{entry.id}"):
        kind = _("（馆藏书目）") if entry.bib_record_id else ""
        st.markdown(f"{number}\\. {plain(entry.title)}{kind}", width="stretch")
        _move("entry", entry.id, -1, entries.move_entry, disabled=number == 1)
        _move("entry", entry.id, 1, entries.move_entry, disabled=is_last)
        st.button(
            _("收起") if is_open else _("编辑"),
            key=f"entry_open_{entry.id}",
            on_click=state.remember,
            args=("volume.entry", None if is_open else entry.id),
        )
    if is_open:
        volume_entry.draw(found, entry)


def _move(noun: str, noun_id: int | None, by: int, verb: object, *, disabled: bool) -> None:
    st.button(
        "↑" if by < 0 else "↓",
        help=_("上移") if by < 0 else _("下移"),
        key=f"{noun}_{'up' if by < 0 else 'down'}_{noun_id}",
        disabled=disabled,
        on_click=volume_acts.act,
        args=(verb,),
        kwargs={f"{noun}_id": noun_id, "by": by},
    )


def _rename(section: Section, *, is_empty: bool) -> None:
    key = f"section_title_{section.id}"
    with st.popover(_("改名或移除"), key=f"section_more_{section.id}"):
        st.text_input(_("专题名称"), value=section.title, key=key)
        st.button(_("保存名称"), key=f"section_rename_{section.id}", on_click=_save_name, args=(section.id, key))
        st.button(
            _("移除这个专题"),
            key=f"section_remove_{section.id}",
            disabled=not is_empty,
            help=None if is_empty else _("先把条目移到别的专题或移除"),
            on_click=volume_acts.act,
            args=(sections.remove_section, Word("已移除专题。")),
            kwargs={"section_id": section.id},
        )


def _save_name(section_id: int, key: str) -> None:
    title = str(state.widget_value(key) or "")
    volume_acts.act(sections.rename_section, Word("已改名。"), section_id=section_id, title=title)


def _new_section(compilation_id: int) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="section_new"):
        st.text_input(_("新专题的名称"), key="section_new_title")
        st.button(_("增加专题"), key="section_add", on_click=_add_section, args=(compilation_id,))


def _add_section(compilation_id: int) -> None:
    title = str(state.widget_value("section_new_title") or "")
    if volume_acts.did(sections.add_section, Word("已增加专题。"), compilation_id=compilation_id, title=title):
        state.set_widget("section_new_title", "")
