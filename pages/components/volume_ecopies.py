"""电子本: offered once the volume is issued, fetched by a QR on every table, counted by itself."""

from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from compilations import ecopies, ecopy_codes, rights
from compilations.editing import Outline
from desk import clock
from desk.errors import Refusal, Word
from desk.staff.roles import may
from desk.tables import Audience, Ecopy
from pages.components import state, volume_acts, volume_rights
from pages.components.frame import Here, opened
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _, in_words
from printing.barcodes import qr_svg

AUDIENCE_LABELS = {Audience.PUBLIC: Word("公开，谁都可以取"), Audience.INTERNAL: Word("内部，凭提取码取")}
DAYS = 7  # for which an internal e-copy is offered unless somebody says otherwise


def draw(here: Here, found: Outline) -> None:
    """Of an issued volume: what is on offer with its QR, or what hinders it, and the form to offer one."""
    compilation = found.compilation
    st.header(_("电子本"))
    with here.database.reading() as db:
        terms = rights.ecopy_terms(db, compilation.id or 0)
        offered = ecopies.on_offer(db, compilation.id, now=here.now)
    for each in offered:
        _on_offer(here, each)
    if code := state.recall("volume.ecopy_code"):
        st.warning(_("提取码：{code}。请现在记下，只显示这一次。").format(code=code))
        state.remember("volume.ecopy_code", None)
    if not may(here.who, "compile"):
        return
    volume_rights.draw(found)
    if not terms.may:
        named = "、".join(f"“{each.title}”（{_(rights.RIGHTS_LABELS[each.rights])}）" for each in terms.blockers[:5])
        st.info(plain(_("有 {n} 个条目的使用范围不允许制作电子本：{named}").format(n=len(terms.blockers), named=named)))
        return
    there = {each.audience for each in offered}
    kinds = [kind for kind in Audience if kind not in there and terms.allows(kind)]
    if kinds:
        _form(compilation.id or 0, kinds, here.now)


def _on_offer(here: Here, ecopy: Ecopy) -> None:
    with st.container(border=True, horizontal=True, key=f"ecopy_{ecopy.id}", vertical_alignment="center"):
        point = here.me.service_point_id
        try:
            address = ecopies.address(here.settings.public_url, ecopy.token, point)
        except Refusal as refusal:
            st.error(plain(in_words(refusal)))
        else:
            st.image(qr_svg(address), width=160, alt=_("取阅电子本的二维码"))
            st.markdown(plain(address))
        ends = _("取到 {when} 为止").format(when=clock_words(ecopy.expires_at)) if ecopy.expires_at else ""
        facts = [_(AUDIENCE_LABELS[Audience(ecopy.audience)]), ends]
        st.markdown(" · ".join(plain(fact) for fact in facts if fact), width="stretch")
        if may(here.who, "compile"):
            st.button(
                _("撤回"),
                key=f"ecopy_withdraw_{ecopy.id}",
                on_click=volume_acts.act,
                args=(ecopies.withdraw, Word("已撤回，再也取不到了。")),
                kwargs={"ecopy_id": ecopy.id},
            )


def _form(compilation_id: int, kinds: list[Audience], now: datetime) -> None:
    kind = st.segmented_control(
        _("提供给"),
        [str(each) for each in kinds],
        default=str(kinds[0]),
        required=True,
        format_func=lambda code: _(AUDIENCE_LABELS[Audience(code)]),
        key="ecopy_audience",
    )
    if kind == Audience.INTERNAL:
        today = clock.local_date(now)
        st.date_input(
            _("取到哪一天为止"), value=today + timedelta(days=DAYS), min_value=today, key="ecopy_until", width=220
        )
        st.markdown(_("提取码由服务台生成，只显示一次，请当面告诉要取的人。内部电子本要由有终审签发权限的人提供。"))
    st.button(_("提供电子本"), type="primary", key="ecopy_offer", on_click=_offer, args=(compilation_id, kind))


def _offer(compilation_id: int, audience: str) -> None:
    """Offer it; the code is hashed before anything is held, as that is slow on purpose."""
    here = opened("compile")
    code, ends = "", None
    if audience == Audience.INTERNAL:
        code = ecopy_codes.new_code()
        until: Any = state.widget_value("ecopy_until")
        ends = clock.start_of_day(until + timedelta(days=1))
    try:
        hashed = ecopy_codes.hashed(code) if code else ""
        with here.database.writing() as db:
            ecopies.offer(
                db,
                here.who,
                compilation_id=compilation_id,
                audience=Audience(audience),
                code_hash=hashed,
                expires_at=ends,
                now=here.now,
            )
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    volume_acts.say(_("电子本可以取了。请把二维码印出来放在桌上。"))
    if code:
        state.remember("volume.ecopy_code", code)
