"""Where a long title is broken: between words, into as few lines as may be, all about equally long."""

import re

from search.analysis.han import words

_STRETCH = re.compile(r"[\u4e00-\u9fd5]+|[^\u4e00-\u9fd5]+")
_HAN = re.compile(r"[\u4e00-\u9fd5]")
_WORD = re.compile(r"\S+\s*|\s+")
_OPENING, _CLOSING = "“‘（《〈「『【〔([", "”’）》〉」』】〕)]，。、；：！？…—·"


def broken(title: str, room: float) -> str:
    """`title` with line feeds, so that no line is wider than `room` ems; a word that is wider stays whole."""
    if _ems(title) <= room:
        return title
    pieces = _pieces(title)
    lines = _filled(pieces, room)
    while room > 1 and len(narrower := _filled(pieces, room - 0.5)) == len(lines):
        lines, room = narrower, room - 0.5
    return "\n".join(lines)


def _pieces(title: str) -> list[str]:
    """Words, each with the marks and units that must not be parted from it."""
    pieces: list[str] = []
    for stretch in _STRETCH.findall(title):
        for word in words(stretch) if _HAN.match(stretch) else _WORD.findall(stretch):
            if pieces and _belong_together(pieces[-1].rstrip()[-1:], word[0]):
                pieces[-1] += word
            else:
                pieces.append(word)
    return pieces


def _belong_together(last: str, first: str) -> bool:
    return last in _OPENING or last.isdigit() or first in _CLOSING or first.isspace()


def _filled(pieces: list[str], room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if not lines[-1] or _ems((lines[-1] + piece).rstrip()) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def _ems(text: str) -> float:
    return sum(1.0 if letter > "\u2e7f" else 0.55 for letter in text)
