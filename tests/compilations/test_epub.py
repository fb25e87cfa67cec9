"""The EPUB, judged by epubcheck."""

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from compilations import epub, landmarks, pdf
from compilations.blocks import Block, Heading, ListItem, Paragraph, Run, Table
from compilations.cover_picture import first_page
from compilations.epub_blocks import xhtml
from compilations.pictures import Pictures
from compilations.volume import Volume, VolumeEntry, VolumeSection
from tests.compilations.rich import rich_volume
from tests.compilations.volumes import text_entry, volume

EPUBCHECK = ("java", "-jar", "/usr/bin/epubcheck")


def built(made: Volume, folder: Path) -> Path:
    path = folder / "volume.epub"
    epub.render(made, path)
    return path


def file(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"book/{name}").decode()


def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    hostile = text_entry("<标题> & “引号”", 'a < b & c > d "e"', source="《<源>》&", citation="[1] <&>")
    path = built(volume(*volume().sections, VolumeSection("<节>&", (hostile,)), is_sample=True), tmp_path)
    done = subprocess.run([*EPUBCHECK, "--failonwarnings", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_navigation_has_the_lines_of_the_contents(tmp_path: Path) -> None:
    made = volume()
    nav = file(built(made, tmp_path), "nav.xhtml")
    places = [nav.index(f'<a href="{mark.anchor}.xhtml">{mark.title}</a>') for mark in landmarks.contents(made)]
    assert places == sorted(places)


def test_the_richest_volume_has_no_error_and_no_warning(tmp_path: Path) -> None:
    pictures, path = Pictures(tmp_path / "pictures"), tmp_path / "volume.epub"
    epub.render(rich_volume(pictures), path, pictures=pictures)
    done = subprocess.run([*EPUBCHECK, "--failonwarnings", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_cover_is_the_picture_of_the_printed_one_and_says_what_stands_on_it(tmp_path: Path) -> None:
    made = volume(design="ornament")
    path = built(made, tmp_path)
    pdf.render(made, tmp_path / "volume.pdf")
    (item,) = re.findall(r'<item [^>]*properties="cover-image"[^>]*>', file(path, "package.opf"))
    assert 'href="cover.png" media-type="image/png"' in item
    with zipfile.ZipFile(path) as book:
        shown = Image.open(BytesIO(book.read("book/cover.png"))).convert("L")
    printed = Image.open(BytesIO(first_page(tmp_path / "volume.pdf", shown.width).png)).convert("L")
    assert shown.size == printed.size
    assert ImageChops.difference(shown, printed).getbbox() is None
    (alt,) = re.findall(r'<img src="cover.png" alt="([^"]*)"/>', file(path, "cover.xhtml"))
    for words in (made.title, made.title_mn, made.title_en, made.conference, made.edition, made.editors, made.library):
        assert words in alt


def test_landmarks_lead_to_what_is_there(tmp_path: Path) -> None:
    made = volume(*rich_volume(Pictures(tmp_path)).sections[1:], has_index=True)
    nav = file(built(made, tmp_path), "nav.xhtml").partition('epub:type="landmarks"')[2]
    marks = re.findall(r'epub:type="([\w-]+)" href="([^"]*)"', nav)
    assert marks == [
        ("cover", "cover.xhtml"), ("titlepage", "titlepage.xhtml"), ("toc", "nav.xhtml#toc"),
        ("preface", "preface.xhtml"),
        ("bodymatter", "s1.xhtml"), ("bibliography", "bibliography.xhtml"), ("index", "index.xhtml"),
        ("copyright-page", "imprint.xhtml"),
    ]  # fmt: skip
    plain = file(built(volume(preface=(), has_index=False), tmp_path), "nav.xhtml")
    assert not {"preface.xhtml", "index.xhtml"} & set(re.findall(r'href="([^"]*)"', plain))


def test_the_mongolian_title_goes_down_the_title_page(tmp_path: Path) -> None:
    path = built(volume(), tmp_path)
    cover, style = file(path, "titlepage.xhtml"), file(path, "style.css")
    assert '<div class="mongolian"><span lang="mn-Mong" xml:lang="mn-Mong">ᠲᠠᠯ᠎ᠠ</span>' in cover
    assert "writing-mode: vertical-lr" in style


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    first = built(volume(), tmp_path).read_bytes()
    assert built(volume(), tmp_path).read_bytes() == first


def item(words: str, depth: int = 0, number: int | None = None) -> Block:
    return ListItem((Run(words),), depth, number)


def test_lists_nest_as_they_were_written() -> None:
    blocks = (item("甲"), item("乙", 1, 3), item("丙", 1, 4), item("丁"), item("戊", 0, 1))
    assert xhtml(blocks) == (
        '<ul><li>甲<ol><li value="3">乙</li><li value="4">丙</li></ol></li><li>丁</li></ul>\n'
        '<ol><li value="1">戊</li></ol>'
    )


def test_a_list_that_begins_too_deep_is_still_a_list() -> None:
    assert xhtml((item("甲", 2), item("乙"))) == "<ul><li>甲</li><li>乙</li></ul>"


def noted(words: str) -> tuple[Run, ...]:
    return (Run("文", note=(Run(f"注释<{words}>", note=(Run("内注"),)),)), Run("后"))


def test_notes_and_pictures_of_nested_sections_are_valid_and_lead_there_and_back(tmp_path: Path) -> None:
    pictures, content = Pictures(tmp_path / "pictures"), BytesIO()
    Image.new("RGB", (60, 40), "green").save(content, "PNG")
    picture = pictures.keep("a.png", content.getvalue(), caption=noted("图"), alt='一片 "绿色"')
    blocks = (
        Heading(1, noted("题")), Paragraph(noted("段")), ListItem(noted("项")), ListItem(noted("内项"), 1),
        Table(((noted("头"),), (noted("格"),))), picture, picture,
    )  # fmt: skip
    inner = VolumeSection("内节", (VolumeEntry("有注的条目", blocks),))
    made = volume(VolumeSection("节", (text_entry("先", "文。"),), (inner, inner)), preface=(Paragraph(noted("序")),))
    path = tmp_path / "volume.epub"
    epub.render(made, path, pictures=pictures)
    done = subprocess.run([*EPUBCHECK, "--failonwarnings", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        assert book.read(f"book/pictures/{picture.name}") == pictures.path(picture).read_bytes()
        page = next(text for name in names if "内项" in (text := book.read(name).decode("utf-8", "replace")))
    assert len([name for name in names if "/pictures/" in name]) == 1
    assert page.count('alt="一片 &quot;绿色&quot;"') == 2
    said = re.findall(r'<aside epub:type="footnote" id="note(\d+)"><p><a href="#call(\d+)">［\d+］</a>(.*?)</p>', page)
    words = [f"注释&lt;{each}&gt;（内注）" for each in ("题", "段", "项", "内项", "头", "格", "图", "图")]
    assert said == [(str(number), str(number), each) for number, each in enumerate(words, start=1)]
    called = re.findall(r'<a epub:type="noteref" id="call(\d+)" href="#note(\d+)">', page)
    assert called == [(str(number), str(number)) for number in range(1, len(words) + 1)]
