"""Issue a whole roster: upload, see what will happen, issue, print; the refused rows come back as a file."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from desk.errors import Invalid
from desk.patrons import roster, roster_file
from desk.patrons.roster import RefusedRow, Roster, StagedRow
from desk.tables import Conference
from pages.components import card_view, state
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.words import _, in_words, label

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn our own words around
_Told = tuple[int, str, tuple[tuple[str, str], ...]]  # row, reason, cells: small enough for the sitting


def draw(here: Here, conference: Conference) -> None:
    """The upload, the preview, and after issuing the sheet to print."""
    st.markdown(_("名单是 .xlsx 表格，表头有“姓名”“类别”，以及“代表团”或“界别”；“备注”用来区分同名的人。"))
    st.download_button(
        _("下载空白名单"),
        roster_file.written([]),
        file_name="roster.xlsx",
        mime=XLSX,
        key="cards_form",
        on_click="ignore",
    )
    # a new key after each roster empties the field, so that nobody looks at a list of what has been issued already
    uploaded = st.file_uploader(_("名单文件"), type=["xlsx"], key=f"cards_roster_{state.recall('cards.rosters') or 0}")
    if uploaded is None:
        _result(here)
        return
    with refusals():
        staged = _staged(here, conference, uploaded)
        _preview(staged)
        if staged.staged and st.button(
            _("发 {count} 张证").format(count=len(staged.staged)), type="primary", key="cards_batch"
        ):
            _issue(here, conference, staged)


def _staged(here: Here, conference: Conference, uploaded: UploadedFile) -> Roster:
    limit = here.settings.upload_limit_mb
    if uploaded.size > limit * 2**20:
        raise Invalid("文件超过 {limit} MB。请拆成几个文件，分别上传。", limit=limit)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        path.write_bytes(uploaded.getbuffer())
        lines = roster_file.read(path)
    with here.database.reading() as db:
        return roster.stage(db, conference.id or 0, lines)


def _preview(staged: Roster) -> None:
    st.markdown(_("可以发证 {good} 行，未通过 {bad} 行。").format(good=len(staged.staged), bad=len(staged.refused)))
    if staged.staged:
        st.table([_shown(row) for row in staged.staged[:SHOWN]], hide_index=True)
        if len(staged.staged) > SHOWN:
            st.caption(_("只显示前 {count} 行。").format(count=SHOWN))
    _refused(_told(staged.refused))


def _shown(row: StagedRow) -> dict[str, str | int]:
    return {
        _("行"): row.line.row,
        _("姓名"): plain(row.reader.name),
        _("类别"): label("patron_kinds", row.reader.kind),
        _("代表团或界别"): plain(row.group),
        _("备注"): plain(row.reader.note),
    }


def _told(refused: Sequence[RefusedRow]) -> tuple[_Told, ...]:
    return tuple((row.line.row, in_words(row.why), tuple(row.line.cells.items())) for row in refused)


def _refused(refused: Sequence[_Told]) -> None:
    if not refused:
        return
    st.header(_("未通过的行"))
    for row, why, cells in refused[:SHOWN]:
        name = dict(cells).get("name", "")[:20]
        words = " · ".join(filter(None, (_("第 {row} 行").format(row=row), name, why)))
        st.markdown("- " + plain(_DIRECTION.sub("", words)))
    st.download_button(
        _("下载未通过的 {count} 行，改正后再上传").format(count=len(refused)),
        roster_file.written((dict(cells), why) for _row, why, cells in refused),
        file_name="roster-refused.xlsx",
        mime=XLSX,
        key="cards_refused",
        on_click="ignore",
    )


def _issue(here: Here, conference: Conference, staged: Roster) -> None:
    issued: list[int] = []
    refused = list(staged.refused)
    for rows in roster.chunks(staged.staged):
        with here.database.writing() as db:
            done = roster.issue_batch(
                db,
                here.me,
                rows,
                conference_id=conference.id or 0,
                library_code=here.settings.library_code,
                now=here.now,
            )
        issued += [card.id for card in done.cards if card.id is not None]
        refused += done.refused
    state.remember("cards.batch", tuple(issued))
    state.remember("cards.batch_refused", _told(refused))
    state.remember("cards.rosters", int(str(state.recall("cards.rosters") or 0)) + 1)
    state.leave_notice(_("已按名单发证 {count} 张。").format(count=len(issued)))
    st.rerun()


def _result(here: Here) -> None:
    """The roster issued last: its cards to print, and the rows that nothing was issued for."""
    issued, refused = state.recall("cards.batch"), state.recall("cards.batch_refused")
    if isinstance(issued, tuple) and issued:
        card_view.print_panel(here, tuple(each for each in issued if isinstance(each, int)), "cards_batch_sheet")
    if isinstance(refused, tuple):
        _refused(cast("tuple[_Told, ...]", refused))
