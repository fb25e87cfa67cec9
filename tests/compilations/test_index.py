"""The index: its order in three scripts, its pages against a search of the text, and its links in Word and EPUB."""

import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from compilations import epub, landmarks, pdf, word
from compilations.blocks import Paragraph, Run
from compilations.index_order import order
from compilations.volume import Term, Volume, VolumeEntry, VolumeSection
from tests.compilations.pdf_reading import labels, pages
from tests.compilations.test_epub import file
from tests.compilations.test_word import part
from tests.compilations.volumes import volume

IN_ORDER = [
    *("阿拉善盟", "Act", "包头市", "草场", "草原", "草原法", "重庆市", "呼伦贝尔", "克什克腾旗", "勒勒车", "内蒙古"),
    *("蒲公英", "乌兰牧骑", "锡林郭勒", "中国科学院", "种子法"),
    *("Алтай", "Говь", "Ёс", "Жил", "Он", "Өвөр Монгол", "Ус", "Үг", "Хөвсгөл", "Ямаа"),
    *("ᠠᠮᠢᠳᠤᠷᠠᠯ", "ᠡᠷᠳᠡᠨᠢ", "ᠨᠤᠲᠤᠭ", "ᠪᠢᠴᠢᠭ", "ᠮᠣᠩᠭᠣᠯ", "ᠲᠠᠯ᠎ᠠ"),
]


def test_headings_stand_in_the_order_of_their_script() -> None:
    backwards = IN_ORDER[::-1]
    assert sorted(backwards, key=order) == IN_ORDER


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("草原", "C"),
        ("Act", "A"),
        ("12条", "#"),
        ("《草原法》", "C"),
        ("Өвөр", "Монгол"),
        ("ᠲᠠᠯ᠎ᠠ", "ᠮᠣᠩᠭᠣᠯ"),
        ("", "#"),
    ],
)
def test_a_heading_stands_under_its_letter(heading: str, letter: str) -> None:
    assert order(heading)[1] == letter


def indexed() -> Volume:
    filler = [Paragraph((Run("其他内容不相干的一段文字，占去版面。" * 40),)) for _ in range(4)]
    said = [Paragraph((Run(f"这里说到草原保护{n}，也说到乌兰牧骑。"),)) for n in range(2)]
    terms = (Term("草原保护", "subject"), Term("草原", "subject"), Term("最后一个", "name"))
    first = VolumeEntry("甲", (*filler, said[0], *filler, said[1]), terms=terms)
    second = VolumeEntry("乙", tuple(filler), terms=(Term("乌兰牧骑", "name"), Term("草原保护", "subject")))
    return volume(VolumeSection("一", (first, second)), has_index=True, title="测试汇编")  # heads say no heading


def test_the_pages_of_the_index_are_those_of_the_text(tmp_path: Path) -> None:
    made = indexed()
    printed = pdf.render(made, tmp_path / "a.pdf")
    text, names = pages(tmp_path / "a.pdf"), labels(tmp_path / "a.pdf")
    index = text[names.index(printed.folios["index"])]
    begins = {entry.anchor: int(printed.folios[entry.anchor]) for entry in landmarks.placed(made)}
    for heading in ("草原保护", "乌兰牧骑"):
        said = {int(name) for page, name in zip(text, names, strict=True) if name.isdecimal() and heading in page}
        said.discard(int(printed.folios["index"]))
        bearing = {begins[f"s1e{n}"] for n, entry in enumerate(made.entries, 1) if heading in str(entry.terms)}
        listed = re.search(rf"{heading}([\d，—]+)", index)
        assert listed, index
        assert pages_in(listed[1]) == said | bearing
    assert re.search(rf"草原{begins['s1e1']}(\D|$)", index)  # it never stands alone: the longer heading counts
    assert landmarks.contents(made)[-1].title == "索引"


def pages_in(listed: str) -> set[int]:
    spans = [part.split("—") for part in listed.strip("，").split("，")]
    return {page for span in spans for page in range(int(span[0]), int(span[-1]) + 1)}


def test_word_and_epub_lead_from_each_heading_to_its_entries(tmp_path: Path) -> None:
    made = indexed()
    word.render(made, tmp_path / "a.docx")
    epub.render(made, tmp_path / "a.epub")
    document = part(tmp_path / "a.docx", "word/document.xml")
    fields = [node.text or "" for node in document.iter(qn("w:instrText"))]
    assert sum("PAGEREF _Toc_s1e1 " in field for field in fields) == 1 + 3
    index = file(tmp_path / "a.epub", "index.xhtml")
    assert index.count('<a href="s1e1.xhtml">甲</a>') == 3
    assert '<a href="s1e2.xhtml">乙</a>' in index


def test_without_terms_there_is_no_index() -> None:
    assert "索引" not in [mark.title for mark in landmarks.contents(volume(has_index=True))]
