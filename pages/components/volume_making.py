"""制作成品: PDF, Word and EPUB, built beside the screen, with progress and a way to stop."""

from pathlib import Path

import streamlit as st

from compilations.building import SUFFIXES
from compilations.editing import Outline
from compilations.issue_files import Wanted, to_make
from compilations.print_forms import FORM_LABELS, PrintForm
from compilations.workshop import Build, Workshop
from desk.database import Database
from desk.errors import Word
from pages.components import state, volume_printing
from pages.components.frame import Here, refusals
from pages.components.markup import plain
from pages.components.words import _, in_words

NAMES = {".pdf": Word("PDF（付印和阅读）"), ".docx": Word("Word（送审和修改）"), ".epub": Word("EPUB（手机阅读）")}


@st.cache_resource(show_spinner=False)
def _workshop(data_dir: str, _database: Database) -> Workshop:
    return Workshop(_database, Path(data_dir))


def _its_workshop(here: Here) -> Workshop:
    return _workshop(str(here.settings.data_dir), here.database)


def draw(here: Here, found: Outline) -> None:
    """Which format, the button, and what comes of it."""
    count = sum(len(within) for _section, within in found.sections)
    st.markdown(_("{sections} 个专题，{entries} 个条目。").format(sections=len(found.sections), entries=count))
    suffix = st.segmented_control(
        _("格式"),
        list(SUFFIXES),
        default=SUFFIXES[0],
        required=True,
        format_func=lambda code: _(NAMES[code]),
        key="volume_format",
    )
    name = f"volume.build:{found.compilation.id}"
    form, is_large = PrintForm.SINGLE, False
    if suffix == ".pdf":
        chosen = st.segmented_control(
            _("印制形式"),
            [str(each) for each in PrintForm],
            default=str(PrintForm.SINGLE),
            required=True,
            format_func=lambda code: _(FORM_LABELS[PrintForm(code)]),
            key="volume_form",
        )
        form, is_large = PrintForm(chosen), st.toggle(_("大字本"), key="volume_large")
    if st.button(_("制作"), type="primary", key="volume_make"):
        with refusals():
            state.remember(name, _begin(here, found.compilation.id or 0, suffix, form, is_large=is_large))
    workshop = _its_workshop(here)
    build = workshop.look(str(state.recall(name)))
    if build is not None and build.is_over:
        _result(build, found.compilation.title)
        if build.made is None or build.suffix != ".pdf":
            return
        if st.toggle(_("封面展开图和编号文件"), key="volume_paper"):
            volume = _wanted(here, found.compilation.id or 0).volume
            volume_printing.draw(volume, build.made, build.form, here.settings.data_dir / "exports")
    elif build is not None:
        st.fragment(_watch, run_every=1)(here, name, workshop, build)


def _begin(here: Here, compilation_id: int, suffix: str, form: PrintForm, *, is_large: bool) -> str:
    wanted = _wanted(here, compilation_id)
    return _its_workshop(here).begin(wanted.in_large_type if is_large else wanted, suffix, form, who=_me(here))


def _me(here: Here) -> str:
    return str(here.me.account_id)


def _wanted(here: Here, compilation_id: int) -> Wanted:
    with here.database.reading() as db:
        return to_make(
            db,
            compilation_id,
            library=here.settings.library_name,
            public_url=here.settings.public_url,
            now=here.now,
        )


def _watch(here: Here, name: str, workshop: Workshop, build: Build) -> None:
    """Once a second, until it is over."""
    if build.is_over:
        st.rerun()
    share = build.done / build.of if build.of else 0.0
    st.progress(
        min(share, 1.0),
        text=_("正在制作（{stage}）：{percent}%").format(stage=_(build.stage), percent=round(share * 100)),
    )
    if st.button(_("停止"), key="volume_stop"):
        workshop.leave(str(state.recall(name)), who=_me(here))
        if build.wanted_by:  # a colleague waits for the same file: theirs goes on
            state.remember(name, "")
        st.rerun()


def _result(build: Build, title: str) -> None:
    if build.defect is not None:
        raise build.defect
    if build.refusal is not None:
        st.error(plain(in_words(build.refusal)))
    if build.made is not None:
        if build.suffix == ".epub":
            st.success(_("已制成，用时 {seconds} 秒。").format(seconds=build.made.seconds))
        else:
            st.success(
                _("已制成，共 {pages} 页，用时 {seconds} 秒。").format(
                    pages=build.made.pages, seconds=build.made.seconds
                )
            )
        if build.made.is_kept:
            st.markdown(_("这是付印存档的文件：以后再取，一个字节也不会变。"))
        st.download_button(
            _("下载 {suffix} 文件").format(suffix=build.suffix),
            build.made.path.read_bytes(),  # not when it is asked for: a click right after a rerun would find nothing
            file_name=f"{_as_file_name(title)}{build.suffix}",
            on_click="ignore",
            key="volume_download",
        )


def _as_file_name(title: str) -> str:
    return "".join(" " if letter in '\\/:*?"<>|' else letter for letter in title).strip()[:80]
