"""Of one entry: what may be done with it (使用范围), and where it is from when the catalogue does not have it."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from compilations import outside, rights
from compilations.outside import Source
from desk.catalogue.uploads import Uploads
from desk.errors import Invalid, Word
from desk.tables import Entry, EntryKind, Rights
from pages.components import state, volume_acts, volume_drafts
from pages.components.frame import Here, opened
from pages.components.markup import plain
from pages.components.volume_drafts import Boxes
from pages.components.words import _

LABELS = {
    "issuing_body": Word("发布机关"),
    "title": Word("文件名称（与条目标题不同时填）"),
    "document_number": Word("文号"),
    "issued_on": Word("发布日期（如 2026-01-05、2026-01 或 2026）"),
    "data_year": Word("数据年份（如 2025 或 2021—2025）"),
    "page": Word("页码"),
    "url": Word("网址"),
    "accessed_on": Word("查阅日期（如 2026-01-20）"),
    "legal_status": Word("法规效力"),
}
LEGAL = "legal_status"
OF_A_RECORD = ("data_year", "page", "accessed_on", LEGAL)  # the catalogue says the rest


def draw(here: Here, entry: Entry, *, inside: str) -> None:
    """The rights, and the facts of the source, all kept as they are filled in. `inside`: the container of both."""
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
        _source(here, entry, inside)


def _source(here: Here, entry: Entry, inside: str) -> None:
    with here.database.reading() as db:
        saved = outside.source_of(db, entry.id or 0)
    boxes = _boxes(entry, saved)
    volume_drafts.settle(boxes)
    for field in boxes.stored:
        if field != LEGAL:
            volume_drafts.line(boxes, field)
    volume_drafts.choice(boxes, LEGAL, {str(each): label for each, label in outside.LEGAL_LABELS.items()})
    st.file_uploader(_("存档副本（网页会变，留一份备查）"), key=_copy(boxes), on_change=_copied, args=(boxes,))
    if saved.copy_name:
        st.markdown(_("已存：{name}").format(name=plain(saved.copy_name)))
    volume_drafts.watch(boxes, inside=inside)
    done = Word("已保存来源。")
    st.button(_("保存来源"), key=f"{boxes.name}_save", on_click=volume_drafts.save, args=(boxes, done))


def _set_rights(entry_id: int) -> None:
    chosen = str(state.widget_value(f"entry_rights_{entry_id}"))
    volume_acts.act(rights.set_rights, Word("已改使用范围。"), entry_ids=(entry_id,), rights=chosen)


def _boxes(entry: Entry, saved: Source) -> Boxes:
    fields = OF_A_RECORD if entry.kind == EntryKind.RECORD else tuple(LABELS)
    stored = {field: str(getattr(saved, field) or "") for field in fields}

    def keep(seen: str, typed: dict[str, str]) -> str:
        facts: dict[str, Any] = {**typed, "accessed_on": _day(typed["accessed_on"])}
        source = _with_copy(boxes, replace(saved, **facts))
        return volume_acts.made(outside.set_source, entry_id=entry.id, fingerprint=seen, source=source).fingerprint

    boxes = Boxes(f"volume_source_{entry.id}", LABELS, stored, saved.fingerprint, keep)
    return boxes


def _copy(boxes: Boxes) -> str:
    return f"{boxes.name}_copy"


def _copied(boxes: Boxes) -> None:
    """A file was put into the box: kept at once. One that is taken out again stays kept."""
    if state.widget_value(_copy(boxes)) is not None:
        volume_drafts.save(boxes, Word("已存副本。"))


def _with_copy(boxes: Boxes, source: Source) -> Source:
    """The source with the file that lies in its box, kept before anything in the database is held."""
    file: Any = state.widget_value(_copy(boxes))
    if file is None:
        return source
    uploads = Uploads(opened("compile").settings.data_dir / "uploads")
    return outside.keep_copy(uploads, source, file.name, file.getvalue())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise Invalid("查阅日期“{day}”看不懂。请写成 2026-01-20。", day=text.strip()) from error
