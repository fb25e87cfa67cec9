"""The cover: in each design the Mongolian title stands vertically beside the Chinese one. Lengths in points."""

from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from compilations.imprint import PERMIT, nature
from compilations.pdf_designs import LOOKS, Look, Panel
from compilations.pdf_layout import RED, Layout
from compilations.stacks import Stack, draw_stack, fitted, stack_height
from compilations.title_lines import broken
from compilations.volume import Volume, chinese_date
from printing.chinese import ChineseParagraph, TextStyle
from printing.mongolian import PITCH, columns, draw_vertical, fitting_size

_TITLE_SIZES = (34, 30, 27, 24, 21, 18, 16, 14, 12, 10, 8)
_MOST_TITLE_LINES = 4
_MOST_SMALL_LINES = 8  # at 18 points and less
_LARGEST_MONGOLIAN = 36.0
_TOP = 30 * mm  # from the head of the page to the first line
_FOOT = 26 * mm  # from the foot of the page to the last
_TITLE = TextStyle(face="hei", alignment="left")


class Cover(Flowable):  # type: ignore[misc]
    """The whole first page."""

    def __init__(self, volume: Volume, layout: Layout) -> None:
        super().__init__()
        self.volume = volume
        self.width, self.height = layout.width, layout.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The page, to its edges."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the front."""
        draw_front(self.canv, self.volume, self.width, self.height)


class BackCover(Cover):
    """The whole last page."""

    def draw(self) -> None:
        """Draw the back."""
        draw_back(self.canv, self.volume, self.width, self.height)


def draw_front(canvas: Any, volume: Volume, width: float, height: float) -> None:
    """Draw the front of the cover; the lower left corner of the page is (0, 0), the ground reaches to the bleed."""
    look, panel = LOOKS[volume.design], Panel("front", width, height, bool(volume.title_mn))
    look.under(canvas, panel)
    left, right = look.text_box(panel)
    _draw_permit(canvas, volume, look, panel)
    if volume.design == "official":
        y = _red_head(canvas, volume, look, panel) - 20 * mm
    else:
        y = _conference(canvas, volume, look, panel)
    foot = fitted(lambda scale: _made_by(volume, look, scale), right - left, height * 0.2)
    foot_top = _FOOT + stack_height(foot, right - left)
    draw_stack(canvas, foot, left, foot_top, right - left)
    lowest = max(foot_top + 8 * mm, height * look.lowest)
    titles = fitted(lambda scale: _titles(volume, look, right - left, scale), right - left, y - lowest)
    draw_stack(canvas, titles, left, y, right - left)
    if volume.title_mn:
        _draw_mongolian(canvas, volume, look, panel, y)


def draw_back(canvas: Any, volume: Volume, width: float, height: float) -> None:
    """Draw the back of the cover: its text, and at its foot the library."""
    look, panel = LOOKS[volume.design], Panel("back", width, height, bool(volume.title_mn))
    look.under(canvas, panel)
    side, right = look.back_box(panel)
    measure = right - side
    top, foot = height * look.back_top, 40 * mm

    def words(scale: float) -> Stack:
        style = TextStyle(size=12 * scale, leading=21 * scale, face="kai")
        return [(0.0, ChineseParagraph(volume.back_text, style))]

    if volume.back_text:
        draw_stack(canvas, fitted(words, measure, top - foot), side, top, measure)
    style = TextStyle(size=12, leading=19, first_indent_em=0, alignment="center")
    kind, permit = nature(volume)
    lines = [volume.library, *((kind, f"{PERMIT}：{permit}") if permit else ())]
    imprint: Stack = [
        (0.0, ChineseParagraph(line, replace(style, size=12 if not at else 9.5))) for at, line in enumerate(lines)
    ]
    draw_stack(canvas, imprint, side, 20 * mm + stack_height(imprint, measure), measure)


# The parts of the front


def _draw_permit(canvas: Any, volume: Volume, look: Look, panel: Panel) -> None:
    """内部资料 free of charge, and its permit: the rule wants both where they are seen at once."""
    kind, permit = nature(volume)
    if volume.imprint.kind != "permit":
        return
    style = TextStyle(size=10, leading=15, face="hei", first_indent_em=0, alignment="right")
    lines: Stack = [(0.0, ChineseParagraph(line, style)) for line in (kind, permit and f"{PERMIT}：{permit}") if line]
    left, right = look.text_box(panel)
    draw_stack(canvas, lines, left, panel.height - 18 * mm, right - left)


def _conference(canvas: Any, volume: Volume, look: Look, panel: Panel) -> float:
    """The conference at the head of the page; where the titles begin."""
    left, right = look.text_box(panel)
    y = panel.height - _TOP
    if volume.conference:
        style = TextStyle(size=15, leading=24, color=look.accent)
        stack = fitted(lambda scale: [_line(volume.conference, style, look, scale)], right - left, 40 * mm)
        draw_stack(canvas, stack, left, y, right - left)
        y -= stack_height(stack, right - left)
    return float(min(y - 14 * mm, panel.height * 0.72))


def _red_head(canvas: Any, volume: Volume, look: Look, panel: Panel) -> float:
    """Who issues it, in red across the page, the conference beneath, and a red rule; where the rule is."""
    side, width = 20 * mm, panel.width - 40 * mm

    def head(scale: float) -> Stack:
        style = TextStyle(face="song", bold=True, alignment="center", color=RED)
        stack: Stack = [(0.0, fitted_title(volume.library, width, style, largest=34 * scale, most_lines=1))]
        if volume.conference:
            style = TextStyle(size=15, leading=24, face="fangsong")
            gap, line = _line(volume.conference, style, look, scale)
            stack.append((gap + 4 * mm, line))
        return stack

    stack = fitted(head, width, panel.height * 0.25)
    top = panel.height - 37 * mm
    draw_stack(canvas, stack, side, top, width)
    y = top - stack_height(stack, width) - 5 * mm
    canvas.setFillColor(HexColor(RED))
    canvas.rect(side, y, width, 0.6 * mm, stroke=0, fill=1)
    return float(y)


def _titles(volume: Volume, look: Look, width: float, scale: float) -> Stack:
    style = TextStyle(face=look.face, bold=look.bold, alignment=look.alignment)
    stack: Stack = [(0.0, fitted_title(volume.title, width, style, largest=look.largest * scale))]
    if look.rule:
        stack.append((6 * mm * scale, _ShortRule(22 * mm, look.rule, look)))
    gap = 8 * mm * scale
    if volume.title_en:
        stack.append(_line(volume.title_en, TextStyle(size=12, leading=17, color="#333333"), look, scale, gap))
        gap = 3 * mm * scale
    if volume.edition:
        stack.append(_line(volume.edition, TextStyle(size=14, leading=22, face="kai"), look, scale, gap))
        gap = 0.0
    if volume.is_sample:
        sample = TextStyle(size=14, leading=22, face="hei", color=look.accent)
        stack.append(_line("样例资料", sample, look, scale, gap + 5 * mm * scale))
    return stack


def _made_by(volume: Volume, look: Look, scale: float) -> Stack:
    library = "" if volume.design == "official" else volume.library  # there it stands in the head
    lines = (volume.editors and f"{volume.editors}　编", library, chinese_date(volume.compiled_on))
    style = TextStyle(size=13, leading=22, face="fangsong" if volume.design == "official" else "song")
    return [_line(line, style, look, scale) for line in lines if line]


def _draw_mongolian(canvas: Any, volume: Volume, look: Look, panel: Panel, titles_top: float) -> None:
    """The vertical title: down the middle of a band, or beside the Chinese title and no lower than the foot."""
    left, right = look.column_box(panel)
    top = panel.height - 26 * mm if look.has_band else titles_top
    room = panel.height - 52 * mm if look.has_band else top - panel.height * 0.22
    size = mongolian_size(volume.title_mn, room, right - left - (6 * mm if look.has_band else 0), _LARGEST_MONGOLIAN)
    width = len(columns(volume.title_mn, size, room)) * PITCH * size
    x = (left + right - width) / 2 if look.has_band else max(left, right - width)
    draw_vertical(canvas, volume.title_mn, x, top, room, size, color=look.mongolian)
    if volume.design == "plain":
        canvas.setFillColor(HexColor(look.accent))
        canvas.rect(right + look.gap / 2, top - room, 0.25 * mm, room, stroke=0, fill=1)


def _line(text: str, style: TextStyle, look: Look, scale: float, gap: float = 0.0) -> tuple[float, Flowable]:
    style = replace(style, size=style.size * scale, leading=style.leading * scale)
    return gap, ChineseParagraph(text, replace(style, first_indent_em=0, alignment=look.alignment))


class _ShortRule(Flowable):  # type: ignore[misc]
    """A rule under the title, at its left or in the middle."""

    def __init__(self, length: float, thickness: float, look: Look) -> None:
        super().__init__()
        self.length, self.height, self.look = length, thickness, look

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As wide as the measure."""
        self.width = availWidth
        return availWidth, self.height

    def draw(self) -> None:
        """Draw it."""
        left = (self.width - self.length) / 2 if self.look.alignment == "center" else 0
        self.canv.setFillColor(HexColor(self.look.accent))
        self.canv.rect(left, 0, self.length, self.height, stroke=0, fill=1)


# Titles that fit


def fitted_title(
    title: str,
    width: float,
    style: TextStyle = _TITLE,
    *,
    largest: float = 34.0,
    most_lines: int = _MOST_TITLE_LINES,
) -> ChineseParagraph:
    """The title as large as four lines allow, broken between words; a very long one small, in more lines."""
    for size in [each for each in _TITLE_SIZES if each <= largest] or _TITLE_SIZES[-1:]:
        set_so = replace(style, size=size, leading=size * 1.45, first_indent_em=0)
        paragraph = ChineseParagraph(broken(title, width / size), set_so)
        paragraph.wrap(width, 0)
        lines = len(paragraph.lines(width))
        if lines <= most_lines or (size <= 18 and lines <= _MOST_SMALL_LINES):
            break
    return paragraph


def mongolian_size(title: str, room: float, band: float, largest: float) -> float:
    """The size of the vertical title: in one column where that is not too small, else in two that fit the band."""
    one = fitting_size(title, room, largest, largest * 0.6)
    if len(columns(title, one, room)) == 1:
        return one
    size = fitting_size(title, room, largest, 13.0, most_columns=2)
    while size > 6 and len(columns(title, size, room)) * PITCH * size > band:
        size *= 0.95
    return size
