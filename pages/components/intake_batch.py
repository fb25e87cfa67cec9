"""One import: its preview and the way on, its report and the way back."""

import streamlit as st

from desk.catalogue import batches, imports, undoing
from desk.catalogue.imports import Progress
from desk.catalogue.uploads import Uploads
from desk.tables import BatchState, ImportBatch
from pages.components import intake_preview, state
from pages.components.frame import Here
from pages.components.intake_list import STATES
from pages.components.markup import plain
from pages.components.words import _
from search.indexing import catch_up


def draw(here: Here, uploads: Uploads, batch_id: int) -> None:
    """The batch in whatever state it is."""
    st.button(_("返回导入页"), key="intake_back", on_click=_leave)
    with here.database.reading() as db:
        batch = batches.found(db, batch_id)
    st.subheader(f"{plain(batch.file_name)} · {_(STATES[BatchState(batch.state)])}")
    if batch.state == BatchState.STAGED:
        _staged(here, uploads, batch)
    elif batch.state in (BatchState.APPLYING, BatchState.UNDOING):
        _interrupted(here, uploads, batch)
    else:
        _report(here, uploads, batch)


def _staged(here: Here, uploads: Uploads, batch: ImportBatch) -> None:
    assert batch.id is not None
    preview = imports.preview_of(uploads, batch.id)
    total = preview.read if preview else batch.added + batch.changed + batch.duplicates + len(batch.refused)
    if preview:
        intake_preview.summary(preview)
    nothing = total == len(batch.refused)
    if nothing:
        st.error(_("文件里没有一条能导入的记录。请按上面的原因改正后再导入。"))
    with st.container(horizontal=True):
        if st.button(_("确认导入"), type="primary", disabled=nothing, key="intake_apply"):
            bar = _bar(total)
            imports.apply_batch(here.database, here.me, uploads, batch.id, now=here.now, progress=bar)
            _done(here, _("导入完成。"))
        if st.button(_("放弃"), key="intake_discard"):
            imports.discard(here.database, here.me, uploads, batch.id)
            _leave()
            st.rerun()
    if preview:
        intake_preview.records(preview)


def _interrupted(here: Here, uploads: Uploads, batch: ImportBatch) -> None:
    st.warning(_("这一批做到第 {count} 条时中断了。点“继续”做完，已做的不会重复。").format(count=batch.position))
    if st.button(_("继续"), type="primary", key="intake_continue"):
        imports.carry_on(here.database, here.me, uploads, batch, now=here.now, progress=_bar(0))
        _done(here, _("已经做完。"))


def _report(here: Here, uploads: Uploads, batch: ImportBatch) -> None:
    assert batch.id is not None
    numbers = {"added": batch.added, "changed": batch.changed, "duplicate": batch.duplicates}
    intake_preview.counts(numbers | {"refused": len(batch.refused)})
    with here.database.reading() as db:
        copies = batches.items_added(db, batch.id)
        refused_copies = batches.items_refused(db, batch.id)
        kept = undoing.kept(db, batch.id) if batch.state == BatchState.UNDONE else 0
    st.markdown(_("新增单册 {count} 册。").format(count=f"{copies:,}"))
    if kept:
        st.info(_("有 {count} 条书目已被借阅、咨询或汇编用到，没有撤销。").format(count=kept))
    if batch.refused:
        st.markdown("**" + _("未导入的记录") + "**")
        intake_preview.refusals_table(batch.refused)
    if mendable := uploads.refused_to_mend(batch):
        st.download_button(
            _("下载未导入的原始记录"), mendable[1], file_name=mendable[0], key="intake_refused", on_click="ignore"
        )
    if refused_copies:
        st.markdown("**" + _("未导入的单册：条码号已属于别的书目") + "**")
        intake_preview.table(
            {
                _("第几条"): copy.position,
                _("条码号"): copy.item.barcode,
                _("索书号"): copy.item.call_number,
                _("已属于"): copy.owner_title,
            }
            for copy in refused_copies[: intake_preview.PAGE]
        )
        if len(refused_copies) > intake_preview.PAGE:
            st.markdown(_("只显示前 {count} 行。").format(count=intake_preview.PAGE))
    if batch.state == BatchState.APPLIED:
        _way_back(here, uploads, batch.id)


def _way_back(here: Here, uploads: Uploads, batch_id: int) -> None:
    with st.popover(_("撤销这一批"), key="intake_undo"):
        st.markdown(_("新增的书目和单册会删除，更新过的书目恢复原样。已借出过或被引用的会留下。"))
        if st.button(_("确认撤销"), type="primary", key="intake_undo_yes"):
            imports.undo_batch(here.database, here.me, uploads, batch_id, now=here.now, progress=_bar(0))
            _done(here, _("已撤销这一批。"))


def _bar(total: int) -> Progress:
    """A bar that is told how many records are done; without a total it only counts."""
    bar = st.progress(0.0)

    def show(done: int) -> None:
        words = _("已处理 {done} 条").format(done=f"{done:,}")
        bar.progress(min(done / total, 1.0) if total else 0.5, text=words)

    return show


def _done(here: Here, notice: str) -> None:
    """Bring the index level, so that what is reported can be found, and show the report."""
    with st.spinner(_("正在更新检索……")):
        catch_up(here.database, here.engine)
    state.leave_notice(notice)
    st.rerun()


def _leave() -> None:
    for name in ("batch", "page"):
        st.query_params.pop(name, None)
