"""Which days and which counter the figures are of, in the address bar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import streamlit as st

from desk import clock
from desk.conference.conferences import require_current, service_points
from desk.errors import Word
from desk.reporting.statistics import first_day
from pages.components import address_filters, state
from pages.components.address_filters import Reader, a_code, a_day
from pages.components.frame import Here
from pages.components.words import _

PERIODS = {
    "session": Word("会议至今"),
    "today": Word("今天"),
    "yesterday": Word("昨天"),
    "custom": Word("自选日期"),
}
NOWHERE = "none"  # in the address: events for which no counter is stated


@dataclass(frozen=True)
class Period:
    """What the page counts over."""

    conference_id: int
    first: date
    last: date
    where: dict[str, str]


def chosen(here: Here) -> Period:
    """Draw the choice of days and counter, and return it."""
    with here.database.reading() as db:
        conference = require_current(db)
        number = conference.id or 0
        points = {str(point.id): point.name for point in service_points(db, number)} | {NOWHERE: _("未注明")}
        began = min(first_day(db, number) or conference.starts_on, conference.starts_on)
    readers: dict[str, Reader] = {
        "period": lambda text: text if text in PERIODS else "session",
        "first": a_day,
        "last": a_day,
        "point": a_code(points),
    }
    address_filters.to_widgets("figures", readers)
    changed = partial(address_filters.to_address, "figures", readers)
    with st.container(horizontal=True, vertical_alignment="bottom", key="figures_choice"):
        st.segmented_control(
            _("统计期"),
            list(PERIODS),
            required=True,
            format_func=lambda code: _(PERIODS[code]),
            key="figures_period",
            on_change=changed,
        )
        if state.widget_value("figures_period") == "custom":
            st.date_input(_("从"), value=None, key="figures_first", on_change=changed, width=200)
            st.date_input(_("到（含）"), value=None, key="figures_last", on_change=changed, width=200)
        st.selectbox(
            _("服务点"),
            list(points),
            index=None,
            format_func=points.__getitem__,
            placeholder=_("全部"),
            key="figures_point",
            on_change=changed,
            width=240,
        )
    point = state.widget_value("figures_point")
    where = {} if point is None else {"service_point": str(point).replace(NOWHERE, "")}
    return Period(number, *_days(here.now, began), where)


def _days(now: datetime, began: date) -> tuple[date, date]:
    today = clock.local_date(now)
    match state.widget_value("figures_period"):
        case "today":
            return today, today
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "custom":
            first, last = state.widget_value("figures_first"), state.widget_value("figures_last")
            last_day = last if isinstance(last, date) else today
            return first if isinstance(first, date) else min(began, last_day), last_day
        case _:
            return min(began, today), today
