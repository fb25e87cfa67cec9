"""What an editor is typing belongs to them: it is kept by itself, and is never lost or replaced by a colleague's words.

The boxes of a draft are widgets `<name>_<field>`. The sitting remembers which state of the database they were filled
from (`mark`) and what stood in them when they were last equal to it (`base`). A change is kept at once; while somebody
types, at each pause (`static/volume_autosave.js`). Where a colleague has saved since the boxes were filled, and
something was typed here, both versions are shown and the editor decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from desk import clock
from desk.errors import Refusal, Word
from pages.components import state, volume_acts
from pages.components.markup import plain
from pages.components.words import _, in_words

_STATIC = Path(__file__).resolve().parents[2] / "static"
_watch = st.components.v2.component(
    "desk_volume_autosave",
    html='<span class="desk-autosave" hidden></span>',
    js=(_STATIC / "volume_autosave.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Boxes:
    """The boxes of one draft: what the database holds for each, and how what stands in them is kept.

    `keep` is given the mark from which the editor works and what stands in the boxes; it gives the mark of what is
    stored then, or refuses.
    """

    name: str
    labels: Mapping[str, Word]
    stored: Mapping[str, str]
    mark: str
    keep: Callable[[str, dict[str, str]], str]

    def typed(self) -> dict[str, str]:
        """What stands in the boxes now; a box that was never drawn holds what is stored."""
        values = {field: state.widget_value(f"{self.name}_{field}") for field in self.stored}
        return {field: self.stored[field] if value is None else str(value) for field, value in values.items()}


def settle(boxes: Boxes) -> str:
    """Fill the boxes where that loses nothing, show both versions where it would; the mark the editor works from."""
    known, base = state.recall(f"{boxes.name}.mark"), state.recall(f"{boxes.name}.base")
    if known is None or (known != boxes.mark and tuple(boxes.typed().values()) == base):
        for field, value in boxes.stored.items():
            state.set_widget(f"{boxes.name}_{field}", value)
        _remember(boxes, boxes.mark, boxes.stored)
        return boxes.mark
    if known != boxes.mark:
        _conflict(boxes)
    return str(known)


def line(boxes: Boxes, field: str) -> None:
    """The box of one line."""
    st.text_input(
        plain(_(boxes.labels[field])),
        key=f"{boxes.name}_{field}",
        persist_state="session",
        on_change=autosave,
        args=(boxes,),
    )


def lines(boxes: Boxes, field: str, *, height: int) -> None:
    """The box of a longer text. `height` in pixels."""
    st.text_area(
        plain(_(boxes.labels[field])),
        height=height,
        key=f"{boxes.name}_{field}",
        persist_state="session",
        on_change=autosave,
        args=(boxes,),
    )


def choice(boxes: Boxes, field: str, known: Mapping[str, Word]) -> None:
    """One of a few: code → what it is called."""
    st.segmented_control(
        _(boxes.labels[field]),
        list(known),
        required=True,
        format_func=lambda code: _(known[code]),
        key=f"{boxes.name}_{field}",
        persist_state="session",
        on_change=autosave,
        args=(boxes,),
    )


def watch(boxes: Boxes, *, inside: str) -> None:
    """Keep what is typed into the container `inside` at each pause; say when that was, or why it could not be."""
    _watch(key=f"{boxes.name}_watch", data={"inside": inside})
    seen = state.recall(f"{boxes.name}.mark")
    if (refused := state.recall(f"{boxes.name}.refused")) and seen == boxes.mark:
        st.error(plain(str(refused)))
    elif kept_at := state.recall(f"{boxes.name}.kept_at"):
        st.caption(_("{time} 已自动保存").format(time=kept_at))


def autosave(boxes: Boxes) -> None:
    """Keep what stands in the boxes, for `on_change`; they are left as they are, for somebody may be typing on."""
    typed = boxes.typed()
    if tuple(typed.values()) == state.recall(f"{boxes.name}.base"):
        state.remember(f"{boxes.name}.refused", None)
    elif _keep(boxes, typed):
        state.remember(f"{boxes.name}.kept_at", f"{clock.local(clock.now()):%H:%M}")


def save(boxes: Boxes, done: Word) -> None:
    """Keep what stands in the boxes, for the button; they are filled anew with what is stored."""
    if _keep(boxes, boxes.typed()):
        _forget(boxes.name)
        volume_acts.say(_(done))


def _keep(boxes: Boxes, typed: dict[str, str]) -> bool:
    try:
        mark = boxes.keep(str(state.recall(f"{boxes.name}.mark")), typed)
    except Refusal as refusal:
        state.remember(f"{boxes.name}.refused", in_words(refusal))
        return False
    _remember(boxes, mark, typed)
    return True


def _remember(boxes: Boxes, mark: str, base: Mapping[str, str]) -> None:
    state.remember(f"{boxes.name}.mark", mark)
    state.remember(f"{boxes.name}.base", tuple(base.values()))
    state.remember(f"{boxes.name}.refused", None)


def _forget(name: str) -> None:
    """Let the boxes be filled anew from the database."""
    for what in ("mark", "kept_at"):
        state.remember(f"{name}.{what}", None)


def _conflict(boxes: Boxes) -> None:
    """A colleague saved in between: their words, and the choice between theirs and mine."""
    st.error(_("另一位编辑刚刚保存过。您写的还在下面的框里，没有保存；对方写的在这里："))
    name, typed = boxes.name, boxes.typed()
    with st.container(border=True, key=f"{name}_theirs"):
        for field, value in boxes.stored.items():
            if value != typed[field]:
                st.markdown(f"**{plain(_(boxes.labels[field]))}**")
                st.text(value or _("（空）"))
    with st.container(horizontal=True, key=f"{name}_conflict"):
        st.button(_("用我的，接着改"), key=f"{name}_mine", on_click=_keep_mine, args=(boxes,))
        st.button(_("用对方的，不要我的"), key=f"{name}_their_words", on_click=_forget, args=(name,))


def _keep_mine(boxes: Boxes) -> None:
    """Over the colleague's words, which were shown and stay in the history; refused should they save once more."""
    state.remember(f"{boxes.name}.mark", boxes.mark)
    autosave(boxes)
