"""编号: one file with the numbers of all copies, a page for each, to be printed over the first pages of a volume.

The printer prints the volume once for all and merges these pages in; the volume is never made nine hundred times.
"""

from io import BytesIO
from typing import Literal, get_args

from reportlab.lib.colors import HexColor

from desk.errors import Invalid
from printing.paper import MM, PaperCanvas

Place = Literal["top-right", "top-left", "bottom-right", "bottom-left"]
PLACES: tuple[Place, ...] = get_args(Place)
MOST_NUMBERS = 10_000
_EDGE_MM = 10.0
_SIZE = 10.5  # points, 五号
_DIGITS = 4


def numbers(first: int, last: int, page_size: tuple[float, float], place: Place = "top-right") -> bytes:
    """A PDF with one page for each copy from `first` to `last`, its number (No. 0001) in a corner 10 mm from the edges.

    `page_size` is width and height in millimetres. Refuses numbers out of order and more than 10,000 of them.
    """
    if not 1 <= first <= last:
        raise Invalid("编号 {first} 到 {last} 不对。请从 1 起、由小到大地写，例如 1-900。", first=first, last=last)
    if last - first >= MOST_NUMBERS:
        raise Invalid(
            "一次最多编 {limit} 个号，这里要 {count} 个。请分几次。", limit=MOST_NUMBERS, count=last - first + 1
        )
    width, height = (side * MM for side in page_size)
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(width, height), invariant=1)
    canvas.setTitle(f"No. {first}–{last}")
    y = height - _EDGE_MM * MM - 0.75 * _SIZE if place.startswith("top") else _EDGE_MM * MM
    for number in range(first, last + 1):
        canvas.setFont("hei", _SIZE)
        canvas.setFillColor(HexColor("#000000"))
        text = f"No. {number:0{max(_DIGITS, len(str(last)))}d}"
        if place.endswith("right"):
            canvas.drawRightString(width - _EDGE_MM * MM, y, text)
        else:
            canvas.drawString(_EDGE_MM * MM, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
