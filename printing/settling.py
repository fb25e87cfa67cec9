"""What a galley's marks, spaces, dashes and Mongolian words need beyond their glyph's own advance."""

import re
from collections.abc import Callable

from printing.embedding import Glyph
from printing.fonts import MONGOLIAN, is_invisible
from printing.galley import Galley
from printing.shaping import shape_mongolian, special_glyphs

_NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")
_LETTERS = ("L", "c", "Q")


def settle(galley: Galley) -> None:
    """Give each special character the cell that it has in Chinese setting."""
    for found in _SETTLED.finditer(galley.classes):
        _SETTLERS[found.group()](galley, found.start())
    if "M" in galley.classes:
        _mongolian(galley)
    for found in _NO_BREAK_SPACE.finditer(galley.text):
        if galley.classes[found.start()] == "L":
            _blank(galley, found.start())


def _closing(galley: Galley, place: int) -> None:
    """A closing mark fills an em, in Kai too, whose quotes are narrow; half of it goes at the end of a line."""
    em = galley.looks[place].size
    _cell(galley, place, em, 0.0)
    galley.trims[place] = 0.5 * em


def _opening(galley: Galley, place: int) -> None:
    em = galley.looks[place].size
    _cell(galley, place, em, em - galley.widths[place])
    galley.starts[place] = -0.5 * em


def _middle_dot(galley: Galley, place: int) -> None:
    """The dot of 卡尔·马克思 takes half an em (GB/T 15834, 5.1.7), whatever the font gives it."""
    if galley.text[place] == "·":
        half = 0.5 * galley.looks[place].size
        _cell(galley, place, half, (half - galley.widths[place]) / 2)


def _alphabet_quote(galley: Galley, place: int) -> None:
    _special(galley, place, galley.text[place])


def _dash(galley: Galley, place: int) -> None:
    """`——` is one stroke of two ems, and `—` fills its em; between letters and digits it is the Latin dash."""
    if galley.text[place] != "—" or galley.keys[place] == "" or _among_letters(galley, place):
        return
    pair = galley.text[place : place + 2] == "——" and galley.looks[place] is galley.looks[place + 1]
    if pair and _special(galley, place, "——"):
        galley.keys[place + 1], galley.widths[place + 1] = "", 0.0
    elif not pair:
        _special(galley, place, "—")


def _special(galley: Galley, place: int, text: str) -> bool:
    """Draw a glyph that the font keeps for this text; False where it has none."""
    look = galley.looks[place]
    glyph = special_glyphs(look.font).get(text)
    if glyph is None:
        return False
    galley.keys[place], galley.widths[place] = glyph, look.advance(glyph.gid)
    return True


def _among_letters(galley: Galley, place: int) -> bool:
    return galley.classes[place - 1 : place] in _LETTERS and galley.classes[place + 1 : place + 2] in _LETTERS


def _space(galley: Galley, place: int) -> None:
    """A space is lost at the end of a line, and so are those before it."""
    _blank(galley, place)
    galley.trims[place] = galley.widths[place] + galley.trims.get(place - 1, 0.0)


def _blank(galley: Galley, place: int) -> None:
    """A space that the font lacks is as wide as its ordinary one, and is copied as what it is."""
    look, character = galley.looks[place], galley.text[place]
    if not look.font.covers(character):
        galley.keys[place] = Glyph(look.font.glyph_of(" "), character)
        galley.widths[place] = look.advance(look.font.glyph_of(" "))


def _nothing(galley: Galley, place: int) -> None:
    """Joiners, break places and forced breaks leave no mark; an accent does."""
    if is_invisible(galley.text[place]):
        galley.keys[place], galley.widths[place] = "", 0.0
    if galley.classes[place] == "N":
        galley.forced.add(place + 1)


def _cell(galley: Galley, place: int, width: float, shift: float) -> None:
    """Give a glyph a cell of another width than its own advance."""
    if width != galley.widths[place]:
        galley.naturals[place], galley.widths[place] = galley.widths[place], width
    if shift:
        galley.shifts[place] = shift


def _mongolian(galley: Galley) -> None:
    for found in MONGOLIAN.finditer(galley.text):
        if galley.classes[found.start()] == "M":
            start, end = found.span()
            look = galley.looks[start]
            word = shape_mongolian(found.group(), look.font)
            nothing = end - start - 1
            galley.keys[start:end] = [word, *[""] * nothing]
            galley.widths[start:end] = [word.advance * look.size * 0.001, *[0.0] * nothing]


_SETTLERS: dict[str, Callable[[Galley, int], None]] = {
    "C": _closing,
    "O": _opening,
    "K": _middle_dot,
    "q": _alphabet_quote,
    "Q": _alphabet_quote,
    "D": _dash,
    "S": _space,
    "F": _space,
    "N": _nothing,
    "X": _nothing,
    "Z": _nothing,
}
_SETTLED = re.compile("[" + "".join(_SETTLERS) + "]")
