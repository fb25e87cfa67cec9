"""Pages on sheets: what is folded reads in order, what is cut has its boxes, and nothing of a page is lost."""

from io import BytesIO
from pathlib import Path
from time import perf_counter

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Invalid
from printing.imposition import (
    A3,
    A4,
    Side,
    booklet,
    folding_order,
    on_booklet_cover,
    on_two_up_cover,
    two_up,
    with_crop_marks,
)
from printing.overlay import PLACES, Place, numbers
from printing.paper import MM, PaperCanvas
from tests.compilations.pdf_reading import contents, labels, qpdf_complaints
from tests.printing.reading import pictures

PAGE = (185.0, 260.0)


def a_pdf(pages: int, *, bleeding: bool = False) -> bytes:
    """Pages of 16 开 that say their number, labelled i, ii, 1, 2 …, with a bookmark each."""
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(PAGE[0] * MM, PAGE[1] * MM), invariant=1)
    canvas.setTitle("一册")
    canvas.addPageLabel(0, "ROMAN_LOWER")
    canvas.addPageLabel(2, "ARABIC")
    for page in range(pages):
        if bleeding:
            canvas.rect(-5 * MM, -5 * MM, (PAGE[0] + 10) * MM, (PAGE[1] + 10) * MM, stroke=0, fill=1)
        canvas.setFont("song", 40)
        canvas.drawString(100, 300, f"第{page}页")
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"页{page}", f"p{page}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def texts(pdf: bytes) -> list[list[str]]:
    """The words on each page, from left to right."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        half = page.get_width() / 2
        text = page.get_textpage()
        sides = [text.get_text_bounded(0, 0, half, 9999), text.get_text_bounded(half, 0, 9999, 9999)]
        found.append(["".join(side.split()) for side in sides])
    document.close()
    return found


def folded(sides: list[list[str]]) -> list[str]:
    """What a reader finds who folds the printed sheets, one in another, and turns the pages."""
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first_half = [page for front, back in sheets for page in (front[1], back[0])]
    second_half = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first_half + second_half


def sound(pdf: bytes, folder: Path) -> bytes:
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    assert qpdf_complaints(path) == ""
    return pdf


@given(st.integers(1, 100))
def test_a_booklet_of_any_length_reads_in_order_when_it_is_folded(pages: int) -> None:
    names = [["" if place is None else str(place) for place in side] for side in folding_order(pages)]
    read = folded(names)
    assert len(read) % 4 == 0
    assert len(read) - pages < 4
    assert read == [str(page) for page in range(pages)] + [""] * (len(read) - pages)


@pytest.mark.parametrize("pages", [1, 4, 7, 100])
def test_the_sheets_themselves_read_in_order_when_they_are_folded(tmp_path: Path, pages: int) -> None:
    made = sound(booklet(a_pdf(pages)), tmp_path)
    assert [text for text in folded(texts(made)) if text] == [f"第{page}页" for page in range(pages)]


def test_a_booklet_of_101_pages_is_refused_with_what_to_do() -> None:
    with pytest.raises(Invalid, match=r"101 页.*最多 100 页.*胶装"):
        booklet(a_pdf(101))


def test_a_booklet_says_that_it_is_turned_over_the_short_edge_and_keeps_its_size() -> None:
    with pikepdf.open(BytesIO(booklet(a_pdf(4)))) as document:
        wishes = document.Root.ViewerPreferences
        assert (str(wishes.Duplex), str(wishes.PrintScaling)) == ("/DuplexFlipShortEdge", "/None")
        assert str(document.docinfo.Title) == "一册"
        size = [round(float(length) / MM) for length in document.pages[0].mediabox]
    assert size == [0, 0, 420, 297]


def test_two_pages_lie_on_an_a4_sheet_in_reading_order(tmp_path: Path) -> None:
    made = sound(two_up(a_pdf(5)), tmp_path)
    assert texts(made) == [["第0页", "第1页"], ["第2页", "第3页"], ["第4页", ""]]
    with pikepdf.open(BytesIO(made)) as document:
        assert [round(float(length) / MM) for length in document.pages[0].mediabox] == [0, 0, 297, 210]


def test_a_page_on_a_sheet_keeps_its_shape_and_runs_over_neither_fold_nor_half() -> None:
    for made, sheet in ((two_up(a_pdf(1, bleeding=True)), A4), (booklet(a_pdf(1, bleeding=True)), A3)):
        dark = pictures(made, 72)[0] < 128
        columns, rows = np.flatnonzero(dark.sum(0) > 40), np.flatnonzero(dark.sum(1) > 40)
        width, height = float(np.ptp(columns)) / MM, float(np.ptp(rows)) / MM
        if sheet == A4:
            assert width / height == pytest.approx(185 / 260, rel=0.01)
            assert columns.max() <= 297 / 2 * MM + 1
        else:  # at its size, with 3 mm of bleed on the three sides that are cut
            assert width == pytest.approx(188, abs=0.8)
            assert height == pytest.approx(266, abs=0.8)
            assert columns.min() == pytest.approx(210 * MM, abs=1)


def test_crop_marks_stand_outside_the_bleed_and_the_boxes_say_where_to_cut(tmp_path: Path) -> None:
    made = sound(with_crop_marks(a_pdf(4, bleeding=True)), tmp_path)
    with pikepdf.open(BytesIO(made)) as document:
        for page in document.pages:
            boxes = {
                name: [round(float(length) / MM, 1) for length in page.obj[name]]
                for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")
            }
            assert boxes == {
                "/MediaBox": [-9, -9, 194, 269],
                "/CropBox": [-9, -9, 194, 269],
                "/BleedBox": [-3, -3, 188, 263],
                "/TrimBox": [0, 0, 185, 260],
            }
    picture = pictures(made, 144)[0] < 128
    mm = 144 / 25.4

    def at(x: float, y: float) -> bool:
        row, column = round((y + 9) * mm), round((x + 9) * mm)
        return bool(picture[row - 2 : row + 3, column].any())

    assert at(-2.5, 100) and not at(-3.6, 100)  # the page bleeds 3 mm, and no further
    assert at(-6, 0) and at(-6, 260) and at(191, 0) and at(191, 260)  # marks at the height of both edges
    assert not at(-3.5, 0) and not at(-6, 5)


def test_crop_marks_leave_labels_bookmarks_and_words(tmp_path: Path) -> None:
    path = tmp_path / "crop.pdf"
    path.write_bytes(with_crop_marks(a_pdf(4)))
    assert labels(path) == ["i", "ii", "1", "2"]
    assert contents(path) == [(0, f"页{page}", page + 1) for page in range(4)]
    assert ["".join(page) for page in texts(path.read_bytes())] == [f"第{page}页" for page in range(4)]


@pytest.mark.parametrize("form", [two_up, booklet, with_crop_marks])
def test_the_same_pages_give_the_same_bytes(form: object) -> None:
    pages = a_pdf(3)
    assert form(pages) == form(pages)  # type: ignore[operator]


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 cut off", b"\x00" * 100])
def test_what_is_no_pdf_is_refused_in_words(broken: bytes) -> None:
    for form in (two_up, booklet, with_crop_marks):
        with pytest.raises(Invalid, match="不是完好的 PDF"):
            form(broken)


def test_one_overlay_numbers_900_copies(tmp_path: Path) -> None:
    started = perf_counter()
    made = numbers(1, 900, PAGE)
    assert perf_counter() - started < 5
    sound(made, tmp_path)
    found = ["".join(sides) for sides in texts(made)]
    assert found == [f"No.{number:04d}" for number in range(1, 901)]
    with pikepdf.open(BytesIO(made)) as document:
        assert {tuple(round(float(length) / MM) for length in page.mediabox) for page in document.pages} == {
            (0, 0, 185, 260)
        }


@pytest.mark.parametrize("place", PLACES)
def test_a_number_stands_in_the_corner_that_was_asked_for(place: Place) -> None:
    dark = pictures(numbers(7, 7, PAGE, place), 72)[0] < 128
    rows, columns = np.nonzero(dark)
    height, width = dark.shape
    assert (rows.max() < height / 10, rows.min() > height * 9 / 10) == (place[:3] == "top", place[:3] == "bot")
    assert (columns.max() < width / 4, columns.min() > width * 3 / 4) == ("left" in place, "right" in place)
    assert min(rows.min(), columns.min(), height - rows.max(), width - columns.max()) > 8 * MM


def test_numbers_beyond_four_digits_stay_of_one_length() -> None:
    assert ["".join(sides) for sides in texts(numbers(9_999, 10_001, PAGE))] == ["No.09999", "No.10000", "No.10001"]


@pytest.mark.parametrize(("first", "last", "words"), [(0, 5, "0 到 5"), (9, 8, "9 到 8"), (1, 10_001, "最多编 10000")])
def test_numbers_that_cannot_be_are_refused(first: int, last: int, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        numbers(first, last, PAGE)


def test_a_number_comes_to_lie_where_the_first_page_of_a_booklet_or_of_a_sheet_lies() -> None:
    overlay = numbers(1, 2, PAGE)
    assert texts(on_booklet_cover(overlay)) == [["", "No.0001"], ["", "No.0002"]]
    assert texts(on_two_up_cover(overlay)) == [["No.0001", ""], ["No.0002", ""]]
    assert folding_order(8)[0] == Side(7, 0)
