"""Reader cards on paper: one to a page for a card printer, or ten on A4 to be cut.

ISO/IEC 7810 ID-1 (CR80), 85.6 × 54 mm. Both codes carry the number alone: no name, no identity number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any, Literal

from desk.errors import Invalid
from printing.barcodes import BAR_MM, code128_width, draw_code128, draw_qr
from printing.fonts import MONGOLIAN
from printing.mongolian import columns, draw_vertical, fitting_size
from printing.paper import MM, PaperCanvas
from printing.setting import fitted, line_width, set_block, set_line
from printing.text_style import TextStyle

Layout = Literal["cr80", "a4"]
WIDTH, HEIGHT = 85.6 * MM, 54.0 * MM
SHEET_WIDTH, SHEET_HEIGHT = 210.0 * MM, 297.0 * MM
COLUMNS, ROWS = 2, 5
GAP_X, GAP_Y = 12.9 * MM, 4.5 * MM
LEFT = (SHEET_WIDTH - COLUMNS * WIDTH - (COLUMNS - 1) * GAP_X) / 2
BOTTOM = (SHEET_HEIGHT - ROWS * HEIGHT - (ROWS - 1) * GAP_Y) / 2

RED, INK, GREY, PALE = "#A61B29", "#1A1A1A", "#5A5A5A", "#EFEBE6"
_TITLE = "临时读者证"
_SAMPLE = "样例"
_EDGE = 5.0 * MM
_QR = 19.0 * MM
_BARS_ROOM = 60.0 * MM  # with quiet zones; a longer number has finer bars
_QR_QUIET = 4 / 29 * _QR  # a card number needs the smallest symbol, 21 modules and the quiet zone


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on one card. `kind` and `group` are labels (代表, 呼和浩特代表团); a sample card says so."""

    number: str
    name: str
    kind: str
    group: str
    conference: str
    library: str
    expires_on: date
    name_mn: str = ""
    conference_mn: str = ""
    sample: bool = False


def cards_pdf(faces: Sequence[CardFace], layout: Layout = "a4") -> bytes:
    """The cards as PDF: `cr80` one to a page of the card's size, `a4` ten to a sheet with cut marks and a ruler.

    Refuses when there is no card to print.
    """
    if not faces:
        raise Invalid("没有要打印的读者证。请先选出读者证，再打印。")
    file = BytesIO()
    size = (WIDTH, HEIGHT) if layout == "cr80" else (SHEET_WIDTH, SHEET_HEIGHT)
    canvas = PaperCanvas(file, pagesize=size)
    canvas.setTitle(_TITLE)
    if layout == "cr80":
        for face in faces:
            draw_card(canvas, face)
            canvas.showPage()
    else:
        waiting = iter(faces)
        while sheet := list(islice(waiting, COLUMNS * ROWS)):
            _draw_sheet(canvas, sheet)
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def draw_card(canvas: Any, face: CardFace) -> None:
    """Draw one card's front, its lower left corner at the canvas's origin."""
    if face.sample:
        _watermark(canvas)
    left = _mongolian_edge(canvas, face.conference_mn)
    _heading(canvas, face, left)
    _person(canvas, face, left)
    _codes(canvas, face, left)


def _mongolian_edge(canvas: Any, title: str) -> float:
    """The red rule at the left, and before it the conference in Mongolian; where the other words begin."""
    rule = _EDGE
    if title:
        size, height = _mongolian_setting(title, HEIGHT - _EDGE - 17 * MM)
        rule += draw_vertical(canvas, title, _EDGE - 0.35 * size, HEIGHT - _EDGE, height, size, color=RED) - 0.1 * size
    canvas.setFillColor(RED)
    canvas.rect(rule, 17 * MM, 0.7 * MM, HEIGHT - _EDGE - 17 * MM, stroke=0, fill=1)
    return rule + 3.2 * MM


def _mongolian_setting(title: str, room: float) -> tuple[float, float]:
    """Size and height: one column where it stays legible, else two of about the same length."""
    size = fitting_size(title, room, 10.5, 7.0)
    if len(columns(title, size, room)) == 1:
        return size, room
    size, height = fitting_size(title, room, 9.0, 5.0, most_columns=2), room
    while len(columns(title, size, height * 0.97)) == 2:
        height *= 0.97
    return size, height


def _heading(canvas: Any, face: CardFace, left: float) -> None:
    right = WIDTH - _EDGE
    title = _style(12.5, "song", bold=True, color=RED, alignment="right")
    title_left = right - line_width(_TITLE, title)
    set_line(canvas, _TITLE, left, 45.4 * MM, title, right - left)
    _fit(canvas, face.library, left, 46.3 * MM, _style(8.5, "hei", bold=True), title_left - left - 3 * MM)
    set_block(canvas, face.conference, left, 42.3 * MM, _style(7.5, "hei", color=GREY), title_left - left - 3 * MM)
    if face.sample:
        note = _style(6.5, "hei", color=RED, alignment="right")
        set_line(canvas, "样例卡，不作借阅凭证", left, 42.2 * MM, note, right - left)


def _person(canvas: Any, face: CardFace, left: float) -> None:
    """The name as large as it fits, the name in Mongolian beside or below it, then what the reader is."""
    room = WIDTH - _EDGE - _QR - 1.5 * MM - left
    name_left = left
    below = face.name_mn
    if MONGOLIAN.search(face.name_mn):
        size = fitting_size(face.name_mn, 22 * MM, 11.0, 5.0)
        name_left += draw_vertical(canvas, face.name_mn, left - 0.35 * size, 38.6 * MM, 22 * MM, size) - 0.2 * size
        room -= name_left - left
        below = ""
    _name(canvas, face.name, name_left, room)
    _fit(canvas, below, name_left, 24.9 * MM, _style(8.5, "song", color=GREY), room)
    kind = fitted(face.kind, _style(9.0, "hei", bold=True), room * 0.45)
    set_line(canvas, face.kind, name_left, 20.6 * MM, kind)
    used = line_width(face.kind, kind) + 2.2 * MM if face.kind else 0.0
    set_block(canvas, face.group, name_left + used, 20.6 * MM, _style(9.0, "hei"), room - used)


def _name(canvas: Any, name: str, left: float, room: float) -> None:
    style = fitted(name, _style(24.0, "hei", bold=True), room, 4.0)
    if style.size >= 10.0:
        set_line(canvas, name, left, 29.6 * MM, style)
        return
    middle = _middle(name)
    for part, y in ((name[:middle], 33.0 * MM), (name[middle:], 28.4 * MM)):
        _fit(canvas, part.strip(), left, y, _style(12.0, "hei", bold=True), room)


def _middle(name: str) -> int:
    """Where a long name is best divided in two: at the sign nearest its middle, or there."""
    half = len(name) // 2
    places = [place + 1 for place, character in enumerate(name[:-1]) if character in "·•・ "]
    return min(places, key=lambda place: abs(place - half), default=half)


def _codes(canvas: Any, face: CardFace, left: float) -> None:
    right = WIDTH - _EDGE
    draw_qr(canvas, face.number, right - _QR + _QR_QUIET, 40.0 * MM - _QR, _QR)
    bar = min(BAR_MM, _BARS_ROOM / code128_width(face.number, 1.0))
    bars_left = _EDGE - 10 * bar * MM  # the quiet zone lies in the margin
    width = draw_code128(canvas, face.number, bars_left, 6.9 * MM, 7.6 * MM, bar)
    number = _style(8.5, "hei", alignment="center")
    _fit(canvas, _spaced(face.number), bars_left, 3.6 * MM, number, width)
    until = face.expires_on
    date_style = _style(9.0, "hei", bold=True, alignment="right")
    set_line(canvas, "有效期至", left, 11.2 * MM, _style(6.5, "hei", color=GREY, alignment="right"), right - left)
    set_line(canvas, f"{until.year}年{until.month}月{until.day}日", left, 7.0 * MM, date_style, right - left)


def _spaced(number: str) -> str:
    """A number of 14 digits in groups that can be read out: 2 1501 00000017 5."""
    if len(number) == 14 and number.isdigit():
        return f"{number[0]} {number[1:5]} {number[5:13]} {number[13]}"
    return number


def _watermark(canvas: Any) -> None:
    canvas.saveState()
    canvas.clipPath(_card_path(canvas), stroke=0)
    canvas.translate(WIDTH * 0.47, HEIGHT * 0.5)
    canvas.rotate(18)
    pale = _style(92.0, "hei", bold=True, color=PALE, alignment="center")
    set_line(canvas, _SAMPLE, -WIDTH, -12 * MM, pale, 2 * WIDTH)
    canvas.restoreState()


def _card_path(canvas: Any) -> Any:
    path = canvas.beginPath()
    path.rect(0, 0, WIDTH, HEIGHT)
    return path


def _draw_sheet(canvas: Any, faces: Sequence[CardFace]) -> None:
    for place, face in enumerate(faces):
        row, column = divmod(place, COLUMNS)
        x, y = LEFT + column * (WIDTH + GAP_X), BOTTOM + (ROWS - 1 - row) * (HEIGHT + GAP_Y)
        canvas.saveState()
        canvas.translate(x, y)
        draw_card(canvas, face)
        _cut_marks(canvas)
        canvas.restoreState()
    _ruler(canvas)


def _cut_marks(canvas: Any) -> None:
    """Corners outside the card: long where the gap is wide, short where it is narrow."""
    canvas.setLineWidth(0.3)
    canvas.setStrokeColor(GREY)
    for x, outward in ((0.0, -1), (WIDTH, 1)):
        for y, upward in ((0.0, -1), (HEIGHT, 1)):
            canvas.line(x + outward * 0.6 * MM, y, x + outward * 3.6 * MM, y)
            canvas.line(x, y + upward * 0.5 * MM, x, y + upward * 1.9 * MM)


def _ruler(canvas: Any) -> None:
    """Fifty millimetres in the margin: what comes out longer or shorter was scaled by the printer."""
    x, foot = 6.5 * MM, SHEET_HEIGHT / 2 - 25 * MM
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(INK)
    canvas.line(x, foot, x, foot + 50 * MM)
    for step in range(11):
        canvas.line(x, foot + step * 5 * MM, x + (2.0 if step % 10 == 0 else 1.0) * MM, foot + step * 5 * MM)
    canvas.saveState()
    canvas.translate(x - 1.2 * MM, foot)
    canvas.rotate(90)
    words = "按 100% 打印：此线应长 50 毫米"
    set_line(canvas, words, 0.0, 0.0, _style(6.5, "hei", color=GREY, alignment="center"), 50 * MM)
    canvas.restoreState()


def _fit(canvas: Any, text: str, x: float, y: float, style: TextStyle, width: float) -> None:
    set_line(canvas, text, x, y, fitted(text, style, width), width)


def _style(
    size: float,
    face: str,
    *,
    bold: bool = False,
    color: str = INK,
    alignment: Literal["left", "center", "right"] = "left",
) -> TextStyle:
    return TextStyle(
        size=size, leading=size * 1.25, face=face, bold=bold, color=color, alignment=alignment, first_indent_em=0.0
    )
