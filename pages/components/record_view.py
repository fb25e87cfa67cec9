"""The parts of the record page: title, copies, electronic form, description, citation, QR."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from desk.catalogue.citations import gb7714
from desk.tables import BibRecord
from pages.components import catalogue_cards
from pages.components.frame import Here
from pages.components.markup import escaped, plain
from pages.components.words import _, label
from printing.barcodes import qr_svg
from search.listing import Holding, Listed


def head(record: BibRecord) -> None:
    """The title, in its own direction, and who made the book."""
    with st.container(horizontal=True):
        if title := catalogue_cards.vertical_title(record):
            catalogue_cards.upright(title, height=min(14.0, 2 + 0.8 * len(title)), width=10, size=1.7)
        with st.container(gap="xsmall", width="stretch"):
            st.title(plain(record.title))
            if record.subtitle:
                st.markdown(plain(record.subtitle))
            st.markdown(plain(catalogue_cards.imprint(record)))


def holdings(one: Listed) -> None:
    """Every copy: where it stands, its numbers, and whether it is in."""
    st.header(_("馆藏"))
    if not one.holdings:
        st.info(_("没有登记馆藏单册。可请馆员代查。") if not one.access else _("没有纸本，可看电子版。"))
        return
    headings = [_("服务点"), _("架位"), _("索书号"), _("条码号"), _("在架状态")]
    cells = "".join(f'<th scope="col">{escaped(heading)}</th>' for heading in headings)
    rows = "".join(_row(holding) for holding in one.holdings)
    st.html(f'<table class="desk-table"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>{_STYLE}')


def electronic(one: Listed) -> None:
    """Where the electronic form is; only an address that a browser may follow becomes a link."""
    for access in one.access:
        words = access.note or _("电子版")
        if _can_be_followed(access.url):
            st.link_button(plain(words), access.url)
        else:
            st.text(f"{words}：{access.url}")


def description(record: BibRecord) -> None:
    """What the catalogue says of the record, line by line; what it does not say is left out."""
    rows = "".join(
        f'<tr><th scope="row">{escaped(heading)}</th><td>{escaped(text)}</td></tr>' for heading, text in _facts(record)
    )
    st.html(f'<table class="desk-table">{rows}</table>')


def citation(one: Listed, today: date) -> None:
    """The citation after GB/T 7714, with a button that copies it."""
    st.markdown(_("引文格式（GB/T 7714），点右上角可复制"))
    url = next((access.url for access in one.access if _can_be_followed(access.url)), "")
    st.code(gb7714(one.record, accessed=today, url=url), language=None, wrap_lines=True)


def code(here: Here, number: int) -> None:
    """The QR of this page, where the desk has an address that a phone can reach; staff are told what is missing."""
    if here.settings.public_url:
        address = f"{here.settings.public_url}/record?id={number}"
        st.image(qr_svg(address), width=160, alt=_("本页二维码"))
        st.markdown(_("手机扫码打开本页"))
    elif here.who:
        st.markdown(_("设置 DESK_PUBLIC_URL 为手机能访问的地址后，这里会显示本页二维码。"))


_STYLE = (
    "<style>.desk-table{border-collapse:collapse;width:100%}.desk-table th,.desk-table td{text-align:left;"
    "padding:.35rem .8rem .35rem 0;border-bottom:1px solid #e2ddd2;vertical-align:top}"
    ".desk-table th[scope=row]{white-space:nowrap;font-weight:600}</style>"
)


def _can_be_followed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[bad
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _row(holding: Holding) -> str:
    state = _("在架") if holding.is_in else _("已借出，{day} 应还").format(day=holding.due_on)
    item = holding.item
    texts = (holding.place, item.shelf, item.call_number, item.barcode or item.accession_number, state)
    return f"<tr>{''.join(f'<td>{escaped(text)}</td>' for text in texts)}</tr>"


def _facts(record: BibRecord) -> Iterator[tuple[str, str]]:
    facts: Iterable[tuple[str, str]] = (
        (_("并列题名"), record.title_mn),
        (_("其他题名"), "；".join(record.other_titles)),
        (_("责任者"), record.responsibility or "；".join(record.names)),
        (_("版本"), record.edition),
        (_("出版"), "，".join(part for part in (record.place, record.publisher, str(record.year or "")) if part)),
        (_("页数或篇幅"), record.extent),
        (_("丛编"), record.series),
        (_("类型"), label("kinds", record.kind)),
        (_("语种"), label("languages", record.language)),
        ("ISBN", record.isbn),
        (_("其他号码"), "；".join(record.other_numbers)),
        (_("中图法分类号"), record.clc),
        (_("主题"), "；".join(record.subjects)),
        (_("内容提要"), record.summary),
        (_("附注"), record.notes),
    )
    return ((heading, text) for heading, text in facts if text)
