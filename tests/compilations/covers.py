"""Covers drawn by themselves and read back: where each character stands, and what colours there are."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import pypdfium2

from compilations.pdf_layout import layout
from compilations.volume import Volume
from printing.paper import PaperCanvas

MM = 72 / 25.4
Draw = Callable[[Any, Volume, float, float], None]


class Box(NamedTuple):
    """A character and its ink, in points from the lower left corner."""

    character: str
    left: float
    foot: float
    right: float
    top: float

    @property
    def is_mongolian(self) -> bool:
        return "\u1800" <= self.character <= "\u18af"


def drawn(draw: Draw, made: Volume) -> bytes:
    """One page with what `draw` draws of a volume."""
    page, file = layout(made.page_format), BytesIO()
    canvas = PaperCanvas(file, pagesize=(page.width, page.height), invariant=1)
    draw(canvas, made, page.width, page.height)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def boxes(pdf: bytes, page: int = 0) -> list[Box]:
    """The characters of a page with their ink."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = []
    for place in range(text.count_chars()):
        character = text.get_text_range(place, 1)
        if character.strip():
            found.append(Box(character, *text.get_charbox(place)))
    document.close()
    return found


def words(found: list[Box]) -> str:
    return "".join(box.character for box in found)


def of(found: list[Box], text: str) -> list[Box]:
    """The characters of `text`, which stands there once."""
    bare = "".join(text.split())
    start = words(found).index(bare)
    return found[start : start + len(bare)]


def pixels(pdf: bytes, dpi: int = 72) -> np.ndarray[Any, Any]:
    """The first page in red, green and blue."""
    document = pypdfium2.PdfDocument(pdf)
    picture = np.array(document[0].render(scale=dpi / 72).to_pil().convert("RGB")).astype(int)
    document.close()
    return picture


def coloured(picture: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Where a picture is neither black, grey nor white."""
    found: np.ndarray[Any, Any] = picture.max(axis=2) - picture.min(axis=2) > 24
    return found
