"""Ornaments of the region, drawn by us as paths: no font and no picture file. Lengths in points.

回纹: square spirals that grow from one line, run around a page as a frame. 犄角纹: a pair of ram's horns, and a
medallion of two pairs, a lozenge between the horns of each. A horn is a clothoid: it starts straight and curls the
tighter the further it goes, its stroke growing thinner, as the pattern is cut from felt.
"""

from functools import cache
from math import cos, radians, sin
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor

Point = tuple[float, float]

_SPIRAL: tuple[Point, ...] = ((0, 0), (0, 3), (3, 3), (3, 1), (1, 1), (1, 2), (2, 2))
_PERIOD, MEANDER_HEIGHT = 4, 3  # in units of the meander
_STROKE = 0.46  # of a unit
_CORNER = ((0, 0, 3), (1, 1, 1))  # squares within one another: left, foot, edge


class Horn(NamedTuple):
    """One horn of a pair, before it is scaled: its stem stands at (0, 0) and goes up."""

    turn: float  # degrees in all
    bend: float  # how late it bends: the power of the way gone
    length: float
    thickness: float


_LARGE = Horn(560, 2.0, 2.35, 0.17)
_SMALL = Horn(430, 1.5, 1.15, 0.12)


def meander_frame(canvas: Any, box: tuple[float, float, float, float], unit: float, color: str) -> None:
    """A frame of 回纹 within `box` (left, foot, right, top), three units wide, with a 回 in each corner."""
    left, foot, right, top = box
    wide, high, deep = right - left, top - foot, MEANDER_HEIGHT * unit
    canvas.saveState()
    canvas.setStrokeColor(HexColor(color))
    canvas.setLineWidth(_STROKE * unit)
    canvas.setLineCap(2)
    canvas.setLineJoin(0)
    for x, y, turned, length in (
        (left, foot, 0, wide),
        (right, foot, 90, high),
        (right, top, 180, wide),
        (left, top, 270, high),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turned)
        for across, up, edge in _CORNER:
            canvas.rect(across * unit, up * unit, edge * unit, edge * unit, stroke=1, fill=0)
        _side(canvas, deep + unit, length - deep - unit, unit)
        canvas.restoreState()
    canvas.restoreState()


def meander_line(canvas: Any, x: float, y: float, length: float, unit: float, color: str) -> None:
    """A line of 回纹 from (x, y), its spirals above it; about `length` long, a whole number of spirals."""
    canvas.saveState()
    canvas.setStrokeColor(HexColor(color))
    canvas.setLineWidth(_STROKE * unit)
    canvas.setLineCap(2)
    canvas.setLineJoin(0)
    canvas.translate(x, y)
    _side(canvas, 0, length, unit)
    canvas.restoreState()


def _side(canvas: Any, start: float, end: float, unit: float) -> None:
    """Spirals along the x-axis from `start`, spaced so that the last ends at `end`."""
    count = max(1, round((end - start + unit) / (_PERIOD * unit)))
    step = (end - start + unit) / count  # a spiral and the unit between it and the next
    path = canvas.beginPath()
    for number in range(count):
        at = start + number * step
        path.moveTo(at + (3 * unit if number == count - 1 else step), 0)
        for across, up in _SPIRAL:
            path.lineTo(at + across * unit, up * unit)
    canvas.drawPath(path, stroke=1, fill=0)


def horns(canvas: Any, x: float, y: float, height: float, color: str, *, turned: float = 0.0) -> None:
    """A pair of horns `height` high that stands on (x, y), or is turned about it by so many degrees."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turned)
    scale = height / max(up for _across, up in _outline(_LARGE))
    canvas.setFillColor(HexColor(color))
    for horn in (_LARGE, _SMALL):
        for side in (1, -1):
            edge = [(side * across * scale, up * scale) for across, up in _outline(horn)]
            _fill(canvas, edge)
            (x1, y1), (x2, y2) = edge[len(edge) // 2 - 1 : len(edge) // 2 + 1]  # its tip
            canvas.circle((x1 + x2) / 2, (y1 + y2) / 2, horn.thickness * scale * 0.3, stroke=0, fill=1)
    canvas.restoreState()


def medallion(canvas: Any, x: float, y: float, height: float, color: str) -> None:
    """Two pairs of horns, a lozenge between each; (x, y) is the middle, `height` the whole height."""
    half = height / 2
    for turned in (0, 180):
        horns(canvas, x, y, half, color, turned=turned)
    edge = half * 0.11
    canvas.saveState()
    canvas.setFillColor(HexColor(color))
    for up in (y + half * 0.9, y - half * 0.9):
        _fill(canvas, [(x - edge, up), (x, up + edge), (x + edge, up), (x, up - edge)])
    canvas.restoreState()


def _fill(canvas: Any, points: list[Point]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@cache
def _outline(horn: Horn, steps: int = 90) -> tuple[Point, ...]:
    """The edge of a right-hand horn: up its left side and back down its right."""
    middle: list[Point] = [(0.0, 0.0)]
    headings = [90 - horn.turn * (step / steps) ** horn.bend for step in range(steps + 1)]
    for heading in headings[1:]:
        x, y = middle[-1]
        way = horn.length / steps
        middle.append((x + way * cos(radians(heading)), y + way * sin(radians(heading))))
    left, right = [], []
    for step, ((x, y), heading) in enumerate(zip(middle, headings, strict=True)):
        half = horn.thickness / 2 * (1 - 0.72 * step / steps)
        across, up = -sin(radians(heading)) * half, cos(radians(heading)) * half
        left.append((x + across, y + up))
        right.append((x - across, y - up))
    return (*left, *reversed(right))
