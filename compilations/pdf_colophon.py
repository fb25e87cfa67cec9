"""The last page: what a librarian needs to catalogue the volume, and nothing that nobody told the desk."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer, Table

from compilations.imprint import imprint_lines
from compilations.pdf_layout import RED, Layout
from compilations.volume import Volume
from printing.chinese import ChineseParagraph


def colophon(volume: Volume, measures: Layout) -> Iterator[Flowable]:
    """The imprint at the foot of the page, between two red rules."""
    label = replace(measures.plain, face="hei", size=measures.size - 0.5)
    text = replace(measures.plain, size=measures.size - 0.5)
    rows = [[ChineseParagraph(name, label), ChineseParagraph(value, text)] for name, value in imprint_lines(volume)]
    table = Table(
        rows,
        colWidths=[measures.size * 6, measures.measure - measures.size * 6],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), "song"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, HexColor(RED)),
            ("LINEBELOW", (0, -1), (-1, -1), 1.2, HexColor(RED)),
        ],
    )
    _width, height = table.wrap(measures.measure, measures.depth)
    yield Spacer(1, max(0.0, measures.depth - height - 1))
    yield table
