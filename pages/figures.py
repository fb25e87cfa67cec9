"""统计: the figures of a day or of the session, each with its definition, its parts and its events. For leaders."""

import streamlit as st

from desk import clock
from desk.reporting.names import names
from desk.reporting.reports import report
from desk.reporting.sheets import workbook
from desk.reporting.statistics import figures
from pages.components import figure_charts, figure_events, figure_period, figure_tiles, state
from pages.components.figure_period import Period
from pages.components.frame import opened, refusals
from pages.components.words import _

here = opened("figures")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(period: Period) -> None:
    """The workbook is made when it is asked for, then taken."""
    if not st.button(_("生成 Excel 统计表"), key="figures_make"):
        return
    with here.database.reading() as db:
        gathered = report(
            db,
            conference_id=period.conference_id,
            first=period.first,
            last=period.last,
            where=period.where,
            language=state.language(),
            now=here.now,
        )
    title = _("两会服务统计")
    st.download_button(
        _("下载 Excel 统计表"),
        workbook(gathered),
        f"{title}-{period.first:%Y%m%d}-{period.last:%Y%m%d}.xlsx",
        XLSX,
        on_click="ignore",
        type="primary",
        key="figures_download",
    )


st.title(_("统计"))
with refusals():
    period = figure_period.chosen(here)
    with here.database.reading() as db:
        found = figures(
            db, conference_id=period.conference_id, first=period.first, last=period.last, where=period.where
        )
        known = names(db, state.language())
    st.markdown(
        _("{first} 至 {last}（含），截至 {now}").format(
            first=period.first, last=period.last, now=f"{clock.local(here.now):%H:%M}"
        )
    )
    by_key = {figure.definition.key: figure for figure in found}
    asked_for = st.query_params.get("figure", "")
    selected = by_key.get(asked_for, found[0])
    figure_tiles.draw(found, selected.definition.key)
    download(period)
    with st.container(key="figure_chosen"):
        st.header(_(selected.definition.label), anchor=False)
    figure_tiles.bring_into_view("figure_chosen")
    if not selected.events:
        st.info(_("这段时间还没有记录。可以在上面换一段日期，或放宽服务点。"))
    else:
        if selected.definition.is_additive:
            figure_charts.draw(selected, known)
        figure_events.draw(here, selected, period, known)
