"""The cover as a picture, for readers on a screen: what stands on paper, drawn once and rendered."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from compilations.pdf_cover import draw_front
from compilations.pdf_layout import layout
from compilations.volume import Volume, chinese_date
from printing.paper import PaperCanvas


class CoverPicture(NamedTuple):
    """A PNG, and its width and height in pixels."""

    png: bytes
    width: int
    height: int


def cover_picture(volume: Volume, width: int, draw: Callable[..., None] = draw_front) -> CoverPicture:
    """The front of a volume (or its back, by `draw_back`), `width` pixels wide; equal volumes give equal bytes."""
    measures = layout(volume.page_format, volume.design, volume.type_size)
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(measures.width, measures.height), invariant=1)
    draw(canvas, volume, measures.width, measures.height)
    canvas.showPage()
    canvas.save()
    return first_page(file.getvalue(), width)


def first_page(pdf: Path | bytes, width: int) -> CoverPicture:
    """The first page of a PDF, `width` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()
    packed = BytesIO()
    image.save(packed, "PNG", optimize=True)
    return CoverPicture(packed.getvalue(), int(image.width), int(image.height))


def cover_words(volume: Volume) -> str:
    """What stands on the front, in one line: the alternative text of the picture."""
    about = (volume.title_mn, volume.title_en, volume.conference, volume.edition, volume.editors, volume.library)
    day, sample = chinese_date(volume.compiled_on), "样例资料" if volume.is_sample else ""
    return "　".join(filter(None, (f"封面：{volume.title}", *about, day, sample)))
