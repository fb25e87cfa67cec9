"""送达与结存: printed copies brought to each service point and counted again at the end, so that nobody has to tap."""

import streamlit as st

from compilations import stock
from compilations.copies import MOST_COPIES
from compilations.editing import Outline
from desk.conference.conferences import service_points
from desk.errors import Word
from pages.components import state, volume_acts
from pages.components.frame import Here
from pages.components.words import _


def draw(here: Here, found: Outline) -> None:
    """A small form, and how the copies stand at each point."""
    compilation = found.compilation
    with here.database.reading() as db:
        points = {point.id or 0: point.name for point in service_points(db, compilation.conference_id)}
        lines = stock.standing(db, compilation.id or 0)
    st.header(_("送达与结存"))
    if not points:
        st.info(_("会议还没有服务点。请系统管理员先登记服务点。"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="stock_form"):
        st.selectbox(_("服务点"), list(points), format_func=points.__getitem__, key="stock_point")
        st.number_input(_("份数"), min_value=0, max_value=MOST_COPIES, value=0, step=1, key="stock_copies", width=180)
        for name, label in (("deliver", Word("登记送达")), ("close", Word("登记结存"))):
            st.button(_(label), key=f"stock_{name}", on_click=_note, args=(name, compilation.id))
    st.markdown(
        _("送达时登记一次；会议结束时数一数剩下的，登记结存，发出多少由此算出。再登记一次结存，以最后一次为准。")
    )
    if lines:
        st.table(
            {
                _("服务点"): [line.service_point or _("不注明") for line in lines],
                _("送达"): [line.delivered for line in lines],
                _("逐份登记发出"): [line.tapped for line in lines],
                _("结存"): ["" if line.closing is None else str(line.closing) for line in lines],
                _("由结存算出发出"): [line.from_stock for line in lines],
                _("应有"): [line.on_hand for line in lines],
            }
        )


def _note(act: str, compilation_id: int) -> None:
    facts = {
        "compilation_id": compilation_id,
        "service_point_id": int(str(state.widget_value("stock_point") or 0)),
        "copies": int(str(state.widget_value("stock_copies") or 0)),
    }
    verb, done = (
        (stock.deliver, Word("已登记送达。")) if act == "deliver" else (stock.close_stock, Word("已登记结存。"))
    )
    if volume_acts.did(verb, done, **facts):
        state.set_widget("stock_copies", 0)
