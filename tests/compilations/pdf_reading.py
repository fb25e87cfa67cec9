"""A built PDF read back: its pages, and its lines by where their characters stand."""

import ctypes
import subprocess
from collections import defaultdict
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium


def pages(path: Path) -> list[str]:
    """The text of each page without white space."""
    document = pypdfium2.PdfDocument(path)
    found = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def lines(path: Path) -> list[str]:
    """Every line of every page: the characters that stand on one baseline, from left to right."""
    document = pypdfium2.PdfDocument(path)
    found: list[str] = []
    for page in document:
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
        for place in range(text.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
            if not character.isspace() and pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y):
                rows[round(y.value)].append((x.value, character))
        found += ["".join(character for _x, character in sorted(row)) for row in rows.values()]
    document.close()
    return found


def contents(path: Path) -> list[tuple[int, str, int]]:
    """The bookmarks: level, title, page (from 1)."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for mark in document.get_toc():
        place = mark.get_dest()
        found.append((mark.level, mark.get_title(), (place.get_index() if place else -1) + 1))
    document.close()
    return found


def labels(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    return found


def qpdf_complaints(path: Path) -> str:
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
