"""For the printer, beside the pages: the cover as one sheet, and one file that numbers all copies."""

from pathlib import Path

import streamlit as st

from compilations.cover_sheet import cover_sheet, pages_inside
from compilations.making import Made
from compilations.print_forms import PrintForm, numbered
from compilations.volume import Volume
from pages.components import state
from pages.components.frame import refusals
from pages.components.words import _

MOST_COPIES = 10_000


def draw(volume: Volume, made: Made, form: PrintForm, folder: Path) -> None:
    """Beneath a PDF that was made."""
    if form == PrintForm.SINGLE:
        with refusals():
            st.download_button(
                _("下载封面展开图（封底、书脊、封面）"),
                cover_sheet(volume, pages_inside(volume, made.pages)),
                file_name="cover.pdf",
                on_click="ignore",
                key="volume_cover_sheet",
            )
    with st.expander(_("编号文件（每册一个号，套印在封面上）"), key="volume_numbers"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="volume_numbers_form"):
            first = _number(_("从"), 1, "volume_numbers_first")
            last = _number(_("到"), volume.imprint.print_run or 100, "volume_numbers_last")
            if st.button(_("做编号文件"), key="volume_numbers_make"):
                state.remember("volume.numbers", (first, last))
        wanted = state.recall("volume.numbers")
        if isinstance(wanted, tuple):
            with refusals():
                file = numbered(volume, form, folder, first=int(str(wanted[0])), last=int(str(wanted[1])))
                st.download_button(
                    _("下载编号文件"),
                    file.path.read_bytes(),
                    file_name="numbers.pdf",
                    on_click="ignore",
                    key="volume_numbers_file",
                )


def _number(label: str, value: int, key: str) -> int:
    return int(st.number_input(label, min_value=1, max_value=MOST_COPIES, value=value, step=1, width=160, key=key))
