"""Earlier imports, the latest first."""

import streamlit as st

from desk import clock
from desk.catalogue import batches
from desk.errors import Word
from desk.tables import BatchState, ImportBatch
from pages.components.address_filters import page_of, pages
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _

STATES = {
    BatchState.STAGED: Word("待确认"),
    BatchState.APPLYING: Word("导入中断"),
    BatchState.APPLIED: Word("已导入"),
    BatchState.UNDOING: Word("撤销中断"),
    BatchState.UNDONE: Word("已撤销"),
}
PAGE = 20


def draw(here: Here) -> None:
    """One page of the list, each import with its counts and a button that opens it."""
    st.subheader(_("历次导入"))
    with here.database.reading() as db:
        _first, total = batches.earlier(db, size=1)
        rows, _total = batches.earlier(db, page=page_of(total, PAGE), size=PAGE)
    if not rows:
        st.info(_("还没有导入过。选一个文件，先预览再确认。"))
    for batch in rows:
        _line(batch)
    pages(total, PAGE, "intake_list_page")


def _line(batch: ImportBatch) -> None:
    started = clock.local(batch.started_at).strftime("%Y-%m-%d %H:%M")
    numbers = _("新增 {added}，更新 {changed}，重复 {duplicates}，未导入 {refused}").format(
        added=batch.added, changed=batch.changed, duplicates=batch.duplicates, refused=len(batch.refused)
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"intake_line_{batch.id}"):
        st.markdown(
            f"**{plain(batch.file_name)}** · {_(STATES[BatchState(batch.state)])} · {started}  \n{numbers}",
            width="stretch",
        )
        st.button(_("查看"), key=f"intake_open_{batch.id}", on_click=_open, args=(batch.id,))


def _open(batch_id: int) -> None:
    st.query_params["batch"] = str(batch_id)
    st.query_params.pop("page", None)
