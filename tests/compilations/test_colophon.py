"""The imprint page, read back."""

from datetime import date
from pathlib import Path

import pytest

from compilations import pdf
from compilations.imprint import imprint_lines
from compilations.volume import Imprint, TypeSize, Volume
from desk.errors import Invalid
from tests.compilations.pdf_reading import pages, qpdf_complaints
from tests.compilations.volumes import volume
from tests.printing.reading import codes_on, font_table, pictures

URL = "https://desk.example.org/v/9f2c7d41a0b3"
PERMIT = Imprint("permit", "蒙内资准字第0000号（样例）", "编印处", "全体代表", "某印刷厂", date(2026, 1, 20), 900)


def last_page(made: Volume, folder: Path) -> tuple[Path, str]:
    path = folder / "volume.pdf"
    pdf.render(made, path)
    return path, pages(path)[-1]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("type_size", ["normal", "large"])
@pytest.mark.parametrize("page_format", ["16k", "a4"])
@pytest.mark.parametrize("design", ["formal", "plain", "ornament", "official"])
def test_the_imprint_has_every_fact_on_one_page(
    tmp_path: Path, page_format: str, type_size: TypeSize, design: str
) -> None:
    made = volume(imprint=PERMIT, ecopy_url=URL, page_format=page_format, type_size=type_size, design=design)
    path, page = last_page(made, tmp_path)
    for label, value in imprint_lines(made):
        assert bare(value) in page, label
        assert label in page or label == "资料性质"  # the kind of print says what it is without its label
    assert qpdf_complaints(path) == ""


def test_an_internal_print_names_its_permit_above_the_facts(tmp_path: Path) -> None:
    _path, page = last_page(volume(imprint=PERMIT), tmp_path)
    assert page.index("内部资料免费交流") < page.index("准印证号：蒙内资准字第0000号（样例）") < page.index("书名")


def test_conference_material_has_no_permit(tmp_path: Path) -> None:
    _path, page = last_page(volume(imprint=Imprint(permit="内资0000")), tmp_path)
    assert "会议信息资料" in page
    assert "准印证号" not in page


@pytest.mark.parametrize("url", [URL, "https://desk.example.org/v/" + "a" * 173], ids=["short", "longest"])
def test_a_scanner_reads_the_address_of_the_e_copy(tmp_path: Path, url: str) -> None:
    path, page = last_page(volume(ecopy_url=url), tmp_path)
    assert codes_on(pictures(path.read_bytes(), 200)[-1]) == [("QR Code", url)]
    assert page.index("扫码取阅电子本") < page.index("书名")


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    path, page = last_page(volume(), tmp_path)
    assert codes_on(pictures(path.read_bytes(), 150)[-1]) == []
    assert "扫码" not in page


def test_an_address_too_long_to_scan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="201 个字节"):
        last_page(volume(ecopy_url="https://desk.example.org/v/" + "a" * 174), tmp_path)


def test_the_longest_facts_still_fit_on_one_page(tmp_path: Path) -> None:
    long = "甚长" * 250
    made = volume(title=long, title_en="Long " * 100, editors=long, conference=long, ecopy_url=URL, imprint=PERMIT)
    path, page = last_page(made, tmp_path)
    assert "内部资料免费交流" in page
    assert "供会议参阅" in page
    assert len(pages(path)) % 2 == 0


def test_the_mongolian_title_goes_down_the_imprint_page(tmp_path: Path) -> None:
    made = volume(title_mn="ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ " * 4)
    path, page = last_page(made, tmp_path)
    assert bare(made.title_mn) in page
    assert {font["embedded"] for font in font_table(path.read_bytes(), tmp_path)} == {"yes"}
