"""改定使用范围: rights of entries that are found out or taken back after the issue, with the reason."""

from typing import Any

import streamlit as st

from compilations import rulings
from compilations.editing import Outline
from compilations.rights import RIGHTS_LABELS
from desk.errors import Refusal
from desk.tables import Rights
from pages.components import state, volume_acts
from pages.components.frame import opened
from pages.components.words import _, in_words

CHOSEN, WANTED, REASON = "ruling_entries", "ruling_rights", "ruling_reason"


def draw(found: Outline) -> None:
    """Which entries, what may be done with them from now on, and why."""
    entries = {entry.id or 0: entry for _section, within in found.sections for entry in within}
    with st.expander(_("签发后改定使用范围"), key="volume_rulings"):
        st.markdown(
            _(
                "授权后来查明了，或被收回了，在这里改。印出的内容不变；不再允许的电子本立刻停止提供。"
                "收紧由编辑改；放宽要由有终审签发权限的人改。"
            )
        )
        st.multiselect(
            _("条目"),
            list(entries),
            format_func=lambda number: f"{entries[number].title}（{_(RIGHTS_LABELS[Rights(entries[number].rights)])}）",
            placeholder=_("选一条或几条"),
            key=CHOSEN,
        )
        st.segmented_control(
            _("改为"),
            [str(each) for each in Rights],
            default=str(Rights.UNCLEAR),
            required=True,
            format_func=lambda code: _(RIGHTS_LABELS[Rights(code)]),
            key=WANTED,
        )
        st.text_area(_("理由（谁、哪一天、凭什么）"), height=90, key=REASON)
        st.button(_("改定"), key="ruling_save", on_click=_rule, args=(found.compilation.id,))


def _rule(compilation_id: int) -> None:
    here = opened("compile")
    chosen: Any = state.widget_value(CHOSEN)
    try:
        with here.database.writing() as db:
            ruled = rulings.rule_rights(
                db,
                here.who,
                compilation_id=compilation_id,
                entry_ids=tuple(chosen or ()),
                rights=str(state.widget_value(WANTED)),
                reason=str(state.widget_value(REASON) or ""),
                now=here.now,
            )
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    for key, empty in ((CHOSEN, []), (REASON, "")):
        state.set_widget(key, empty)
    said = _("已改定 {n} 个条目的使用范围。").format(n=ruled.entries)
    if ruled.ecopies:
        said += _("{n} 个电子本已停止提供。网站上的静态页面不会自己变，请重新生成。").format(n=ruled.ecopies)
    volume_acts.say(said)
