"""A paragraph before it is broken: every character with its font, its width and what lies around it."""

from dataclasses import dataclass, field

from printing.embedding import EmbeddedFont, Glyph
from printing.shaping import ShapedWord

Key = str | Glyph | ShapedWord


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of a line is drawn."""

    font: EmbeddedFont
    size: float
    rise: float
    color: str
    link: str

    def advance(self, glyph: int) -> float:
        """A glyph's advance in points."""
        return self.font.advance_of(glyph) * self.size * 0.001


@dataclass(slots=True)
class Galley:
    """One endless line. Lists have one entry for each character; lengths in points.

    A character's cell is `widths` wide and followed by `after` (negative: squeezed); its glyph stands `shifts` to
    the right of the cell's left edge. `breaks` are the places before which a line may begin, the end included.
    `reach` has one entry more: how far what stands before a place reaches. Characters that are
    none of `singles` are set as the one before them, with no more between the two than the line gives to all.
    """

    text: str
    classes: str  # printing.marks
    keys: list[Key]  # what is drawn; "" for nothing
    looks: list[Look]
    widths: list[float]
    after: list[float]
    shrink: list[float]  # how much of `after` may be taken when a line is too long
    weights: list[int]  # the share of `after` in what a line is too short
    breaks: list[int]
    forced: set[int] = field(default_factory=set)  # breaks that must be taken
    naturals: dict[int, float] = field(default_factory=dict)  # a glyph's own advance where its cell has another width
    shifts: dict[int, float] = field(default_factory=dict)
    starts: dict[int, float] = field(default_factory=dict)  # what a line that begins here gives up on its left
    reach: list[float] = field(default_factory=lambda: [0.0])
    singles: list[int] = field(default_factory=list)
    trims: dict[int, float] = field(default_factory=dict)  # what a line that ends with this gives up on its right
