"""A keyboard on the screen for Traditional Mongolian, for a tablet that has none: keys by shape, typing in the browser.

Taps never travel to the server: one tap answered by a rerun takes far longer than a finger, and slower still over a
hotel's Wi-Fi. Only the finished word does.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from desk.words import TAGS, TRADITIONAL
from pages.components.words import _

_HERE = Path(__file__).parent
_JOINED = "\u200d"  # ZWJ: the form that a letter has when it is joined on this side
CONNECTOR = "\u180e"  # MVS, before suffixes and before a separate a or e (Unicode 16, section 13.5)


@dataclass(frozen=True)
class Letter:
    """A key: the letter it types, how it is drawn, and what a screen reader calls it."""

    text: str
    name: str
    drawn: str


def _initial(code: int, name: str) -> Letter:
    return Letter(chr(code), name, f"{chr(code)}{_JOINED}")


def _final(code: int, name: str) -> Letter:
    return Letter(chr(code), name, f"{_JOINED}{chr(code)}")


# In the order of the alphabet, one key for each letter that looks different from all others somewhere in a word: o
# serves for u and ö for ü, which never differ. Each is drawn as it looks first in a word, d and ng as they end one.
LETTERS = (
    _initial(0x1820, "a"),
    _initial(0x1821, "e"),
    _initial(0x1822, "i"),
    _initial(0x1823, "o u"),
    _initial(0x1825, "ö ü"),
    _initial(0x1827, "ē"),
    _initial(0x1828, "n"),
    _final(0x1829, "ng"),
    _initial(0x182A, "b"),
    _initial(0x182B, "p"),
    _initial(0x182C, "q k"),
    _initial(0x182D, "g"),
    _initial(0x182E, "m"),
    _initial(0x182F, "l"),
    _initial(0x1830, "s"),
    _initial(0x1831, "š"),
    _initial(0x1832, "t"),
    _final(0x1833, "d"),
    _initial(0x1834, "č"),
    _initial(0x1835, "j"),
    _initial(0x1836, "y"),
    _initial(0x1837, "r"),
    _initial(0x1838, "w"),
    _initial(0x1839, "f"),
    _initial(0x183A, "k"),
    _initial(0x183B, "kh"),
    _initial(0x183C, "ts"),
    _initial(0x183D, "dz"),
    _initial(0x183E, "h"),
    _initial(0x183F, "zh"),
    _initial(0x1840, "lh"),
    _initial(0x1841, "zhi"),
    _initial(0x1842, "chi"),
)
SERVES_FOR = {"\u1824": "\u1823", "\u1826": "\u1825"}  # a letter without a key → the key that looks the same


def draw(text: str = "", *, key: str = "mongolian_keyboard") -> str | None:
    """The keyboard with what is being written, large and upright; gives the text once, when 检索 is pressed.

    `text` is what it begins with: a change of it replaces what was written, a mere rerun does not.
    """
    labels = {
        "board": _("蒙古文键盘"),
        "written": _("已写的字"),
        "suffix": _("词尾连接"),
        "form": _("换形"),
        "space": _("空格"),
        "back": _("退格"),
        "clear": _("清空"),
        "done": _("检索"),
    }
    letters = [{"text": one.text, "name": one.name, "drawn": one.drawn} for one in LETTERS]
    data = {"text": text, "letters": letters, "labels": labels, "connector": CONNECTOR, "lang": TAGS[TRADITIONAL]}
    handed_over = _component()(data=data, key=key, on_text_change=lambda: None).get("text")
    return str(handed_over).strip() or None if handed_over else None


@cache
def _component() -> ComponentRenderer:
    html, css, js = (
        (_HERE / f"mongolian_keyboard.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")
    )
    return st.components.v2.component("mongolian_keyboard", html=html, css=css, js=js)
