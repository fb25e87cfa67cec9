"""Of one entry: what may be done with it (使用范围), and where it is from when the catalogue does not have it."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from compilations import outside, rights
from compilations.outside import Source
from desk.catalogue.uploads import Uploads
from desk.errors import Invalid, Refusal, Word
from desk.tables import Entry, EntryKind, LegalStatus, Rights
from pages.components import state, volume_acts, volume_drafts
from pages.components.frame import Here, opened
from pages.components.words import _, in_words

LABELS = {
    "issuing_body": Word("发布机关"),
    "title": Word("文件名称（与条目标题不同时填）"),
    "document_number": Word("文号"),
    "issued_on": Word("发布日期（如 2026-01-05、2026-01 或 2026）"),
    "data_year": Word("数据年份（如 2025 或 2021—2025）"),
    "page": Word("页码"),
    "url": Word("网址"),
    "accessed_on": Word("查阅日期（如 2026-01-20）"),
}
OF_A_RECORD = ("data_year", "page", "accessed_on")  # the catalogue says the rest


def draw(here: Here, entry: Entry) -> None:
    """The rights, kept at a touch, and the facts of the source, saved together."""
    st.segmented_control(
        _("使用范围"),
        [str(each) for each in Rights],
        default=entry.rights,
        required=True,
        format_func=lambda code: _(rights.RIGHTS_LABELS[Rights(code)]),
        key=f"entry_rights_{entry.id}",
        on_change=_set_rights,
        args=(entry.id,),
    )
    with st.expander(_("来源（馆外资料、法规效力、存档副本）"), key=f"entry_source_{entry.id}"):
        _source(here, entry)


def _source(here: Here, entry: Entry) -> None:
    with here.database.reading() as db:
        saved = outside.source_of(db, entry.id or 0)
    name, fields = f"volume_source_{entry.id}", OF_A_RECORD if entry.kind == EntryKind.RECORD else tuple(LABELS)
    stored = {field: str(getattr(saved, field) or "") for field in fields}
    seen = volume_drafts.settle(name, stored, saved.fingerprint)
    if seen != saved.fingerprint:
        volume_drafts.conflict(name, stored, LABELS, saved.fingerprint)
    for field in fields:
        st.text_input(_(LABELS[field]), key=f"{name}_{field}", persist_state="session")
    st.segmented_control(
        _("法规效力"),
        [str(each) for each in LegalStatus],
        default=saved.legal_status,
        required=True,
        format_func=lambda code: _(outside.LEGAL_LABELS[LegalStatus(code)]),
        key=f"{name}_legal",
    )
    file = st.file_uploader(_("存档副本（网页会变，留一份备查）"), key=f"{name}_copy")
    if saved.copy_name:
        st.markdown(_("已存：{name}").format(name=saved.copy_name))
    given = (file.name, file.getvalue()) if file else None
    st.button(_("保存来源"), key=f"{name}_save", on_click=_save, args=(entry.id, seen, name, stored, saved, given))


def _set_rights(entry_id: int) -> None:
    chosen = str(state.widget_value(f"entry_rights_{entry_id}"))
    volume_acts.act(rights.set_rights, Word("已改使用范围。"), entry_ids=(entry_id,), rights=chosen)


def _save(
    entry_id: int, seen: str, name: str, stored: dict[str, str], saved: Source, given: tuple[str, bytes] | None
) -> None:
    """Keep the copy before anything is held, then the facts."""
    here = opened("compile")
    typed: dict[str, Any] = dict(volume_drafts.typed_in(name, stored))
    try:
        typed["accessed_on"] = _day(typed["accessed_on"])
        source = replace(saved, **typed, legal_status=str(state.widget_value(f"{name}_legal") or ""))
        if given:
            source = outside.keep_copy(Uploads(here.settings.data_dir / "uploads"), source, *given)
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    done = Word("已保存来源。")
    if volume_acts.did(outside.set_source, done, entry_id=entry_id, fingerprint=seen, source=source):
        volume_drafts.forget(name)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise Invalid("查阅日期“{day}”看不懂。请写成 2026-01-20。", day=text.strip()) from error
