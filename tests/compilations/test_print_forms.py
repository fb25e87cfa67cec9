"""Print forms of a whole volume, and the folder for the website."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from compilations import print_forms
from compilations.making import make
from compilations.print_forms import PrintForm
from compilations.site import SiteVolume, write_site
from compilations.volume import VolumeSection
from desk.errors import Invalid
from tests.compilations.pdf_reading import labels, pages, qpdf_complaints
from tests.compilations.volumes import text_entry, volume
from tests.printing.reading import codes_on, pictures

SHORT = volume(VolumeSection("节", (text_entry("篇", "草原保护。"),)))
LONG = volume(VolumeSection("节", tuple(text_entry(f"第{n}篇", f"草原{n}保护。" * 900) for n in range(26))))


@pytest.mark.parametrize(
    ("form", "millimetres"),
    [("single", (185, 260)), ("two-up", (297, 210)), ("booklet", (420, 297)), ("crop", (203, 278))],
)
def test_each_form_holds_the_whole_volume_and_is_made_once(
    tmp_path: Path, form: str, millimetres: tuple[int, int]
) -> None:
    made = print_forms.made(SHORT, PrintForm(form), tmp_path)
    stamp = made.path.stat().st_mtime_ns
    assert qpdf_complaints(made.path) == ""
    with pikepdf.open(made.path) as document:
        left, bottom, right, top = (float(each) * 25.4 / 72 for each in document.pages[0].mediabox)
        assert len(document.pages) == made.pages
    assert (round(right - left), round(top - bottom)) == millimetres
    single = print_forms.made(SHORT, PrintForm.SINGLE, tmp_path)
    assert sorted("".join(pages(made.path))) == sorted("".join(pages(single.path)))
    again = print_forms.made(SHORT, PrintForm(form), tmp_path)
    assert (again.path, again.sha256) == (made.path, made.sha256)
    assert again.path.stat().st_mtime_ns == stamp


def test_crop_marks_leave_the_page_labels_of_a_volume(tmp_path: Path) -> None:
    forms = [labels(print_forms.made(SHORT, form, tmp_path).path) for form in (PrintForm.SINGLE, PrintForm.CROP)]
    assert forms[0] == forms[1]
    assert {"i", "1"} <= set(forms[0])


def test_a_booklet_of_a_thick_volume_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    single = print_forms.made(LONG, PrintForm.SINGLE, tmp_path)
    assert single.pages > 100
    before = set(tmp_path.iterdir())
    with pytest.raises(Invalid, match=f"{single.pages} 页，骑马订最多 100 页"):
        print_forms.made(LONG, PrintForm.BOOKLET, tmp_path)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", list(PrintForm))
def test_numbers_lie_on_the_sheet_that_carries_the_cover(tmp_path: Path, form: PrintForm) -> None:
    sheet = print_forms.made(SHORT, form, tmp_path)
    overlay = print_forms.numbered(SHORT, form, tmp_path, first=1, last=30)
    assert overlay.pages == 30
    assert qpdf_complaints(overlay.path) == ""
    assert pages(overlay.path) == [f"No.{number:04d}" for number in range(1, 31)]
    with pikepdf.open(sheet.path) as first, pikepdf.open(overlay.path) as second:
        assert list(map(float, first.pages[0].mediabox)) == list(map(float, second.pages[0].mediabox))


@pytest.mark.parametrize("form", list(PrintForm))
def test_a_phone_reads_the_qr_to_the_ecopy_from_every_form(tmp_path: Path, form: PrintForm) -> None:
    address = "http://192.168.1.20:8501/v/0123456789abcdef"
    made = print_forms.made(replace(SHORT, ecopy_url=address), form, tmp_path)
    found = [code for picture in pictures(made.path.read_bytes(), 150) for code in codes_on(picture)]
    assert found == [("QR Code", address)]


def test_a_large_type_edition_is_the_same_volume_in_other_letters() -> None:
    large = print_forms.in_large_type(SHORT)
    assert (large.type_size, replace(large, type_size="normal")) == ("large", SHORT)


def test_a_full_disk_is_refused_in_words_and_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_forms.made(SHORT, PrintForm.SINGLE, tmp_path)
    before = set(tmp_path.iterdir())

    def full(path: Path, _content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Invalid, match="磁盘空间不足"):
        print_forms.made(SHORT, PrintForm.CROP, tmp_path)
    assert set(tmp_path.iterdir()) == before


def site_of(folder: Path) -> SiteVolume:
    exports = folder / "exports"
    return SiteVolume("volume-1", SHORT, make(SHORT, ".pdf", exports).path, make(SHORT, ".epub", exports).path)


def test_a_site_has_a_page_covers_and_files_and_every_link_leads_to_one(tmp_path: Path) -> None:
    each = site_of(tmp_path)
    files = write_site([each], tmp_path / "site", library="测试<图书馆>")
    assert {"index.html", "volume-1.pdf", "volume-1.epub", "volume-1.png"} <= set(files)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    for words in (SHORT.title, SHORT.title_mn, SHORT.title_en, "测试&lt;图书馆&gt;", "Topic compilations"):
        assert words in page
    linked = {part.split('"')[0] for name in ("href=", "src=", "url(") for part in page.split(f'{name}"')[1:]}
    assert linked <= set(files) | {"mongolian.woff2"}
    assert (tmp_path / "site" / "volume-1.pdf").read_bytes() == each.pdf.read_bytes()
    with Image.open(tmp_path / "site" / "volume-1.png") as cover:
        assert cover.width == 480
        assert len(cover.convert("RGB").getcolors(100_000) or ()) > 2  # not a blank page


def test_a_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    write_site([site_of(tmp_path)], tmp_path / "site", library="馆")
    files = write_site([], tmp_path / "site", library="馆")
    assert set(files) - {"mongolian.woff2"} == {"index.html"}
    assert "现在没有公开的电子本" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "site"]


@pytest.mark.parametrize("other", ["index.html", "thesis.docx"])
def test_a_folder_with_other_things_in_it_is_not_touched(tmp_path: Path, other: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / other).write_text("mine", encoding="utf-8")
    with pytest.raises(Invalid, match="别的文件"):
        write_site([], folder, library="馆")
    with pytest.raises(Invalid, match="别的文件"):
        write_site([], folder / other, library="馆")
    assert (folder / other).read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("where", ["copyfile", "rename"])
def test_a_disk_that_fills_up_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    each = site_of(tmp_path)
    write_site([each], tmp_path / "site", library="馆")
    before = {path.name: path.read_bytes() for path in (tmp_path / "site").iterdir()}
    rename = Path.rename

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full_at_last(path: Path, target: Path) -> Path:
        if "新馆" in (path / "index.html").read_text(encoding="utf-8"):
            full()
        return rename(path, target)

    if where == "copyfile":
        monkeypatch.setattr(shutil, "copyfile", full)
    else:
        monkeypatch.setattr(Path, "rename", full_at_last)
    with pytest.raises(Invalid, match="没有写成"):
        write_site([each], tmp_path / "site", library="新馆")
    assert {path.name: path.read_bytes() for path in (tmp_path / "site").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exports", "site"]
