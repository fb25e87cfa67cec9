"""One line of text anywhere on a canvas: covers, cards, running heads."""

from dataclasses import replace
from typing import Any

from printing.composing import compose
from printing.line_breaking import Line, break_lines
from printing.text_drawing import LineWriter
from printing.text_style import Run, TextStyle

_ENDLESS = 1e9


def line_width(text: str, style: TextStyle) -> float:
    """How wide a text is on one line, in points."""
    return _one_line(text, style)[1].width if text else 0.0


def fitted(text: str, style: TextStyle, width: float, smallest: float = 4.0) -> TextStyle:
    """The style, smaller where the text would be wider than `width` points, but not below `smallest`."""
    natural = line_width(text, style)
    return style if natural <= width else replace(style, size=max(smallest, style.size * width / natural))


def set_line(canvas: Any, text: str, x: float, y: float, style: TextStyle, width: float = 0.0) -> float:
    """Set a text on one line with its baseline at `y`; how wide it is, in points.

    `x` is the left edge of the text; where `width` is given, of the measure in which the style's alignment holds.
    """
    if not text:
        return 0.0
    galley, line = _one_line(text, style)
    room = width - line.width if width else 0.0
    writer = LineWriter(canvas)
    writer.line(galley, line, x + {"center": room / 2, "right": room}.get(style.alignment, 0.0), y)
    canvas.addLiteral(writer.finish())
    return line.width


def set_block(
    canvas: Any,
    text: str,
    x: float,
    y: float,
    style: TextStyle,
    width: float,
    most_lines: int = 2,
    smallest: float = 4.0,
) -> float:
    """Set a text in up to `most_lines` lines in a measure of `width` points, smaller where it needs more.

    `y` is the baseline of its first line; the baseline of its last is returned.
    """
    if not text:
        return y
    while True:
        galley = compose((Run(text),), style)
        lines = break_lines(galley, style.size, width, width, justify=False)
        if len(lines) <= most_lines or style.size <= smallest:
            break
        style = replace(style, size=max(smallest, style.size * 0.95), leading=style.leading * 0.95)
    writer = LineWriter(canvas)
    for place, line in enumerate(lines):
        room = {"center": (width - line.width) / 2, "right": width - line.width}.get(style.alignment, 0.0)
        writer.line(galley, line, x + room, y - place * style.leading)
    canvas.addLiteral(writer.finish())
    return y - (len(lines) - 1) * style.leading


def _one_line(text: str, style: TextStyle) -> tuple[Any, Line]:
    galley = compose((Run(text.replace("\n", " ")),), style)
    return galley, break_lines(galley, style.size, _ENDLESS, _ENDLESS, justify=False)[0]
