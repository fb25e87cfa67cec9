"""Issue one card: a name, a kind, a seat, and the card is on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from desk.conference import conferences
from desk.patrons import cards, finding, readers
from desk.patrons.finding import CardRow
from desk.tables import Conference, Delegation, Sector
from desk.vocabularies import codes
from pages.components import card_view, state
from pages.components.frame import Here, refusals
from pages.components.words import _, label

SHOWN = 6
CLEARED = ("cards_name", "cards_name_mn", "cards_note")


@dataclass(frozen=True)
class _Filled:
    name: str
    kind: str
    delegation_id: int | None
    sector_id: int | None
    name_mn: str
    note: str
    expires_on: date


def draw(here: Here, conference: Conference) -> None:
    """The form on the left; namesakes and the card just issued on the right."""
    if state.recall("cards.issued_now"):
        state.remember("cards.issued_now", None)
        for key in CLEARED:
            state.set_widget(key, "")
    form, beside = st.columns([3, 2], gap="large")
    with form:
        filled = _fields(here, conference)
        pressed = st.button(_("发证"), type="primary", key="cards_issue", width="stretch")
    with here.database.reading() as db:
        found = finding.namesakes(db, conference.id or 0, filled.name)
    seen = state.recall("cards.namesakes_of") == filled.name
    with beside:
        _namesakes(here, filled.name, found)
        _latest(here)
    with form:
        if pressed and found and not seen:
            st.warning(_("已有同名读者，见右侧。如果是另一位，请再按一次“发证”。"))
        elif pressed:
            _issue(here, conference, filled)


def _fields(here: Here, conference: Conference) -> _Filled:
    name = st.text_input(_("姓名"), key="cards_name", autocomplete="off")
    kind = st.pills(
        _("类别"),
        codes("patron_kinds"),
        default="deputy",
        required=True,
        format_func=lambda code: label("patron_kinds", code),
        key="cards_kind",
    )
    delegation_id = sector_id = None
    with here.database.reading() as db:
        if readers.takes_delegation(kind):
            delegation_id = _seat(_("代表团"), conferences.delegations(db, conference.id or 0), "cards_delegation")
        elif readers.takes_sector(kind):
            sector_id = _seat(_("界别"), conferences.sectors(db, conference.id or 0), "cards_sector")
    with st.expander(_("蒙古文姓名、备注、到期日")):
        name_mn = st.text_input(_("蒙古文姓名"), key="cards_name_mn", autocomplete="off")
        note = st.text_input(
            _("备注"), key="cards_note", help=_("单位、房间号等，用来区分同名读者。"), autocomplete="off"
        )
        until = st.date_input(_("到期日"), value=conference.ends_on, format="YYYY-MM-DD", key="cards_expires")
    return _Filled(name, kind, delegation_id, sector_id, name_mn, note, until or conference.ends_on)


def _seat(what: str, seats: Sequence[Delegation] | Sequence[Sector], key: str) -> int | None:
    names = {seat.id: seat.name for seat in seats}
    return st.selectbox(
        what,
        list(names),
        index=None,
        format_func=lambda seat: names.get(seat, str(seat)),
        placeholder=_("请选择"),
        key=key,
    )


def _namesakes(here: Here, name: str, found: list[CardRow]) -> None:
    state.remember("cards.namesakes_of", name)
    if not found:
        return
    people = len({row.card.patron_id for row in found})
    with st.container(border=True, key="cards_namesakes"):
        st.markdown("**" + _("已有同名读者 {count} 位").format(count=people) + "**")
        for row in found[:SHOWN]:
            st.markdown(f"- {card_view.holder(row)}  \n{row.card.number} · {card_view.standing_words(here, row.card)}")


def _issue(here: Here, conference: Conference, filled: _Filled) -> None:
    with refusals():
        with here.database.writing() as db:
            card = cards.issue(
                db,
                here.me,
                conference_id=conference.id or 0,
                name=filled.name,
                kind=filled.kind,
                name_mn=filled.name_mn,
                delegation_id=filled.delegation_id,
                sector_id=filled.sector_id,
                note=filled.note,
                expires_on=filled.expires_on,
                library_code=here.settings.library_code,
                now=here.now,
            )
        state.remember("cards.latest", card.id)
        state.remember("cards.issued_now", True)
        state.leave_notice(_("已为 {name} 发证 {number}。").format(name=filled.name, number=card.number))
        st.rerun()


def _latest(here: Here) -> None:
    latest = state.recall("cards.latest")
    if not isinstance(latest, int):
        return
    with refusals():
        with here.database.reading() as db:
            row = finding.row(db, latest)
        card_view.draw(here, row)
        card_view.print_panel(here, (latest,), "cards_latest")
