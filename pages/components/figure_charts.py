"""A figure cut each way: a chart that is understood at a glance, and beside it the same as a table."""

from collections.abc import Sequence

import altair as alt
import streamlit as st

from desk.reporting.definitions import DIMENSIONS
from desk.reporting.names import NamedPart, Names
from desk.reporting.values import TIMES, FigureValue
from pages.components.figure_tiles import number_words
from pages.components.markup import plain
from pages.components.words import _

INK = "#8c1d21"
BAR_PX = 34
AXIS_PX = 70  # the hours and their title above the map


def draw(figure: FigureValue, names: Names) -> None:
    """Every cut of the figure; day and hour together, as a map of when the desk is busy."""
    dimensions = [name for name in figure.definition.dimensions if name not in TIMES]
    for dimension in dimensions:
        _beside(_(DIMENSIONS[dimension].label), names.cut(figure, dimension), figure)
    if figure.hours:
        _beside(_(DIMENSIONS["day"].label), names.cut(figure, "day"), figure)
        _busy_hours(figure)


def _beside(label: str, parts: Sequence[NamedPart], figure: FigureValue) -> None:
    st.subheader(label, anchor=False)
    chart, table = st.columns([3, 2], vertical_alignment="center")
    told = "; ".join(f"{part.name} {part.value}" for part in parts)
    chart.altair_chart(_bars(parts), width="stretch", alt=f"{label}: {told}")
    unit = _(figure.definition.unit)
    rows = [{label: plain(part.name), unit: number_words(part.value)} for part in parts]
    table.table([*rows, {label: _("合计"), unit: number_words(figure.value)}], hide_index=True, border="horizontal")


def _bars(parts: Sequence[NamedPart]) -> alt.LayerChart | alt.FacetChart:
    data = alt.InlineData(values=[{"part": part.name, "value": part.value} for part in parts])
    base = alt.Chart(data, height=max(len(parts), 2) * BAR_PX).encode(
        x=alt.X("value:Q", title=None, axis=None),
        y=alt.Y("part:N", title=None, sort=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False)),
    )
    words = base.mark_text(align="left", dx=5, fontSize=14).encode(text="value:Q")
    return alt.layer(base.mark_bar(color=INK), words)


def _busy_hours(figure: FigureValue) -> None:
    st.subheader(_("什么时候最忙（日期 × 时段）"), anchor=False)
    cells = figure.by_day_and_hour()
    told = "; ".join(f"{day} {hour}: {value}" for day, hour, value in cells)
    st.altair_chart(_map(cells), width="stretch", alt=told)
    hours = sorted({hour for _day, hour, _value in cells})
    found = {(day, hour): value for day, hour, value in cells}
    rows = [
        {_("日期"): day[5:]} | {f"{int(hour)}": str(found.get((day, hour), "")) for hour in hours}
        for day in sorted({day for day, _hour, _value in cells})
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _map(cells: Sequence[tuple[str, str, int]]) -> alt.LayerChart | alt.FacetChart:
    hours = [int(hour) for _day, hour, _value in cells]
    data = alt.InlineData(values=[{"day": day, "hour": int(hour), "value": value} for day, hour, value in cells])
    days = len({day for day, _hour, _value in cells})
    base = alt.Chart(data, height=days * BAR_PX + AXIS_PX).encode(
        x=alt.X(
            "hour:O",
            title=_("时"),
            scale=alt.Scale(domain=list(range(min(hours), max(hours) + 1))),
            axis=alt.Axis(labelAngle=0, orient="top"),
        ),
        y=alt.Y("day:O", title=None),
    )
    busy = max(value for _day, _hour, value in cells)
    boxes = base.mark_rect().encode(
        color=alt.Color("value:Q", legend=None, scale=alt.Scale(scheme="reds", domain=[0, busy]))
    )
    words = base.mark_text(fontSize=14).encode(
        text="value:Q",
        color=alt.condition(alt.datum.value > busy * 0.6, alt.value("white"), alt.value("#1f2328")),
    )
    return alt.layer(boxes, words)
