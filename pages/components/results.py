"""What the search page answers: the results, each with where it stands and why it was found, as one piece of HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from desk.errors import Word
from pages.components import catalogue_cards, find_board, find_facets, finding, state
from pages.components.frame import Here
from pages.components.markup import escaped
from pages.components.words import _, label
from search.hits import Hit, Results
from search.listing import Listed, together
from search.request import PAGE_SIZE, SearchRequest

MATCHED_LABELS = {
    "title": Word("题名"),
    "author": Word("作者"),
    "subject": Word("主题"),
    "number": Word("号码"),
    "other": Word("出版信息或附注"),
}
WAY_LABELS = {
    "parts": Word("词中各部分都有"),
    "form": Word("同一词形"),
    "stem": Word("同一词干"),
    "sound": Word("读音相同"),
    "pinyin": Word("按拼音"),
    "initials": Word("按拼音首字母"),
    "abbreviation": Word("简称与全称"),
    "numeral": Word("数字写法不同"),
}


def whole(here: Here, request: SearchRequest, found: Results, rows: Sequence[Listed]) -> str:
    """The page of results, with facets beside, notes above and the pager below."""
    facets = find_facets.beside(here.engine, request, found)
    return (
        f"{find_facets.fields(request)}{find_facets.in_use(request)}{_notes(request, found)}"
        f'<div class="find-grid{" two" if facets else ""}">{facets}'
        f"<div>{_head(request, found)}{_list(here, request, found, rows)}{_pager(request, found.total)}</div></div>"
    )


def lay_aside(record_id: int) -> None:
    """For staff: put the record into the basket of this tab, or take it back."""
    picked = record_id in state.picked_records()
    st.button(
        _("移出资料篮") if picked else _("放入资料篮"),
        key=f"find_pick_{record_id}",
        on_click=state.drop_record if picked else state.pick_record,
        args=(record_id,),
    )


def basket() -> None:
    """For staff: how many records lie in the basket, and what for."""
    if picked := state.picked_records():
        with st.container(horizontal=True, vertical_alignment="center", key="find_basket"):
            st.page_link("log_question.py", label=_("用资料篮里的 {n} 种登记咨询").format(n=len(picked)))
            st.button(_("清空资料篮"), key="find_basket_drop", on_click=state.drop_all_records)


def own_point(here: Here) -> int | None:
    """The service point where whoever is looking sits or stands."""
    return (here.who.service_point_id if here.who else None) or state.stands_at() or None


def _notes(request: SearchRequest, found: Results) -> str:
    notes = [find_board.sentence("p", _(found.hint))] if found.hint else []
    if found.did_you_mean:
        meant = replace(request, query=found.did_you_mean, page=1)
        words = _("您是不是要找：{words}").format(words=found.did_you_mean)
        notes.append(find_facets.key(meant, words, name="meant"))
    if found.relaxed:
        address, words = escaped(finding.ask_address(request)), escaped(_("请馆员帮我找"))
        notes.append(f'<a class="find-key" href="{address}" data-name="ask">{words}</a>')
    if not notes:
        return ""
    return f'<div class="find-note">{"".join(notes)}</div>'


def _head(request: SearchRequest, found: Results) -> str:
    counted = escaped(_("共 {n} 条结果").format(n=found.total))
    return (
        f'<div class="find-head"><h2 tabindex="-1" data-name="head">{counted}</h2>{find_facets.orders(request)}</div>'
    )


def _list(here: Here, request: SearchRequest, found: Results, rows: Sequence[Listed]) -> str:
    hits = {hit.record_id: hit for hit in found.hits}
    point = own_point(here)
    cards = "".join(_card(here, request, parts, hits, point) for parts in together(rows))
    return f'<ol class="find-list" role="list">{cards}</ol>'


def _card(
    here: Here, request: SearchRequest, parts: Sequence[Listed], hits: Mapping[int, Hit], point: int | None
) -> str:
    """One work: its first record in full, the others of its kind below it."""
    first, others = parts[0], parts[1:]
    return (
        f'<li class="find-card">{_look(first, request)}<div class="find-body">{_title(first, request)}'
        f"{_facts(first, request)}{_why(hits[first.record.id or 0])}{_parts(others, point)}</div>"
        f'<div class="find-where">{catalogue_cards.where(first, point)}{_pick(here, first)}</div></li>'
    )


def _look(one: Listed, request: SearchRequest) -> str:
    """A tile, or beside a Chinese title the Mongolian one as it is written."""
    upright = catalogue_cards.vertical_title(one.record)
    if not upright:
        return catalogue_cards.tile(one.record)
    text = catalogue_cards.marked_up(upright, request)
    if upright == one.record.title:
        text = _link(one, text)
        return f"<h3>{catalogue_cards.upright(one.record, text, 'span')}</h3>"
    return catalogue_cards.upright(one.record, text)


def _title(one: Listed, request: SearchRequest) -> str:
    """The title as the link to the record; a Mongolian one stands upright to the left, its subjects tell of it."""
    record = one.record
    if catalogue_cards.vertical_title(record) == record.title:
        subjects = "；".join(record.subjects[:4])
        return f"<p><b>{catalogue_cards.marked_up(subjects, request)}</b></p>" if subjects else ""
    under = f"<p>{catalogue_cards.marked_up(record.subtitle, request)}</p>" if record.subtitle else ""
    return f"<h3>{_link(one, catalogue_cards.marked_up(record.title, request))}</h3>{under}"


def _link(one: Listed, inner: str) -> str:
    number = one.record.id
    return f'<a href="/record?id={number}" data-name="record-{number}">{inner}</a>'


def _facts(one: Listed, request: SearchRequest) -> str:
    line = catalogue_cards.marked_up(catalogue_cards.imprint(one.record), request)
    kind = "" if one.record.kind == "book" else f" · {escaped(label('kinds', one.record.kind))}"
    return f"<p>{line}{kind}</p>"


def _why(hit: Hit) -> str:
    """Why it was found, where the marks in the title do not say so."""
    reasons = [_(WAY_LABELS[way]) for way in hit.ways if way in WAY_LABELS]
    if hit.matched_by and "title" not in hit.matched_by:
        places = "、".join(_(MATCHED_LABELS[name]) for name in hit.matched_by)
        reasons.append(_("见于：{places}").format(places=places))
    return f'<p class="find-why">{escaped(" · ".join(reasons))}</p>' if reasons else ""


def _parts(others: Sequence[Listed], point: int | None) -> str:
    """The other volumes, years, editions and forms of the same title."""
    if not others:
        return ""
    heading = _("同一题名的其他卷次、年份或版本（{n} 条）").format(n=len(others))
    lines = "".join(_part(one, point) for one in others)
    return f'<div class="find-parts"><p class="find-why">{escaped(heading)}</p><ul>{lines}</ul></div>'


def _part(one: Listed, point: int | None) -> str:
    record = one.record
    told = (record.title, record.subtitle, record.edition, str(record.year or ""), record.publisher)
    words = " · ".join(text for text in (*told, label("kinds", record.kind)) if text)
    return f"<li>{_link(one, f'<span>{escaped(words)}</span> {catalogue_cards.standing(one, point)}')}</li>"


def _pick(here: Here, one: Listed) -> str:
    if here.who is None:
        return ""
    number = one.record.id or 0
    words = _("移出资料篮") if number in state.picked_records() else _("放入资料篮")
    return (
        f'<p><button type="button" class="find-key find-pick" data-pick="{number}" data-name="pick-{number}">'
        f"{escaped(words)}</button></p>"
    )


def _pager(request: SearchRequest, total: int) -> str:
    last = -(-total // PAGE_SIZE)
    if last < 2:
        return ""
    now = request.page
    shown = [page for page in range(1, last + 1) if page in (1, last) or abs(page - now) <= 2]
    keys = [_page(request, page, str(page), current=page == now) for page in shown]
    if now > 1:
        keys.insert(0, _page(request, now - 1, _("上一页")))
    if now < last:
        keys.append(_page(request, now + 1, _("下一页")))
    name = escaped(_("翻页"))
    return f'<nav class="find-row find-pages" aria-label="{name}">{"".join(keys)}</nav>'


def _page(request: SearchRequest, page: int, words: str, *, current: bool = False) -> str:
    return find_facets.key(replace(request, page=page), words, name=f"page-{words}", current=current)
