"""Doing one thing to a compilation at the press of a button, and saying what came of it."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from desk.errors import Refusal, Word
from pages.components import state
from pages.components.frame import opened
from pages.components.markup import plain
from pages.components.words import _, in_words

_Made = TypeVar("_Made")


def act(verb: Callable[..., object], done: Word | None = None, **facts: object) -> None:
    """Do one thing, for `on_click`; what came of it is told at the top of the page."""
    did(verb, done, **facts)


def did(verb: Callable[..., object], done: Word | None = None, **facts: object) -> bool:
    """Do one thing; whether it was done."""
    try:
        made(verb, **facts)
    except Refusal as refusal:
        say(in_words(refusal), refused=True)
        return False
    if done is not None:
        say(_(done))
    return True


def made(verb: Callable[..., _Made], **facts: object) -> _Made:
    """Do one thing; what the verb gives, which refuses as it does. Who asks and what time it is are taken anew."""
    here = opened()
    with here.database.writing() as db:
        return verb(db, here.who, now=here.now, **facts)


def say(words: str, *, refused: bool = False) -> None:
    """Keep words until the page is drawn."""
    state.remember("volume.refused" if refused else "volume.done", words)


def tell() -> None:
    """What came of the last act, once."""
    for name, show in (("volume.refused", st.error), ("volume.done", st.success)):
        if text := state.recall(name):
            show(plain(str(text)))
            state.remember(name, None)
