"""Before a compilation is sent for review: what its reviewers should know, and whether it could be printed at all."""

import streamlit as st

from compilations import readiness
from compilations.pictures import Pictures
from desk import clock
from desk.errors import Refusal
from desk.tables import Compilation
from pages.components import volume_acts
from pages.components.frame import Here, opened
from pages.components.markup import plain
from pages.components.words import _, in_words

CONCERNS = 10  # shown; the rest are counted


def concerns(here: Here, compilation: Compilation) -> None:
    """What does not stop it."""
    with here.database.reading() as db:
        found = readiness.concerns(db, compilation.id or 0)
    if not found:
        return
    with st.expander(_("审稿时请留意（{n} 处）").format(n=len(found)), expanded=len(found) <= CONCERNS):
        for each in found[:CONCERNS]:
            st.markdown(f"- **{plain(each.title)}**：{plain(_(each.words))}")
        if len(found) > CONCERNS:
            st.markdown(_("还有 {n} 处。").format(n=len(found) - CONCERNS))


def is_fit(compilation_id: int) -> bool:
    """Whether it could be printed; what hinders that is said. Asked while reading, as fonts take their time."""
    here = opened("compile")
    library, today = here.settings.library_name, clock.local_date(here.now)
    try:
        with here.database.reading() as db:
            pictures = Pictures(here.settings.data_dir / "pictures")
            readiness.refuse_unfit(db, compilation_id, library=library, on=today, pictures=pictures)
    except Refusal as refusal:
        volume_acts.say(in_words(refusal), refused=True)
        return False
    return True
