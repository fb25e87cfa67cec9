"""题名与版式: what stands on and around the title page."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from compilations import editing
from compilations.editing import Outline, TitlePage
from desk.errors import Invalid, Word
from desk.tables import Compilation
from pages.components import volume_acts, volume_drafts
from pages.components.frame import Here
from pages.components.markup import escaped
from pages.components.volume_drafts import Boxes
from pages.components.words import _

LABELS = {
    "title": Word("题名"),
    "title_mn": Word("蒙古文题名（竖排于封面）"),
    "title_en": Word("英文题名"),
    "edition": Word("版次或期次"),
    "editors": Word("编辑"),
    "preface": Word("编者的话（Markdown，印在目录之前）"),
    "back_text": Word("封底的话"),
    "page_format": Word("开本"),
    "design": Word("版式"),
    "type_size": Word("字号"),
    "notes_at": Word("注释"),
    "citation_style": Word("参考文献格式"),
    "has_index": Word("人名和主题索引"),
    "imprint_kind": Word("资料性质"),
    "permit": Word("准印证号"),
    "compiled_by": Word("编印单位（不填时是本馆）"),
    "sent_to": Word("发送对象"),
    "printer": Word("印刷单位"),
    "printed_on": Word("印刷日期（如 2026-01-20）"),
    "print_run": Word("印数（册）"),
    "notes": Word("给同事的话（不印出）"),
}
CHOICES: dict[str, dict[str, Word]] = {
    "page_format": {"16k": Word("16 开（185 × 260 毫米）"), "a4": Word("A4（210 × 297 毫米）")},
    "design": {
        "formal": Word("红白"),
        "plain": Word("素面"),
        "ornament": Word("民族纹样"),
        "official": Word("公文（GB/T 9704）"),
    },
    "type_size": {"normal": Word("普通"), "large": Word("大字")},
    "notes_at": {"foot": Word("页下注"), "end": Word("篇末注")},
    "citation_style": {"2025": Word("GB/T 7714—2025"), "2015": Word("GB/T 7714—2015")},
    "has_index": {"True": Word("要"), "False": Word("不要")},
    "imprint_kind": {"conference": Word("会议信息资料"), "permit": Word("内部资料，免费交流")},
}
FIRST = ("title", "title_mn", "title_en", "edition", "editors")
LAYOUT = ("page_format", "design", "type_size", "notes_at", "citation_style", "has_index")
IMPRINT = ("permit", "compiled_by", "sent_to", "printer", "printed_on", "print_run")


def draw(_here: Here, found: Outline) -> None:
    """The boxes, the button, and both versions where a colleague saved in between."""
    boxes = _boxes(found.compilation)
    with st.container(key=f"{boxes.name}_form"):
        volume_drafts.settle(boxes)
        for field in FIRST:
            volume_drafts.line(boxes, field)
            if field == "title_mn":
                _vertical(boxes.typed()[field])
        with st.container(horizontal=True, key=f"{boxes.name}_layout"):
            for field in LAYOUT:
                volume_drafts.choice(boxes, field, CHOICES[field])
        volume_drafts.lines(boxes, "preface", height=180)
        volume_drafts.lines(boxes, "back_text", height=90)
        with st.expander(_("版本记录页（印刷厂要的各项）"), key=f"{boxes.name}_imprint", expanded=True):
            volume_drafts.choice(boxes, "imprint_kind", CHOICES["imprint_kind"])
            for field in IMPRINT:
                volume_drafts.line(boxes, field)
        volume_drafts.lines(boxes, "notes", height=90)
        volume_drafts.watch(boxes, inside=f"{boxes.name}_form")
        st.button(
            _("保存"),
            type="primary",
            key="volume_title_save",
            on_click=volume_drafts.save,
            args=(boxes, Word("已保存。")),
        )


def _boxes(compilation: Compilation) -> Boxes:
    page = editing.title_page(compilation)

    def keep(seen: str, typed: dict[str, str]) -> str:
        said = replace(page, **_read(typed))
        kept = volume_acts.made(editing.save, compilation_id=compilation.id, version=int(seen), page=said)
        return str(kept.version)

    return Boxes(f"volume_title_{compilation.id}", LABELS, _fields(page), str(compilation.version), keep)


def _fields(page: TitlePage) -> dict[str, str]:
    values = {field: getattr(page, field) for field in LABELS}
    return {field: "" if value is None else str(value) for field, value in values.items()}


def _vertical(title: str) -> None:
    """The Mongolian title as it will stand on the cover."""
    if title.strip():
        st.html(f'<div class="mongolian" lang="mn-Mong" style="height: 14rem">{escaped(title)}</div>')


def _read(typed: dict[str, str]) -> dict[str, Any]:
    """What stands in the boxes as the values of a title page. Refuses a day or a number that is none."""
    day, run = typed["printed_on"].strip(), typed["print_run"].strip()
    try:
        printed_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise Invalid("印刷日期“{day}”看不懂。请写成 2026-01-20。", day=day) from error
    if run and not (run.isascii() and run.isdecimal()):
        raise Invalid("印数“{run}”不是整数。请只填数字。", run=run)
    return typed | {
        "has_index": typed["has_index"] == "True",
        "printed_on": printed_on,
        "print_run": int(run) if run else None,
    }
