"""A record as it looks, in HTML: its tile, its title with what was looked for marked, where its copies are."""

from desk.catalogue.values import MONGOLIAN
from desk.tables import BibRecord
from pages.components.markup import escaped
from pages.components.words import _
from search.highlight import marked
from search.listing import Holding, Listed
from search.request import SearchRequest

_HUES = {letter: place * 360 // 26 for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def vertical_title(record: BibRecord) -> str:
    """The title of a record that is written from top to bottom; empty when it has none."""
    return next((title for title in (record.title, record.title_mn) if MONGOLIAN.search(title)), "")


def hue(record: BibRecord) -> str:
    """The colour of its class, as a style."""
    return f"--hue:{_HUES.get(record.clc[:1].upper(), 40)}"


def tile(record: BibRecord) -> str:
    """The beginning of the title on the colour of its class. Only to look at: the title stands beside it."""
    head, foot = escaped(record.title[:40]), escaped(f"{record.clc[:1]} {record.year or ''}")
    return f'<div class="find-tile" style="{hue(record)}" aria-hidden="true"><b>{head}</b><span>{foot}</span></div>'


def upright(record: BibRecord, inner: str, tag: str = "div") -> str:
    """Traditional Mongolian, all of it: in columns from left to right, as many as it takes."""
    return f'<{tag} class="find-upright" lang="mn-Mong" style="{hue(record)}">{inner}</{tag}>'


def marked_up(text: str, request: SearchRequest) -> str:
    """`text` as HTML, with what was looked for marked."""
    pieces = marked(text, request)
    return "".join(f"<mark>{escaped(piece)}</mark>" if sought else escaped(piece) for piece, sought in pieces)


def imprint(record: BibRecord) -> str:
    """Author, publisher and year in one line."""
    return " · ".join(part for part in (record.responsibility, record.publisher, str(record.year or "")) if part)


def where(one: Listed, point: int | None) -> str:
    """Whether it can be had, and where: a copy at the reader's own service point `point` before any other."""
    parts = [standing(one, point)]
    if best := _best(one, point):
        places = [escaped(text) for text in (best.place, best.shelf) if text]
        others = len({holding.place for holding in one.holdings if holding.place} - {best.place})
        if others:
            words = escaped(_("另有 {n} 处").format(n=others))
            places.append(f'<span class="together">{words}</span>')
        if places:
            parts.append(f"<p>{' · '.join(places)}</p>")
        if best.call_number:
            parts.append(f'<p translate="no"><b>{escaped(best.call_number)}</b></p>')
    return "".join(parts)


def standing(one: Listed, point: int | None) -> str:
    """In a word or two, whether it can be had."""
    return " ".join(_states(one, point))


def _states(one: Listed, point: int | None) -> list[str]:
    there = [holding for holding in one.holdings if holding.is_in]
    near = [holding for holding in there if point and holding.service_point_id == point]
    out = [holding.due_on for holding in one.holdings if holding.due_on]
    found = []
    if near:
        found.append(_state("find-in here", _("本服务点在架 {n}").format(n=len(near))))
    if len(there) > len(near):
        words = _("其他服务点在架 {n}") if near else _("在架 {n}")
        found.append(_state("find-in", words.format(n=len(there) - len(near))))
    if out:
        words = _("已借出 {n}") if there else _("已借出，{day} 应还")
        found.append(_state("find-out", words.format(n=len(out), day=min(out))))
    if one.access:
        found.append(_state("find-net", _("电子版")))
    return found or [_state("soft", _("没有登记单册"))]


def _state(kind: str, words: str) -> str:
    return f'<span class="{kind}">{escaped(words)}</span>'


def _best(one: Listed, point: int | None) -> Holding | None:
    """The copy to name: in and near, in, near, any."""
    ranked = sorted(
        one.holdings, key=lambda holding: (not holding.is_in, not point or holding.service_point_id != point)
    )
    return ranked[0] if ranked else None
