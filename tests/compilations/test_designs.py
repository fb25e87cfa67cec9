"""Ornaments and the titles of parts."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compilations import pdf
from compilations.ornaments import horns, meander_frame, medallion
from compilations.pdf_cover import draw_front
from compilations.volume import Design, VolumeSection
from printing.paper import PaperCanvas
from tests.compilations.covers import coloured, drawn, pixels
from tests.compilations.pdf_reading import contents, pages
from tests.compilations.volumes import text_entry, volume
from tests.printing.reading import font_table

Picture = np.ndarray[Any, Any]
DESIGNS: tuple[Design, ...] = ("formal", "plain", "ornament", "official")


def ink(draw: str) -> Picture:
    """What an ornament covers of a square of 200 points, at four pixels a point."""
    file = BytesIO()
    canvas = PaperCanvas(file, pagesize=(200, 200))
    if draw == "frame":
        meander_frame(canvas, (20, 20, 180, 180), 3, "#000000")
    elif draw == "medallion":
        medallion(canvas, 100, 100, 150, "#000000")
    else:
        horns(canvas, 100, 40, 100, "#000000")
    canvas.showPage()
    canvas.save()
    found: Picture = pixels(file.getvalue(), 288).min(axis=2) < 128
    return found


def alike(a: Picture, b: Picture) -> float:
    """The share of the ink of both that is in both."""
    return float((a & b).sum() / (a | b).sum())


def test_horns_are_the_same_left_and_right_and_a_medallion_above_and_below_too() -> None:
    pair, whole = ink("horns"), ink("medallion")
    assert alike(pair, pair[:, ::-1]) > 0.98
    assert alike(pair, pair[::-1]) < 0.6
    assert alike(whole, whole[:, ::-1]) > 0.98
    assert alike(whole, whole[::-1]) > 0.98


def test_a_frame_is_the_same_on_its_four_sides_and_stays_in_its_box() -> None:
    frame = ink("frame")
    assert alike(frame, np.rot90(frame)) > 0.97
    rows = np.flatnonzero(frame.any(axis=1))
    assert (rows.min() / 4, rows.max() / 4) == pytest.approx((20, 180), abs=1)
    assert not frame[30 * 4 : 170 * 4, 30 * 4 : 170 * 4].any()


def test_an_ornament_is_drawn_and_takes_neither_font_nor_picture(tmp_path: Path) -> None:
    cover = drawn(draw_front, volume(design="ornament"))
    path = tmp_path / "cover.pdf"
    path.write_bytes(cover)
    listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 2  # its head and no picture
    formal = font_table(drawn(draw_front, volume()), tmp_path)
    assert {font["name"].partition("+")[2] for font in font_table(cover, tmp_path)} == {
        font["name"].partition("+")[2] for font in formal
    }


@pytest.mark.parametrize("design", DESIGNS)
def test_the_title_of_a_part_stands_alone_on_its_page(tmp_path: Path, design: Design) -> None:
    title = "关于草原保护修复和防沙治沙的法律法规与政策文件"
    path = tmp_path / "volume.pdf"
    pdf.render(volume(VolumeSection(title, (text_entry("篇", "文。"),)), design=design), path)
    page = {name: number for _level, name, number in contents(path)}[title]
    assert page % 2 == 1
    assert pages(path)[page - 1].replace("—", "") == f"{title}1"
    assert coloured(pixels_of(path, page)).any() == (design in ("formal", "ornament"))


def pixels_of(path: Path, page: int) -> Picture:
    one = path.with_suffix(".one.pdf")
    subprocess.run(["qpdf", path, "--pages", ".", str(page), "--", one], check=True)
    return pixels(one.read_bytes())
