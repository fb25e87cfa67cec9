"""审稿意见: the Word file that leaders looked through comes back here, and its marks are settled one by one."""

import hashlib
from itertools import groupby

import streamlit as st

from compilations import review_settling
from compilations.editing import Outline
from compilations.review_reading import read_review
from compilations.review_settling import MarkRow
from desk.errors import Refusal, Word
from desk.tables import MarkKind, MarkState, ReviewMark
from pages.components import state, volume_acts
from pages.components.frame import Here, opened
from pages.components.markup import escaped, plain
from pages.components.words import _, in_words

KIND_LABELS = {
    MarkKind.INSERTED: Word("增加"),
    MarkKind.DELETED: Word("删去"),
    MarkKind.REPLACED: Word("改为"),
    MarkKind.PARAGRAPH: Word("增加一段"),
    MarkKind.COMMENT: Word("批注"),
}
AROUND = 24  # letters shown on either side of a change
AT_ONCE = 20


def draw(here: Here, found: Outline) -> None:
    """A box for the file, then what is still open, entry by entry."""
    compilation_id = found.compilation.id or 0
    _upload(here, compilation_id)
    with here.database.reading() as db:
        known = review_settling.marks_of(db, compilation_id, only_open=False)
    rows = [row for row in known if row.mark.state == MarkState.OPEN]
    settled = len(known) - len(rows)
    if not rows and not settled:
        st.info(_("还没有收到审稿意见。请把送审的 Word 文件发给审稿人，在“修订”模式下修改，再把改好的文件传到这里。"))
        return
    st.markdown(_("待处理 {open} 条，已处理 {settled} 条。").format(open=len(rows), settled=settled))
    for title, marks in groupby(rows[:AT_ONCE], key=lambda row: row.entry):
        group = list(marks)
        with st.container(border=True, key=f"review_{group[0].mark.id}", gap="small"):
            st.subheader(plain(title or _("在条目之外")))
            for row in group:
                _mark(row)
    if len(rows) > AT_ONCE:
        st.markdown(_("还有 {n} 条，处理完上面的就会显示。").format(n=len(rows) - AT_ONCE))


def _upload(here: Here, compilation_id: int) -> None:
    given = int(str(state.recall("volume.reviews") or 0))  # a new key empties the box after its file was taken in
    file = st.file_uploader(
        _("改好的 Word 文件（.docx，带修订和批注）"),
        max_upload_size=here.settings.upload_limit_mb,
        key=f"review_file_{given}",
    )
    if file and st.button(_("收下审稿意见"), type="primary", key="review_receive"):
        _receive(compilation_id, file.name, file.getvalue())
        state.remember("volume.reviews", given + 1)
        st.rerun()


def _receive(compilation_id: int, name: str, content: bytes) -> None:
    """Read the file before anything is held, then keep its marks."""
    here = opened("compile")
    try:
        reading = read_review(name, content)
        digest = hashlib.sha256(content).hexdigest()
        with here.database.writing() as db:
            review_settling.receive(
                db, here.who, compilation_id=compilation_id, name=name, digest=digest, reading=reading, now=here.now
            )
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return
    volume_acts.say(_("已收下 {n} 条意见。").format(n=len(reading.marks)))


def _mark(row: MarkRow) -> None:
    mark = row.mark
    with st.container(key=f"mark_{mark.id}", gap="xxsmall"):
        said = [_(KIND_LABELS[MarkKind(mark.kind)]), mark.author, mark.marked_at[:16].replace("T", " ")]
        st.markdown(" · ".join(plain(each) for each in said if each))
        st.html(f'<p class="desk-mark">{_shown(mark)}</p>')
        with st.container(horizontal=True, key=f"mark_acts_{mark.id}"):
            if mark.kind != MarkKind.COMMENT and mark.entry_id is not None:
                _act(mark, "take", Word("采纳"), review_settling.take, Word("已采纳。"), primary=True)
            if mark.kind != MarkKind.COMMENT:
                _act(mark, "decline", Word("不采纳"), review_settling.decline, Word("没有采纳，原文不变。"))
            _act(mark, "done", Word("已处理"), review_settling.settle_by_hand, Word("已标为处理过。"))
            if mark.entry_id is not None:
                st.button(_("打开条目"), key=f"mark_open_{mark.id}", on_click=_open, args=(mark.entry_id,))


def _act(mark: ReviewMark, name: str, label: Word, verb: object, done: Word, *, primary: bool = False) -> None:
    st.button(
        _(label),
        type="primary" if primary else "secondary",
        key=f"mark_{name}_{mark.id}",
        on_click=volume_acts.act,
        args=(verb, done),
        kwargs={"mark_id": mark.id},
    )


def _open(entry_id: int) -> None:
    """Show the entry among the contents, opened."""
    state.remember("volume.entry", entry_id)
    state.set_widget("volume_view", "contents")


def _shown(mark: ReviewMark) -> str:
    """The change in its sentence: what goes struck through, what comes underlined, a comment beneath."""
    start, end = mark.offset, mark.offset + len(mark.before)
    left, right = mark.paragraph[max(start - AROUND, 0) : start], mark.paragraph[end : end + AROUND]
    left = ("…" if start > AROUND else "") + left
    right += "…" if end + AROUND < len(mark.paragraph) else ""
    if mark.kind == MarkKind.COMMENT:
        return f"{escaped(left)}<mark>{escaped(mark.before)}</mark>{escaped(right)}<br>{escaped(mark.after)}"
    gone = f"<del>{escaped(mark.before)}</del>" if mark.before else ""
    come = f"<ins>{escaped(mark.after)}</ins>" if mark.after else ""
    return f"{escaped(left)}{gone}{come}{escaped(right)}"
