"""拼版: the pages of a finished PDF as a printer wants them, two to a sheet, folded into a booklet, or with crop marks.

PDF in, PDF out, as bytes. Pages go onto sheets as they are, text and fonts with them; nothing is set again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from desk.errors import Invalid
from printing.paper import MM

A4 = (297.0, 210.0)
"""A sheet lying down, width and height in millimetres; as A3."""
A3 = (420.0, 297.0)
MOST_FOLDED = 100
"""Pages of a booklet: more of them do not lie flat under two staples."""
BLEED_MM = 3.0
_MARK_GAP_MM, _MARK_MM = 1.0, 5.0
MARGIN_MM = BLEED_MM + _MARK_GAP_MM + _MARK_MM
"""By how much crop marks and bleed widen a page on each side."""


class Side(NamedTuple):
    """One side of a sheet: which pages lie on it, counted from 0 (None: nothing)."""

    left: int | None
    right: int | None


def folding_order(pages: int) -> tuple[Side, ...]:
    """The sides of a saddle-stitched booklet, front and back of the outermost sheet first.

    `pages` (1 to 100) are filled up with blank ones to a multiple of four. Refuses more, with what to do instead.
    """
    if pages > MOST_FOLDED:
        raise Invalid(
            "这一册有 {pages} 页，骑马订最多 {limit} 页。请改用单页胶装，或分成几册。", pages=pages, limit=MOST_FOLDED
        )
    filled = -(-pages // 4) * 4
    order = []
    for outer in range(0, filled // 2, 2):
        order += [(filled - 1 - outer, outer), (outer + 1, filled - 2 - outer)]
    return tuple(Side(*(page if page < pages else None for page in side)) for side in order)


def two_up(pdf: bytes) -> bytes:
    """Two pages side by side on each sheet of A4, in reading order, made smaller where they are too large."""
    return _on_sheets(pdf, _pairs, A4, folded=False)


def booklet(pdf: bytes) -> bytes:
    """Sheets of A3 to be printed on both sides (turned over the short edge), laid in one another, folded and stitched.

    Pages meet at the fold, in the size they have or smaller. Refuses more than 100 pages.
    """
    return _on_sheets(pdf, folding_order, A3, folded=True)


def on_two_up_cover(pdf: bytes) -> bytes:
    """Each page alone on a sheet of its own, where `two_up` puts the first page of a volume."""
    return _on_sheets(pdf, lambda pages: [Side(page, None) for page in range(pages)], A4, folded=False)


def on_booklet_cover(pdf: bytes) -> bytes:
    """The same where `booklet` puts it."""
    return _on_sheets(pdf, lambda pages: [Side(None, page) for page in range(pages)], A3, folded=True)


def with_crop_marks(pdf: bytes) -> bytes:
    """Each page with 3 mm of bleed and crop marks outside it; page labels, bookmarks and links stay.

    TrimBox is the page as it was, BleedBox 3 mm larger, MediaBox 9 mm larger on each side.
    """
    with _opened(pdf) as document:
        registration = document.make_indirect(_registration())
        for page in document.pages:
            _crop(page, registration)
        return _written(document)


def _pairs(pages: int) -> Sequence[Side]:
    return [Side(left, left + 1 if left + 1 < pages else None) for left in range(0, pages, 2)]


def _on_sheets(
    pdf: bytes, order: Callable[[int], Sequence[Side]], sheet: tuple[float, float], *, folded: bool
) -> bytes:
    with _opened(pdf) as source, Pdf.new() as document:
        sides = order(len(source.pages))
        pages = [_Placed.of(document, page) for page in source.pages]
        width, height = (length * MM for length in sheet)
        for side in sides:
            document.add_blank_page(page_size=(width, height))
            _place(document, document.pages[-1], pages, side, folded=folded)
        _take_over(source, document, folded=folded)
        return _written(document)


@dataclass(frozen=True)
class _Placed:
    """A page as a form, drawn up to its bleed, and its trimmed edges."""

    form: Object
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, document: Pdf, page: Page) -> "_Placed":
        left, bottom, right, top = (float(each) for each in page.trimbox)
        form = document.copy_foreign(page.as_form_xobject())
        form.BBox = Array(_grown(left, bottom, right, top, BLEED_MM * MM))
        return cls(form, left, bottom, right, top)


def _place(document: Pdf, sheet: Page, pages: Sequence[_Placed], side: Side, *, folded: bool) -> None:
    """Put the pages of one side on it: at the fold with bleed and crop marks, or in the middle of its halves."""
    _x, _y, width, height = (float(each) for each in sheet.mediabox)
    drawn, used = [], Dictionary()
    for name, half, place in (("/Left", 0, side.left), ("/Right", 1, side.right)):
        if place is None:
            continue
        page = pages[place]
        page_width, page_height = page.right - page.left, page.top - page.bottom
        scale = min(1.0, width / 2 / page_width, height / page_height)
        spare = width / 2 - scale * page_width
        x = half * width / 2 + (spare * (1 - half) if folded else spare / 2)
        y = (height - scale * page_height) / 2
        edges = (x, y, x + scale * page_width, y + scale * page_height)
        seen = _grown(*edges, BLEED_MM * MM if folded else 0)
        if folded:  # nothing runs over the fold onto the other page
            seen = (max(seen[0], half * width / 2), seen[1], min(seen[2], (half + 1) * width / 2), seen[3])
            drawn.append(f"q 0.25 w {_marks(*edges, but_x=width / 2)} S Q")
        clip = f"{seen[0]:.3f} {seen[1]:.3f} {seen[2] - seen[0]:.3f} {seen[3] - seen[1]:.3f} re W n"
        move = f"{scale:.5f} 0 0 {scale:.5f} {x - scale * page.left:.3f} {y - scale * page.bottom:.3f} cm"
        drawn.append(f"q {clip} {move} {name} Do Q")
        used[name] = page.form
    sheet.obj.Resources = Dictionary(XObject=used)
    sheet.obj.Contents = Stream(document, "\n".join(drawn).encode())


def _grown(left: float, bottom: float, right: float, top: float, by: float) -> tuple[float, float, float, float]:
    return left - by, bottom - by, right + by, top + by


def _crop(page: Page, registration: Object) -> None:
    """Give one page its boxes, cut what is drawn at the bleed, and draw the marks."""
    left, bottom, right, top = (float(each) for each in page.trimbox)
    bleed = _grown(left, bottom, right, top, BLEED_MM * MM)
    page.trimbox = Array([left, bottom, right, top])
    page.bleedbox = Array(bleed)
    page.mediabox = page.cropbox = Array(_grown(left, bottom, right, top, MARGIN_MM * MM))
    clip = f"{bleed[0]:.3f} {bleed[1]:.3f} {bleed[2] - bleed[0]:.3f} {bleed[3] - bleed[1]:.3f}"
    page.add_resource(registration, Name.ColorSpace, Name.Registration)
    page.contents_add(f"q {clip} re W n".encode(), prepend=True)
    page.contents_add(f"Q q /Registration CS 1 SCN 0.25 w {_marks(left, bottom, right, top)} S Q".encode())
    page.contents_coalesce()


def _marks(left: float, bottom: float, right: float, top: float, but_x: float | None = None) -> str:
    """Two strokes at each corner, 4 mm away from it, so that none is left on the page however it is cut.

    At the fold (`but_x`) nothing is cut.
    """
    near, far = (BLEED_MM + _MARK_GAP_MM) * MM, MARGIN_MM * MM
    strokes = []
    for x, outward in ((left, -1), (right, 1)):
        for y, upward in ((bottom, -1), (top, 1)):
            strokes.append(f"{x:.3f} {y + upward * near:.3f} m {x:.3f} {y + upward * far:.3f} l")
            if but_x is None or abs(x - but_x) > 0.01:
                strokes.append(f"{x + outward * near:.3f} {y:.3f} m {x + outward * far:.3f} {y:.3f} l")
    return " ".join(strokes)


def _registration() -> Array:
    """The colour of crop marks: it prints on every plate (PDF 32000-1, 8.6.6.4)."""
    every_plate = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, every_plate])


def _take_over(source: Pdf, document: Pdf, *, folded: bool) -> None:
    """The facts about the document, and how it is to be printed: at its size, a booklet turned over the short edge."""
    if "/Info" in source.trailer:
        for key, value in source.docinfo.items():
            document.docinfo[key] = str(value)
    if "/Lang" in source.Root:
        document.Root.Lang = source.Root.Lang
    wishes = Dictionary(PrintScaling=Name("/None"))
    if folded:
        wishes.Duplex = Name.DuplexFlipShortEdge
    document.Root.ViewerPreferences = wishes


def _opened(pdf: bytes) -> Pdf:
    try:
        return Pdf.open(BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise Invalid("这个文件不是完好的 PDF，不能拼版。请重新制作后再试。") from error


def _written(document: Pdf) -> bytes:
    file = BytesIO()
    document.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
