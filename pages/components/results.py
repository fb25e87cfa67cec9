"""What the search page answers: the results, what to do when there are none, and where to begin."""

from dataclasses import replace

import streamlit as st

from desk.errors import Word
from pages.components import catalogue_cards, find_facets, finding, state
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _
from search.hits import Hit, Results
from search.listing import Listed
from search.request import SearchRequest

MATCHED_LABELS = {
    "title": Word("题名"),
    "author": Word("作者"),
    "subject": Word("主题"),
    "number": Word("号码"),
    "other": Word("出版信息或附注"),
}


_STYLE = (
    "<style>.stMarkdownColoredBackground{padding:0 !important;margin:0 !important;background:#ffe08a !important}"
    '[class*="st-key-find_result"] [data-testid="stPageLink"] a{padding-left:0}'
    '[class*="st-key-find_result"] [data-testid="stPageLink"] p{font-size:1.1rem}</style>'
)


def style() -> None:
    """How results look, once for all of them."""
    st.html(_STYLE)


def result(here: Here, one: Listed, hit: Hit, request: SearchRequest) -> None:
    """One record of the results."""
    record, number = one.record, hit.record_id
    with st.container(border=True, key=f"find_result_{number}"), st.container(horizontal=True):
        catalogue_cards.tile(record)
        with st.container(gap="xsmall", width="stretch"):
            words = catalogue_cards.marked_up(record.title, request)
            st.page_link("record.py", label=f"**{words}**", query_params={"id": str(number)})
            if record.subtitle:
                st.markdown(catalogue_cards.marked_up(record.subtitle, request))
            st.markdown(catalogue_cards.marked_up(catalogue_cards.imprint(record), request))
            st.markdown(catalogue_cards.where(one))
            if hit.matched_by and "title" not in hit.matched_by:
                places = "、".join(_(MATCHED_LABELS[name]) for name in hit.matched_by)
                st.markdown(_("见于：{places}").format(places=places))
            if here.who:
                lay_aside(number)


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


def nothing(request: SearchRequest, results: Results) -> None:
    """Nothing was found: another spelling, fewer filters, or a librarian."""
    st.info(_(results.hint) if results.hint else _("没有找到符合条件的资料。"))
    if results.did_you_mean:
        meant = replace(request, query=results.did_you_mean, page=1)
        words = _("您是不是要找：{words}").format(words=plain(results.did_you_mean))
        st.button(words, key="find_meant", type="primary", on_click=finding.go, args=(meant,))
    if request.filters or request.field:
        wider = replace(request, filters=(), field="", page=1)
        st.button(_("去掉筛选，在全部资料中查找"), key="find_wider", on_click=finding.go, args=(wider,))
    st.page_link("ask.py", label=_("请馆员帮我找"), query_params={"q": request.query} if request.query else None)


def beginning(here: Here, everything: Results) -> None:
    """Nothing was asked yet: what the catalogue has, by class."""
    if not everything.total:
        st.info(_("馆藏目录还是空的。"))
        if here.who:
            st.page_link("intake.py", label=_("导入馆藏"))
        return
    st.header(_("按学科浏览（共 {n} 种）").format(n=everything.total))
    classes = next(facet.values for facet in everything.facets if facet.name == "clc")
    with st.container(horizontal=True, key="find_classes"):
        for one in sorted(classes, key=lambda value: value.value):
            narrowed = SearchRequest(filters=(("clc", one.value),))
            words = f"{plain(find_facets.value_label('clc', one.value))} {one.count}"
            st.button(words, key=f"find_class_{one.value}", on_click=finding.go, args=(narrowed,))
