"""Lines of a galley as PDF operators: one text object for a paragraph, one TJ for each stretch set alike."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import toColor

from printing.embedding import Codes
from printing.galley import Galley, Look
from printing.line_breaking import Line
from printing.shaping import ShapedWord

_VISIBLE = 0.008  # points: a smaller displacement is not written


class LineWriter:
    """Writes lines into one text object; remembers font and colour from line to line."""

    def __init__(self, canvas: Any) -> None:
        self._document = canvas._doc
        self.operators = ["q BT"]
        self._font = ""
        self._rise = 0.0
        self._color = ""
        self._spacing = 0.0

    def finish(self) -> str:
        """The operators of all lines written."""
        return "\n".join([*self.operators, "ET Q"])

    def line(self, galley: Galley, line: Line, x: float, y: float) -> list[tuple[Look, float, float]]:
        """Write one line whose left edge is at (x, y); the stretches that are links, with their left and right edge."""
        self.operators.append(f"1 0 0 1 {x + line.x:.3f} {y:.3f} Tm")
        self._space(0.0 if line.evenly else round(line.stretch, 4))
        links: list[tuple[Look, float, float]] = []
        want = pen = x + line.x
        place = line.start
        while place < line.end:
            look = galley.looks[place]
            left = want
            place, want, pen = self._stretch(galley, line, place, want, pen)
            if look.link:
                links.append((look, left, want))
        return links

    def _stretch(self, galley: Galley, line: Line, place: int, want: float, pen: float) -> tuple[int, float, float]:
        """Write what is set alike from `place` on; the next place, where it wants to stand, and where the pen is."""
        look = galley.looks[place]
        self._look(look)
        codes = look.font.codes_in(self._document)
        keys, looks, reach, spacing = galley.keys, galley.looks, galley.reach, self._spacing
        pieces: list[str] = []
        hexes: list[str] = []
        for stop in self._stops(galley, line, place):
            if stop > place:  # as many as are set alike, at once
                pen = self._moved(pieces, hexes, want, pen, look)
                hexes.extend(map(codes.__getitem__, keys[place:stop]))  # type: ignore[arg-type]  # none is a word
                width, spaces = reach[stop] - reach[place], stop - place
                want, pen, place = want + width + spaces * line.stretch, pen + width + spaces * spacing, stop
            if place == line.end or looks[place] is not look:
                break
            key = keys[place]
            if isinstance(key, ShapedWord):
                self._show(pieces, hexes)
                pen = self._word(key, look, want, pen)
            elif key:
                pen = self._moved(pieces, hexes, want + galley.shifts.get(place, 0.0), pen, look)
                hexes.append(codes[key])
                pen += galley.naturals.get(place, galley.widths[place]) + spacing
            want += galley.widths[place] + galley.after[place] + _extra(galley, line, place)
            place += 1
        self._show(pieces, hexes)
        return place, want, pen

    def _stops(self, galley: Galley, line: Line, place: int) -> Iterable[int]:
        """Where single characters stand from `place` to the end of the line, and that end."""
        if line.evenly:
            return range(place, line.end + 1)
        singles = galley.singles
        first = bisect_left(singles, place)
        return [*singles[first : bisect_left(singles, line.end, first)], line.end]

    def _moved(self, pieces: list[str], hexes: list[str], want: float, pen: float, look: Look) -> float:
        """Move the pen to where the next glyph is wanted; where it is then."""
        move = want - pen
        if -_VISIBLE <= move <= _VISIBLE:
            return pen
        pieces.append(f"{_string(hexes)}{-move * 1000 / look.size:.1f}")
        hexes.clear()
        return want

    def _show(self, pieces: list[str], hexes: list[str]) -> None:
        pieces.append(_string(hexes))
        if any(pieces):
            self.operators.append(f"[{''.join(pieces)}] TJ")
        pieces.clear()
        hexes.clear()

    def _word(self, word: ShapedWord, look: Look, want: float, pen: float) -> float:
        """Write a shaped word as one span whose text is what was stored; where the pen is after it."""
        spacing = self._spacing
        self._space(0.0)
        self.operators.append(f"[{(pen - want) * 1000 / look.size:.1f}] TJ")
        self.operators.extend(shaped_span(word, look.font.codes_in(self._document), look.size))
        self._space(spacing)
        return want + word.advance * look.size * 0.001

    def _look(self, look: Look) -> None:
        if look.color != self._color:
            self._color = look.color
            self.operators.append(fill_color(look.color))
        font = f"{look.font.getSubsetInternalName(0, self._document)} {look.size:.4g} Tf"
        if font != self._font:
            self._font = font
            self.operators.append(font)
        if look.rise != self._rise:
            self._rise = look.rise
            self.operators.append(f"{look.rise:.3f} Ts")

    def _space(self, spacing: float) -> None:
        if spacing != self._spacing:
            self._spacing = spacing
            self.operators.append(f"{spacing:.4f} Tc")


def _extra(galley: Galley, line: Line, place: int) -> float:
    """What a line that is drawn out or squeezed gives to the space after a character."""
    if line.evenly:
        return line.stretch
    return galley.weights[place] * line.stretch - galley.shrink[place] * line.squeeze


@lru_cache(maxsize=64)
def fill_color(color: str) -> str:
    """The operator that fills with a colour given as `#RRGGBB` or by name."""
    red, green, blue = toColor(color).rgb()
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"


def shaped_span(word: ShapedWord, codes: Codes, size: float) -> list[str]:
    """A shaped word as operators, to be copied and searched as the text that was stored (PDF 32000-1, 14.9.4)."""
    actual = ("\ufeff" + word.text).encode("utf-16-be", "replace").hex().upper()
    operators = [f"/Span <</Lang (mn-Mong) /ActualText <{actual}>>> BDC"]
    pen = want = rise = 0.0
    pieces: list[str] = []
    for each in word.glyphs:
        if each.y_offset != rise:
            operators.append(f"[{''.join(pieces)}] TJ {each.y_offset * size * 0.001:.3f} Ts")
            pieces, rise = [], each.y_offset
        move = want + each.x_offset - pen
        pieces.append(f"{-move:.1f}<{codes[each.glyph]}>" if abs(move) > 0.5 else f"<{codes[each.glyph]}>")
        pen, want = want + each.x_offset + each.own_advance, want + each.advance
    pieces.append(f"{pen - want:.1f}" if abs(want - pen) > 0.5 else "")
    operators.append(f"[{''.join(pieces)}] TJ" + (" 0 Ts" if rise else ""))
    return [*operators, "EMC"]


def _string(hexes: Iterable[str]) -> str:
    joined = "".join(hexes)
    return f"<{joined}>" if joined else ""
