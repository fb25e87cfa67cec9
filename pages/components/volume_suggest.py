"""建议: records on the topic that are not yet in the compilation, and what stands in it twice."""

import streamlit as st

from compilations import entries, suggesting
from compilations.editing import Outline
from desk.errors import Word
from desk.reference.sources import titles
from pages.components import question_sources, state, volume_acts
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _


def draw(here: Here, found: Outline) -> None:
    """Worked out when somebody asks for it: it reads the whole compilation and searches the catalogue."""
    compilation_id = found.compilation.id or 0
    if not st.toggle(_("看看还缺什么、有没有重复"), key="volume_suggest_on"):
        return
    with here.database.reading() as db:
        pairs = suggesting.duplicates(db, compilation_id)
    names = {entry.id: entry.title for _section, within in found.sections for entry in within}
    for pair in pairs:
        first, second = (plain(names.get(number, str(number))) for number in (pair.first, pair.second))
        st.warning(f"{plain(_(suggesting.DOUBT_LABELS[pair.doubt]))}：“{first}” — “{second}”")
    if not pairs:
        st.markdown(_("没有发现重复的条目。"))
    similar = suggesting.similar(here.database, here.engine, compilation_id)
    if not similar.record_ids:
        st.markdown(_("馆藏里没有发现相关而未收入的书目。"))
        return
    st.markdown(_("按“{words}”在馆藏里找到、还没有收入的：").format(words=plain("、".join(similar.words))))
    with here.database.reading() as db:
        rows = titles(db, similar.record_ids)
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", key=f"suggest_{row.record_id}"):
            st.markdown(question_sources.described(row), width="stretch")
            st.button(_("加入"), key=f"suggest_add_{row.record_id}", on_click=_add, args=(row.record_id,))


def _add(record_id: int) -> None:
    """Into the section that is chosen under 加入资料."""
    section_id = int(str(state.widget_value("volume_target")))
    volume_acts.act(entries.add_records, Word("已加入。"), section_id=section_id, record_ids=[record_id])
