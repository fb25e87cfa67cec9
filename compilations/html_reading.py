"""Web pages → blocks: what is the text of the page, without its menus, programs and frames.

Nothing is ever fetched: a picture comes in when the page itself carries it (`data:`), else it is named as left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.common.normalize_url import normalizeLink

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Picture, Quote, Run, Runs, Table
from compilations.captions import Caption, captioned
from compilations.characters import seen
from compilations.html_page import Page, is_dropped, opened
from compilations.html_pictures import HtmlPictures
from compilations.html_tables import is_layout, rows
from compilations.markdown import DEEPEST_HEADING
from compilations.markdown_runs import merged, unstyled
from compilations.pictures import Pictures
from desk.errors import Invalid

_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "sup": "superscript"}
_HEADING = re.compile("h[1-6]")
_BLOCKS = frozenset(
    (
        *("html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr"),
        *("td", "th", "caption", "section", "article", "main", "aside", "header", "footer", "address"),
        *("dl", "dt", "dd", "figure", "figcaption", "hr", "center", "form", "fieldset", "details"),
        "summary",
    )
)
_BLANK = re.compile("[ \t\n\r\f\u00a0]+")
_BETWEEN_CHINESE = re.compile(
    "(?<=[\u3001-\u9fff\uff00-\uffef])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u3001-\u9fff\uff00-\uffef])"
)
_LINKS = ("http://", "https://", "mailto:")


def blocks(name: str, content: bytes, pictures: Pictures) -> tuple[Blocks, list[Invalid]]:
    """The blocks of a page, and a refusal for each picture that was left out. Refuses wrong encodings."""
    page = opened(name, content)
    if page is None:
        return (), []
    kept = HtmlPictures(pictures)
    found = tuple(captioned(_Reader(page, kept).read(page.text)))
    if page.title and not any(isinstance(block, Heading) and block.level == 1 for block in found):
        found = (Heading(1, (Run(page.title),)), *found)
    return found, kept.lost


@dataclass
class _List:
    """One list that is open: its next number (None: bullets), and whether its item already has a block."""

    number: int | None
    begun: bool = False


@dataclass
class _Reader:
    """Walks the elements of a page and keeps what they say about the text."""

    page: Page
    pictures: HtmlPictures
    found: list[Block | Caption] = field(default_factory=list)
    line: list[Run] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("bold", "italic", "superscript"), 0))
    heading: int = 0
    quotes: int = 0
    captions: int = 0
    kept_lines: int = 0  # inside how many <pre>

    def read(self, root: Any) -> list[Block | Caption]:
        walk(root, self._start, self._end, self._text)
        self._flush()
        return self.found

    def _start(self, element: Any) -> bool:
        """What begins with an element; whether it is read any further."""
        tag = element.tag
        if is_dropped(element) or element in self.page.notes:
            return False
        if (note := self.page.calls.get(element)) is not None:
            self.line.append(Run("", note=self._note(note)))
            return False
        if tag in _BLOCKS:
            self._flush()
        if tag == "table" and not is_layout(element):
            self._table(element)
            return False
        if tag == "img":
            self._picture(element)
        elif tag == "br":
            self.line.append(Run("\n"))
        self._turn(element, 1)
        return True

    def _end(self, element: Any) -> None:
        if element.tag in _BLOCKS:
            self._flush()
        self._turn(element, -1)

    def _turn(self, element: Any, by: int) -> None:
        """What an element opens and closes."""
        tag = element.tag
        if tag in _STYLES:
            self.open[_STYLES[tag]] += by
        elif _HEADING.fullmatch(tag):
            self.heading = min(int(tag[1]), DEEPEST_HEADING) if by > 0 else 0
        elif tag in ("blockquote", "figcaption", "pre"):
            counted = {"blockquote": "quotes", "figcaption": "captions", "pre": "kept_lines"}[tag]
            setattr(self, counted, getattr(self, counted) + by)
        elif tag == "a" and by > 0:
            link = str(element.get("href") or "").strip()
            self.links.append(normalizeLink(link) if link.lower().startswith(_LINKS) else "")
        elif tag == "a":
            self.links.pop()
        elif tag in ("ul", "ol") and by > 0:
            self.lists.append(_List(_whole(element.get("start"), 1) if tag == "ol" else None))
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "li" and self.lists:
            self._turn_item(self.lists[-1], element, by)

    def _turn_item(self, level: _List, element: Any, by: int) -> None:
        if level.number is not None:
            level.number = _whole(element.get("value"), level.number) if by > 0 else level.number + 1
        level.begun = False

    def _text(self, text: str) -> None:
        if not self.kept_lines:
            text = _BLANK.sub(" ", _BETWEEN_CHINESE.sub("", text))
        bold, italic, superscript = (self.open[name] > 0 for name in ("bold", "italic", "superscript"))
        self.line.append(Run(seen(text), bold, italic, superscript, self.links[-1] if self.links else ""))

    def _flush(self) -> None:
        runs, self.line = merged(tuple(self.line)), []
        if not runs:
            return
        if self.heading:
            self.found.append(Heading(self.heading, unstyled(runs)))
        elif self.captions:
            self.found.append(Caption(runs))
        elif self.lists:
            self._item(runs, self.lists[-1])
        else:
            self.found.append(Quote(runs) if self.quotes else Paragraph(runs))

    def _item(self, runs: Runs, level: _List) -> None:
        last = self.found[-1] if self.found else None
        if level.begun and isinstance(last, ListItem):
            self.found[-1] = replace(last, runs=merged((*last.runs, Run("\n"), *runs)))
        else:
            self.found.append(ListItem(runs, len(self.lists) - 1, level.number))
        level.begun = True

    def _picture(self, element: Any) -> None:
        kept = self.pictures.kept(element)
        if isinstance(kept, Picture):
            self._flush()
            self.found.append(kept)
        else:
            self.line.append(Run(kept))

    def _table(self, element: Any) -> None:
        inside: list[Picture] = []

        def cell(element: Any) -> Runs:
            read = _Reader(self.page, self.pictures).read(element)
            inside.extend(block for block in read if isinstance(block, Picture))
            return in_one(read)

        found = rows(element, cell)
        if any(any(row) for row in found):
            self.found.append(Table(found))
        self.found += inside

    def _note(self, element: Any) -> Runs:
        """A note's text; the calls in it are not followed."""
        page = Page(element, "", {}, frozenset(self.page.backs))
        return in_one(_Reader(page, HtmlPictures(self.pictures.pictures)).read(element))


def walk(root: Any, start: Callable[[Any], bool], end: Callable[[Any], None], text: Callable[[str], None]) -> None:
    """Go through a tree of any depth in the order of its text."""
    open_elements: list[tuple[Any, Iterator[Any]]] = []

    def enter(element: Any) -> None:
        if start(element):
            if element.text:
                text(element.text)
            open_elements.append((element, iter(element)))
        elif element is not root and element.tail:
            text(element.tail)

    enter(root)
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            end(element)
            if element is not root and element.tail:
                text(element.tail)
        elif isinstance(child.tag, str):
            enter(child)
        elif child.tail:
            text(child.tail)


def in_one(blocks: Iterable[Block | Caption]) -> Runs:
    """The text of several blocks where only one may stand, with line breaks between them."""
    joined: list[Run] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Quote | ListItem | Caption):
            joined += [Run("\n"), *block.runs] if joined else block.runs
    return merged(tuple(joined))


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip()) else otherwise
