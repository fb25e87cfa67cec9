"""The cover sheet: its sizes, its spine and its marks, read back."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from compilations import pdf
from compilations.cover_sheet import cover_sheet, pages_inside, spine_mm
from compilations.pdf_cover import draw_front
from compilations.volume import PAGE_FORMATS, Design, PageFormat
from desk.errors import Invalid
from tests.compilations.covers import MM, Box, boxes, drawn, of, pixels, words
from tests.compilations.pdf_reading import pages, qpdf_complaints
from tests.compilations.volumes import volume
from tests.printing.reading import font_table

DESIGNS: tuple[Design, ...] = ("formal", "plain", "ornament", "official")
SLUG = 12  # mm around the trimmed sheet
BACK = "本汇编供会议期间参阅。"


def box_mm(sheet: bytes, folder: Path, name: str) -> list[float]:
    path = folder / "sheet.pdf"
    path.write_bytes(sheet)
    with pikepdf.open(path) as document:
        assert len(document.pages) == 1
        return [float(each) / MM for each in document.pages[0][name]]


def on_spine(sheet: bytes, count: int, width: float) -> list[Box]:
    """The characters of the spine, from the head down."""
    left = (SLUG + width) * MM
    found = [box for box in boxes(sheet) if left < (box.left + box.right) / 2 < left + spine_mm(count) * MM]
    return sorted(found, key=lambda box: -box.top)


@pytest.mark.parametrize(("count", "width"), [(2, 0.4), (100, 5.3), (114, 6.0), (180, 9.3), (324, 16.5)])
def test_the_spine_is_as_wide_as_the_leaves_and_the_cover(count: int, width: float) -> None:
    assert spine_mm(count) == pytest.approx(width)


@pytest.mark.parametrize("back_text", ["", BACK])
def test_the_pages_inside_the_cover_are_those_between_its_outsides(tmp_path: Path, back_text: str) -> None:
    made = volume(back_text=back_text)
    path = tmp_path / "volume.pdf"
    printed = pdf.render(made, path)
    text = pages(path)
    first = next(number for number, page in enumerate(text) if "编者的话" in page)
    last = next(number for number, page in enumerate(text) if "供会议参阅" in page)
    assert pages_inside(made, printed.pages) == last - first + 1


def test_a_book_without_pages_has_no_spine() -> None:
    with pytest.raises(Invalid, match="现在是 0 页"):
        cover_sheet(volume(), 0)


@pytest.mark.parametrize("page_format", ["16k", "a4"])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_sheet_has_the_size_of_both_covers_and_the_spine(
    tmp_path: Path, page_format: PageFormat, design: Design
) -> None:
    width, height = PAGE_FORMATS[page_format]
    made = volume(page_format=page_format, design=design, back_text=BACK)
    sheet = cover_sheet(made, 180)
    left, foot, right, top = box_mm(sheet, tmp_path, "/TrimBox")
    assert (right - left, top - foot) == pytest.approx((2 * width + 9.3, height), abs=0.01)
    bleed = box_mm(sheet, tmp_path, "/BleedBox")
    assert bleed == pytest.approx([left - 3, foot - 3, right + 3, top + 3], abs=0.01)
    assert box_mm(sheet, tmp_path, "/MediaBox") == pytest.approx([0, 0, right + SLUG, top + SLUG], abs=0.01)
    assert qpdf_complaints(tmp_path / "sheet.pdf") == ""
    assert {font["embedded"] for font in font_table(sheet, tmp_path)} == {"yes"}


def test_the_spine_is_lettered_down_with_the_library_at_its_foot() -> None:
    made = volume(title="草原保护与轮牧专题资料汇编")
    found = on_spine(cover_sheet(made, 180), 180, 185)
    assert words(found) == made.title + made.library
    assert all(a.foot > b.top - 1 for a, b in pairwise(found))
    middle = (SLUG + 185 + 9.3 / 2) * MM
    assert all(abs((box.left + box.right) / 2 - middle) < 2 for box in found)
    head, foot = (SLUG + 260 - 18) * MM, (SLUG + 18) * MM
    assert head - 3 < found[0].top <= head
    assert foot <= found[-1].foot < foot + 3


@pytest.mark.parametrize(("count", "is_lettered"), [(112, False), (114, True)])
def test_a_spine_is_lettered_from_six_millimetres(count: int, is_lettered: bool) -> None:
    assert bool(on_spine(cover_sheet(volume(), count), count, 185)) == is_lettered


def test_letters_that_are_not_han_are_turned_with_the_line() -> None:
    made = volume(title="资料《草原》（2026年）", library="馆")
    found = on_spine(cover_sheet(made, 324), 324, 185)
    by_character = {box.character: box for box in found}
    size = by_character["草"].top - by_character["草"].foot
    for bracket in "《》（）":
        box = by_character[bracket]
        assert box.right - box.left > box.top - box.foot, bracket  # lies across the line
        assert box.right - box.left < 1.2 * size
    digits = [by_character[each] for each in "06"]
    assert all(box.right - box.left > box.top - box.foot for box in digits)


@pytest.mark.parametrize("count", [114, 400])
def test_a_title_of_500_characters_ends_in_an_ellipsis_above_the_library(count: int) -> None:
    made = volume(title="草原保护" * 125)
    found = on_spine(cover_sheet(made, count), count, 185)
    said = words(found)
    assert said.startswith("草原保护草原保护")
    assert said.endswith(f"…{made.library}")
    library, before = found[-len(made.library)], found[-len(made.library) - 1]
    assert before.foot > library.top + 5
    assert found[0].right - found[0].left < spine_mm(count) * MM


def test_a_mongolian_title_is_shaped_on_the_spine() -> None:
    made = volume(title="ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ", title_mn="")
    found = on_spine(cover_sheet(made, 200), 200, 185)
    assert "".join(box.character for box in found if box.is_mongolian) == "ᠲᠠᠯ᠎ᠠᠨᠤᠲᠤᠭ"


def test_the_front_of_the_sheet_is_the_cover_of_the_volume() -> None:
    made = volume(back_text=BACK)
    alone, sheet = boxes(drawn(draw_front, made)), boxes(cover_sheet(made, 180))
    shift = (SLUG + 185 + 9.3) * MM
    for text in (made.conference, made.title_en, made.editors):
        a, b = of(alone, text)[0], of(sheet, text)[0]
        assert (b.left - a.left, b.foot - a.foot) == pytest.approx((shift, SLUG * MM), abs=0.1)
    assert of(sheet, BACK)[0].right < (SLUG + 185) * MM


def test_the_ground_bleeds_three_millimetres_and_no_further() -> None:
    dots = 254 / 25.4  # pixels a millimetre
    picture = pixels(cover_sheet(volume(design="ornament"), 180), 254)
    middle = picture.shape[0] // 2
    across = np.flatnonzero((picture[middle] == (0xFB, 0xF7, 0xEC)).all(axis=1)) / dots
    assert across.min() == pytest.approx(SLUG - 3, abs=0.15)
    assert across.max() == pytest.approx(SLUG + 2 * 185 + 9.3 + 3, abs=0.15)
    white = (picture[middle, int((SLUG - 2) * dots) : int((SLUG + 185 + 9.3 + 5) * dots)] == 255).all(axis=1)
    assert not white.any()  # nor is there a hair of white at the folds


def test_crop_marks_and_fold_marks_stand_outside_the_bleed() -> None:
    dots = 254 / 25.4
    dark = pixels(cover_sheet(volume(design="plain"), 180), 254).min(axis=2) < 160
    edges = [SLUG, SLUG + 185, SLUG + 185 + 9.3, SLUG + 2 * 185 + 9.3]
    for strip in (dark[: int(7 * dots)], dark[-int(7 * dots) :]):
        found = np.flatnonzero(strip.sum(axis=0) > 3 * dots) / dots
        assert all(np.abs(found - edge).min() < 0.2 for edge in edges)
        assert all(min(abs(place - edge) for edge in edges) < 0.2 for place in found)
    for strip in (dark[:, : int(7 * dots)], dark[:, -int(7 * dots) :]):
        found = np.flatnonzero(strip.sum(axis=1) > 3 * dots) / dots
        assert all(min(abs(place - edge) for edge in (SLUG, SLUG + 260)) < 0.2 for place in found)
        assert len(found) >= 2
    bleed = dark[int((SLUG - 3) * dots) : int(SLUG * dots), int((SLUG - 3) * dots) : -int((SLUG - 3) * dots)]
    assert not bleed.any()


def test_the_same_cover_gives_the_same_bytes() -> None:
    assert cover_sheet(volume(), 180) == cover_sheet(volume(), 180)
