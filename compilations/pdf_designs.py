"""版式: what the four designs have each for itself: colours, faces, what lies under the words. Lengths in points.

Formal is red and white with a band; plain has a rule and nothing else; ornament has a frame of 回纹 and ram's horns in
blue and gold on cream; official has the red head of a document (红头) and no decoration.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer

from compilations.direction import goes_down
from compilations.ornaments import MEANDER_HEIGHT, meander_frame, meander_line, medallion
from compilations.pdf_columns import standing_title, title_of
from compilations.pdf_layout import BLACK, BLUE, RED, Layout
from compilations.title_lines import broken
from compilations.volume import Design
from printing.chinese import ChineseParagraph
from printing.text_style import Alignment, Face

BLEED = 3 * mm  # beyond the edge, for the knife
GOLD = "#B08A3E"
_CREAM = "#FBF7EC"
_UNIT = 1.05 * mm  # of the meander
_INSET = 8 * mm  # of the frame
_MEDALLION_AT = 0.295  # of the height of the page
_MEDALLION = 21 * mm


class Panel(NamedTuple):
    """A side of the cover; `has_mongolian`: whether a vertical title stands on the front."""

    side: Literal["front", "back", "spine"]
    width: float
    height: float
    has_mongolian: bool = True


@dataclass(frozen=True)
class Look:
    """A design. `column` is the share of the page's width that the Mongolian title has, `margin` what stays free.

    `under` draws what lies under the words of a panel whose lower left corner is (0, 0), out to the bleed.
    """

    accent: str
    mongolian: str  # the colour of the vertical title
    spine: str  # the colour of the letters there
    alignment: Alignment
    under: Callable[[Any, Panel], None]
    margin: float
    column: float = 0.16
    gap: float = 5 * mm  # between the Mongolian title's column and the words
    has_band: bool = False  # the Mongolian title stands on a band along the spine
    face: Face = "hei"
    bold: bool = False
    largest: float = 34.0  # size of the Chinese title
    rule: float = 1.1 * mm  # thickness of the short rule beneath it; 0: none
    lowest: float = 0.24  # of the height: the titles end above it
    back_top: float = 0.78  # of the height: where the text of the back begins

    def text_box(self, panel: Panel) -> tuple[float, float]:
        """The left and the right edge of the words beside the Mongolian title, or of all where there is none."""
        right = panel.width - self.margin
        if self.has_band:
            return band(panel) + self.margin, right
        if not panel.has_mongolian:
            return self.margin, right
        return self.margin + self.column * panel.width + self.gap, right

    def back_box(self, panel: Panel) -> tuple[float, float]:
        """The left and the right edge of the words on the back: in the middle of what no band covers."""
        side = self.margin + 8 * mm
        return side, panel.width - side - (band(panel) if self.has_band else 0.0)

    def column_box(self, panel: Panel) -> tuple[float, float]:
        """The left and the right edge of the Mongolian title's column."""
        if self.has_band:
            return 0.0, band(panel)
        return self.margin, self.margin + self.column * panel.width


def band(panel: Panel) -> float:
    """The width of the formal cover's red band: narrow where it bears no title."""
    return panel.width * (0.24 if panel.side == "front" and panel.has_mongolian else 0.07)


def _filled(canvas: Any, color: str, left: float, foot: float, width: float, height: float) -> None:
    canvas.setFillColor(HexColor(color))
    canvas.rect(left, foot, width, height, stroke=0, fill=1)


def _formal(canvas: Any, panel: Panel) -> None:
    """A band of red along the spine, over it where there is one, and a line of gold."""
    high = panel.height + 2 * BLEED
    wide = band(panel)
    if panel.side == "spine":
        _filled(canvas, RED, -BLEED, -BLEED, panel.width + 2 * BLEED, high)
    elif panel.side == "front":
        _filled(canvas, RED, -BLEED, -BLEED, wide + BLEED, high)
        _filled(canvas, "#D9B36C", wide + 1.2 * mm, -BLEED, 0.7 * mm, high)
    else:
        _filled(canvas, RED, panel.width - wide, -BLEED, wide + BLEED, high)
        _filled(canvas, "#D9B36C", panel.width - wide - 1.9 * mm, -BLEED, 0.7 * mm, high)


def _plain(_canvas: Any, _panel: Panel) -> None:
    """Nothing: the paper."""


def _ornament(canvas: Any, panel: Panel) -> None:
    """Cream to the bleed; on the back and the front a frame and a medallion."""
    _filled(canvas, _CREAM, -BLEED, -BLEED, panel.width + 2 * BLEED, panel.height + 2 * BLEED)
    if panel.side == "spine":
        return
    box = (_INSET, _INSET, panel.width - _INSET, panel.height - _INSET)
    meander_frame(canvas, box, _UNIT, BLUE)
    inside = MEANDER_HEIGHT * _UNIT + 1.4 * mm
    canvas.setStrokeColor(HexColor(GOLD))
    canvas.setLineWidth(0.6)
    canvas.rect(
        _INSET + inside,
        _INSET + inside,
        panel.width - 2 * (_INSET + inside),
        panel.height - 2 * (_INSET + inside),
        stroke=1,
        fill=0,
    )
    if panel.side == "front":
        left, right = LOOKS["ornament"].text_box(panel)
        medallion(canvas, (left + right) / 2, panel.height * _MEDALLION_AT, _MEDALLION, GOLD)
    else:
        medallion(canvas, panel.width / 2, panel.height * 0.76, _MEDALLION, GOLD)


LOOKS: dict[Design, Look] = {
    "formal": Look(RED, "#FFFFFF", "#FFFFFF", "left", _formal, margin=13 * mm, has_band=True),
    "plain": Look(BLACK, BLACK, BLACK, "left", _plain, margin=18 * mm, gap=10 * mm, rule=0.4 * mm),
    "ornament": Look(BLUE, BLUE, BLUE, "center", _ornament, margin=20 * mm, column=0.17, lowest=0.38, back_top=0.66),
    "official": Look(
        RED, BLACK, BLACK, "center", _plain, margin=24 * mm, column=0.15, face="song", bold=True, largest=28.0, rule=0.0
    ),
}


class _Ornament(Flowable):  # type: ignore[misc]
    """A medallion, or a line of 回纹, in the middle of the measure."""

    def __init__(self, kind: Literal["medallion", "meander"]) -> None:
        super().__init__()
        self.kind = kind

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As wide as the measure."""
        self.width, self.height = availWidth, _MEDALLION if self.kind == "medallion" else MEANDER_HEIGHT * _UNIT
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        if self.kind == "medallion":
            medallion(self.canv, self.width / 2, self.height / 2, self.height, GOLD)
        else:
            meander_line(self.canv, self.width * 0.35, 0, self.width * 0.3, _UNIT, BLUE)


def part_title(title: str, measures: Layout, *, anchor: str) -> Iterator[Flowable]:
    """The title of a part, for a page of its own."""
    above: dict[Design, Flowable] = {
        "formal": _rule(measures, 1.2, after=measures.leading),
        "ornament": _Ornament("medallion"),
    }
    beneath: dict[Design, Flowable] = {
        "formal": _rule(measures, 1.2, before=measures.leading),
        "plain": _rule(measures, 0.5, before=measures.leading),
        "ornament": _Ornament("meander"),
    }
    design, style = measures.design, measures.title(2.2)
    style = replace(style, leading=style.size * 1.55, keep_with_next=False)
    yield Spacer(1, measures.depth * (0.24 if design == "ornament" else 0.3))
    if design in above:
        yield above[design]
    if design == "ornament":
        yield Spacer(1, measures.leading)
    if goes_down(title):
        yield standing_title(
            title_of(title, measures, 2.2, anchor=anchor, level=0), measures, color=style.color, centred=True
        )
    else:
        yield ChineseParagraph(
            broken(title, measures.measure / style.size), style, anchor=anchor, outline_level=0, outline_title=title
        )
    if design == "ornament":
        yield Spacer(1, measures.leading)
    if design in beneath:
        yield beneath[design]


def _rule(measures: Layout, thickness: float, *, before: float = 0.0, after: float = 0.0) -> Flowable:
    color = HexColor(measures.accent)
    return HRFlowable(width="30%", thickness=thickness, color=color, spaceBefore=before, spaceAfter=after)
