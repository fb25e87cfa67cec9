"""The strip above every page: language, large type, who sits here and at which point."""

import streamlit as st

from desk.conference.conferences import current, service_points
from desk.staff.roles import ROLE_LABELS, Identity
from desk.staff.sign_ins import sit_at
from desk.tables import Conference, ServicePoint
from desk.words import LANGUAGES
from pages.components import state
from pages.components.frame import here, refusals
from pages.components.links import leading_to
from pages.components.markup import escaped, plain
from pages.components.words import _

NOWHERE = 0


def draw(who: Identity | None) -> None:
    """Draw the strip, and below it the banner of a sample desk."""
    desk = here()
    with desk.database.reading() as db:
        conference = current(db)
        points = service_points(db, conference.id) if conference and conference.id and who else []
    with st.container(horizontal=True, vertical_alignment="center", key="desk_bar"):
        st.markdown(f"**{plain(conference.name if conference else _('两会服务台'))}**", width="stretch")
        _looks()
        _sitting(who, points)
    _banner(conference)


def _looks() -> None:
    st.button(
        _("标准字") if state.large() else _("大字"),
        key="bar_large",
        on_click=state.choose_large,
        args=(not state.large(),),
    )
    other = next(code for code in LANGUAGES if code != state.language())
    st.button(LANGUAGES[other], key="bar_language", on_click=state.choose_language, args=(other,))


def _sitting(who: Identity | None, points: list[ServicePoint]) -> None:
    if who is None:
        leading_to("/staff/login", _("馆员登录"))
        return
    names = {NOWHERE: _("未选服务点")} | {point.id or NOWHERE: point.name for point in points}
    at = who.service_point_id if who.service_point_id in names else NOWHERE
    with st.popover(f"{plain(who.display_name)} · {plain(names[at or NOWHERE])}", key="bar_sitting"):
        st.caption(_(ROLE_LABELS[who.role]))
        st.selectbox(
            _("服务点"),
            list(names),
            index=list(names).index(at or NOWHERE),
            format_func=names.__getitem__,
            key="bar_point",
            on_change=_sit,
        )
        leading_to("/staff/login", _("换人或退出"))


def _sit() -> None:
    desk = here()
    chosen = state.widget_value("bar_point")
    if desk.who is not None and isinstance(chosen, int):
        with refusals(), desk.database.writing() as db:
            sit_at(db, desk.who, chosen or None)


def _banner(conference: Conference | None) -> None:
    if conference is not None and conference.is_sample:
        words = _("样例服务台：这里的数据都是虚构的，用来试用。")
        st.html(f'<p class="sample-banner">{escaped(words)}</p>')
