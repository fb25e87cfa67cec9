"""What a paragraph is made of: runs of text, and how they are to be set."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Face = Literal["song", "hei", "kai", "mongolian", "fangsong"]
Alignment = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set alike; `link` is an address, or `#name` for a place in the same document.

    A run with a `note` is the mark that calls it (printing.footnotes.CALL).
    """

    text: str
    face: str = ""  # a face name; empty: the paragraph's own
    bold: bool = False
    emphasis: bool = False  # set in Kai: Chinese has no italic
    superscript: bool = False
    link: str = ""
    color: str = ""
    note: "tuple[Run, ...]" = ()


class Place(NamedTuple):
    """A place that links and bookmarks lead to: its name, its level among the bookmarks, and its title there."""

    anchor: str
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set. Lengths in points; `_em` lengths in its own size, so that they scale with it."""

    size: float = 10.5
    leading: float = 17.0
    face: str = "song"
    bold: bool = False
    first_indent_em: float = 2.0
    left_indent_em: float = 0.0
    right_indent_em: float = 0.0
    alignment: Alignment = "justify"
    space_before: float = 0.0
    space_after: float = 0.0
    color: str = "#000000"
    keep_with_next: bool = False
    widow_lines: int = 2
    orphan_lines: int = 2
