"""What a reader of a PDF sees: its text by two engines, its fonts, its pages as pictures."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus.flowables import Flowable

from printing.paper import PaperCanvas


def printed(*story: Flowable, width: float = 420.0, height: float = 595.0, margin: float = 40.0) -> bytes:
    """The flowables as PDF."""
    file = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin - 6)  # 6: the frame's
    SimpleDocTemplate(file, pagesize=(width, height), **margins).build(list(story), canvasmaker=PaperCanvas)
    return file.getvalue()


def pdfium_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def poppler_text(pdf: bytes, folder: Path) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout


def font_table(pdf: bytes, folder: Path) -> list[dict[str, str]]:
    """What pdffonts says of each font."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    lines = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout.splitlines()
    flags = [line.split()[-5:-2] for line in lines[2:]]
    return [
        {"name": line.split()[0], "embedded": flag[0], "subset": flag[1], "unicode": flag[2]}
        for line, flag in zip(lines[2:], flags, strict=True)
    ]


def pictures(pdf: bytes, dpi: int) -> list[np.ndarray[Any, Any]]:
    """Each page in grey, as rows of pixels."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy() for page in document]
    document.close()
    return pages


def codes_on(picture: np.ndarray[Any, Any]) -> list[tuple[str, str]]:
    """The codes that a scanner finds: (format, text)."""
    return sorted((str(found.format).rpartition(".")[2], found.text) for found in zxingcpp.read_barcodes(picture))


def without_white(text: str) -> str:
    return "".join(text.split())
