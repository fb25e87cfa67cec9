"""The list of the events behind a figure: when, where and of what kind; never who or what was asked."""

import streamlit as st

from desk.reporting.definitions import DIMENSIONS, FIGURES
from desk.reporting.names import Names
from desk.reporting.statistics import events
from desk.reporting.values import Event, FigureValue
from desk.staff.roles import may
from pages.components import address_filters
from pages.components.figure_period import Period
from pages.components.figure_tiles import number_words
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _

PAGE_SIZE = 20


def draw(here: Here, figure: FigureValue, period: Period, names: Names) -> None:
    """One page of the list, and the pager below it."""
    page = address_filters.page_of(figure.events, PAGE_SIZE)
    with here.database.reading() as db:
        listed = events(
            db,
            figure.definition.key,
            conference_id=period.conference_id,
            first=period.first,
            last=period.last,
            where=period.where,
            limit=PAGE_SIZE,
            offset=(page - 1) * PAGE_SIZE,
        )
    st.subheader(_("明细"), anchor=False)
    st.markdown(_("共 {n} 条").format(n=number_words(figure.events)))
    if _is_consultation(figure) and may(here.who, "log"):
        for event in listed:
            _link(event, figure, names)
    elif listed:
        st.table([_row(event, figure, names) for event in listed], hide_index=True, border="horizontal")
    address_filters.pages(figure.events, PAGE_SIZE, "figures_page")


def _is_consultation(figure: FigureValue) -> bool:
    return figure.definition.family in ("consultation", "waited")


def _dimensions(figure: FigureValue) -> list[str]:
    named = figure.definition.dimensions or FIGURES["consultations"].dimensions
    return [name for name in named if name not in ("group", "day", "hour")]


def _link(event: Event, figure: FigureValue, names: Names) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"figure_event_{event.id}"):
        st.page_link("one_question.py", label=event.name, query_params={"id": str(event.id)})
        facts = [names.of(name, event.codes[name]) for name in _dimensions(figure)]
        if not figure.definition.is_additive:
            facts.append(f"{number_words(round(event.value, 1))} {_(figure.definition.unit)}")
        when = clock_words(event.at) if event.at else ""
        st.markdown(" · ".join(plain(fact) for fact in (when, *facts)), width="stretch")


def _row(event: Event, figure: FigureValue, names: Names) -> dict[str, str]:
    row = {_("编号"): plain(event.name)}
    if event.at:
        row[_("时间")] = clock_words(event.at)
    row |= {_(DIMENSIONS[name].label): plain(names.of(name, event.codes[name])) for name in _dimensions(figure)}
    return row | {_(figure.definition.unit): number_words(event.value)}
