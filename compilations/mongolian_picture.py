"""A vertical Mongolian title as a picture, for Word: not every reader's Word has a font that joins the letters."""

import io
from typing import Any

from fontTools.pens.basePen import BasePen
from PIL import Image, ImageChops, ImageDraw

from printing.columns import WORD_SPACE, Column, Piece, columns
from printing.embedding import EmbeddedFont
from printing.mongolian import PITCH

_DOTS_PER_POINT = 300 / 72
_DRAWN_LARGER = 3  # then scaled down, which smooths the edges
_CURVE_STEPS = 6
_CENTRE, _EM_TOP = 0.38, 0.88  # ems: from the baseline to the middle of the letters; to the top of a Han square

Point = tuple[float, float]


def vertical_picture(text: str, size: float, height: float, *, color: str, ground: str) -> tuple[bytes, float, float]:
    """A PNG of `text` in columns `height` points high, and its width and height in points; colours as `#rrggbb`."""
    set_so = columns(text, size, height)
    scale = _DOTS_PER_POINT * _DRAWN_LARGER
    depth = max(column.length for column in set_so)
    strip = Image.new("L", (round(depth * scale) + 2, round(len(set_so) * PITCH * size * scale)), 0)
    for number, column in enumerate(set_so):
        middle = strip.height - (number + 0.5) * PITCH * size * scale  # the first column is at the left once turned
        _draw_column(strip, column, middle, size * scale)
    mask = strip.rotate(-90, expand=True).resize((strip.height // _DRAWN_LARGER, strip.width // _DRAWN_LARGER))
    picture = Image.new("RGB", mask.size, ground)
    picture.paste(Image.new("RGB", mask.size, color), mask=mask)
    packed = io.BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue(), mask.width / _DOTS_PER_POINT, mask.height / _DOTS_PER_POINT


def _draw_column(strip: Image.Image, column: Column, middle: float, em: float) -> None:
    """Draw one column as the horizontal line that it is before the picture is turned."""
    x = 0.0
    for word in column.words:
        for piece in word:
            _draw_piece(strip, piece, x, middle, em)
            x += piece.length * em
        x += WORD_SPACE * em


def _draw_piece(strip: Image.Image, piece: Piece, x: float, middle: float, em: float) -> None:
    unit = em / piece.font.hb_face.upem
    for glyph, advance, rise in _glyphs(piece):
        contours = _contours(piece.font, glyph)
        if piece.upright:
            placed = [
                [(x + _EM_TOP * em - gy * unit, middle + em / 2 - gx * unit) for gx, gy in one] for one in contours
            ]
        else:
            left, base = x + advance * em, middle + (_CENTRE - rise) * em
            placed = [[(left + gx * unit, base - gy * unit) for gx, gy in one] for one in contours]
        _fill(strip, placed)


def _glyphs(piece: Piece) -> list[tuple[int, float, float]]:
    """The glyphs of a piece, each with where it stands along the line and above it (ems)."""
    found: list[tuple[int, float, float]] = []
    place = 0.0
    if piece.word is None:
        for character in piece.text:
            found.append((piece.font.glyph_of(character), place, 0.0))
            place += piece.font.advance_of(found[-1][0]) / 1000
        return found
    for each in piece.word.glyphs:
        found.append((each.glyph.gid, place + each.x_offset / 1000, each.y_offset / 1000))
        place += each.advance / 1000
    return found


def _fill(strip: Image.Image, contours: list[list[Point]]) -> None:
    """Fill a glyph: its outer contours, less the holes, which run the other way round."""
    if not contours:
        return
    xs, ys = zip(*(point for contour in contours for point in contour), strict=True)
    box = (int(min(xs)) - 1, int(min(ys)) - 1, int(max(xs)) + 2, int(max(ys)) + 2)
    clockwise = max(map(_area, contours), key=abs) > 0
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
    pencil = ImageDraw.Draw(mask)
    for contour in sorted(contours, key=lambda one: (_area(one) > 0) != clockwise):
        inked = (_area(contour) > 0) == clockwise
        pencil.polygon([(x - box[0], y - box[1]) for x, y in contour], fill=255 if inked else 0)
    strip.paste(ImageChops.lighter(strip.crop(box), mask), box)


def _area(contour: list[Point]) -> float:
    around = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around)


def _contours(font: EmbeddedFont, glyph: int) -> list[list[Point]]:
    pen = _Polygons()
    font.hb_font.draw_glyph_with_pen(glyph, pen)
    return [contour for contour in pen.contours if len(contour) > 2]


class _Polygons(BasePen):  # type: ignore[misc]
    """Takes down a glyph's outline as polygons, its curves in short straight steps."""

    def __init__(self) -> None:
        super().__init__(None)
        self.contours: list[list[Point]] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: N802 - the pen protocol's names
        self.contours.append([pt])

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in range(1, _CURVE_STEPS + 1):
            t = step / _CURVE_STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, pt1, pt2, pt3)
            self.contours[-1].append(
                (
                    sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, points, strict=True)),
                )
            )
