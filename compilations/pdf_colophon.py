"""The imprint page: what a printer must say, what a librarian catalogues by, and a QR to the e-copy. Lengths in points.

It closes the volume. Above the facts, between rules, stands what kind of print it is: 会议信息资料, or 内部资料
免费交流 with the number of its permit, as printers set it; nothing stands there that nobody told the desk.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from compilations.imprint import PERMIT, imprint_lines, nature
from compilations.pdf_layout import GREY, Layout
from compilations.volume import Volume
from desk.errors import Invalid
from printing.barcodes import draw_qr
from printing.chinese import ChineseParagraph, Run, TextStyle
from printing.mongolian import columns
from printing.vertical_flow import VerticalFlow, VerticalParagraph

QR_EDGE = 26 * mm  # with its quiet zone
QR_CAPTION = "扫码取阅电子本"
_LONGEST_URL = 200  # bytes: 61 modules of 0.38 mm, which a telephone reads from paper
_GAP = 9 * mm
_LARGEST, _SMALLEST = 12.0, 5.0
LABEL_EM = 6.5
MONGOLIAN_LINES = 7  # so many lines high is the Mongolian title


def colophon(volume: Volume, measures: Layout) -> Iterator[Flowable]:
    """The QR, where there is an address, and the imprint at the foot of the page; smaller where it would be too high.

    Refuses an address that is too long for a QR of this size.
    """
    above: list[Flowable] = [QrToEcopy(volume.ecopy_url), Spacer(1, _GAP)] if volume.ecopy_url else []
    room = measures.depth - sum(each.wrap(measures.measure, measures.depth)[1] for each in above) - 1
    size = min(measures.size - 0.5, _LARGEST)
    while (height := _height(table := _imprint(volume, measures, size), measures)) > room and size > _SMALLEST:
        size -= 0.5
    yield Spacer(1, max(0.0, room - height))
    yield from above
    yield table


def _height(table: Table, measures: Layout) -> float:
    return float(table.wrap(measures.measure, measures.depth)[1])


def _imprint(volume: Volume, measures: Layout, size: float) -> Table:
    text = replace(measures.plain, size=size, leading=size * 1.6)
    label = replace(text, face="hei")
    facts = [(name, value) for name, value in imprint_lines(volume) if name not in ("资料性质", PERMIT)]
    rows = [_kind(volume, replace(label, size=size * 1.15), measures)]
    for name, value in facts:
        shown = _mongolian(value, text) if value == volume.title_mn else ChineseParagraph(value, text)
        rows.append([ChineseParagraph(spread(name), label), shown])
    rule, thin = (1.2, HexColor(measures.accent)), (0.5, HexColor(measures.accent))
    return Table(
        rows,
        colWidths=[size * LABEL_EM, measures.measure - size * LABEL_EM],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), "song"),
            ("SPAN", (0, 0), (-1, 0)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("TOPPADDING", (0, 0), (-1, 1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 4),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 4),
            ("LINEABOVE", (0, 0), (-1, 0), *rule),
            ("LINEBELOW", (0, 0), (-1, 0), *thin),
            ("LINEBELOW", (0, -1), (-1, -1), *rule),
        ],
    )


def _kind(volume: Volume, style: TextStyle, measures: Layout) -> list[object]:
    """What kind of print this is, on the left, and the number of its permit on the right; beneath where it is long."""
    kind, permit = nature(volume)
    number = f"{PERMIT}：{permit}" if permit else ""
    if len(kind) + len(number) + 1 > measures.measure / style.size:
        return [[ChineseParagraph(each, style) for each in (kind, number)], ""]
    right = replace(style, alignment="right")
    halves = [[ChineseParagraph(kind, style), ChineseParagraph(number, right)]]
    share = (len(kind) + 0.5) * style.size
    bare = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return [Table(halves, [share, measures.measure - share], style=[("FONTNAME", (0, 0), (-1, -1), "song"), *bare]), ""]


def _mongolian(title: str, text: TextStyle) -> Flowable:
    """The Mongolian title in columns; they are higher where one word needs it."""
    size, high = text.size * 1.2, text.leading * MONGOLIAN_LINES
    longest = max(column.length for column in columns(title, size, high))
    return VerticalFlow((VerticalParagraph((Run(title),), size),), max(high, longest) + 0.1)


def spread(label: str) -> str:
    """A label of two characters as wide as four, as imprints have it: 书　　名."""
    return "　　".join(label) if len(label) == 2 else label


class QrToEcopy(Flowable):  # type: ignore[misc]
    """A QR with an address, its caption beneath, in the middle of the measure."""

    def __init__(self, url: str) -> None:
        super().__init__()
        if (length := len(url.encode())) > _LONGEST_URL:
            raise Invalid(
                "电子本的网址有 {length} 个字节，印成二维码太密，扫不出来。请换成 {most} 个字节以内的网址。",
                length=length,
                most=_LONGEST_URL,
            )
        self.url = url
        style = TextStyle(size=9.5, leading=14, first_indent_em=0, alignment="center", color=GREY)
        self.caption = ChineseParagraph(QR_CAPTION, style)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """As wide as the measure."""
        self.width, self.height = availWidth, QR_EDGE + self.caption.wrap(availWidth, availHeight)[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw both; on the screen the code is a link."""
        canvas: Any = self.canv
        left, foot = (self.width - QR_EDGE) / 2, self.caption.height
        draw_qr(canvas, self.url, left, foot, QR_EDGE)
        canvas.linkURL(self.url, (left, foot, left + QR_EDGE, foot + QR_EDGE), relative=1)
        self.caption.drawOn(canvas, 0, 0)
