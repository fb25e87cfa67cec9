"""Notes at the foot of the page that calls them, numbered ①②… on each page, while the page is filled in one pass.

A line, or a Mongolian column, goes on a page with the notes that it calls. Where they do not fit beside it, the line
moves to the next page with them. Notes take a third of a page at most: at the head of a page a line is taken whatever
it calls, and what its notes have too much goes on at the foot of the next page.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Frame
from reportlab.platypus.flowables import Flowable, KeepTogether

from printing.chinese import Call, ChineseParagraph, Run, TextStyle
from printing.line_breaking import Line
from printing.vertical_flow import VerticalFlow

_CIRCLED = [*map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260)), *map(chr, range(0x32B1, 0x32C0))]
CALL = _CIRCLED[0]  # what stands in the text until the page of a note is known: all circled numbers are as wide
_RULE = 0.25  # of the measure
_ABOVE = 0.7  # of a line of notes: between the text and the rule, and between the rule and the notes


def circled(number: int) -> str:
    """① to ㊿; then they begin again, which only a line that calls more than fifty notes can come to."""
    return _CIRCLED[(number - 1) % len(_CIRCLED)]


def numbered(mark: str, note: Sequence[Run], style: TextStyle) -> ChineseParagraph:
    """A note as it is set: its mark, which hangs, and its words."""
    if mark in _CIRCLED:
        return ChineseParagraph((Run(f"{mark}\u3000"), *note), _hanging(style, 2.0))
    return ChineseParagraph((Run(f"{mark} "), *note), _hanging(style, 0.6 * len(mark) + 0.4))


def _hanging(style: TextStyle, ems: float) -> TextStyle:
    return replace(style, left_indent_em=ems, first_indent_em=-ems, widow_lines=1, orphan_lines=1)


class Footnotes:
    """The notes of the page at hand, and what waits for the next. Lengths in points."""

    def __init__(self, style: TextStyle, measure: float, most: float) -> None:
        self._style, self._measure, self.most = style, measure, most
        self._standing: list[ChineseParagraph] = []
        self._called = 0
        self.waiting: list[ChineseParagraph] = []
        self.height = 0.0

    def __deepcopy__(self, _memo: object) -> "Footnotes":
        return self  # ReportLab copies the frame to measure what is kept together: nothing is added to the copy

    def begin_page(self) -> None:
        """A page begins: what waited stands at its foot, and numbers begin again."""
        self._standing, self._called, self.height = [], 0, 0.0
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            self._stand(note)

    def height_with(self, calls: Sequence[Call]) -> float | None:
        """The height of the notes with these added; None where the page has no room for all of them."""
        if not calls:
            return self.height
        if self.waiting or self._called + len(calls) > len(_CIRCLED):
            return None
        notes = (self._set(call, self._called + number) for number, call in enumerate(calls, start=1))
        height = self._with(sum(self._height(note) for note in notes))
        return height if height <= self.most else None

    def take(self, paragraph: ChineseParagraph | VerticalFlow, calls: Sequence[Call]) -> None:
        """Number calls of a paragraph, and let their notes stand here, or wait where there is no room."""
        for call in calls:
            self._called += 1
            paragraph.mark(call, circled(self._called))
            self._stand(self._set(call, self._called))

    def draw(self, canvas: Any, left: float, bottom: float) -> None:
        """Draw the notes upwards from `bottom`, beneath their rule."""
        if not self._standing:
            return
        y = bottom + self.height - self._style.leading * _ABOVE
        canvas.saveState()
        canvas.setStrokeColor(HexColor("#000000"))
        canvas.setLineWidth(0.5)
        canvas.line(left, y, left + self._measure * _RULE, y)
        canvas.restoreState()
        y -= self._style.leading * _ABOVE
        for note in self._standing:
            y -= self._height(note)
            note.drawOn(canvas, left, y)

    def _set(self, call: Call, number: int) -> ChineseParagraph:
        return numbered(circled(number), call.note, self._style)

    def _height(self, note: ChineseParagraph) -> float:
        return note.wrap(self._measure, self.most)[1]

    def _with(self, more: float) -> float:
        return self.height + more + (0.0 if self._standing else 2 * _ABOVE * self._style.leading)

    def _stand(self, note: ChineseParagraph) -> None:
        if self.waiting:
            self.waiting.append(note)
            return
        if self._with(self._height(note)) > self.most + 0.01:
            first, *rest = note.split(self._measure, self.most - self._with(0.0)) or (None, note)
            self.waiting.extend(rest)
            if first is None:
                return
            note = first
        self.height = self._with(self._height(note))
        self._standing.append(note)


class NotedFrame(Frame):  # type: ignore[misc]
    """A frame of ReportLab's that gives up at its foot what the notes of its page need."""

    def __init__(self, footnotes: Footnotes, *box: float) -> None:
        self.__dict__["footnotes"] = footnotes
        super().__init__(*box, leftPadding=0, bottomPadding=0, rightPadding=0, topPadding=0, id="text")

    def begin_page(self) -> None:
        """To be called when its page has begun."""
        self.footnotes.begin_page()
        self._reserve()

    def _reserve(self) -> None:
        self.__dict__["_y1p"] = self._y1 + self.footnotes.height

    def _add(self, flowable: Flowable, canv: Any, trySplit: int = 0) -> int:  # noqa: N803 - ReportLab's name
        if isinstance(flowable, VerticalFlow) and flowable.has_notes:
            return self._add_columns(flowable, canv, trySplit)
        if not (isinstance(flowable, ChineseParagraph) and flowable.calls()):
            return int(super()._add(flowable, canv, trySplit))
        lines = flowable.lines(self._getAvailableWidth())
        if self._fitting(flowable, lines) < len(lines):
            return 0
        self.footnotes.take(flowable, flowable.calls(lines))
        self._reserve()
        return int(super()._add(flowable, canv, trySplit))

    add = _add

    def split(self, flowable: Flowable, canv: Any) -> list[Flowable]:
        """The lines that fit here with their notes, and the rest; a heading goes on with the line that it heads."""
        if isinstance(flowable, KeepTogether) and not self._atTop and self._leaves_alone(flowable._content):
            return []
        if isinstance(flowable, VerticalFlow) and flowable.has_notes:
            parts = self._columns_fitting(flowable)
            return [*parts] if len(parts) > 1 else []
        if not (isinstance(flowable, ChineseParagraph) and flowable.calls()):
            return list(super().split(flowable, canv))
        lines = flowable.lines(self._getAvailableWidth())
        fits = self._fitting(flowable, lines)
        return flowable.parted(fits) if 0 < fits < len(lines) else []

    def _add_columns(self, flow: VerticalFlow, canv: Any, trySplit: int) -> int:  # noqa: N803 - ReportLab's name
        if len(self._columns_fitting(flow)) != 1:
            return 0
        flow.fix()
        self.footnotes.take(flow, flow.calls())
        self._reserve()
        return int(super()._add(flow, canv, trySplit))

    def _columns_fitting(self, flow: VerticalFlow) -> list[VerticalFlow]:
        """The columns that can stand here with the notes that they call, and the rest."""
        width = self._getAvailableWidth()
        space = 0.0 if self._atTop else max(flow.spaceBefore - self._prevASpace * bool(self._oASpace), 0.0)
        room = self._y - self._y1 - space
        parts = flow.parts(width, room - self.footnotes.height)
        while parts:
            first = parts[0]
            columns = first.columns
            while columns and self.footnotes.height_with(first.calls(columns)) is None:
                columns -= 1
            if not columns and not self._atTop:
                return []
            if max(columns, 1) < first.columns:
                parts = flow.parted(max(columns, 1))
                first = parts[0]
            height = self.footnotes.height_with(first.calls())
            left = room - (self.footnotes.most if height is None else height)
            if first.height <= left + 0.01:
                return parts
            parts = flow.parts(width, left)
        return []

    def _leaves_alone(self, content: Sequence[Flowable]) -> bool:
        """Whether the headings of `content` would stand here without the first lines of what they head."""
        *heads, last = content
        if not isinstance(last, ChineseParagraph) or not all(isinstance(head, ChineseParagraph) for head in heads):
            return False
        lines = last.lines(self._getAvailableWidth())[: last.style.orphan_lines]
        calls = [call for head in heads for call in head.calls()] + list(last.calls(lines))
        if not calls:
            return False
        height = self.footnotes.height_with(calls)
        need = sum(head.wrap(self._aW, self._aH)[1] + head.spaceBefore + head.spaceAfter for head in heads)
        return height is None or self._y - need - len(lines) * last.style.leading < self._y1 + height

    def _fitting(self, paragraph: ChineseParagraph, lines: list[Line]) -> int:
        """How many lines of a paragraph can stand here, each with the notes that it calls."""
        space = 0.0 if self._atTop else max(paragraph.spaceBefore - self._prevASpace * bool(self._oASpace), 0.0)
        height: float | None = self.footnotes.height
        calls: list[Call] = []
        fits = 0
        for line in lines:
            called = paragraph.calls([line])
            if called:
                calls += called
                height = self.footnotes.height_with(calls)
            depth = (fits + 1) * paragraph.style.leading + space
            if height is None or self._y - depth < self._y1 + height - 0.01:
                break
            fits += 1
        if fits == len(lines):
            return fits
        style, taken = paragraph.style, fits
        fits = min(fits, len(lines) - min(style.widow_lines, len(lines)))
        if fits < min(style.orphan_lines, len(lines)):
            fits = 0
        return fits or (max(taken, 1) if self._atTop else 0)
