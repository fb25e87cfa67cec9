"""A web page opened: its characters, which part of it is its text, and what in it are notes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from compilations.plain_text import decoded
from desk.errors import Invalid

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk"}
_DROPPED = frozenset(
    (
        *("head", "script", "style", "nav", "noscript", "template", "iframe", "object", "embed", "applet"),
        *("svg", "canvas", "audio", "video", "button", "select", "textarea", "input"),
    )
)
_FRAMES = frozenset(("header", "footer"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_LABEL = re.compile(r"[\[［(（〔【]?\s*(?:注?\s*\d{1,3}|[a-z]|[*†‡]+|[①-⑳])\s*[\]］)）〕】]?", re.IGNORECASE)
_NOTE_BLOCKS = frozenset(("li", "p", "div", "aside", "dd", "td"))


@dataclass(frozen=True)
class Page:
    """The element that holds the text; the notes by the elements that call them; their elements; links back."""

    text: Any
    title: str = ""
    calls: Mapping[Any, Any] = field(default_factory=dict)
    backs: Collection[Any] = frozenset()

    @cached_property
    def notes(self) -> Collection[Any]:
        """What is not read where it stands: the notes, and in them the links back to their calls."""
        return {*self.calls.values(), *self.backs}


def opened(name: str, content: bytes) -> Page | None:
    """The page in `content`; None where it has no element at all. Refuses wrong encodings."""
    text = _decoded(name, content)
    if not text.strip():
        return None
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Invalid("网页“{name}”已损坏，读不出来。请在浏览器里打开后重新保存。", name=name) from error
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise Invalid("网页“{name}”的标记嵌套得太深，后面的文字读不出来。请把正文复制到 .docx 后再上传。", name=name)
    if root is None:
        return None
    titles = root.xpath("//head/title/text() | //title/text()")
    inside = root.xpath("//main") or root.xpath("//article")
    body = inside[0] if len(inside) == 1 else root
    calls = _calls(root)
    backs = frozenset(link for note in set(calls.values()) for link in note.xpath(".//a[starts-with(@href, '#')]"))
    return Page(body, " ".join(titles[0].split()) if titles else "", calls, backs)


def is_dropped(element: Any) -> bool:
    """Whether an element is no part of the text: programs, menus, what is hidden, the page's own head and foot."""
    if element.tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    is_frame = element.tag in _FRAMES or element.get("role") in ("navigation", "banner", "contentinfo")
    return is_frame and not any(above.tag in ("article", "main") for above in element.iterancestors())


def _decoded(name: str, content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and declared[1].lower().decode() in _CHINESE and not content.startswith(b"\xef\xbb\xbf"):
        return content.decode("gb18030", "replace")
    return decoded(name, content)


def _calls(root: Any) -> dict[Any, Any]:
    """The links that call a note of the same page, and the element that holds it."""
    links = root.xpath("//a[starts-with(@href, '#')]")
    places = {place: element for element in root.iter() for place in (element.get("id"), element.get("name")) if place}
    found: dict[Any, Any] = {}
    for link in links:
        target = places.get(link.get("href")[1:])
        note = next((e for e in _up(target) if e.tag in _NOTE_BLOCKS), None) if target is not None else None
        if note is not None and _calls_a_note(link) and note not in link.iterancestors():
            found[link] = note
    inside = set(found.values())
    return {link: note for link, note in found.items() if not any(above in inside for above in link.iterancestors())}


def _up(element: Any) -> list[Any]:
    return [element, *element.iterancestors()]


def _calls_a_note(link: Any) -> bool:
    is_raised = any(e.tag == "sup" for e in (*link.iterancestors(), *link.iter()))
    is_marked = "noteref" in f"{link.get('role')} {link.get('{http://www.idpf.org/2007/ops}type')} {link.get('class')}"
    return (is_raised or is_marked) and _NOTE_LABEL.fullmatch("".join(link.itertext()).strip()) is not None
