"""What stands beneath one another on a cover, made smaller until there is room for it. Lengths in points."""

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Flowable

Stack = list[tuple[float, Flowable]]
"""The space above each, and itself."""

_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
_ENDLESS = 10_000.0


def fitted(stack_at: Callable[[float], Stack], width: float, room: float) -> Stack:
    """The stack at the largest scale at which it is no higher than `room`, or at the smallest there is."""
    for scale in _SCALES:
        if stack_height(stack := stack_at(scale), width) <= room:
            break
    return stack


def stack_height(stack: Stack, width: float) -> float:
    """How high it is in a measure of `width`."""
    return float(sum(gap + each.wrap(width, _ENDLESS)[1] for gap, each in stack))


def draw_stack(canvas: Any, stack: Stack, x: float, top: float, width: float) -> None:
    """Draw it down from `top`."""
    for gap, each in stack:
        top -= gap + each.wrap(width, _ENDLESS)[1]
        each.drawOn(canvas, x, top)
