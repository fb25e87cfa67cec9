"""What every page stands in: the desk that is open, who is asking, and what happens when something is refused."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from desk import clock
from desk.database import Database
from desk.errors import Refusal
from desk.settings import Settings
from desk.staff.roles import Identity, may
from desk.staff.sign_ins import COOKIE as SIGN_IN_COOKIE
from desk.staff.sign_ins import identify
from pages.components import state
from pages.components.links import leading_to
from pages.components.markup import plain
from pages.components.words import _, in_words
from search.engine import Engine
from search.opening import OpenDesk, the_desk

log = logging.getLogger("desk.pages")


@dataclass(frozen=True)
class Here:
    """What a page works with during one rerun."""

    settings: Settings
    database: Database
    engine: Engine
    who: Identity | None
    now: datetime

    @property
    def me(self) -> Identity:
        """Who is signed in, on a page that only staff can open."""
        assert self.who is not None
        return self.who


@st.cache_resource(show_spinner=False)
def _desk() -> OpenDesk:
    return the_desk()


def who_is_asking() -> Identity | None:
    """Whoever holds this browser's cookie, looked up anew on every rerun."""
    return state.once("who", _look_up)


def _look_up() -> Identity | None:
    with _desk().database.reading() as db:
        return identify(db, st.context.cookies.get(SIGN_IN_COOKIE), now=clock.now())


def opened(permission: str | None = None) -> Here:
    """The first line of every page: the desk, for a person who may be here; anyone else is asked to sign in."""
    found = here()
    guard(found.who, permission)
    if text := state.notice():
        st.success(plain(text))
    return found


def here() -> Here:
    """The desk as this rerun finds it."""
    desk = _desk()
    return Here(desk.settings, desk.database, desk.engine, who_is_asking(), clock.now())


def guard(who: Identity | None, permission: str | None) -> None:
    """Go no further for someone who may not be here; say what they can do."""
    if permission is None or may(who, permission):
        return
    if who is None:
        st.warning(_("这一页供馆员使用，请先登录。"))
        leading_to(f"/staff/login?next={quote(_address())}", _("馆员登录"), primary=True)
    else:
        st.warning(_("您的账号没有这一页的权限。如有需要，请联系系统管理员。"))
    st.stop()


def _address() -> str:
    """The path and query that this tab shows, to come back to after signing in."""
    parts = urlsplit(st.context.url or "/")
    query = urlencode(st.query_params.to_dict())
    return (parts.path or "/") + (f"?{query}" if query else "")


@contextmanager
def refusals() -> Iterator[None]:
    """Show a refusal raised inside in the reader's words, and go on with the page."""
    try:
        yield
    except Refusal as refusal:
        st.error(plain(in_words(refusal)))


def tell_of_defect(error: Exception) -> bool:
    """What a person sees of an exception that nobody caught: a refusal's words, or a number to quote."""
    if isinstance(error, Refusal):
        st.error(plain(in_words(error)))
        return True
    number = secrets.token_hex(3).upper()
    log.error("defect %s", number, exc_info=error)
    st.error(_("程序出错了，刚才的操作没有完成。请把编号 {number} 告诉系统管理员。").format(number=number))
    return True
