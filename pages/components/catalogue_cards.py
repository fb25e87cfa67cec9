"""A record as it looks: a small typographic tile, its title with what was looked for marked, where its copies are."""

from collections.abc import Iterable

import streamlit as st

from desk.catalogue.values import MONGOLIAN
from desk.tables import BibRecord
from pages.components.markup import escaped, plain
from pages.components.words import _
from search.highlight import marked
from search.listing import Holding, Listed
from search.request import SearchRequest

_HUES = {letter: place * 360 // 26 for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_TILE = (
    "display:flex;flex-direction:column;justify-content:space-between;width:4.6rem;height:6.6rem;padding:.4rem;"
    "box-sizing:border-box;border-radius:.25rem;overflow:hidden;font-size:.85rem;line-height:1.25;"
)
_VERTICAL = "height:{height}rem;max-width:{width}rem;overflow:hidden;font-size:{size}rem"


def vertical_title(record: BibRecord) -> str:
    """The title of a record that is written from top to bottom; empty when it has none."""
    return next((title for title in (record.title, record.title_mn) if MONGOLIAN.search(title)), "")


def tile(record: BibRecord) -> None:
    """The beginning of the title on the colour of its class, or a Mongolian title as it is written."""
    if title := vertical_title(record):
        upright(title, height=6.6, width=4.6, size=1.05)
        return
    hue = _HUES.get(record.clc[:1].upper(), 40)
    head, foot = escaped(record.title[:12]), escaped(f"{record.clc[:1]} {record.year or ''}")
    colours = f"background:hsl({hue} 38% 90%);color:hsl({hue} 60% 20%)"
    st.html(f'<div style="{_TILE}{colours}" aria-hidden="true"><b>{head}</b><span>{foot}</span></div>', width="content")


def upright(title: str, *, height: float, width: float, size: float) -> None:
    """Traditional Mongolian: in columns from left to right, in a block of fixed height."""
    box = _VERTICAL.format(height=height, width=width, size=size)
    st.html(f'<div class="mongolian" lang="mn-Mong" style="{box}">{escaped(title)}</div>', width="content")


def marked_up(text: str, request: SearchRequest) -> str:
    """`text` as Markdown, with what was looked for marked."""
    pieces = marked(text, request)
    return "".join(f":orange-background[{plain(piece)}]" if sought else plain(piece) for piece, sought in pieces)


def imprint(record: BibRecord) -> str:
    """Author, publisher and year in one line."""
    return " · ".join(part for part in (record.responsibility, record.publisher, str(record.year or "")) if part)


def where(one: Listed) -> str:
    """Call number and places, and how many copies are in and out, as Markdown."""
    numbers = _each(holding.item.call_number for holding in one.holdings)
    places = _each(holding.place for holding in one.holdings)
    parts = [plain(" / ".join(numbers[:2])), plain("、".join(places[:3])), *_copies(one.holdings)]
    if one.access:
        parts.append(_badge("blue", _("电子版")))
    return " ".join(part for part in parts if part)


def _copies(holdings: tuple[Holding, ...]) -> list[str]:
    there = sum(holding.is_in for holding in holdings)
    counted = (("green", _("在架"), there), ("gray", _("已借出"), len(holdings) - there))
    return [_badge(colour, f"{words} {count}") for colour, words, count in counted if count]


def _badge(colour: str, words: str) -> str:
    return f":{colour}-badge[{words}]"


def _each(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
