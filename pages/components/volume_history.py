"""修改记录: who changed what, and what an entry said before, to be looked at and brought back."""

import streamlit as st

from compilations import restoring, revisions
from compilations.editing import Outline
from compilations.fields import BETWEEN_TERMS
from compilations.revisions import Revision, Said
from compilations.rights import RIGHTS_LABELS
from desk.errors import Word
from desk.tables import CompilationState, Rights
from pages.components import address_filters, state, volume_acts
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _

PAGE_SIZE = 20
FIELDS = {
    "title": Word("标题"),
    "text": Word("正文"),
    "origin": Word("出处"),
    "note": Word("备注"),
    "terms": Word("索引词"),
    "section": Word("专题"),
    "rights": Word("使用范围"),
}


def draw(here: Here, found: Outline) -> None:
    """One page of changes, newest first; one of them opened."""
    compilation = found.compilation
    page = address_filters.number("page") or 1
    with here.database.reading() as db:
        total, changes = revisions.changes(db, compilation.id or 0, page=page, size=PAGE_SIZE)
    if not changes:
        st.info(_("还没有修改记录。"))
        return
    opened_one = state.recall("volume.revision")
    for number, change in enumerate(changes):
        with st.container(horizontal=True, vertical_alignment="center", key=f"change_{number}"):
            facts = [clock_words(change.at), change.by or _("命令行"), _(change.act), change.title]
            st.markdown(" · ".join(plain(fact) for fact in facts if fact), width="stretch")
            if change.revision_id is not None:
                is_open = opened_one == change.revision_id
                st.button(
                    _("收起") if is_open else _("看改了什么"),
                    key=f"change_open_{change.revision_id}",
                    on_click=state.remember,
                    args=("volume.revision", None if is_open else change.revision_id),
                )
        if change.revision_id is not None and opened_one == change.revision_id:
            with here.database.reading() as db:
                _shown(
                    revisions.revision(db, change.revision_id), may_edit=compilation.state == CompilationState.EDITING
                )
    address_filters.pages(total, PAGE_SIZE, "changes_page")


def _words(said: Said | None, field: str) -> str:
    value = getattr(said, field) if said else ""
    if isinstance(value, tuple):
        return BETWEEN_TERMS.join(value)
    return _(RIGHTS_LABELS[Rights(value)]) if field == "rights" and value else str(value)


def _shown(found: Revision, *, may_edit: bool) -> None:
    """What was said before beside what was said after, where the two differ."""
    with st.container(border=True, key=f"revision_{found.change.revision_id}"):
        for field, label in FIELDS.items():
            before, after = _words(found.before, field), _words(found.after, field)
            if before == after:
                continue
            st.markdown(f"**{plain(_(label))}**")
            old, new = st.columns(2)
            old.caption(_("改之前"))
            old.text(before or _("（空）"))
            new.caption(_("改之后"))
            new.text(after or _("（空）"))
        if found.after.reason:
            why = _("理由")
            st.markdown(f"**{plain(why)}**")
            st.text(found.after.reason)
        if may_edit:
            st.button(
                _("恢复成“改之后”的样子"),
                key=f"revision_restore_{found.change.revision_id}",
                on_click=volume_acts.act,
                args=(restoring.restore, Word("已恢复。")),
                kwargs={"revision_id": found.change.revision_id},
            )
