"""审签: where a compilation stands between its editors and the printer, and the next step for whoever may take it."""

import streamlit as st

from compilations import editions, reviewers, signing, states
from compilations.editing import Outline
from compilations.manuscript_sheet import manuscript_sheet, sheet_facts
from desk.errors import Word
from desk.staff.roles import may
from desk.tables import Compilation, CompilationState
from pages.components import state, volume_acts, volume_readiness
from pages.components.frame import Here, opened, refusals
from pages.components.markup import plain
from pages.components.question_rows import clock_words
from pages.components.words import _, in_words

PASS_LABELS = {
    CompilationState.FIRST_REVIEW: Word("初审通过"),
    CompilationState.SECOND_REVIEW: Word("复审通过"),
    CompilationState.FINAL_REVIEW: Word("签发付印"),
}
NOTE = "volume_sign_note"


def draw(here: Here, found: Outline) -> None:
    """The stages, what reviewers should know, the next step, and who signed what."""
    compilation = found.compilation
    at = CompilationState(compilation.state)
    stages = {each: plain(_(label)) for each, label in states.STATE_LABELS.items()}
    st.markdown(" → ".join(f"**{label}**" if each == at else label for each, label in stages.items()))
    volume_readiness.concerns(here, compilation)
    if at == CompilationState.EDITING:
        _submit(here, compilation)
    elif at == CompilationState.PRINTING:
        _issued(here, compilation)
    else:
        _review(here, compilation, at)
    _history(here, compilation)
    if any(within for _section, within in found.sections):
        _sheet(here, compilation)


def _submit(here: Here, compilation: Compilation) -> None:
    if not may(here.who, "compile"):
        st.info(_("还在编辑，没有送审。"))
        return
    st.markdown(_("送审后谁都不能改动，直到审稿人退改。自己编的稿子不能自己审。"))
    _note(_("给审稿人的话（可以不写）"))
    st.button(_("送审"), type="primary", key="volume_submit", on_click=_did, args=("submit", compilation.id))


def _review(here: Here, compilation: Compilation, at: CompilationState) -> None:
    with here.database.reading() as db:
        seen = signing.mark(db, compilation.id or 0)
        hindered = reviewers.hindrance(db, here.who, compilation)
        edited = here.me.account_id in reviewers.contributors(db, compilation.id or 0)
    if hindered is not None:
        st.info(plain(in_words(hindered)))
        if not edited:
            return
    _note(_("审稿意见（退改时必须写明理由）"))
    with st.container(horizontal=True, key="volume_verdict"):
        if hindered is None:
            st.button(
                _(PASS_LABELS[at]),
                type="primary",
                key="volume_pass",
                on_click=_did,
                args=("pass", compilation.id, seen),
            )
        label = _("退改") if hindered is None else _("撤回，继续编辑")
        st.button(label, key="volume_return", on_click=_did, args=("return", compilation.id, seen))


def _issued(here: Here, compilation: Compilation) -> None:
    st.success(_("已签发付印，内容不能再改。"))
    if may(here.who, "compile"):
        st.markdown(_("如需更正，请编一个新版次：内容照搬，可以再改，再走一遍审签。"))
        if st.button(_("编一个新版次"), key="volume_new_edition"):
            with refusals():
                with here.database.writing() as db:
                    made = editions.new_edition(db, here.who, compilation_id=compilation.id or 0, now=here.now)
                    number = made.id
                state.leave_notice(_("已编成新版次。请从这里接着改。"))
                st.switch_page("volume_editor.py", query_params={"id": str(number)})


def _sheet(here: Here, compilation: Compilation) -> None:
    """发稿单, for the printer's file; set when somebody wants it."""
    if not st.toggle(_("要发稿单"), key="volume_sheet_on"):
        return
    with here.database.reading() as db:
        facts = sheet_facts(db, compilation.id or 0, library=here.settings.library_name, now=here.now)
    st.download_button(
        _("下载发稿单"),
        manuscript_sheet(facts),
        file_name=f"{_('发稿单')}{compilation.id}.pdf",
        on_click="ignore",
        key="volume_sheet",
    )


def _history(here: Here, compilation: Compilation) -> None:
    with here.database.reading() as db:
        signed = signing.history(db, compilation.id or 0)
    if not signed:
        return
    st.header(_("审签记录"))
    st.table(
        {
            _("轮次"): [line.round for line in signed],
            _("环节"): [_(states.STATE_LABELS[line.state]) for line in signed],
            _("结果"): [_(signing.VERDICT_LABELS[line.verdict]) for line in signed],
            _("姓名"): [plain(line.by) for line in signed],
            _("时间"): [clock_words(line.at) for line in signed],
            _("意见"): [plain(line.note) for line in signed],
        }
    )


def _note(label: str) -> None:
    st.text_area(label, height=90, key=NOTE, persist_state="session")


def _did(act: str, compilation_id: int, seen: str = "") -> None:
    """Take the step with the note that stands in the box; the box is emptied once it was taken."""
    note = str(state.widget_value(NOTE) or "")
    facts = {"compilation_id": compilation_id, "note": note}
    if act == "submit":
        done = volume_readiness.is_fit(compilation_id) and volume_acts.did(signing.submit, Word("已送审。"), **facts)
    elif act == "pass":
        library = opened().settings.library_name
        done = volume_acts.did(signing.pass_on, Word("已通过。"), mark=seen, library=library, **facts)
    else:
        done = volume_acts.did(signing.return_for_changes, Word("已退改。"), mark=seen, **facts)
    if done:
        state.set_widget(NOTE, "")
