"""内容: the sections of a compilation and their entries in order, and ways to add more."""

import streamlit as st

from compilations import entries, sections
from compilations.editing import Outline
from compilations.states import STATE_LABELS
from desk.errors import Word
from desk.tables import CompilationState, Entry, EntryKind, Section
from pages.components import state, volume_acts, volume_adding, volume_entry, volume_sorting, volume_suggest
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _

KIND_LABELS = {EntryKind.RECORD: Word("（馆藏书目）"), EntryKind.BOOKS: Word("（书单）")}  # a text is a text


def draw(here: Here, found: Outline) -> None:
    """Sections with their entries, then what can be added; what may not be edited is only listed."""
    if found.compilation.state != CompilationState.EDITING:
        _listed(found)
        return
    several = sum(len(within) for _section, within in found.sections) > 1
    if several and st.toggle(_("拖动排序"), key="volume_sorting_on"):
        volume_sorting.draw(found)
        return
    for section, within in found.sections:
        _section(here, found, section, within)
    _new_section(found)
    if found.sections:
        st.header(_("加入资料"))
        volume_adding.draw(here, found)
        volume_suggest.draw(here, found)


def _listed(found: Outline) -> None:
    label = _(STATE_LABELS[CompilationState(found.compilation.state)])
    st.info(_("这本汇编在“{state}”，内容不能改动。").format(state=label))
    for section, within in found.sections:
        st.subheader(plain(section.title))
        st.markdown("\n".join(f"{number}. {plain(entry.title)}" for number, entry in enumerate(within, start=1)))


def _section(here: Here, found: Outline, section: Section, within: tuple[Entry, ...]) -> None:
    neighbours = [each.id for each, _within in found.sections if each.parent_id == section.parent_id]
    level = "section" if section.parent_id is None else "section_inner"
    with st.container(border=True, key=f"{level}_{section.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"section_head_{section.id}"):
            st.subheader(plain(section.title), width="stretch")
            _move("section", section.id, -1, sections.move_section, disabled=section.id == neighbours[0])
            _move("section", section.id, 1, sections.move_section, disabled=section.id == neighbours[-1])
            _more(found, section, is_empty=not within)
        if not within:
            st.markdown(_("这个专题里还没有条目，制作时会略去。"))
        for number, entry in enumerate(within):
            _entry(here, found, entry, number + 1, is_last=number == len(within) - 1)


def _entry(here: Here, found: Outline, entry: Entry, number: int, *, is_last: bool) -> None:
    is_open = state.recall("volume.entry") == entry.id
    with st.container(horizontal=True, vertical_alignment="center", key=f"entry_row_{entry.id}"):
        kind = _(KIND_LABELS[EntryKind(entry.kind)]) if entry.kind != EntryKind.TEXT else ""
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
        volume_entry.draw(here, found, entry)


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


def _more(found: Outline, section: Section, *, is_empty: bool) -> None:
    key = f"section_title_{section.id}"
    with st.popover(_("更多"), key=f"section_more_{section.id}"):
        st.text_input(_("专题名称"), value=section.title, key=key)
        st.button(_("保存名称"), key=f"section_rename_{section.id}", on_click=_save_name, args=(section.id, key))
        _elsewhere(found, section)
        st.button(
            _("移除这个专题"),
            key=f"section_remove_{section.id}",
            disabled=not is_empty,
            help=None if is_empty else _("先把条目移到别的专题或移除"),
            on_click=volume_acts.act,
            args=(sections.remove_section, Word("已移除专题。")),
            kwargs={"section_id": section.id},
        )


def _elsewhere(found: Outline, section: Section) -> None:
    """Into another section, or out of the one it is in."""
    tops = [each for each, _within in found.sections if each.parent_id is None and each.id != section.id]
    parents = [each for each in tops if each.id != section.parent_id]
    if any(each.parent_id == section.id for each, _within in found.sections):
        parents = []  # sections lie two deep at most
    places = [(each.id, _("放到“{title}”之下").format(title=plain(each.title))) for each in parents]
    if section.parent_id is not None:
        places.insert(0, (None, _("移出来，单独成一个专题")))
    for parent_id, label in places:
        st.button(
            label,
            key=f"section_into_{section.id}_{parent_id}",
            on_click=volume_acts.act,
            args=(sections.place_section, Word("已移动。")),
            kwargs={"section_id": section.id, "parent_id": parent_id},
        )


def _save_name(section_id: int, key: str) -> None:
    title = str(state.widget_value(key) or "")
    volume_acts.act(sections.rename_section, Word("已改名。"), section_id=section_id, title=title)


def _new_section(found: Outline) -> None:
    tops = {0: _("（不放在别的专题之下）")} | {
        each.id or 0: each.title for each, _within in found.sections if each.parent_id is None
    }
    if state.widget_value("section_new_parent") not in tops:
        state.set_widget("section_new_parent", 0)
    with st.container(horizontal=True, vertical_alignment="bottom", key="section_new"):
        st.text_input(_("新专题的名称"), key="section_new_title")
        st.selectbox(_("放在"), list(tops), format_func=tops.__getitem__, key="section_new_parent")
        st.button(_("增加专题"), key="section_add", on_click=_add_section, args=(found.compilation.id,))


def _add_section(compilation_id: int) -> None:
    title = str(state.widget_value("section_new_title") or "")
    facts = {"compilation_id": compilation_id, "title": title}
    parent_id = int(str(state.widget_value("section_new_parent") or 0)) or None
    if volume_acts.did(sections.add_section, Word("已增加专题。"), parent_id=parent_id, **facts):
        state.set_widget("section_new_title", "")
