"""One reader's card on screen, and cards as a PDF to print."""

import streamlit as st

from desk import clock
from desk.patrons import cards, finding
from desk.patrons.finding import CardRow
from desk.tables import Card
from pages.components.frame import Here, refusals
from pages.components.markup import escaped, plain
from pages.components.words import _, label
from printing.barcodes import code128_svg, qr_svg
from printing.card_faces import faces
from printing.cards import CardFace, Layout, cards_pdf

SIGNS = {"valid": "✓", "expired": "○", "revoked": "✕"}
LAYOUTS: tuple[Layout, ...] = ("a4", "cr80")


def standing_words(here: Here, card: Card) -> str:
    """A card's standing today, with a sign that does not lean on colour."""
    standing = cards.standing(card, today=clock.local_date(here.now))
    return f"{SIGNS[standing]} {_(cards.STANDING_LABELS[standing])}"


def spaced(number: str) -> str:
    """A card number in groups that people can read aloud."""
    return f"{number[0]} {number[1:5]} {number[5:13]} {number[13:]}"


def holder(row: CardRow) -> str:
    """Kind, delegation or sector, and note, as Markdown-safe text."""
    known = (label("patron_kinds", row.patron.kind), row.group, row.patron.note)
    return " · ".join(plain(part) for part in known if part)


def draw(here: Here, row: CardRow) -> None:
    """The card with its holder, its number, its two codes and its standing."""
    with st.container(border=True, key=f"card_view_{row.card_id}", width=480):
        words, code = st.columns([2, 1], vertical_alignment="top")
        with words:
            st.markdown(f"## {plain(row.patron.name)}")
            if row.patron.name_mn:
                st.html(f'<p class="mongolian" lang="mn-Mong">{escaped(row.patron.name_mn)}</p>')
            st.markdown(holder(row))
            st.markdown(standing_words(here, row.card))
            st.markdown(_("有效期至 {day}").format(day=row.card.expires_on.isoformat()))
        code.image(qr_svg(row.card.number), alt=_("证号的二维码"), width=132)
        st.image(code128_svg(row.card.number), alt=_("证号的条形码"), width=380)
        st.markdown(f"**{spaced(row.card.number)}**")


def print_panel(here: Here, card_ids: tuple[int, ...], key: str) -> None:
    """Choose the paper and take the PDF of these cards."""
    with refusals(), st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}_print"):
        layout = st.segmented_control(
            _("纸张"), LAYOUTS, default="a4", required=True, format_func=_layout_label, key=f"{key}_layout"
        )
        with here.database.reading() as db:
            chosen = [row.card for row in finding.rows(db, card_ids)]
            printed = tuple(faces(db, chosen, library=here.settings.library_name))
        with st.spinner(_("正在排印 {count} 张读者证…").format(count=len(printed))):
            content = _pdf(printed, layout)
        st.download_button(
            _("下载 PDF（{count} 张）").format(count=len(printed)),
            content,
            file_name=f"cards-{layout}-{len(printed)}.pdf",
            mime="application/pdf",
            key=f"{key}_pdf",
            on_click="ignore",
        )


def _layout_label(layout: Layout) -> str:
    return _("A4 纸，每页 10 张") if layout == "a4" else _("证卡打印机（CR80）")


@st.cache_data(max_entries=8, show_spinner=False)
def _pdf(printed: tuple[CardFace, ...], layout: Layout) -> bytes:
    return cards_pdf(printed, layout=layout)
