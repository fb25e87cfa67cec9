"""The list of compilations, and the box in which a new one begins."""

import streamlit as st

from compilations import editing
from compilations.editing import Listed
from compilations.states import STATE_LABELS
from desk.tables import CompilationState
from pages.components import state
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _


def new(here: Here, conference_id: int) -> None:
    """Begin a compilation: a title is enough."""
    with st.form("volumes_new", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(_("新汇编的题名"), key="volumes_title", placeholder=_("例如：草原保护专题资料汇编"))
        begun = st.form_submit_button(_("新建"), type="primary", key="volumes_start")
    if begun:
        with refusals():
            with here.database.writing() as db:
                started = editing.start(db, here.me, conference_id=conference_id, title=title, now=here.now)
            state.leave_notice(_("已新建。请加入书目或文字。"))
            st.switch_page("volume_editor.py", query_params={"id": str(started.id)})


def row(listed: Listed) -> None:
    """One line of the list; its title opens the compilation."""
    compilation = listed.compilation
    with st.container(border=True, key=f"volumes_row_{compilation.id}", gap="xxsmall"):
        st.page_link(
            "volume_editor.py",
            label=plain(compilation.title),
            query_params={"id": str(compilation.id)},
            width="stretch",
        )
        facts = [
            _("{n} 个条目").format(n=listed.entries),
            compilation.edition,
            _(STATE_LABELS[CompilationState(compilation.state)]),
            _("改于 {when}").format(when=clock_words(compilation.changed_at)),
        ]
        st.markdown(" · ".join(plain(fact) for fact in facts if fact))
