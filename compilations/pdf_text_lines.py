"""The lines of a PDF that has text, each with its place and the size of its type; and the pictures between them."""

import threading
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium

from compilations.blocks import Picture
from compilations.characters import seen
from compilations.pictures import MOST_PIXELS, Pictures
from desk.errors import Invalid

MOST_PAGES = 2_000
_LEAST_PICTURE = 64  # pixels on each side: smaller ones are icons and lines
_FEWEST = 8  # characters a page on average; a scan has none, or only its page numbers
_PDFIUM = threading.Lock()  # pdfium is not made for several threads


@dataclass(frozen=True)
class Line:
    """One line of a page (from 0): its ends and its base as shares of the page from the left and the bottom; points."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class Placed:
    """A picture, or the words that stand for one that could not be kept, with its upper edge as a share of the page."""

    what: Picture | str
    page: int
    base: float


@dataclass(frozen=True)
class Contents:
    """What a PDF holds, and a refusal for each picture that could not be kept."""

    pages: int
    lines: list[Line]
    pictures: list[Placed]
    lost: list[Invalid]


def contents(name: str, content: bytes, pictures: Pictures) -> Contents:
    """Read a PDF. Refuses what is locked or broken, has more than 2,000 pages, or no text (扫描件)."""
    with _PDFIUM:
        document = _opened(name, content)
        try:
            return _contents(name, document, pictures)
        except pypdfium2.PdfiumError as error:
            raise _broken(name) from error
        finally:
            document.close()


def _opened(name: str, content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Invalid("文件“{name}”设了打开密码。请另存为不加密的 PDF 后再上传。", name=name) from error
        raise _broken(name) from error


def _broken(name: str) -> Invalid:
    return Invalid("文件“{name}”已损坏，或不是 PDF 文件。请重新导出后再上传。", name=name)


def _contents(name: str, document: pypdfium2.PdfDocument, pictures: Pictures) -> Contents:
    count = len(document)
    if count > MOST_PAGES:
        raise Invalid(
            "文件“{name}”有 {count} 页，超过了 {limit} 页。请分成几个文件后再上传。",
            name=name,
            count=count,
            limit=MOST_PAGES,
        )
    found = Contents(count, [], [], [])
    for number in range(count):
        page = document[number]
        found.lines.extend(_lines(page, number))
        page.close()
    if sum(len(line.text) for line in found.lines) < _FEWEST * count:
        raise Invalid("文件“{name}”是扫描件，里面没有可读的文字。请先用文字识别软件转换，再上传。", name=name)
    for number in range(count):
        page = document[number]
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            _place(image, page, number, found, pictures)
        page.close()
    return found


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    width, height = page.get_size()
    text = page.get_textpage()
    line: list[tuple[int, float, float, float, float]] = []
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        if code in (0x0A, 0x0D):
            yield from _line(line, number, width, height)
            line = []
        elif code and not (generated := pdfium.FPDFText_IsGenerated(text.raw, place) == 1):
            left, right, bottom, top, x, y = (c_double() for _ in range(6))
            pdfium.FPDFText_GetCharBox(text.raw, place, left, right, bottom, top)
            pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y)
            line.append((code, x.value, right.value, y.value, pdfium.FPDFText_GetFontSize(text.raw, place)))
        elif code and generated and line:
            line.append((code, *line[-1][1:]))
    yield from _line(line, number, width, height)
    text.close()


def _line(
    characters: list[tuple[int, float, float, float, float]], number: int, width: float, height: float
) -> Iterator[Line]:
    # halves of characters beyond U+FFFF come one by one
    halves = "".join(chr(code) for code, *_rest in characters)
    text = seen(halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")).strip()
    if not text:
        return
    shown = [each for each in characters if not chr(each[0]).isspace()]
    size = Counter(round(each[4] * 2) / 2 for each in shown).most_common(1)[0][0]
    base = Counter(round(each[3], 1) for each in shown).most_common(1)[0][0]
    left, right = min(each[1] for each in shown), max(each[2] for each in shown)
    yield Line(text, number, left / width, right / width, base / height, size)


def _place(
    image: pypdfium2.PdfImage, page: pypdfium2.PdfPage, number: int, found: Contents, pictures: Pictures
) -> None:
    wide, tall = image.get_px_size()
    if min(wide, tall) < _LEAST_PICTURE:
        return
    name = f"第 {number + 1} 页"
    try:
        if wide * tall > MOST_PIXELS:
            raise Invalid(
                "图片“{name}”有 {width}×{height} 像素，太大了。请缩小后再试。", name=name, width=wide, height=tall
            )
        what: Picture | str = pictures.keep(name, _as_png(image))
    except Invalid as refusal:
        found.lost.append(refusal)
        what = "〔图：原文此处有图〕"
    found.pictures.append(Placed(what, number, image.get_bounds()[3] / page.get_height()))


def _as_png(image: pypdfium2.PdfImage) -> bytes:
    file = BytesIO()
    bitmap = image.get_bitmap()
    bitmap.to_pil().save(file, "PNG")
    bitmap.close()
    return file.getvalue()
