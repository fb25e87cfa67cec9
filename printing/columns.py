"""A Mongolian text broken into columns: at spaces only, its words shaped, what is not Mongolian set among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from printing.embedding import EmbeddedFont
from printing.fonts import MONGOLIAN, faces, is_invisible, split_by_font
from printing.shaping import ShapedWord, shape_mongolian
from printing.text_style import Run

WORD_SPACE = 0.35  # ems
_WORDS = re.compile(r"\n|[^ \t\u3000\n]+")
_UPRIGHT = re.compile(r"[\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_UPRIGHT_OR_NOT = re.compile(rf"{_UPRIGHT.pattern}|[^{_UPRIGHT.pattern[1:]}+")
# Case endings that older texts type after a plain space: a column does not begin with one (L2/17-036).
_ENDINGS = (
    " ᠤᠨ ᠦᠨ ᠶᠢᠨ ᠤ ᠦ ᠢ ᠶᠢ ᠳᠤ ᠳᠦ ᠲᠤ ᠲᠦ ᠳᠤᠷ ᠳᠦᠷ ᠲᠤᠷ ᠲᠦᠷ ᠳᠠᠬᠢ ᠳᠡᠬᠢ"
    " ᠠᠴᠠ ᠡᠴᠡ ᠢᠶᠠᠷ ᠢᠶᠡᠷ ᠪᠠᠷ ᠪᠡᠷ ᠲᠠᠢ ᠲᠡᠢ ᠪᠠᠨ ᠪᠡᠨ ᠢᠶᠠᠨ ᠢᠶᠡᠨ ᠤᠳ ᠦᠳ ᠨᠤᠭᠤᠳ ᠨᠦᠭᠦᠳ "
)
# Nor with one of these, before which Mongolian has a space.
_CLOSING = re.compile(r"[\u1801-\u1805\u1808\u1809，。、；：！？）》〉」』”’…]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word set alike; `length` in ems down the column."""

    text: str
    font: EmbeddedFont
    length: float
    word: ShapedWord | None = None
    upright: bool = False
    bold: bool = False
    link: str = ""
    note: tuple[Run, ...] = ()  # the note that it calls


Word = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column, and how far down it reaches (points)."""

    words: tuple[Word, ...]
    length: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A word with the case endings and marks that were typed after it with a plain space; `length` in ems.

    One without words is a line feed: a column begins after it.
    """

    words: tuple[Word, ...]
    length: float


def columns(text: str, size: float, height: float) -> list[Column]:
    """Break a text into columns `height` points high; a word longer than that has a column to itself and overruns.

    A line feed in the text begins a new column.
    """
    left = units((Run(text),))
    done: list[Column] = []
    while left:
        column, taken = fill(left, size, height)
        done.append(column)
        left = left[taken:]
    return done


def fill(left: Sequence[Unit], size: float, height: float) -> tuple[Column, int]:
    """A column of what is `left` of a text, and how many units went into it: at least one."""
    words: list[Word] = []
    length = 0.0
    for number, unit in enumerate(left):
        if not unit.words:
            return Column(tuple(words), length), number + 1
        room = unit.length * size + (WORD_SPACE * size if words else 0.0)
        if words and length + room > height:
            return Column(tuple(words), length), number
        length += room
        words.extend(unit.words)
    return Column(tuple(words), length), len(left)


def units(runs: Sequence[Run], *, bold: bool = False) -> tuple[Unit, ...]:
    """The words of a text, shaped; each looks as the run looks in which it begins. Empty columns are left out."""
    text = "".join(run.text for run in runs)
    base = "kai" if "kai" in faces().font_names(text, "song") else "song"
    looks = [run for run in runs for _letter in run.text]
    found: list[list[Word]] = []
    for match in _WORDS.finditer(text):
        word, own = match.group(), looks[match.start() : match.end()]
        if word == "\n":
            found.extend([[]] if found and found[-1] else [])
        elif found and found[-1] and (f" {word} " in _ENDINGS or _CLOSING.fullmatch(word)):
            found[-1].append(_looking(word, own, base, bold))
        else:
            found.append([_looking(word, own, base, bold)])
    return tuple(Unit(tuple(words), _length(words)) for words in found)


def _length(words: Sequence[Word]) -> float:
    return sum(piece.length for word in words for piece in word) + max(len(words) - 1, 0) * WORD_SPACE


def _looking(word: str, looks: Sequence[Run], base: str, bold: bool) -> Word:
    if any(look.note for look in looks):
        places = groupby(range(len(word)), lambda place: place if looks[place].note else -1)
        parts = [list(group) for _called, group in places]
        texts = (("".join(word[place] for place in part), looks[part[0]]) for part in parts)
        return tuple(
            replace(piece, note=look.note) for text, look in texts for piece in _set_alike(text, look, base, bold)
        )
    return _set_alike(word, looks[0], base, bold)


def _set_alike(word: str, look: Run, base: str, bold: bool) -> Word:
    heavy = bold or look.bold or look.face == "hei"
    pieces = _pieces(word, "hei" if heavy and base == "song" else base)
    return tuple(replace(piece, bold=heavy, link=look.link) for piece in pieces) if heavy or look.link else pieces


def cut(unit: Unit, most: float) -> tuple[Unit, ...]:
    """A unit longer than `most` ems as shorter ones, so that whatever was pasted finds room in a column."""
    if unit.length <= most or not unit.words:
        return (unit,)
    parts: list[Unit] = []
    for word in unit.words:
        for piece in word:
            for text in _cut_text(piece, most):
                pieces = tuple(
                    replace(each, bold=piece.bold, link=piece.link, note=piece.note)
                    for each in _pieces(text, piece.font.fontName)
                )
                parts.append(Unit((pieces,), _length([pieces])))
    return tuple(parts)


def _cut_text(piece: Piece, most: float) -> Iterator[str]:
    letters = max(1, int(len(piece.text) * most / piece.length * 0.8)) if piece.length > most else len(piece.text)
    return (piece.text[place : place + letters] for place in range(0, len(piece.text), letters))


def fitting_size(text: str, height: float, largest: float, smallest: float, most_columns: int = 1) -> float:
    """The largest size, down to `smallest`, at which a text needs no more columns and overruns none."""
    size = largest
    while size > smallest:
        set_so = columns(text, size, height)
        if len(set_so) <= most_columns and all(column.length <= height for column in set_so):
            return size
        size = max(smallest, size * 0.96)
    return smallest


@lru_cache(maxsize=4096)
def _pieces(word: str, base: str) -> Word:
    """The parts of a word: Mongolian shaped, Han one by one, all else by font."""
    pieces: list[Piece] = []
    place = 0
    font = faces().fonts["mongolian"]
    for run in MONGOLIAN.finditer(word):
        pieces.extend(_other_pieces(word[place : run.start()], base))
        shaped = shape_mongolian(run.group(), font)
        pieces.append(Piece(run.group(), font, shaped.advance * 0.001, shaped))
        place = run.end()
    return (*pieces, *_other_pieces(word[place:], base))


def _other_pieces(text: str, base: str) -> Iterator[Piece]:
    for name, part in split_by_font(text, base):
        font = faces().fonts[name]
        for piece in _UPRIGHT_OR_NOT.findall(part):
            if _UPRIGHT.match(piece):
                yield Piece(piece, font, 1.0, upright=True)
            else:
                seen = "".join(character for character in piece if not is_invisible(character))
                yield Piece(seen, font, font.stringWidth(seen, 1.0))
