"""Traditional Mongolian as it is read: down the column, columns from left to right.

Words are shaped by HarfBuzz and turned 90° clockwise; a line breaks at spaces only (NNBSP and MVS hold suffixes to
their word and are no spaces). Han stands upright; Cyrillic, Latin and digits are turned with the line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from printing.columns import WORD_SPACE, Column, Piece, columns, fitting_size
from printing.fonts import faces
from printing.text_drawing import fill_color, shaped_span

__all__ = ["PITCH", "PlacedColumn", "columns", "draw_columns", "draw_vertical", "fitting_size"]

PITCH = 1.5  # ems from one column to the next
_CENTRE = 0.38  # ems from the baseline to the middle of the letters: Han stand centred on it
_EM_TOP = 0.88  # of an em above the baseline: where a Han character's square ends
_BOLDER = 0.028  # ems by which a stroke around the letters thickens them: the font has one weight


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column whose strip has its upper left corner at (`x`, `y`); all in points."""

    column: Column
    x: float
    y: float
    size: float


def draw_vertical(
    canvas: Any, text: str, x: float, y_top: float, height: float, size: float, *, color: str = "#000000"
) -> float:
    """Draw a text in columns down from `y_top`, the first at `x`; the width that the columns take, in points."""
    set_so = columns(text, size, height)
    placed = (PlacedColumn(each, x + place * PITCH * size, y_top, size) for place, each in enumerate(set_so))
    draw_columns(canvas, placed, color)
    return len(set_so) * PITCH * size


def draw_columns(canvas: Any, placed: Iterable[PlacedColumn], color: str = "#000000") -> None:
    """Draw columns, and make what is a link in them one."""
    fill = fill_color(color)
    operators = ["q BT", fill, f"{fill[:-2]}RG"]
    for each in placed:
        size, y = each.size, each.y
        baseline = each.x + (PITCH / 2 - _CENTRE) * size
        for place, word in enumerate(each.column.words):
            if place:
                operators.extend(_space(canvas, baseline, y, size))
                y -= WORD_SPACE * size
            for piece in word:
                operators.extend(_piece(canvas, piece, baseline, y, size))
                foot = y - piece.length * size
                _link(canvas, piece.link, (each.x, foot, each.x + PITCH * size, y))
                y = foot
    canvas.addLiteral("\n".join([*operators, "ET Q"]))


def _piece(canvas: Any, piece: Piece, baseline: float, y: float, size: float) -> list[str]:
    document = canvas._doc
    codes = piece.font.codes_in(document)
    font = f"{piece.font.getSubsetInternalName(0, document)} {size:.4g} Tf"
    if piece.upright:
        place = f"1 0 0 1 {baseline + (_CENTRE - 0.5) * size:.3f} {y - _EM_TOP * size:.3f} Tm"
    else:
        place = f"0 -1 1 0 {baseline:.3f} {y:.3f} Tm"
    if piece.word is None:
        return [font, place, f"<{''.join(map(codes.__getitem__, piece.text))}> Tj"]
    shown = [font, place, *shaped_span(piece.word, codes, size)]
    return [f"2 Tr {_BOLDER * size:.3f} w", *shown, "0 Tr"] if piece.bold else shown


def _space(canvas: Any, baseline: float, y: float, size: float) -> list[str]:
    """A space between words, so that a copy has it too."""
    font = faces().fonts["mongolian"]
    return _piece(canvas, Piece(" ", font, WORD_SPACE), baseline, y, size)


def _link(canvas: Any, link: str, box: tuple[float, float, float, float]) -> None:
    if link.startswith("#"):
        canvas.linkRect("", link[1:], box, relative=1)
    elif link:
        canvas.linkURL(link, box, relative=1)
