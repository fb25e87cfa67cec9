"""The list of cards: search, narrow, print; open one to extend or revoke it."""

from datetime import timedelta

import streamlit as st

from desk import clock
from desk.patrons import cards, finding
from desk.patrons.cards import STANDING_LABELS, Standing
from desk.patrons.finding import CardPage, CardRow
from desk.tables import Conference
from pages.components import card_view, state
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.words import _


def draw(here: Here, conference: Conference) -> None:
    """The list, or the one card that was opened from it."""
    opened = state.recall("cards.open")
    if isinstance(opened, int):
        _one(here, opened)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            _("查找读者证"),
            placeholder=_("姓名、证号或备注"),
            key="cards_text",
            type="search",
            on_change=_first_page,
            width="stretch",
        )
        standing: Standing | None = st.segmented_control(
            _("状态"),
            list(STANDING_LABELS),
            format_func=lambda each: _(STANDING_LABELS[each]),
            on_change=_first_page,
            key="cards_standing",
        )
    today = clock.local_date(here.now)
    with here.database.reading() as db:
        found = finding.find(db, conference.id or 0, text=text or "", state=standing, today=today, page=_page_number())
        everything = finding.all_ids(db, conference.id or 0, text=text or "", state=standing, today=today)
    if not found.total:
        st.info(_("没有符合条件的读者证。请换个条件，或在“发证”中为读者发证。"))
        return
    st.markdown(_("共 {count} 张").format(count=found.total))
    chosen = tuple(row.card_id for row in found.rows if _line(here, row))
    _pages(found)
    _printing(here, chosen, tuple(everything))


def _page_number() -> int:
    page = state.widget_value("cards_page")
    return page if isinstance(page, int) else 1


def _first_page() -> None:
    state.set_widget("cards_page", 1)
    state.remember("cards.printing", None)


def _pages(found: CardPage) -> None:
    if found.pages > 1:
        if _page_number() > found.pages:
            state.set_widget("cards_page", found.pages)
        st.pagination(found.pages, key="cards_page")


def _line(here: Here, row: CardRow) -> bool:
    """One card of the list; true when it is ticked."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"cards_line_{row.card_id}"):
        ticked = st.checkbox(
            f"**{plain(row.patron.name)}** · {card_view.holder(row)}  \n"
            f"{card_view.spaced(row.card.number)} · {card_view.standing_words(here, row.card)}",
            key=f"cards_tick_{row.card_id}",
            width="stretch",
        )
        st.button(
            _("打开"),
            key=f"cards_open_{row.card_id}",
            on_click=state.remember,
            args=("cards.open", row.card_id),
        )
    return ticked


def _printing(here: Here, chosen: tuple[int, ...], everything: tuple[int, ...]) -> None:
    with st.container(horizontal=True):
        if chosen and st.button(_("打印勾选的 {count} 张").format(count=len(chosen)), key="cards_print_chosen"):
            state.remember("cards.printing", chosen)
        if st.button(_("打印全部 {count} 张").format(count=len(everything)), key="cards_print_all"):
            state.remember("cards.printing", everything)
    printing = state.recall("cards.printing")
    if isinstance(printing, tuple) and printing:
        card_view.print_panel(here, tuple(each for each in printing if isinstance(each, int)), "cards_printing")


def _one(here: Here, card_id: int) -> None:
    st.button(_("返回列表"), key="cards_back", on_click=state.remember, args=("cards.open", None))
    with refusals():
        with here.database.reading() as db:
            row = finding.row(db, card_id)
        card_view.draw(here, row)
        card_view.print_panel(here, (card_id,), "cards_one")
        if cards.standing(row.card, today=clock.local_date(here.now)) != "revoked":
            _changes(here, row)


def _changes(here: Here, row: CardRow) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        earliest = max(row.card.expires_on + timedelta(days=1), clock.local_date(here.now))
        until = st.date_input(
            _("延期到"),
            value=earliest,
            min_value=earliest,
            format="YYYY-MM-DD",
            key=f"cards_until_{row.card_id}",
            width=220,
        )
        if st.button(_("延期"), key=f"cards_extend_{row.card_id}", disabled=until is None) and until:
            with refusals():
                with here.database.writing() as db:
                    cards.extend(db, here.me, row.card_id, until=until, now=here.now)
                _done(_("证 {number} 已延期到 {day}。").format(number=row.card.number, day=until.isoformat()))
        with st.popover(_("注销此证"), key=f"cards_revoke_{row.card_id}"):
            st.markdown(_("注销后此证号立即失效，不能恢复。已借出的书仍须还回。"))
            if st.button(_("确认注销"), type="primary", key=f"cards_revoke_yes_{row.card_id}"):
                with refusals():
                    with here.database.writing() as db:
                        cards.revoke(db, here.me, row.card_id, now=here.now)
                    _done(_("证 {number} 已注销。").format(number=row.card.number))


def _done(notice: str) -> None:
    state.leave_notice(notice)
    st.rerun()
