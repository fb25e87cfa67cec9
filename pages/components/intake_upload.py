"""The file, what its columns mean or which fields hold its copies, and on to the preview."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from desk.catalogue import imports, sheet
from desk.catalogue.columns import columns
from desk.catalogue.files import Kind, kind_of
from desk.catalogue.holdings import profiles
from desk.catalogue.uploads import Uploads
from desk.errors import Invalid
from pages.components import state
from pages.components.frame import Here
from pages.components.markup import plain
from pages.components.words import _

ACROSS = 3  # columns of the sheet side by side: names are read from left to right
SAMPLE_LENGTH = 40


def draw(here: Here, uploads: Uploads) -> None:
    """Ask for a file; when there is one, ask what has to be known about it."""
    st.markdown(_("可导入 .mrc、.iso（CNMARC、MARC 21）、MARCXML、.xlsx 和 .csv。先预览，确认后才写入，之后可以撤销。"))
    # every type is let in: a refusal in our words says what to do, Streamlit's only says no
    uploaded = st.file_uploader(_("书目文件"), key=f"intake_file_{state.recall('intake.files') or 0}")
    if uploaded is None:
        _forget(here, uploads)
        return
    digest = _kept(here, uploads, uploaded)
    file = uploads.file(digest, uploaded.name)
    try:
        kind = kind_of(file, uploaded.name)
        mapping = _mapping(file, kind, digest) if kind.is_sheet else None
    except Invalid:
        _forget(here, uploads)
        raise
    profile = "" if kind.is_sheet else _profile()
    if st.button(_("预览"), type="primary", key="intake_preview"):
        with st.spinner(_("正在读取……")):
            batch = imports.stage_file(
                here.database,
                here.me,
                uploads,
                digest,
                name=uploaded.name,
                now=here.now,
                profile=profile,
                mapping=mapping,
            )
        state.remember("intake.files", int(str(state.recall("intake.files") or 0)) + 1)
        st.query_params["batch"] = str(batch.id)
        st.rerun()


def _kept(here: Here, uploads: Uploads, uploaded: UploadedFile) -> str:
    """The digest under which the upload is kept; it is written once, not on every rerun."""
    known = state.recall("intake.file")
    if (
        isinstance(known, tuple)
        and known[0] == uploaded.file_id
        and uploads.file(str(known[1]), uploaded.name).exists()
    ):
        return str(known[1])
    _forget(here, uploads)
    limit = here.settings.upload_limit_mb
    if uploaded.size > limit * 2**20:
        raise Invalid("文件超过 {limit} MB。请拆成几个文件，分别上传。", limit=limit)
    digest = uploads.keep(uploaded, uploaded.name)
    state.remember("intake.file", (uploaded.file_id, digest, uploaded.name))
    return digest


def _forget(here: Here, uploads: Uploads) -> None:
    """Remove the file that was chosen before, unless an import came from it."""
    known = state.recall("intake.file")
    if isinstance(known, tuple):
        _file_id, digest, name = map(str, known)
        imports.forget_file(here.database, uploads, digest, name)
        state.remember("intake.file", None)


def _profile() -> str:
    known = profiles()
    english = state.language() == "en"
    return st.selectbox(
        _("馆藏方案（条码、索书号在哪个字段）"),
        ["", *known],
        format_func=lambda code: (known[code].en if english else known[code].zh) if code else _("自动判断"),
        key="intake_profile",
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _sheet(path: str, kind: str) -> tuple[tuple[str, ...], list[dict[str, str]], dict[str, str]]:
    """Headings, sample rows and guessed meanings of a sheet, as plain values."""
    table = sheet.read(Path(path), Kind(kind))
    return table.headings, table.sample(), table.guess


def _mapping(file: Path, kind: Kind, digest: str) -> dict[str, str]:
    """What each column means: the guess, as corrected by whoever knows the sheet."""
    headings, sample, guess = _sheet(str(file), kind)
    st.subheader(_("每一列是什么"))
    st.markdown(_("已按表头猜好，请核对。不需要的列选“不导入”。"))
    mapping: dict[str, str] = {}
    for start in range(0, len(headings), ACROSS):
        for place, heading in zip(st.columns(ACROSS), headings[start : start + ACROSS], strict=False):
            with place:
                field = _field(heading, guess.get(heading, ""), f"intake_{digest[:12]}_{headings.index(heading)}")
                _examples(heading, sample)
            if field:
                mapping[heading] = field
    return mapping


def _field(heading: str, guessed: str, key: str) -> str:
    known = columns()
    english = state.language() == "en"
    codes = ["", *known]
    return st.selectbox(
        plain(heading),
        codes,
        index=codes.index(guessed),
        format_func=lambda code: (known[code].en if english else known[code].zh) if code else _("不导入"),
        key=key,
    )


def _examples(heading: str, sample: list[dict[str, str]]) -> None:
    cells = [row[heading][:SAMPLE_LENGTH] for row in sample if row.get(heading)]
    st.markdown("  \n".join(map(plain, cells)) or _("（空）"))
