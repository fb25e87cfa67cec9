"""发放登记: copies of a volume handed out, by service point; what was delivered and is left; e-copies."""

import streamlit as st

from compilations import copies, states
from compilations.copies import KIND_LABELS, MOST_COPIES
from compilations.editing import Outline
from desk.conference.conferences import service_points
from desk.errors import Refusal, Word
from desk.staff.roles import may
from desk.tables import CopyKind
from pages.components import state, volume_acts, volume_ecopies, volume_stock
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _, in_words

NOWHERE = 0


def draw(here: Here, found: Outline) -> None:
    """What was handed out, copies delivered and left, and the e-copies; of a draft only why there are none."""
    if not states.is_issued(found.compilation):
        _not_yet(here, found)
        return
    _handed_out(here, found)
    volume_stock.draw(here, found)
    volume_ecopies.draw(here, found)


def _not_yet(here: Here, found: Outline) -> None:
    """Why nothing can be handed out, and where it goes on."""
    try:
        states.require_issued(found.compilation)
    except Refusal as refusal:
        st.info(plain(in_words(refusal)))
    if may(here.who, "compile"):
        st.button(_("去审签"), key="handout_to_states", on_click=state.set_widget, args=("volume_view", "states"))


def _handed_out(here: Here, found: Outline) -> None:
    compilation = found.compilation
    with here.database.reading() as db:
        points = service_points(db, compilation.conference_id)
        so_far = copies.handed_out(db, compilation.id or 0)
    names = {NOWHERE: _("不注明")} | {point.id or NOWHERE: point.name for point in points}
    if state.widget_value("handout_point") not in names:
        at = here.me.service_point_id
        state.set_widget("handout_point", at if at in names else NOWHERE)
    with st.container(horizontal=True, vertical_alignment="bottom", key="handout_form"):
        st.selectbox(_("服务点"), list(names), format_func=names.__getitem__, key="handout_point")
        st.segmented_control(
            _("形式"),
            [str(kind) for kind in CopyKind],
            default=str(CopyKind.PRINTED),
            required=True,
            format_func=lambda code: _(KIND_LABELS[CopyKind(code)]),
            key="handout_kind",
        )
        st.number_input(_("份数"), min_value=1, max_value=MOST_COPIES, value=1, step=1, key="handout_copies", width=180)
        st.button(_("登记发放"), type="primary", key="handout_add", on_click=_hand_out, args=(compilation.id,))
    if not so_far:
        st.info(_("还没有发放记录。发出后请在这里登记，统计会随之更新。"))
        return
    st.table(
        {
            _("服务点"): [line.service_point or _("不注明") for line in so_far],
            _("形式"): [_(KIND_LABELS[line.kind]) for line in so_far],
            _("份数"): [line.copies for line in so_far],
        }
    )


def _hand_out(compilation_id: int) -> None:
    point = int(str(state.widget_value("handout_point") or NOWHERE))
    volume_acts.act(
        copies.hand_out,
        Word("已登记。"),
        compilation_id=compilation_id,
        service_point_id=point or None,
        kind=str(state.widget_value("handout_kind")),
        copies=int(str(state.widget_value("handout_copies"))),
    )
