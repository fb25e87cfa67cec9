"""借还台: scan a card and items in either order; the answer is yes or no, in colour and in words."""

import streamlit as st

from desk import clock
from desk.circulation import loans
from desk.circulation.rules import rule_for
from desk.errors import Word
from desk.patrons import finding
from pages.components import card_view, loan_scan
from pages.components.frame import opened, refusals
from pages.components.markup import plain
from pages.components.words import _

WAYS = {"out": Word("借出"), "back": Word("还回")}
FOCUS = '<script>/* {} */ setTimeout(() => document.querySelector(".st-key-loans_text input")?.focus(), 150)</script>'

here = opened("lend")


def scan_field(way: str) -> None:
    """One field for every scan; it is emptied by Enter and keeps the focus, so that nobody needs the mouse."""
    with (
        st.form("loans_scan", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = st.text_input(_("扫描读者证或图书条码"), key="loans_text", autocomplete="off", width="stretch")
        sent = st.form_submit_button(_("确定"), key="loans_send")
    if sent and text:
        with refusals():
            loan_scan.take(here, text, back=way == "back")
    st.html(FOCUS.format(f"{way} {here.now.timestamp()}"), unsafe_allow_javascript=True)


def answer() -> None:
    """Yes or no to the last scan."""
    for yes, words in loan_scan.outcomes():
        if yes:
            st.success("**✓** " + plain(words))
        else:
            st.error("**✕** " + plain(words))
    if count := len(loan_scan.waiting()):
        st.info(_("已扫描 {count} 册，等待读者证。").format(count=count))


def holder() -> None:
    """Whoever is being served: the card, its standing, and what is out on it."""
    card_id = loan_scan.reader(here)
    if card_id is None:
        return
    with refusals():
        with here.database.reading() as db:
            row = finding.row(db, card_id)
            out = loans.open_loans_of_card(db, card_id)
        with st.container(border=True, key="loans_reader"):
            st.markdown(f"## {card_view.spaced(row.card.number)}")
            st.markdown(f"{card_view.holder(row)} · {card_view.standing_words(here, row.card)}")
            limit = rule_for(row.patron.kind).limit
            st.markdown(_("在借 {count} / {limit} 册").format(count=len(out), limit=limit))
            for line in out:
                st.markdown(f"- {due(line)}")
            st.button(_("下一位"), key="loans_next", on_click=loan_scan.forget)


def due(line: loans.LoanRow) -> str:
    """One loan: the title, the barcode, the day."""
    late = line.loan.due_on < clock.local_date(here.now)
    words = _("已过应还日期 {day}") if late else _("应还日期 {day}")
    return f"{plain(line.title)} · {plain(line.item.barcode or '')} · {words.format(day=line.loan.due_on.isoformat())}"


st.title(_("借还台"))
way = st.segmented_control(
    _("借出或还回"),
    list(WAYS),
    default="out",
    required=True,
    format_func=lambda each: _(WAYS[each]),
    label_visibility="collapsed",
    key="loans_way",
)
scan_field(way or "out")
left, right = st.columns([3, 2], gap="large")
with left:
    answer()
with right:
    holder()
