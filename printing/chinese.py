"""The Chinese paragraph: a flowable that breaks, justifies and draws by the rules of GB/T 15834."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from reportlab.platypus.flowables import Flowable

from printing.composing import compose
from printing.galley import Galley
from printing.line_breaking import Line, break_lines
from printing.text_drawing import LineWriter
from printing.text_style import Place, Run, TextStyle

__all__ = ["Call", "ChineseParagraph", "Run", "TextStyle"]

_place = attrgetter("place")
_EM_TOP = 0.88  # of an em above the baseline: where a Han character's square ends


class Call(NamedTuple):
    """Where a paragraph calls a note: the place of its mark in the galley, and the note's text."""

    place: int
    note: tuple[Run, ...]


class ChineseParagraph(Flowable):  # type: ignore[misc]
    """A paragraph of runs, justified on both edges.

    `anchor` makes its place a destination that links (`#name`) reach; `outline_level` and `outline_title` are for a
    document template's `afterFlowable` (contents, bookmarks). When it is split over two pages, the first part keeps
    all three.
    """

    def __init__(
        self,
        content: str | Sequence[Run],
        style: TextStyle | None = None,
        *,
        anchor: str = "",
        outline_level: int = -1,
        outline_title: str = "",
    ) -> None:
        super().__init__()
        self.runs = (Run(content),) if isinstance(content, str) else tuple(content)
        self.style = style or TextStyle()
        self.anchor = anchor
        self.outline_level = outline_level
        self.outline_title = outline_title
        self.spaceBefore = self.style.space_before
        self.spaceAfter = self.style.space_after
        self.keepWithNext = self.style.keep_with_next
        self._galley: Galley | None = None
        self._lines: list[Line] = []
        self._broken_for: float | None = None
        self._fixed = False  # a part of a split paragraph keeps its lines
        self._calls = _calls(self.runs)

    @property
    def text(self) -> str:
        """The paragraph's words without their setting."""
        return "".join(run.text for run in self.runs)

    @property
    def drawn(self) -> str:
        """The words of its lines: of a paragraph that was split over pages, those of this part."""
        return self.galley.text[self._lines[0].start : self._lines[-1].end] if self._lines else ""

    @property
    def places(self) -> tuple[Place, ...]:
        """Its own place, if it has an anchor; of a paragraph that was split over pages, the first part has it."""
        return (Place(self.anchor, self.outline_level, self.outline_title),) if self.anchor else ()

    @property
    def galley(self) -> Galley:
        """The paragraph in one endless line, composed once."""
        if self._galley is None:
            self._galley = compose(self.runs, self.style)
        return self._galley

    def lines(self, width: float) -> list[Line]:
        """The lines of the paragraph in a measure of `width` points."""
        if not self._fixed and self._broken_for != width:
            style = self.style
            measure = width - (style.left_indent_em + style.right_indent_em) * style.size
            first = measure - style.first_indent_em * style.size
            self._lines = break_lines(self.galley, style.size, first, measure, style.alignment == "justify")
            self._broken_for = width
        return self._lines

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """The paragraph's size in a measure of `availWidth` points."""
        self.width = availWidth
        self.height = len(self.lines(availWidth)) * self.style.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list["ChineseParagraph"]:  # noqa: N803
        """Two parts, so that neither leaves fewer lines alone than the style allows; none when that cannot be."""
        lines = self.lines(availWidth)
        fits = int((availHeight + 0.01) / self.style.leading)
        if len(lines) * self.style.leading <= availHeight:
            return [self]
        fits = min(fits, len(lines) - min(self.style.widow_lines, len(lines)))
        if fits < min(self.style.orphan_lines, len(lines)) or fits < 1:
            return []
        return self.parted(fits)

    def parted(self, fits: int) -> list["ChineseParagraph"]:
        """Its first `fits` lines, and the rest; the lines are those of its last measure."""
        return [self._part(self._lines[:fits], first=True), self._part(self._lines[fits:], first=False)]

    def calls(self, lines: Sequence[Line] | None = None) -> tuple[Call, ...]:
        """The notes that it calls, or of them those that `lines` call."""
        if lines is None or not self._calls:
            return self._calls
        if not lines:
            return ()
        first = bisect_left(self._calls, lines[0].start, key=_place)
        return self._calls[first : bisect_left(self._calls, lines[-1].end, key=_place)]

    def mark(self, call: Call, mark: str) -> None:
        """Draw `mark`, one character as wide as that in the text, where a note is called."""
        self.galley.keys[call.place] = mark

    def _part(self, lines: list[Line], first: bool) -> "ChineseParagraph":
        part = ChineseParagraph(self.runs, self.style)
        if first:
            part.anchor, part.outline_level, part.outline_title = self.anchor, self.outline_level, self.outline_title
            part.spaceAfter = 0.0
        else:
            part.spaceBefore = 0.0
        part._galley, part._lines, part._fixed = self.galley, lines, True
        if self._calls:
            part._calls = self.calls(lines)
        return part

    def draw(self) -> None:
        """Draw the lines on the flowable's canvas."""
        canvas: Any = self.canv
        if self.anchor:
            canvas.bookmarkHorizontal(self.anchor, 0, self.height)
        style = self.style
        writer = LineWriter(canvas)
        baseline = self.height - (style.leading - style.size) / 2 - _EM_TOP * style.size
        for line in self._lines:
            left = self._left_of(line)
            for look, start, end in writer.line(self.galley, line, left, baseline):
                self._link(canvas, look.link, (start, baseline - 0.2 * look.size, end, baseline + 0.9 * look.size))
            baseline -= style.leading
        canvas.addLiteral(writer.finish())

    def _left_of(self, line: Line) -> float:
        style = self.style
        left = style.left_indent_em * style.size
        if line.start == 0:
            left += style.first_indent_em * style.size
        room = self.width - left - style.right_indent_em * style.size - line.width
        return left + {"center": room / 2, "right": room}.get(style.alignment, 0.0)

    def _link(self, canvas: Any, link: str, box: tuple[float, float, float, float]) -> None:
        if link.startswith("#"):
            canvas.linkRect("", link[1:], box, relative=1)
        else:
            canvas.linkURL(link, box, relative=1)


def _calls(runs: Sequence[Run]) -> tuple[Call, ...]:
    found, place = [], 0
    for run in runs:
        if run.note:
            found.append(Call(place, run.note))
        place += len(run.text)
    return tuple(found)
