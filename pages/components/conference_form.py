"""Open a conference, or change the one that is open: its names, its days and its meetings."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from desk import clock
from desk.conference import conferences
from desk.conference.conferences import MeetingPlan
from desk.errors import Word
from desk.patrons import cards
from desk.tables import Conference, Meeting, MeetingKind
from pages.components import state
from pages.components.frame import Here, refusals
from pages.components.words import _

MEETING_LABELS = {MeetingKind.CONGRESS: Word("人大会议"), MeetingKind.CONSULTATIVE: Word("政协会议")}


@dataclass(frozen=True)
class _Filled:
    name: str
    name_en: str
    name_mn: str
    starts_on: date
    ends_on: date
    meetings: list[MeetingPlan]


def opening(here: Here) -> None:
    """A form for a new conference, with its delegations, sectors and teams one to a line."""
    today = clock.local_date(here.now)
    empty = Conference(name="", starts_on=today, ends_on=today + timedelta(days=6))
    with st.form("conference_new"):
        filled = _fields("conference_new", empty, [])
        lists = {
            noun: _lines(st.text_area(label, key=f"conference_new_{noun}", help=_("每行一个。")))
            for noun, label in (("delegations", _("代表团")), ("sectors", _("界别")), ("teams", _("服务小组")))
        }
        if not st.form_submit_button(_("开通会议"), type="primary"):
            return
    with refusals():
        with here.database.writing() as db:
            opened = conferences.open_conference(
                db,
                here.me,
                name=filled.name,
                name_en=filled.name_en,
                name_mn=filled.name_mn,
                starts_on=filled.starts_on,
                ends_on=filled.ends_on,
                meetings=filled.meetings,
                delegations=lists["delegations"],
                sectors=lists["sectors"],
                teams=lists["teams"],
                now=here.now,
            )
        _done(_("已开通“{name}”。接着添加服务点。").format(name=opened.name))


def changing(here: Here, conference: Conference) -> None:
    """A form with what the open conference is; a later last day may take the cards along."""
    number = conference.id or 0
    with here.database.reading() as db:
        meetings = conferences.meetings(db, number)
    with st.form(f"conference_{number}"):
        filled = _fields(f"conference_{number}", conference, meetings)
        follow = st.checkbox(
            _("最后一天推后时，在这一天到期的读者证一同延期"), value=True, key=f"conference_{number}_follow"
        )
        if not st.form_submit_button(_("保存"), type="primary"):
            return
    with refusals():
        with here.database.writing() as db:
            conferences.change_conference(
                db,
                here.me,
                number,
                name=filled.name,
                name_en=filled.name_en,
                name_mn=filled.name_mn,
                starts_on=filled.starts_on,
                ends_on=filled.ends_on,
                meetings=filled.meetings,
                now=here.now,
            )
            moved = 0
            if follow and filled.ends_on > conference.ends_on:
                moved = cards.extend_with_conference(
                    db, here.me, number, was=conference.ends_on, until=filled.ends_on, now=here.now
                )
        _done(_("已保存。{count} 张读者证随会议延期。").format(count=moved) if moved else _("已保存。"))


def _fields(key: str, conference: Conference, meetings: list[Meeting]) -> _Filled:
    name = st.text_input(_("会议名称"), value=conference.name, key=f"{key}_name")
    left, right = st.columns(2)
    name_en = left.text_input(_("英文名称"), value=conference.name_en, key=f"{key}_en")
    name_mn = right.text_input(_("蒙古文名称"), value=conference.name_mn, key=f"{key}_mn")
    starts_on, ends_on = _days(_("会议日期"), conference.starts_on, conference.ends_on, key)
    by_kind = {meeting.kind: meeting for meeting in meetings}
    plans = [_meeting(key, kind, by_kind.get(kind), starts_on, ends_on) for kind in MeetingKind]
    return _Filled(name, name_en, name_mn, starts_on, ends_on, [plan for plan in plans if plan is not None])


def _meeting(
    key: str, kind: MeetingKind, meeting: Meeting | None, starts_on: date, ends_on: date
) -> MeetingPlan | None:
    label = _(MEETING_LABELS[kind])
    left, right = st.columns(2, vertical_alignment="bottom")
    ordinal = left.text_input(
        _("{meeting}届次（没有这个会议就留空）").format(meeting=label),
        value=meeting.ordinal if meeting else "",
        placeholder=_("如：第十四届第四次"),
        key=f"{key}_{kind}_ordinal",
    )
    with right:
        days = _days(
            _("{meeting}日期").format(meeting=label),
            meeting.starts_on if meeting else starts_on,
            meeting.ends_on if meeting else ends_on,
            f"{key}_{kind}",
        )
    name = meeting.name if meeting else str(MEETING_LABELS[kind])
    return MeetingPlan(kind, name, ordinal, *days) if ordinal.strip() else None


def _days(label: str, first: date, last: date, key: str) -> tuple[date, date]:
    """Two days chosen in one field; a field with one day chosen means that day alone."""
    chosen = st.date_input(label, value=(first, last), format="YYYY-MM-DD", key=f"{key}_days")
    if isinstance(chosen, date):
        return chosen, chosen
    return (chosen[0], chosen[-1]) if chosen else (first, last)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _done(notice: str) -> None:
    state.leave_notice(notice)
    st.rerun()
