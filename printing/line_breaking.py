"""Where the lines of a galley end, and by how much each is drawn out or squeezed to fill its measure.

Line by line, as a compositor does it: as much as fits; a little more where the line's marks and spaces can give it
up with less harm than drawing the shorter line out; never a last line of one character (GB/T 15834, 5.1.11).
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from printing.galley import Galley

_LOOSE = 0.08  # of an em between two characters: a line drawn out so far is as bad as one squeezed to the limit
_RUNT = 1.75  # ems: one character and its full stop
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a galley, beginning `x` to the right of the line's left edge (points).

    After each character stands its own space, `stretch` times its weight more and `squeeze` times its shrink less.
    """

    start: int
    end: int
    x: float
    width: float  # as it is set, without what hangs or is trimmed at its ends
    stretch: float = 0.0
    squeeze: float = 0.0
    evenly: bool = False  # nothing in the line has a weight: all its characters are drawn apart


class Breaker:
    """The sums of one galley, and the choice of each line."""

    def __init__(self, galley: Galley, em: float) -> None:
        self.galley = galley
        self.em = em
        self.reach = galley.reach
        self.weight: list[int] = [0, *accumulate(galley.weights)]
        self.shrink: list[float] = [0.0, *accumulate(galley.shrink)]
        after, trims, reach = galley.after, galley.trims, galley.reach
        ends = [reach[place] - after[place - 1] for place in galley.breaks]
        if trims:
            ends = [end - trims.get(place - 1, 0.0) for end, place in zip(ends, galley.breaks, strict=True)]
        self.ends = list(accumulate(ends, max))

    def end_of(self, place: int) -> float:
        """How far a line that ends before `place` reaches, from the galley's left edge."""
        last = place - 1
        return self.reach[place] - self.galley.after[last] - self.galley.trims.get(last, 0.0)

    def unit_after(self, at: int) -> float:
        """The width of what stands between one break and the next: a character, a word, an address."""
        breaks = self.galley.breaks
        return self.reach[breaks[at + 1]] - self.reach[breaks[at]] if at + 1 < len(breaks) else 0.0

    def line(self, start: int, end: int, target: float) -> Line:
        """The line from `start` to `end`, justified to `target` on the galley's own scale."""
        x = self.galley.starts.get(start, 0.0)
        room = target - self.end_of(end)
        width = self.end_of(end) - self.reach[start] + x
        if abs(room) <= _CLOSE:
            return Line(start, end, x, width)
        if room < 0:
            give = self.shrink[end - 1] - self.shrink[start]
            squeeze = min(1.0, -room / give) if give else 0.0
            return Line(start, end, x, width - squeeze * give, squeeze=squeeze)
        weight = self.weight[end - 1] - self.weight[start]
        if weight:
            return Line(start, end, x, width + room, stretch=room / weight)
        gaps = end - 1 - start
        return (
            Line(start, end, x, width + room, stretch=room / gaps, evenly=True) if gaps else Line(start, end, x, width)
        )

    def looseness(self, start: int, end: int, target: float) -> float:
        """0 for a line that fills its measure, 1 for one drawn out to the limit of what is good."""
        weight = self.weight[end - 1] - self.weight[start]
        return (target - self.end_of(end)) / (weight * _LOOSE * self.em) if weight else 100.0

    def tightness(self, start: int, end: int, target: float) -> float:
        """1 for a line that gives up all it can; more when that is not enough."""
        give = self.shrink[end - 1] - self.shrink[start]
        return (self.end_of(end) - target) / give if give else 100.0


def break_lines(galley: Galley, em: float, first: float, rest: float, justify: bool = True) -> list[Line]:
    """Break a galley into lines `first` and then `rest` points wide; lines in order, together the whole text."""
    if not galley.text:
        return []
    breaker = Breaker(galley, em)
    breaks, stops = galley.breaks, sorted(galley.forced)
    lines: list[Line] = []
    start, seen = 0, 0
    while start < len(galley.text):
        target = breaker.reach[start] + (rest if lines else first) - galley.starts.get(start, 0.0)
        at = bisect_right(breaker.ends, target + _CLOSE, lo=seen) - 1
        if at < seen or breaker.unit_after(at) > rest:
            end = _emergency(breaker, start, target, breaks[at + 1])
        else:
            end = breaks[_choose(breaker, start, at, seen, target) if justify else at]
        end = next((stop for stop in stops if start < stop < end), end)
        last = end == len(galley.text) or end in galley.forced
        lines.append(breaker.line(start, end, min(target, breaker.end_of(end)) if last or not justify else target))
        start = end
        seen = bisect_right(breaks, start, lo=seen)
    return lines


def _choose(breaker: Breaker, start: int, at: int, seen: int, target: float) -> int:
    """The break to end a justified line with: `at`, the last that fits, or a neighbour that does less harm."""
    breaks = breaker.galley.breaks
    final = len(breaks) - 1
    if at == final:
        return at
    tight = breaker.tightness(start, breaks[at + 1], target)
    squeezed = tight <= 1.0 and (at + 1 == final or tight < breaker.looseness(start, breaks[at], target))
    best = at + 1 if squeezed else at
    leftover = breaker.ends[final] - breaker.reach[breaks[best]]
    if best < final and leftover < _RUNT * breaker.em and at > seen:
        shorter = at if best > at else at - 1
        if breaker.looseness(start, breaks[shorter], target) < 2.0:
            return shorter
    return best


def _emergency(breaker: Breaker, start: int, target: float, next_break: int) -> int:
    """A place in a word that is longer than the line: what fits, but never inside what is drawn as one."""
    end = max(bisect_right(breaker.reach, target + _CLOSE, lo=start) - 1, start + 1)
    while end < next_break and not breaker.galley.widths[end]:
        end += 1
    return min(end, next_break)
