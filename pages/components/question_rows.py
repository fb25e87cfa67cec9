"""The list of consultations: its filters in the address bar, and its rows, those that wait standing out."""

from datetime import date, datetime
from functools import partial

import streamlit as st

from desk import clock, vocabularies
from desk.conference.conferences import service_points
from desk.errors import Word
from desk.reference import consultations
from desk.reference.consultations import ConsultationPage, ConsultationRow
from desk.reference.states import STATE_LABELS
from desk.tables import ConsultationState
from pages.components import address_filters, state
from pages.components.address_filters import Reader, a_code, a_day, some_words
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _, label

UNCLASSIFIED = "none"  # in the address: the kind of a question that nobody has classified
SIGNS = {"open": "●", "referred": "➜", "answered": "✓"}


def clock_words(moment: datetime) -> str:
    """A moment as it stood on the desk's wall clock."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"


def waited_words(since: datetime, now: datetime) -> str:
    """How long somebody has been waiting, in the largest unit that fits."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if minutes < 60:
        return _("已等 {n} 分钟").format(n=minutes)
    if minutes < 48 * 60:
        return _("已等 {n} 小时").format(n=minutes // 60)
    return _("已等 {n} 天").format(n=minutes // (24 * 60))


def kind_words(code: str) -> str:
    """The kind of a question; one that nobody has classified says so."""
    return label("question_kinds", code) if code else _(Word("未分类"))


def filters(here: Here, conference_id: int) -> ConsultationPage:
    """Draw the filters and return the page of the list that they choose."""
    with here.database.reading() as db:
        points = {str(point.id): point.name for point in service_points(db, conference_id)}
    kinds = [*vocabularies.codes("question_kinds"), UNCLASSIFIED]
    readers: dict[str, Reader] = {
        "state": a_code([str(one) for one in ConsultationState]),
        "kind": a_code(kinds),
        "point": a_code(points),
        "day": a_day,
        "words": some_words,
    }
    address_filters.to_widgets("questions", readers)
    _draw(kinds, points, readers)
    chosen = {name: state.widget_value(f"questions_{name}") for name in readers}
    kind, day = chosen["kind"], chosen["day"]
    with here.database.reading() as db:
        return consultations.listing(
            db,
            conference_id=conference_id,
            state=str(chosen["state"]) if chosen["state"] else None,
            kind=None if kind is None else str(kind).replace(UNCLASSIFIED, ""),
            service_point_id=int(str(chosen["point"])) if chosen["point"] else None,
            text=str(chosen["words"] or ""),
            on=day if isinstance(day, date) else None,
            page=address_filters.number("page") or 1,
        )


def forget_old_contacts(here: Here) -> None:
    """How people may be reached is forgotten in time, also on a desk that is never closed for the night."""
    with here.database.reading() as db:
        if not consultations.has_old_contacts(db, now=here.now):
            return
    with here.database.writing() as db:
        consultations.forget_old_contacts(db, now=here.now)


def _draw(kinds: list[str], points: dict[str, str], readers: dict[str, Reader]) -> None:
    changed = partial(address_filters.to_address, "questions", readers)
    words, kind, point, day = st.columns([3, 2, 2, 2])
    words.text_input(
        _("查找"), key="questions_words", type="search", placeholder=_("编号、问题或答复里的词"), on_change=changed
    )
    kind.selectbox(
        _("咨询类型"),
        kinds,
        index=None,
        format_func=lambda code: kind_words(code.replace(UNCLASSIFIED, "")),
        placeholder=_("全部"),
        key="questions_kind",
        on_change=changed,
    )
    point.selectbox(
        _("服务点"),
        list(points),
        index=None,
        format_func=lambda code: points[code],
        placeholder=_("全部"),
        key="questions_point",
        on_change=changed,
    )
    day.date_input(_("提问日期"), value=None, key="questions_day", on_change=changed)
    st.pills(
        _("处理情况"),
        [str(one) for one in ConsultationState],
        format_func=lambda code: _(STATE_LABELS[ConsultationState(code)]),
        label_visibility="collapsed",
        key="questions_state",
        on_change=changed,
    )


def row(one: ConsultationRow, now: datetime) -> None:
    """One line of the list; the whole of it opens the consultation."""
    waits = one.state != ConsultationState.ANSWERED
    with st.container(border=True, key=f"question_row_{one.id}", gap="xxsmall"):
        sign, words = SIGNS[one.state], _(STATE_LABELS[ConsultationState(one.state)])
        if one.referred_to:
            words += f" · {plain(one.referred_to)}"
        loud = f":red[**{sign} {words} · {waited_words(one.asked_at, now)}**]" if waits else f"{sign} {words}"
        facts = [kind_words(one.kind), label("channels", one.channel), one.service_point, clock_words(one.asked_at)]
        st.markdown(" · ".join([loud, *(plain(fact) for fact in facts if fact)]))
        st.page_link(
            "one_question.py",
            label=f"{one.number}  {plain(' '.join(one.question.split()))}",
            query_params={"id": str(one.id)},
            width="stretch",
        )
