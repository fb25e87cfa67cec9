"""The parts of the record page: title, copies, electronic form, description, citation, QR."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from desk.catalogue.citations import gb7714
from desk.catalogue.values import MONGOLIAN
from desk.tables import BibRecord
from pages.components import catalogue_cards, mongolian_text
from pages.components.frame import Here
from pages.components.markup import escaped, plain
from pages.components.words import _, label
from printing.barcodes import qr_svg
from search.listing import Holding, Listed

_STYLE = (Path(__file__).resolve().parents[2] / "static" / "record.css").read_text(encoding="utf-8")


def head(one: Listed, point: int | None) -> None:
    """The title, in its own direction, who made the book, and whether it can be had at this service point."""
    record = one.record
    upright = catalogue_cards.vertical_title(record)
    beside = ""
    if upright and upright == record.title:
        title = catalogue_cards.upright(record, f"<h1>{escaped(upright)}</h1>")
    else:
        title = f"<h1>{escaped(record.title)}</h1>"
        beside = catalogue_cards.upright(record, escaped(upright)) if upright else catalogue_cards.tile(record)
    lines = "".join(f"<p>{escaped(line)}</p>" for line in (record.subtitle, catalogue_cards.imprint(record)) if line)
    where = f'<div class="record-where">{catalogue_cards.where(one, point)}</div>'
    text = f"{lines}{where}" if not beside else f"{title}{lines}{where}"
    st.html(
        f'<style>{_STYLE}</style><div class="desk-record">{beside or title}<div class="record-text">{text}</div></div>'
    )


def holdings(one: Listed) -> None:
    """Every copy: where it stands, its numbers, and whether it is in."""
    with mongolian_text.columns("record_copies"):
        mongolian_text.section(_("馆藏"))
        with mongolian_text.rest():
            _copies(one)


def _copies(one: Listed) -> None:
    if not one.holdings:
        mongolian_text.notice(_("没有登记馆藏单册。可请馆员代查。") if not one.access else _("没有纸本，可看电子版。"))
        return
    headings = [_("服务点"), _("架位"), _("索书号"), _("条码号"), _("在架状态")]
    cells = "".join(f'<th scope="col">{escaped(heading)}</th>' for heading in headings)
    rows = "".join(_row(holding, headings) for holding in one.holdings)
    table = f'<thead><tr role="row">{cells}</tr></thead><tbody>{rows}</tbody>'
    st.html(f'<div class="desk-copies"><table class="desk-table copies" role="table">{table}</table></div>')


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
        f'<tr><th scope="row">{escaped(heading)}</th><td>{_fact(text)}</td></tr>' for heading, text in _facts(record)
    )
    st.html(f'<div class="desk-facts"><table class="desk-table facts">{rows}</table></div>')


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


def _can_be_followed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[bad
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _row(holding: Holding, headings: Iterable[str]) -> str:
    """A copy as a row; on a phone, where the headings are gone, each cell says its own."""
    state = _("在架") if holding.is_in else _("已借出，{day} 应还").format(day=holding.due_on)
    kind = "find-in" if holding.is_in else "find-out"
    texts = (holding.place, holding.shelf, holding.call_number, holding.number)
    cells = [escaped(text) for text in texts] + [f'<span class="{kind}">{escaped(state)}</span>']
    told = (
        f'<td role="cell" data-heading="{escaped(heading)}">{cell}</td>'
        for heading, cell in zip(headings, cells, strict=True)
    )
    return f'<tr role="row">{"".join(told)}</tr>'


def _fact(text: str) -> str:
    """What the catalogue says; Mongolian stands upright here, too."""
    if MONGOLIAN.search(text):
        return f'<span class="mongolian" lang="mn-Mong">{escaped(text)}</span>'
    return escaped(text)


def _facts(record: BibRecord) -> Iterator[tuple[str, str]]:
    facts: Iterable[tuple[str, str]] = (
        (_("并列题名"), "" if record.title_mn == catalogue_cards.vertical_title(record) else record.title_mn),
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
