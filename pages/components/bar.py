"""The strip above every page: language, large type, a call for a librarian, who sits here and at which point."""

import streamlit as st

from desk.conference.conferences import current, service_points
from desk.staff.roles import ROLE_LABELS, Identity
from desk.staff.sign_ins import sit_at
from desk.tables import Conference, ServicePoint
from desk.words import CYRILLIC, DELEGATES_LANGUAGES, LANGUAGES, TRADITIONAL
from pages.components import mongolian_call, mongolian_note, state
from pages.components.frame import here, refusals
from pages.components.links import leading_to
from pages.components.markup import escaped, plain
from pages.components.words import _

NOWHERE = 0


def draw(who: Identity | None) -> None:
    """Draw the strip, and below it what everybody at this screen should know."""
    desk = here()
    with desk.database.reading() as db:
        conference = current(db)
        points = service_points(db, conference.id) if who and conference and conference.id else []
    with st.container(horizontal=True, vertical_alignment="center", key="desk_bar"):
        with st.container(horizontal=True, vertical_alignment="center", key="bar_place", width="stretch"):
            st.markdown(f"**{plain(_name(conference))}**", width="stretch")
            _large()
            _sitting(who, points)
        with st.container(horizontal=True, key="bar_words", width="content"):
            _languages()
            if who is None and conference is not None:
                mongolian_call.button(desk, conference)
    _banner(conference)
    mongolian_note.draw(who)
    mongolian_call.told(desk)


def _name(conference: Conference | None) -> str:
    """The conference in the language of the screen, where it has a name in that script."""
    if conference is None:
        return _("两会服务台")
    is_upright_name = any("\u1820" <= letter <= "\u18aa" for letter in conference.name_mn)
    wanted = {TRADITIONAL: is_upright_name, CYRILLIC: bool(conference.name_mn) and not is_upright_name}
    return conference.name_mn if wanted.get(state.language()) else conference.name


def _large() -> None:
    st.button(
        _("标准字") if state.large() else _("大字"),
        key="bar_large",
        on_click=state.choose_large,
        args=(not state.large(),),
    )


def _languages() -> None:
    """Each language under its own name, always at its place: a second tap of an unsteady hand changes nothing."""
    for code, name in (LANGUAGES if state.on_staff_page() else DELEGATES_LANGUAGES).items():
        st.button(
            name,
            key=f"bar_language_{code}",
            type="primary" if code == state.language() else "secondary",
            on_click=state.choose_language,
            args=(code,),
        )


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
        state.find_anew()


def _banner(conference: Conference | None) -> None:
    if conference is not None and conference.is_sample:
        words = _("样例服务台：这里的数据都是虚构的，用来试用。")
        st.html(f'<p class="sample-banner">{escaped(words)}</p>')
