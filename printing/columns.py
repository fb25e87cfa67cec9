"""A Mongolian text broken into columns: at spaces only, its words shaped, what is not Mongolian set among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from printing.embedding import EmbeddedFont
from printing.fonts import MONGOLIAN, faces, is_invisible, split_by_font
from printing.shaping import ShapedWord, shape_mongolian

WORD_SPACE = 0.35  # ems
_SPACES = re.compile(r"[ \t\u3000]+")
_UPRIGHT = re.compile(r"[\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_UPRIGHT_OR_NOT = re.compile(rf"{_UPRIGHT.pattern}|[^{_UPRIGHT.pattern[1:]}+")
# Case endings that older texts type after a plain space: a column does not begin with one (L2/17-036).
_ENDINGS = (
    " ᠤᠨ ᠦᠨ ᠶᠢᠨ ᠤ ᠦ ᠢ ᠶᠢ ᠳᠤ ᠳᠦ ᠲᠤ ᠲᠦ ᠳᠤᠷ ᠳᠦᠷ ᠲᠤᠷ ᠲᠦᠷ ᠳᠠᠬᠢ ᠳᠡᠬᠢ"
    " ᠠᠴᠠ ᠡᠴᠡ ᠢᠶᠠᠷ ᠢᠶᠡᠷ ᠪᠠᠷ ᠪᠡᠷ ᠲᠠᠢ ᠲᠡᠢ ᠪᠠᠨ ᠪᠡᠨ ᠢᠶᠠᠨ ᠢᠶᠡᠨ ᠤᠳ ᠦᠳ ᠨᠤᠭᠤᠳ ᠨᠦᠭᠦᠳ "
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word set alike; `length` in ems down the column."""

    text: str
    font: EmbeddedFont
    length: float
    word: ShapedWord | None = None
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column, and how far down it reaches (points)."""

    words: tuple[tuple[Piece, ...], ...]
    length: float


def columns(text: str, size: float, height: float) -> list[Column]:
    """Break a text into columns `height` points high; a word longer than that has a column to itself and overruns.

    A line feed in the text begins a new column.
    """
    base = "kai" if "kai" in faces().font_names(text, "song") else "song"
    done: list[Column] = []
    for paragraph in text.split("\n"):
        words: list[tuple[Piece, ...]] = []
        length = 0.0
        for unit in _units(paragraph):
            set_so = [_pieces(word, base) for word in unit]
            own = [sum(piece.length for piece in pieces) * size for pieces in set_so]
            if words and length + sum(own) + len(own) * WORD_SPACE * size > height:
                done.append(Column(tuple(words), length))
                words, length = [], 0.0
            length += sum(own) + (len(own) - (not words)) * WORD_SPACE * size
            words.extend(set_so)
        if words:
            done.append(Column(tuple(words), length))
    return done


def _units(paragraph: str) -> list[list[str]]:
    """The words, each with the case endings that were typed after it with a plain space."""
    units: list[list[str]] = []
    for word in filter(None, _SPACES.split(paragraph)):
        if units and f" {word} " in _ENDINGS:
            units[-1].append(word)
        else:
            units.append([word])
    return units


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
def _pieces(word: str, base: str) -> tuple[Piece, ...]:
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
