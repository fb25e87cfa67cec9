"""The Word file, as Word and LibreOffice read it."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from compilations import landmarks, pdf, reading, word, word_cover
from compilations.blocks import Run, Table
from compilations.cover_picture import cover_picture
from compilations.pdf_layout import layout
from compilations.volume import Volume, VolumeEntry, VolumeSection
from tests import real_data
from tests.compilations.libreoffice import as_pdf
from tests.compilations.pdf_reading import pages
from tests.compilations.rich import URL
from tests.compilations.volumes import text_entry, volume
from tests.printing.reading import codes_on
from tests.printing.reading import pictures as rendered

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def built(made: Volume, folder: Path) -> Path:
    path = folder / "volume.docx"
    word.render(made, path)
    return path


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def contents_lines(path: Path) -> list[tuple[str, str]]:
    """The lines of the contents field as they stand before Word updates it: title and page."""
    lines = []
    for paragraph in part(path, "word/document.xml").iterfind(".//w:p", W):
        style = paragraph.find("w:pPr/w:pStyle", W)
        if style is not None and style.get(qn("w:val")) in ("toc1", "toc2", "toc3"):
            text = "".join(
                "\t" if node.tag == qn("w:tab") else node.text or ""
                for node in paragraph.iter(qn("w:t"), qn("w:tab"))
                if node.getparent().tag == qn("w:r")
            )
            title, _, number = text.partition("\t")
            lines.append((title, number))
    return lines


def test_the_contents_have_the_same_entries_and_pages_as_the_pdf(tmp_path: Path) -> None:
    made = volume()
    folios = pdf.render(made, tmp_path / "a.pdf").folios
    marks = landmarks.contents(made)
    assert contents_lines(built(made, tmp_path)) == [(mark.title, folios[mark.anchor]) for mark in marks]


def test_each_line_of_the_contents_leads_to_a_heading_that_is_there(tmp_path: Path) -> None:
    document = part(built(volume(), tmp_path), "word/document.xml")
    marks = {each.get(qn("w:name")) for each in document.iter(qn("w:bookmarkStart"))}
    wanted = {each.get(qn("w:anchor")) for each in document.iter(qn("w:hyperlink"))} - {None}
    instructions = [node.text for node in document.iter(qn("w:instrText"))]
    referred = {text.split()[1] for text in instructions if "PAGEREF" in text}
    assert wanted == referred <= marks
    assert any(text.strip().startswith("TOC ") for text in instructions)
    kinds = [each.get(qn("w:fldCharType")) for each in document.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_headings_bear_words_own_heading_styles(tmp_path: Path) -> None:
    document = Document(str(built(volume(), tmp_path)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "一、办法"),
        ("Heading 2", "草原轮牧办法（测试用）"),
        ("Heading 3", "第一章　总则"),
        ("Heading 3", "第二章　附则"),
        ("Heading 2", "短文"),
        ("Heading 1", "二、文献"),
        ("Heading 2", "书一"),
    ]


def test_fonts_are_named_for_chinese_and_no_theme_font_wins_over_them(tmp_path: Path) -> None:
    styles = part(built(volume(), tmp_path), "word/styles.xml")
    for name, chinese in (("Normal", "宋体"), ("heading 1", "黑体"), ("heading 2", "黑体"), ("Quote", "楷体")):
        (fonts,) = styles.xpath(f"//w:style[w:name/@w:val='{name}']/w:rPr/w:rFonts", namespaces=W)
        assert fonts.get(qn("w:eastAsia")) == chinese
        assert not [key for key in fonts.attrib if "Theme" in key]


def test_the_cover_is_the_picture_of_the_printed_one_over_the_whole_page(tmp_path: Path) -> None:
    made = volume(design="ornament", back_text="会后请交还服务台")
    path = built(made, tmp_path)
    front, back = part(path, "word/document.xml").iter(qn("wp:anchor"))
    measures = layout(made.page_format, made.design, made.type_size)
    for anchor in (front, back):
        (extent,) = anchor.iter(qn("wp:extent"))
        sides = [int(extent.get(name)) / 12_700 for name in ("cx", "cy")]
        assert sides == pytest.approx([measures.width, measures.height], abs=0.1)
        assert [offset.text for offset in anchor.iter(qn("wp:posOffset"))] == ["0", "0"]
    said = front.find(qn("wp:docPr")).get("descr")
    for words in (made.title, made.title_mn, made.title_en, made.conference, made.edition, made.editors, made.library):
        assert words in said
    assert back.find(qn("wp:docPr")).get("descr") == "封底：会后请交还服务台"
    with zipfile.ZipFile(path) as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert cover_picture(made, word_cover.COVER_PX).png in pictures


def test_the_mongolian_title_is_vertical_text_in_the_imprint(tmp_path: Path) -> None:
    made = volume()
    document = part(built(made, tmp_path), "word/document.xml")
    (direction,) = document.iter(qn("w:textDirection"))
    assert direction.get(qn("w:val")) == "tbLrV"
    cell = direction.getparent().getparent()
    assert "".join(node.text for node in cell.iter(qn("w:t"))) == made.title_mn
    fonts = {each.get(qn("w:eastAsia")) for each in cell.iter(qn("w:rFonts"))}
    assert "Mongolian Baiti" in fonts


def test_a_volume_without_a_mongolian_title_has_none(tmp_path: Path) -> None:
    document = part(built(volume(title_mn=""), tmp_path), "word/document.xml")
    assert list(document.iter(qn("w:textDirection"))) == []


@pytest.mark.parametrize("url", [URL, "https://desk.example.org/v/" + "a" * 173], ids=["short", "longest"])
def test_the_imprint_has_the_qr_to_the_e_copy_with_words_for_it(tmp_path: Path, url: str) -> None:
    path = built(volume(ecopy_url=url), tmp_path)
    pictures = part(path, "word/document.xml").iter(qn("wp:docPr"))
    assert f"扫码取阅电子本：{url}" in [each.get("descr") for each in pictures]
    shown = rendered(as_pdf(path).read_bytes(), 150)
    assert [codes_on(page) for page in shown if codes_on(page)] == [[("QR Code", url)]]
    assert codes_on(shown[-1]) == [("QR Code", url)]


def test_without_an_address_there_is_no_qr(tmp_path: Path) -> None:
    document = part(built(volume(), tmp_path), "word/document.xml")
    assert not [each for each in document.iter(qn("wp:docPr")) if "扫码" in str(each.get("descr"))]


def test_it_opens_as_a_file_of_the_word_of_today_in_chinese(tmp_path: Path) -> None:
    path = built(volume(), tmp_path)
    settings = part(path, "word/settings.xml")
    (mode,) = settings.xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=W)
    assert mode == "15"
    assert settings.find("w:mirrorMargins", W) is not None
    languages = part(path, "word/styles.xml").xpath("//w:rPrDefault//w:lang/@w:eastAsia", namespaces=W)
    assert languages == ["zh-CN"]


def test_pages_are_numbered_roman_before_the_body_and_from_1_in_it(tmp_path: Path) -> None:
    document = part(built(volume(), tmp_path), "word/document.xml")
    numbers = [(n.get(qn("w:fmt")), n.get(qn("w:start"))) for n in document.iter(qn("w:pgNumType"))]
    assert numbers[:2] == [("lowerRoman", "1"), ("lowerRoman", None)]
    first, *others = [start for kind, start in numbers if kind == "decimal"]
    assert (first, set(others)) == ("1", {None})


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    first = built(volume(), tmp_path).read_bytes()
    assert built(volume(), tmp_path).read_bytes() == first


def test_table_heads_come_again_and_wide_tables_are_cut_to_what_word_can_hold(tmp_path: Path) -> None:
    rows = tuple(tuple((Run(f"{r}-{c}"),) for c in range(200)) for r in range(3))
    made = volume(VolumeSection("节", (VolumeEntry("表", (Table(rows),)),)))
    document = Document(str(built(made, tmp_path)))
    tables = document.tables[:-1]
    assert max(len(table.columns) for table in tables) <= 63
    assert {table.cell(1, 0).text for table in tables} == {"1-0"}
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in tables)


def test_what_was_written_to_word_can_be_read_again(tmp_path: Path) -> None:
    made = volume(preface=())
    read = reading.read("volume.docx", built(made, tmp_path).read_bytes(), title="x")
    assert "第一条　为了试验排版，制定本办法。" in read.markdown.replace("**", "")
    assert "| 5—6月 | 春草场 | 1200 |" in read.markdown


def test_libreoffice_opens_it_and_shows_every_heading(tmp_path: Path) -> None:
    made = volume()
    text = "".join(pages(as_pdf(built(made, tmp_path))))
    for mark in landmarks.contents(made):
        assert text.count("".join(mark.title.split())) >= 2, mark.title  # in the contents and in its place
    assert "出错" not in text
    assert "Error" not in text


@real_data.needed
def test_the_real_laws_and_reports_come_out_of_libreoffice_with_every_article(tmp_path: Path) -> None:
    files = sorted(real_data.POLICY.glob("*.md"))
    read = [reading.read(path.name, path.read_bytes()) for path in files]
    made = volume(
        VolumeSection(
            "法律与报告", (*(VolumeEntry(each.title, each.blocks) for each in read), text_entry("末", "完。"))
        )
    )
    text = "".join(pages(as_pdf(built(made, tmp_path))))
    articles = re.findall(r"\*\*(第[一二三四五六七八九十百]+条)\*\*", "".join(each.markdown for each in read))
    assert len(articles) > 600
    assert len(re.findall(r"第[一二三四五六七八九十百]+条", text)) >= len(articles)
