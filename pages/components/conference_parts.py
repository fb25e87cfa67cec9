"""The lists of a conference's service points, delegations, sectors and teams: add, change, remove."""

from typing import TypeVar

import streamlit as st

from desk.conference import conferences, parts
from desk.errors import Word
from desk.tables import Conference, Delegation, PointKind, Sector, ServicePoint, Team
from pages.components import state
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.words import _
from search.indexing import catch_up

Named = TypeVar("Named", Delegation, Sector, Team)
POINT_LABELS = {PointKind.VENUE: Word("会场"), PointKind.RESIDENCE: Word("驻地")}


def points(here: Here, conference: Conference) -> None:
    """The service points: name, English name, venue or residence, team."""
    with here.database.reading() as db:
        listed = conferences.service_points(db, conference.id or 0)
        teams = {team.id: team.name for team in conferences.teams(db, conference.id or 0)}
    st.header(_("服务点"))
    if not listed:
        st.info(_("还没有服务点。请添加会场和各驻地的服务点。"))
    for point in listed:
        _point(here, point, teams)
    with st.expander(_("添加服务点"), expanded=not listed):
        _new_point(here, conference, teams)


def _point(here: Here, point: ServicePoint, teams: dict[int | None, str]) -> None:
    number = point.id or 0
    title = " · ".join(
        plain(part)
        for part in (point.name, _(POINT_LABELS[PointKind(point.kind)]), teams.get(point.team_id, ""))
        if part
    )
    with st.expander(title, key=f"conference_point_{number}"):
        with st.form(f"conference_point_form_{number}"):
            name, name_en, kind, team_id = _point_fields(f"conference_point_{number}", point, teams)
            saved = st.form_submit_button(_("保存"))
        if saved:
            with refusals():
                with here.database.writing() as db:
                    parts.change_point(
                        db, here.me, number, name=name, name_en=name_en, kind=kind, team_id=team_id, now=here.now
                    )
                catch_up(here.database, here.engine)  # books are found by the name of the place where they stand
                _done(_("已保存“{name}”。").format(name=name))
        _removal(here, ServicePoint, number, point.name)


def _new_point(here: Here, conference: Conference, teams: dict[int | None, str]) -> None:
    empty = ServicePoint(conference_id=conference.id or 0, name="", kind=PointKind.RESIDENCE)
    with st.form("conference_point_new", clear_on_submit=False):
        name, name_en, kind, team_id = _point_fields("conference_point_new", empty, teams)
        if not st.form_submit_button(_("添加服务点"), type="primary"):
            return
    with refusals():
        with here.database.writing() as db:
            parts.add_point(
                db,
                here.me,
                conference.id or 0,
                name=name,
                name_en=name_en,
                kind=kind,
                team_id=team_id,
                now=here.now,
            )
        _done(_("已添加“{name}”。").format(name=name))


def _point_fields(
    key: str, point: ServicePoint, teams: dict[int | None, str]
) -> tuple[str, str, PointKind, int | None]:
    left, right = st.columns(2)
    name = left.text_input(_("名称"), value=point.name, key=f"{key}_name")
    name_en = right.text_input(_("英文名称"), value=point.name_en, key=f"{key}_en")
    kind = left.segmented_control(
        _("位置"),
        list(PointKind),
        default=PointKind(point.kind),
        required=True,
        format_func=lambda each: _(POINT_LABELS[each]),
        key=f"{key}_kind",
    )
    team_id = right.selectbox(
        _("服务小组"),
        list(teams),
        index=list(teams).index(point.team_id) if point.team_id in teams else None,
        format_func=lambda each: teams.get(each, ""),
        placeholder=_("未指定"),
        key=f"{key}_team",
    )
    return name, name_en, PointKind(kind), team_id


def named(here: Here, conference: Conference, noun: type[Named]) -> None:
    """The delegations, sectors or teams: each can be renamed, and removed while nothing refers to it."""
    what = _(parts.LABELS[noun])
    with here.database.reading() as db:
        listed = parts.listed(db, noun, conference.id or 0)
    with st.expander(f"{what} · {len(listed)}", key=f"conference_{noun.__tablename__}"):
        for part in listed:
            _named_part(here, noun, part.id or 0, part.name)
        _new_named(here, conference, noun)


def _named_part(here: Here, noun: type[Named], number: int, name: str) -> None:
    key = f"conference_{noun.__tablename__}_{number}"
    with st.container(horizontal=True, vertical_alignment="bottom", key=key):
        changed = st.text_input(
            _(parts.LABELS[noun]), value=name, key=f"{key}_name", label_visibility="collapsed", width="stretch"
        )
        if st.button(_("改名"), key=f"{key}_rename", disabled=changed == name):
            with refusals():
                with here.database.writing() as db:
                    parts.rename(db, here.me, noun, number, name=changed, now=here.now)
                _done(_("已保存“{name}”。").format(name=changed))
        _removal(here, noun, number, name)


def _new_named(here: Here, conference: Conference, noun: type[Named]) -> None:
    key = f"conference_{noun.__tablename__}_new"
    with st.form(key, clear_on_submit=True, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(_("添加{what}").format(what=_(parts.LABELS[noun])), key=f"{key}_name", width="stretch")
        sent = st.form_submit_button(_("添加"))
    if sent:
        with refusals():
            with here.database.writing() as db:
                parts.add(db, here.me, noun, conference.id or 0, name=name, now=here.now)
            _done(_("已添加“{name}”。").format(name=name))


def _removal(here: Here, noun: type[parts.Part], number: int, name: str) -> None:
    key = f"conference_{noun.__tablename__}_{number}_remove"
    with st.popover(_("删除"), key=key):
        st.markdown(_("确定删除“{name}”？").format(name=plain(name)))
        if st.button(_("确认删除"), type="primary", key=f"{key}_yes"):
            with refusals():
                with here.database.writing() as db:
                    parts.remove(db, here.me, noun, number, now=here.now)
                _done(_("已删除“{name}”。").format(name=name))


def _done(notice: str) -> None:
    state.leave_notice(notice)
    st.rerun()
