"""加入资料: records that were laid aside or are searched here, a text that is pasted, files from colleagues."""

import streamlit as st

from compilations import entries, old_word, reading
from compilations.editing import Outline
from compilations.entries import Draft
from compilations.pictures import Pictures
from desk.errors import Refusal, Word
from pages.components import question_sources, state, volume_acts, volume_gathering, volume_keywords
from pages.components.frame import Here, opened
from pages.components.words import _, in_words

WAYS = {
    "records": Word("馆藏书目"),
    "results": Word("整次检索的结果"),
    "questions": Word("咨询所用文献"),
    "paste": Word("粘贴文字"),
    "files": Word("上传文件"),
}


def draw(here: Here, found: Outline) -> None:
    """Where to, in which way, and then the way itself."""
    titles = {section.id or 0: section.title for section, _within in found.sections}
    if state.widget_value("volume_target") not in titles:
        state.set_widget("volume_target", next(iter(titles)))
    st.selectbox(_("加入到专题"), list(titles), format_func=titles.__getitem__, key="volume_target")
    way = st.segmented_control(
        _("加入的方式"),
        list(WAYS),
        default="records",
        required=True,
        format_func=lambda code: _(WAYS[code]),
        key="volume_way",
    )
    draws = {
        "records": _records,
        "results": volume_gathering.results,
        "questions": volume_gathering.questions,
        "paste": _paste,
        "files": _files,
    }
    draws[way](here)


def _records(here: Here) -> None:
    picked = state.picked_records()
    if not picked:
        st.info(_("资料篮是空的。在下面查找，或在检索页把书目放入资料篮，再回到这里。"))
    question_sources.picked(here, "volume_sources")
    if picked:
        with st.container(horizontal=True, key="volume_add_picked"):
            label = _("把 {n} 种书目加入").format(n=len(picked))
            st.button(label, type="primary", key="volume_add", on_click=_add_records)
            st.button(_("做成一份书单"), key="volume_add_list", on_click=_add_list, args=(picked,))
    question_sources.search(here, "volume_sources")


def _add_records() -> None:
    facts = {"section_id": volume_gathering.target(), "record_ids": state.picked_records()}
    if volume_acts.did(entries.add_records, Word("已加入。汇编里已有的书目没有重复加入。"), **facts):
        state.drop_all_records()


def _add_list(record_ids: tuple[int, ...]) -> None:
    if volume_gathering.add_list(record_ids, _("推荐书目")):
        state.drop_all_records()


def _paste(here: Here) -> None:
    st.text_input(_("标题（不填时取正文的第一个标题）"), key="paste_title")
    st.text_area(_("正文（可以直接从 Word 或网页粘贴）"), height=260, key="paste_text")
    st.text_input(_("出处（印在文后）"), key="paste_origin")
    st.text_input(_("索引词（人名、主题，中间用；隔开）"), key="paste_terms")
    volume_keywords.draw(here, str(state.widget_value("paste_text") or ""), "paste_terms")
    st.button(_("加入这篇文字"), type="primary", key="paste_add", on_click=_add_pasted)


def _add_pasted() -> None:
    given = {name: str(state.widget_value(f"paste_{name}") or "") for name in ("title", "text", "origin", "terms")}
    try:
        read = reading.pasted(given["text"], title=given["title"].strip())
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    draft = Draft(read.title, read.markdown, given["origin"], terms=given["terms"])
    if volume_acts.did(entries.add_text, Word("已加入。"), section_id=volume_gathering.target(), draft=draft):
        for name in given:
            state.set_widget(f"paste_{name}", "")


def _files(here: Here) -> None:
    given = int(str(state.recall("volume.uploads") or 0))  # a new key empties the box after its files were taken in
    has_office = old_word.found(here.settings.office) is not None
    files = st.file_uploader(
        _("Word（.docx、.doc、.wps）、网页（.html）、PDF、文本（.txt）或 Markdown（.md）文件，可以一次选几个")
        if has_office
        else _("Word（.docx）、网页（.html）、PDF、文本（.txt）或 Markdown（.md）文件，可以一次选几个"),
        accept_multiple_files=True,
        max_upload_size=here.settings.upload_limit_mb,
        key=f"volume_files_{given}",
    )
    if files and st.button(_("加入 {n} 个文件").format(n=len(files)), type="primary", key="volume_files_add"):
        _add_files([(file.name, file.getvalue()) for file in files])
        state.remember("volume.uploads", given + 1)
        st.rerun()


def _add_files(files: list[tuple[str, bytes]]) -> None:
    """Take in every file that can be read; say of each other one why not."""
    here = opened("compile")
    pictures, office = Pictures(here.settings.data_dir / "pictures"), old_word.found(here.settings.office)
    added, refused = 0, []
    for name, content in files:
        try:
            read = reading.read(name, content, pictures=pictures, office=office)
            with here.database.writing() as db:
                draft = Draft(read.title, read.markdown)
                entries.add_text(db, here.who, section_id=volume_gathering.target(), draft=draft, now=here.now)
            added += 1
            refused += [f"{name}：{in_words(warning)}" for warning in read.warnings]
        except Refusal as refusal:
            refused.append(in_words(refusal))
    if added:
        volume_acts.say(_("已加入 {n} 个文件。").format(n=added))
    if refused:
        volume_acts.say("\n".join(refused), refused=True)
