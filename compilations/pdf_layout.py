"""The page: its measures, and how each part of a text is set on it. Lengths in points.

Body in Song 五号 (10.5 pt) on 16 开, 小四 (12 pt) on A4; heads in Hei, quotations in Kai. The measure is a whole number
of characters and the page a whole number of lines, so that lines stand beside lines on facing pages.
"""

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from compilations.volume import PAGE_FORMATS
from printing.text_style import TextStyle

RED = "#A6192E"
GREY = "#595959"


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
        return TextStyle(size=self.size, leading=self.leading)

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
        """A centred title in Hei, `scale` times the body size; it takes whole lines of the page."""
        leading = self.leading * (1 if scale < 1.2 else 1.5)
        return TextStyle(
            size=self.size * scale,
            leading=leading,
            face="hei",
            first_indent_em=0,
            alignment="center",
            keep_with_next=True,
        )

    def heading(self, level: int, *, centred: bool) -> TextStyle:
        """A heading inside an entry; chapters of a law stand in the middle, numbered parts at the indent."""
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


def layout(page_format: str) -> Layout:
    """The layout of a page format."""
    width, height = (side * mm for side in PAGE_FORMATS[page_format])
    if page_format == "a4":
        return Layout(width, height, inner=80, top=88, columns=37, rows=33, size=12, leading=20.5)
    return Layout(width, height, inner=65, top=76, columns=38, rows=34, size=10.5, leading=17.5)
