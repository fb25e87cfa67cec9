"""The measures of a page, read back from where its characters stand."""

import ctypes
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from compilations import pdf
from compilations.pdf_layout import layout
from compilations.volume import Design, PageFormat, TypeSize, VolumeSection
from tests.compilations.pdf_reading import contents, labels
from tests.compilations.volumes import text_entry, volume

MM = 72 / 25.4
HAN = "草原牧区水土林田湖山沙冰气候生态"  # no marks: each line is a whole number of characters
FORMATS: tuple[PageFormat, ...] = ("16k", "a4")


class Letter(NamedTuple):
    """A character and its origin, in points from the lower left corner of the page."""

    x: float
    y: float
    character: str


class Page(NamedTuple):
    """A page of nothing but text: its lines from the top, and what stands above and beneath them."""

    width: float
    height: float
    text: list[list[Letter]]
    around: str
    foot: list[Letter]


def read(path: Path) -> dict[str, Page]:
    """The pages by their labels; the text is all that stands in lines of more than eight Han characters."""
    document = pypdfium2.PdfDocument(path)
    found = {}
    for number, label in enumerate(labels(path)):
        page = document[number]
        rows = _rows(page.get_textpage())
        text = [row for row in rows if sum(each.character in HAN for each in row) > 8]
        rest = [row for row in rows if row not in text]
        foot = rest[-1] if rest else []
        around = "".join(each.character for row in rest for each in row)
        found[label] = Page(page.get_width(), page.get_height(), text, around, foot)
    document.close()
    return found


def _rows(text: pypdfium2.PdfTextPage) -> list[list[Letter]]:
    x, y = ctypes.c_double(), ctypes.c_double()
    rows: dict[int, list[Letter]] = defaultdict(list)
    for place in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
        if not character.isspace() and pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y):
            rows[round(y.value)].append(Letter(x.value, y.value, character))
    return [sorted(rows[key]) for key in sorted(rows, reverse=True)]


def full_pages(folder: Path, page_format: PageFormat, design: Design, type_size: TypeSize) -> tuple[Page, Page]:
    """A left-hand and a right-hand page that one long paragraph fills, after its first page."""
    made = volume(
        VolumeSection("节", (text_entry("篇", HAN * 400),)),
        page_format=page_format,
        design=design,
        type_size=type_size,
    )
    path = folder / "volume.pdf"
    pdf.render(made, path)
    found = read(path)
    return found["4"], found["5"]


# characters, lines; millimetres: from the back, from the head; points
MEASURES: list[tuple[PageFormat, Design, TypeSize, int, int, float, float, float]] = [
    ("16k", "formal", "normal", 38, 34, 22.9, 26.8, 10.5),
    ("a4", "plain", "normal", 37, 33, 28.2, 31.0, 12),
    ("16k", "formal", "large", 24, 22, 24, 26, 16),
    ("a4", "ornament", "large", 31, 28, 18.5, 18, 16),
    ("a4", "official", "normal", 28, 22, 28, 37, 15.75),
    ("a4", "official", "large", 28, 22, 28, 37, 15.75),
    ("16k", "official", "normal", 28, 22, 24.5, 32, 14),
    ("16k", "official", "large", 24, 22, 24, 26, 16),
]


@pytest.mark.parametrize(("page_format", "design", "type_size", "columns", "rows", "inner", "top", "size"), MEASURES)
def test_a_full_page_has_the_lines_the_characters_and_the_margins_of_its_layout(
    tmp_path: Path,
    page_format: PageFormat,
    design: Design,
    type_size: TypeSize,
    columns: int,
    rows: int,
    inner: float,
    top: float,
    size: float,
) -> None:
    left, right = full_pages(tmp_path, page_format, design, type_size)
    for page in (left, right):
        assert {len(line) for line in page.text} == {columns}
        assert len(page.text) == rows
        pitches = {round(b.x - a.x, 1) for line in page.text for a, b in pairwise(line)}
        assert all(abs(pitch - size) < 0.11 for pitch in pitches)
        leading = (page.text[0][0].y - page.text[-1][0].y) / (rows - 1)
        head_of_line = page.text[0][0].y + 0.88 * size + (leading - size) / 2
        assert (page.height - head_of_line) / MM == pytest.approx(top, abs=0.1)
    assert right.text[0][0].x / MM == pytest.approx(inner, abs=0.1)
    assert (left.width - left.text[0][-1].x - size) / MM == pytest.approx(inner, abs=0.1)


def test_an_official_document_has_the_type_area_of_the_standard(tmp_path: Path) -> None:
    """GB/T 9704—2012: a type area of 156 × 225 mm; page number between dashes, 7 mm beneath, an em from the edge."""
    left, right = full_pages(tmp_path, "a4", "official", "normal")
    leading = (right.text[0][0].y - right.text[-1][0].y) / 21
    assert leading * 22 / MM == pytest.approx(225, abs=0.1)
    assert (right.text[0][-1].x + 15.75 - right.text[0][0].x) / MM == pytest.approx(156, abs=0.5)
    assert [page.around for page in (left, right)] == ["—4—", "—5—"]  # and no running head
    area = layout("a4", "official")
    dash = right.foot[0].y + 0.38 * 14  # the dash of Song stands that high above its baseline
    assert (area.bottom - dash) / MM == pytest.approx(7, abs=0.3)
    assert right.foot[-1].x + 14 == pytest.approx(area.inner + area.measure - 14, abs=0.5)
    assert left.foot[0].x == pytest.approx(area.outer + 14, abs=0.5)


@pytest.mark.parametrize("page_format", FORMATS)
@pytest.mark.parametrize("design", ["formal", "official"])
@pytest.mark.parametrize("type_size", ["normal", "large"])
def test_what_stands_around_the_text_is_on_the_paper(
    page_format: PageFormat, design: Design, type_size: TypeSize
) -> None:
    """A desk's printer leaves 5 mm at each edge white."""
    area = layout(page_format, design, type_size)
    middle_of_head, middle_of_foot = area.head + area.leading / 2, area.foot + area.leading / 2
    assert area.height - middle_of_head - area.head_size / 2 > 5 * MM
    assert middle_of_foot - area.head_size / 2 > 5 * MM
    assert area.outer >= 15 * MM
    assert area.foot + area.leading / 2 + area.head_size / 2 < area.bottom
    assert area.head + area.leading / 2 - area.head_size / 2 > area.height - area.top


def test_the_large_type_edition_has_the_same_bookmarks_on_more_pages(tmp_path: Path) -> None:
    made = volume(*volume().sections, VolumeSection("三、长文", (text_entry("长文", HAN * 400),)))
    normal, large = tmp_path / "normal.pdf", tmp_path / "large.pdf"
    pages = [pdf.render(made, normal).pages, pdf.render(replace(made, type_size="large"), large).pages]
    titles = [[title for _level, title, _page in contents(path)] for path in (normal, large)]
    assert titles[0] == titles[1]
    assert pages[1] > pages[0] + 3


def test_the_headings_of_an_official_document_are_as_large_as_its_text() -> None:
    area = layout("a4", "official")
    assert {area.heading(level, centred=False).size for level in range(1, 6)} == {15.75}
    assert [area.heading(level, centred=False).face for level in (1, 2, 3)] == ["hei", "kai", "fangsong"]
    assert area.title(1.5).size == pytest.approx(22, abs=0.1)  # 二号
