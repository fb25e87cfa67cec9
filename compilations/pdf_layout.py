"""The page: its measures, and how each part of a text is set on it. Lengths in points.

Body in Song 五号 (10.5 pt) on 16 开, 小四 (12 pt) on A4; heads in Hei, quotations in Kai. The measure is a whole number
of characters and the page a whole number of lines, so that lines stand beside lines on facing pages.

The large-type edition is set in 三号 (16 pt). An official document follows GB/T 9704—2012: 三号 仿宋, 22 lines of 28
characters on a type area of 156 × 225 mm, 37 mm from the head of the page and 28 mm from its back. The standard's own
sum leaves 15.75 pt for a character (28 × 15.75 pt = 155.6 mm; at 16 pt it would be 158.0 mm).
"""

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from compilations.volume import PAGE_FORMATS, Design, TypeSize
from printing.text_style import Face, TextStyle

RED = "#A6192E"
GREY = "#595959"
BLACK = "#000000"
BLUE = "#1D4A78"
_ACCENTS: dict[Design, str] = {"formal": RED, "plain": BLACK, "ornament": BLUE, "official": BLACK}


@dataclass(frozen=True)
class Layout:
    """The measures of one page format and the styles that follow from its body size."""

    width: float
    height: float
    inner: float
    top: float
    columns: int  # characters in a line
    rows: int  # lines on a page
    size: float
    leading: float
    design: Design = "formal"

    @property
    def accent(self) -> str:
        """The colour of rules and of the titles that stand apart."""
        return _ACCENTS[self.design]

    @property
    def is_official(self) -> bool:
        """Whether the page is that of an official document."""
        return self.design == "official"

    @property
    def face(self) -> Face:
        """The face of the text; where the desk has no FangSong, Song stands in for it."""
        return "fangsong" if self.is_official else "song"

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.columns * self.size

    @property
    def outer(self) -> float:
        """The margin away from the spine."""
        return self.width - self.inner - self.measure

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.rows * self.leading

    @property
    def bottom(self) -> float:
        """The margin below the text."""
        return self.height - self.top - self.depth

    @property
    def body(self) -> TextStyle:
        """An ordinary paragraph."""
        return TextStyle(size=self.size, leading=self.leading, face=self.face)

    @property
    def quote(self) -> TextStyle:
        """A quoted paragraph."""
        return replace(self.body, face="kai", left_indent_em=2, right_indent_em=2)

    @property
    def plain(self) -> TextStyle:
        """Body text without an indent, set to the left."""
        return replace(self.body, first_indent_em=0, alignment="left")

    @property
    def small(self) -> TextStyle:
        """What stands beneath or beside the text: sources, the bibliography."""
        return TextStyle(size=self.size - 1.5, leading=self.leading * 0.86, first_indent_em=0, color="#333333")

    @property
    def cell(self) -> TextStyle:
        """Text in a table."""
        return replace(self.small, color="#000000", alignment="left", leading=self.leading * 0.8)

    def title(self, scale: float) -> TextStyle:
        """A centred title in Hei, `scale` times the body size, in an official document in heavy Song up to 二号."""
        size, lines = self.size * scale, 1 if scale < 1.2 else 1.5
        if self.is_official:
            size, lines = min(size, self.size * 1.4), min(lines, 1.25)
        return TextStyle(
            size=size,
            leading=self.leading * lines,
            face="song" if self.is_official else "hei",
            bold=self.is_official,
            first_indent_em=0,
            alignment="center",
            keep_with_next=True,
        )

    def heading(self, level: int, *, centred: bool) -> TextStyle:
        """A heading inside an entry; chapters of a law stand in the middle, numbered parts at the indent.

        In an official document all are as large as the text and told apart by their face: 黑体, 楷体, 仿宋.
        """
        if self.is_official:
            return self._official_heading(level, in_the_middle=centred and level <= 2)
        size = {1: self.size * 1.24, 2: self.size * 1.1}.get(level, self.size)
        middle = centred and level <= 2
        return TextStyle(
            size=size,
            leading=self.leading,
            face="kai" if level > 3 else "hei",
            first_indent_em=0,
            left_indent_em=0 if middle else 2 * self.size / size,
            alignment="center" if middle else "left",
            space_before=self.leading * (0.75 if level == 1 else 0.25 if level == 2 else 0),
            space_after=self.leading * (0.25 if level < 3 else 0),
            keep_with_next=True,
        )

    def _official_heading(self, level: int, *, in_the_middle: bool) -> TextStyle:
        return replace(
            self.body,
            face={1: "hei", 2: "kai"}.get(level, self.face),
            first_indent_em=0,
            left_indent_em=0 if in_the_middle else 2,
            alignment="center" if in_the_middle else "left",
            keep_with_next=True,
        )

    # Around the text

    @property
    def head_size(self) -> float:
        """The size of the running head and of the page number."""
        return 14.0 if self.is_official else min(self.size - 1.5, 13.0)

    @property
    def head(self) -> float:
        """How far above the lower edge the line of the running head begins."""
        return self.height - self.top + min(self.leading * 0.7, 12.25)

    @property
    def foot(self) -> float:
        """How far above the lower edge the line of the page number begins."""
        if self.is_official:  # its dashes, in the middle of the line, are 7 mm beneath the type area
            return self.bottom - float(7 * mm) - self.leading / 2
        return self.bottom - self.leading / 2 - min(self.leading * 1.5, self.bottom * 0.4)

    def folio(self, number: str) -> str:
        """The page number as it is printed: alone, or in an official document between dashes."""
        return f"— {number} —" if number and self.is_official else number

    def folio_style(self, around: TextStyle) -> TextStyle:
        """What stands `around` the text, for the page number: in an official document black, an em from the edge."""
        return replace(around, color=BLACK, left_indent_em=1, right_indent_em=1) if self.is_official else around


_MEASURES = {  # millimetres from the back and from the head; characters, lines; points
    ("16k", "normal"): (65 / mm, 76 / mm, 38, 34, 10.5, 17.5),
    ("a4", "normal"): (80 / mm, 88 / mm, 37, 33, 12, 20.5),
    ("16k", "large"): (24, 26, 24, 22, 16, 27),
    ("a4", "large"): (18.5, 18, 31, 28, 16, 27),
    ("16k", "official"): (24.5, 32, 28, 22, 14, 25.5),
    ("a4", "official"): (28, 37, 28, 22, 15.75, 225 * mm / 22),
}


def layout(page_format: str, design: Design = "formal", type_size: TypeSize = "normal") -> Layout:
    """The layout of a page format (`16k`, `a4`) in a design and a size of type.

    An official document is as the standard has it on A4, whose type is large already; on 16 开, which the standard does
    not know, the same lines are set in 四号 (14 pt), or in the measures of the large type where that is asked for.
    """
    kind = "official" if design == "official" and (page_format == "a4" or type_size == "normal") else type_size
    width, height = (side * mm for side in PAGE_FORMATS[page_format])
    inner, top, columns, rows, size, leading = _MEASURES[page_format, kind]
    return Layout(width, height, inner * mm, top * mm, int(columns), int(rows), size, leading, design)
