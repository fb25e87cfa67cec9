"""Every place in the desk: its file, its address, its name, and the permission that it asks for.

All pages are registered for everybody and hidden from those who may not use them, so that a deep link meets our own
"please sign in" and not a "page not found" in another language.
"""

from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from desk.errors import Word
from desk.staff.roles import Identity, may
from pages.components.words import _


@dataclass(frozen=True)
class Place:
    """One page. `permission` None: everybody, also a delegate without an account."""

    file: str
    url_path: str
    title: Word
    permission: str | None = None
    in_menu: bool = True

    def entry(self, who: Identity | None) -> Page:
        """The page as Streamlit's navigation takes it."""
        shown = self.in_menu and (self.permission is None or may(who, self.permission))
        return copy(_page(self.file, self.url_path, _(self.title), shown))


@cache
def _page(file: str, url_path: str, title: str, shown: bool) -> Page:
    """Made once, since each looks for its file on the disk; what navigation notes in a page it notes in a copy."""
    visibility: Literal["visible", "hidden"] = "visible" if shown else "hidden"
    return st.Page(file, title=title, url_path=url_path, default=url_path == "", visibility=visibility)


PAGES = (
    Place("find.py", "", Word("检索")),
    Place("ask.py", "ask", Word("向馆员咨询")),
    Place("record.py", "record", Word("书目"), in_menu=False),
    Place("log_question.py", "log", Word("登记咨询"), "log"),
    Place("questions.py", "questions", Word("咨询单"), "log"),
    Place("one_question.py", "question", Word("咨询"), "log", in_menu=False),
    Place("reader_cards.py", "cards", Word("读者证"), "cards"),
    Place("loan_desk.py", "loans", Word("借还台"), "lend"),
    Place("volumes.py", "volumes", Word("专题汇编"), "hand_out"),
    Place("volume_editor.py", "volume", Word("编辑汇编"), "hand_out", in_menu=False),
    Place("intake.py", "intake", Word("导入馆藏"), "import"),
    Place("figures.py", "statistics", Word("统计"), "figures"),
    Place("conference_setup.py", "conference", Word("会议与服务点"), "manage"),
    Place("staff_accounts.py", "accounts", Word("馆员账号"), "manage"),
)
