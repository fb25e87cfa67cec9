"""Vertical paragraphs after one another: one flow of columns from left to right, which goes on over pages.

What is left on a page is set anew at the next, in columns as high as there is room. Where everything finds room, the
columns are only as high as it takes to fill the measure, but not lower than `least`, so that lines stay long enough to
be read and little paper stays white. Without a `least` they are made even: as low as the same number of columns can be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus.flowables import Flowable

from printing.chinese import Call
from printing.columns import WORD_SPACE, Column, Unit, cut, fill, units
from printing.mongolian import PITCH, PlacedColumn, draw_columns
from printing.text_style import Place, Run

_ENDLESS = 1e6  # points
_LAST_STEP = 4.0  # points: heights nearer than this are not told apart


@dataclass(frozen=True)
class VerticalParagraph:
    """A paragraph and how it is set. `_em` lengths in its own size: indents at the head of the columns, gaps beside.

    A `marker` stands before the first column, hanging in the indent as far as it finds room there. An `anchor` makes
    its place a destination; level and title are for the bookmarks.
    """

    runs: Sequence[Run]
    size: float = 14.0
    bold: bool = False
    indent_em: float = 0.0
    first_indent_em: float = 0.0
    foot_indent_em: float = 0.0
    before_em: float = 0.0
    after_em: float = 0.0
    marker: str = ""
    keep_with_next: bool = False
    anchor: str = ""
    outline_level: int = -1
    outline_title: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph, or what is left of it."""

    paragraph: VerticalParagraph
    units: tuple[Unit, ...]
    begins: bool = True


@dataclass(frozen=True, slots=True)
class _SetColumn:
    """A column of the text number `text`, after which `taken` of its units are set. Lengths in points."""

    text: int
    taken: int
    column: Column
    head: float
    x: float
    right: float
    paragraph: VerticalParagraph
    begins: bool


class VerticalFlow(Flowable):  # type: ignore[misc]
    """Paragraphs in columns; `least` and `most` are their lowest and greatest height in points.

    A flow is not split where there is less room than `least`, if it has one.

    No word is longer than `most` once it is set: one that would be is cut.
    """

    def __init__(
        self,
        paragraphs: Sequence[VerticalParagraph],
        most: float,
        *,
        least: float = 0.0,
        color: str = "#000000",
        keep_with_next: bool = False,
    ) -> None:
        super().__init__()
        self.most, self.least, self.color = most, min(least, most), color
        self.keepWithNext = keep_with_next
        self.spaceBefore = self.spaceAfter = 0.0
        self._texts = tuple(_text(paragraph, most) for paragraph in paragraphs)
        self.has_notes = any(run.note for paragraph in paragraphs for run in paragraph.runs)
        self._columns: list[_SetColumn] = []
        self._marks: dict[int, str] = {}  # of the notes that its columns call, in their order
        self._fixed = False  # a part that was split off keeps its columns

    @property
    def drawn(self) -> str:
        """The words of its columns: of a flow that was split over pages, those of this part."""
        words = (word for each in self._columns for word in each.column.words)
        return " ".join("".join(piece.text for piece in word) for word in words)

    @property
    def places(self) -> tuple[Place, ...]:
        """The paragraphs with an anchor that begin in its columns."""
        begun = (each.paragraph for each in self._columns if each.begins and each.paragraph.anchor)
        return tuple(Place(each.anchor, each.outline_level, each.outline_title) for each in begun)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The size of the columns; higher than there is room where they are too many, so that they are split."""
        if not self._fixed:
            self._columns = self._in_columns(min(availHeight, self.most), availWidth)
        if self._right <= availWidth + 0.01:
            self._level(availWidth if self.least else self._right, availHeight)
            self.height = _foot(self._columns)
        else:
            self.height = max(_foot(self._columns), availHeight + 1)
        self.width = min(availWidth, self._right)
        if self.least and availHeight > _ENDLESS:
            return self.width, min(self.height, self.least)  # ReportLab asks what is kept together with a heading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list["VerticalFlow"]:  # noqa: N803
        """The columns that this page has room for, and the rest; none where that is too low."""
        if _foot(self._columns) > availHeight + 0.01 or availHeight < self.least - 0.01:
            return []
        fits = sum(each.right <= availWidth + 0.01 for each in self._columns)
        if fits == len(self._columns):
            return [self]
        return self.parted(fits) if fits else []

    @property
    def columns(self) -> int:
        """How many columns it has here."""
        return len(self._columns)

    def calls(self, columns: int | None = None) -> tuple[Call, ...]:
        """The notes that its columns call, or the first `columns` of them."""
        words = (word for each in self._columns[:columns] for word in each.column.words)
        return tuple(Call(place, piece.note) for place, piece in enumerate(p for word in words for p in word if p.note))

    def mark(self, call: Call, mark: str) -> None:
        """Draw `mark` where a note is called."""
        self._marks[call.place] = mark

    def parts(self, width: float, height: float) -> list["VerticalFlow"]:
        """The flow as it fits here: alone, as two parts, or not at all."""
        return [self] if self.wrap(width, height)[1] <= height + 0.01 else self.split(width, height)

    def parted(self, columns: int) -> list["VerticalFlow"]:
        """Its first `columns`, and the rest; a heading goes on with what it heads."""
        kept = columns
        while kept and self._columns[kept - 1].paragraph.keep_with_next:
            kept -= 1
        return list(self._parts(kept or columns))

    def fix(self) -> None:
        """Keep the columns as they are."""
        self._fixed = True

    def draw(self) -> None:
        """Draw the columns on the flowable's canvas."""
        for each in self._columns:
            if each.begins and each.paragraph.anchor:
                self.canv.bookmarkHorizontal(each.paragraph.anchor, each.x, self.height)
        marks = iter(sorted(self._marks.items()))
        placed = (
            PlacedColumn(_marked(each.column, marks), each.x, self.height - each.head, each.paragraph.size)
            for each in self._columns
        )
        draw_columns(self.canv, placed, self.color)

    @property
    def _right(self) -> float:
        return self._columns[-1].right if self._columns else 0.0

    def _level(self, width: float, height: float) -> None:
        """Make the columns as low as they may be while all of them find room."""
        low, high = min(self.least, height), min(height, self.most)
        while not self._fixed and high - low > _LAST_STEP:
            middle = (low + high) / 2
            tried = self._in_columns(middle, width)
            if tried and tried[-1].right <= width + 0.01 and _foot(tried) <= middle + 0.01:
                self._columns, high = tried, middle
            else:
                low = middle

    def _in_columns(self, height: float, width: float) -> list[_SetColumn]:
        """All columns, or those up to the first that has no room: the rest is set anew in any case."""
        done: list[_SetColumn] = []
        x = 0.0
        for number, text in enumerate(self._texts):
            paragraph, taken = text.paragraph, 0
            size, begins = paragraph.size, text.begins
            x += paragraph.before_em * size if begins and done else 0.0
            while taken < len(text.units):
                head = (paragraph.indent_em + (paragraph.first_indent_em if begins else 0.0)) * size
                room = height - head - paragraph.foot_indent_em * size
                column, used = fill(text.units[taken:], size, room)
                taken += used
                done.append(_SetColumn(number, taken, column, head, x, x + PITCH * size, paragraph, begins))
                x, begins = x + PITCH * size, False
                if x > width + 0.01:
                    return done
            x += paragraph.after_em * size
        return done

    def _parts(self, fits: int) -> Iterator["VerticalFlow"]:
        first, last = self._like(self._texts), self._columns[fits - 1]
        first._columns, first._fixed = self._columns[:fits], True
        first.height = _foot(first._columns)
        yield first
        text = self._texts[last.text]
        left = _Text(text.paragraph, text.units[last.taken :], begins=False)
        yield self._like((*((left,) if left.units else ()), *self._texts[last.text + 1 :]))

    def _like(self, texts: tuple[_Text, ...]) -> "VerticalFlow":
        made = VerticalFlow((), self.most, least=self.least, color=self.color)
        made._texts, made.spaceAfter, made.has_notes = texts, self.spaceAfter, self.has_notes
        return made


def _text(paragraph: VerticalParagraph, most: float) -> _Text:
    indents = paragraph.indent_em + max(paragraph.first_indent_em, 0.0) + paragraph.foot_indent_em
    longest = most / paragraph.size - indents
    own = [part for unit in units(paragraph.runs, bold=paragraph.bold) for part in cut(unit, longest)]
    if paragraph.marker and own:
        (marker,) = units((Run(paragraph.marker, face="hei"),))  # a bullet is to be seen
        hanging = max(marker.length, -paragraph.first_indent_em - WORD_SPACE)
        padded = replace(marker.words[0][-1], length=marker.words[0][-1].length + hanging - marker.length)
        words = ((*marker.words[0][:-1], padded), *own[0].words)
        own[0] = Unit(words, hanging + WORD_SPACE + own[0].length)
    return _Text(paragraph, tuple(own))


def _foot(columns: Sequence[_SetColumn]) -> float:
    """How far down the columns reach."""
    return max((each.head + each.column.length for each in columns), default=0.0)


def _marked(column: Column, marks: Iterator[tuple[int, str]]) -> Column:
    """A column with the marks of the notes that it calls."""
    if not any(piece.note for word in column.words for piece in word):
        return column
    words = (
        tuple(replace(piece, text=next(marks)[1]) if piece.note else piece for piece in word) for word in column.words
    )
    return replace(column, words=tuple(words))
