"""Codes are what scanners read, on the screen and on paper."""

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import segno

from desk.errors import Invalid
from printing.barcodes import BAR_MM, code128_bars, code128_svg, code128_width, draw_code128, draw_qr, qr_bars, qr_svg
from printing.paper import MM, PaperCanvas
from tests.printing.reading import codes_on, pictures

NUMBERS = ["21501000000175", "31501000000017", "NM20260017X", "A-1 b/2", "0", "x" * 30]


def picture_of(svg: str, scale: int = 4) -> np.ndarray[Any, Any]:
    """The SVG's rectangles painted as a browser paints them."""
    root = ET.fromstring(svg)
    width, height = (int(each) for each in root.attrib["viewBox"].split()[2:])
    canvas = np.full((height * scale, width * scale), 255, dtype=np.uint8)
    path = root.findall("{http://www.w3.org/2000/svg}path")[-1].attrib["d"]
    for x, y, w, h in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", path):
        left, top = int(x) * scale, int(y) * scale
        canvas[top : top + int(h) * scale, left : left + int(w) * scale] = 0
    return canvas


@pytest.mark.parametrize("number", NUMBERS)
def test_the_bars_on_the_screen_are_read_back(number: str) -> None:
    assert codes_on(picture_of(code128_svg(number))) == [("Code 128", number)]


@pytest.mark.parametrize("text", [*NUMBERS, "https://desk.example/record?id=17", "内蒙古ᠨᠣᠮ"])
def test_the_square_on_the_screen_is_read_back(text: str) -> None:
    assert [found[1] for found in codes_on(picture_of(qr_svg(text)))] == [text]


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("number", NUMBERS[:3])
def test_both_codes_on_paper_are_read_back(number: str, dpi: int) -> None:
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(90 * MM, 40 * MM))
    draw_code128(canvas, number, 2 * MM, 10 * MM, 8 * MM)
    draw_qr(canvas, number, 68 * MM, 10 * MM, 19 * MM)
    canvas.save()
    found = codes_on(pictures(file.getvalue(), dpi)[0])
    assert [text for _, text in found] == [number, number]
    assert len({kind for kind, _ in found}) == 2


@pytest.mark.parametrize("text", ["", "图书馆", "a\nb", "é", "\x7f"])
def test_what_a_barcode_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        code128_bars(text)


def test_a_bar_is_a_whole_number_of_dots_on_the_printers_there_are() -> None:
    assert [BAR_MM / 25.4 * dpi for dpi in (150, 300, 600)] == pytest.approx([2, 4, 8])


def test_an_empty_square_is_refused() -> None:
    with pytest.raises(Invalid):
        qr_bars("")


def test_a_number_of_fourteen_digits_takes_the_narrow_form() -> None:
    """Start, seven pairs, check and stop of 11, 77, 11 and 13 modules, and ten of white on either side."""
    assert code128_width("21501000000175") == pytest.approx((112 + 20) * 4 / 300 * 72)


def test_the_square_repairs_fifteen_hundredths_of_itself() -> None:
    assert segno.make_qr("21501000000175", error="m", boost_error=False).error == "M"
    assert qr_bars("21501000000175")[1] == 21 + 8


def test_a_name_in_the_text_does_not_break_the_markup() -> None:
    assert ET.fromstring(qr_svg('<b>"&')).attrib["aria-label"] == '二维码 <b>"&'
