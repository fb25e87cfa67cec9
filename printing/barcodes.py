"""Code 128 and QR, for the screen as SVG and for paper on a canvas. A code carries what it is given and no more."""

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import segno
from reportlab.graphics.barcode.code128 import Code128

from desk.errors import Invalid
from printing.paper import MM

BAR_MM = 25.4 * 4 / 300  # four dots at 300 dpi, two at 150: at 0.30 mm one in four was not read at 150 dpi
_QUIET_128 = 10  # modules of white on either side (ISO/IEC 15417)
_QUIET_QR = 4  # modules of white all around (ISO/IEC 18004)

Rectangle = tuple[float, float, float, float]


class Bar(NamedTuple):
    """A black rectangle in modules, from the top left."""

    x: int
    y: int
    width: int
    height: int


def code128_bars(text: str) -> tuple[list[Bar], int]:
    """The bars of a Code 128 symbol, one module high, and its width with quiet zones; refuses what it cannot carry."""
    if not text or not all(" " <= character <= "~" for character in text):
        raise Invalid("“{text}”不能做成条码：条码只能含英文字母、数字和半角符号。", text=text)
    symbol = Code128(text)
    symbol.validate()
    symbol.encode()
    bars, x = [], _QUIET_128
    for letter in symbol.decompose():  # A–D a bar, a–d a space of one to four modules
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            bars.append(Bar(x, 0, width, 1))
        x += width
    return bars, x + _QUIET_128


def qr_bars(text: str) -> tuple[list[Bar], int]:
    """The dark runs of a QR symbol of level M, and its edge with quiet zones, in modules."""
    rows = _qr(text).matrix
    bars = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                bars.append(Bar(x + _QUIET_QR, y + _QUIET_QR, length, 1))
            x += length
    return bars, len(rows) + 2 * _QUIET_QR


def qr_png(text: str) -> bytes:
    """A QR symbol of level M as a PNG, ten dots to a module, with its quiet zone."""
    file = BytesIO()
    _qr(text).save(file, kind="png", scale=10, border=_QUIET_QR)
    return file.getvalue()


def _qr(text: str) -> segno.QRCode:
    if not text:
        raise Invalid("二维码的内容是空的。")
    return segno.make_qr(text, error="m", boost_error=False)


def code128_svg(text: str) -> str:
    """A Code 128 symbol as SVG, on white with its quiet zones."""
    bars, width = code128_bars(text)
    height = 40
    return _svg([bar._replace(height=height) for bar in bars], width, height, text, f"条码 {text}")


def qr_svg(text: str) -> str:
    """A QR symbol of level M as SVG, on white with its quiet zone."""
    bars, edge = qr_bars(text)
    return _svg(bars, edge, edge, text, f"二维码 {text}")


def code128_width(text: str, bar_mm: float = BAR_MM) -> float:
    """The width of a Code 128 symbol with its quiet zones, in points."""
    return code128_bars(text)[1] * bar_mm * MM


def draw_code128(canvas: Any, text: str, x: float, y: float, height: float, bar_mm: float = BAR_MM) -> float:
    """Draw a Code 128 symbol up from `y`, its quiet zone beginning at `x`; its width with quiet zones, in points."""
    bars, width = code128_bars(text)
    module = bar_mm * MM
    ground = (x, y, width * module, height)
    _fill(canvas, ground, ((x + bar.x * module, y, bar.width * module, height) for bar in bars))
    return width * module


def draw_qr(canvas: Any, text: str, x: float, y: float, edge: float) -> None:
    """Draw a QR symbol whose lower left corner is (x, y); `edge` points wide and high with its quiet zone."""
    bars, modules = qr_bars(text)
    module = edge / modules
    top = y + edge
    ground = (x, y, edge, edge)
    _fill(canvas, ground, ((x + b.x * module, top - (b.y + 1) * module, b.width * module, module) for b in bars))


def _fill(canvas: Any, ground: Rectangle, bars: Iterable[Rectangle]) -> None:
    """White ground, then all bars in one path, so that no renderer leaves a seam between them."""
    path = " ".join(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in bars)
    canvas.addLiteral(f"q 1 g {' '.join(f'{each:.3f}' for each in ground)} re f 0 g {path} f Q")


def _svg(bars: Iterable[Bar], width: int, height: int, text: str, label: str) -> str:
    path = "".join(f"M{bar.x} {bar.y}h{bar.width}v{bar.height}h-{bar.width}z" for bar in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label={quoteattr(label)} shape-rendering="crispEdges">'
        f'<title>{escape(text)}</title><path fill="#fff" d="M0 0h{width}v{height}H0z"/><path d="{path}"/></svg>'
    )
