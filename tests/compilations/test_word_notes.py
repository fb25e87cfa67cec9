"""Notes and pictures of the Word file."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from compilations import epub, pdf, tracked, word
from compilations.blocks import Heading, ListItem, Paragraph, Run, Runs, Table
from compilations.pdf_layout import layout
from compilations.pictures import Pictures
from compilations.volume import NotesAt, Volume, VolumeEntry, VolumeSection
from tests.compilations.libreoffice import as_pdf
from tests.compilations.pdf_reading import pages
from tests.compilations.test_word import part
from tests.compilations.volumes import volume

WORDS = ("在标题里", "在段落里", "在列表里", "在表头里", "在表格里")


def noted(words: str) -> Runs:
    return (Run("文", note=(Run(f"注释{words}"),)), Run("后"))


def rich(**more: NotesAt) -> Volume:
    title, paragraph, item, head, cell = map(noted, WORDS)
    blocks = (
        Heading(1, title),
        Paragraph(paragraph),
        ListItem(item),
        Table(((head, (Run("数"),)), (cell, (Run("1"),)))),
    )
    return volume(VolumeSection("节", (VolumeEntry("有注的条目", blocks),)), **more)


def test_each_footnote_is_called_once_and_stands_in_the_order_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word.render(rich(), path)
    called = [each.get(qn("w:id")) for each in part(path, "word/document.xml").iter(qn("w:footnoteReference"))]
    notes = {each.get(qn("w:id")): each for each in part(path, "word/footnotes.xml").iter(qn("w:footnote"))}
    assert list(notes) == ["-1", "0", *called]
    said = ["".join(text.text for text in notes[number].iter(qn("w:t"))).strip() for number in called]
    assert said == [f"注释{words}" for words in WORDS]


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the body, those in tables left out."""
    body = part(path, "word/document.xml").find(qn("w:body"))
    found = []
    for each in body.findall(qn("w:p")):
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text = "".join(node.text or "" for node in each.iter(qn("w:t")))
        found.append(("" if style is None else style.get(qn("w:val")), text))
    return found


def test_notes_at_the_end_close_their_entry_before_its_source_in_every_format(tmp_path: Path) -> None:
    entries = [
        VolumeEntry(
            f"条目{name}", (Paragraph((Run(f"{name}文", note=(Run(f"{name}注"),)), Run("完。"))),), f"{name}出处"
        )
        for name in "甲乙"
    ]
    made = volume(VolumeSection("节", tuple(entries)), notes_at="end", preface=(Paragraph(noted("序")),))
    order = ["条目甲", "甲文①完。", "①甲注", "［出处］甲出处", "条目乙", "乙文①完。", "①乙注", "［出处］乙出处"]
    word.render(made, tmp_path / "a.docx")
    told = ["".join(text.split()) for style, text in paragraphs(tmp_path / "a.docx") if not style.startswith("toc")]
    assert told[told.index("条目甲") :][: len(order)] == order
    assert told.index("①注释序") < told.index("目录")
    pdf.render(made, tmp_path / "a.pdf")
    printed = "".join(pages(tmp_path / "a.pdf"))
    for text in (printed, "".join(pages(as_pdf(tmp_path / "a.docx")))):
        places = [text.index(words, text.index("甲文①")) for words in order[1:]]
        assert places == sorted(places)
    epub.render(made, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        page = book.read("book/s1e1.xhtml").decode()
    assert page.index("甲文") < page.index("甲注") < page.index("甲出处")


def test_a_note_at_the_end_and_its_call_lead_to_each_other(tmp_path: Path) -> None:
    word.render(rich(notes_at="end"), tmp_path / "a.docx")
    document = part(tmp_path / "a.docx", "word/document.xml")
    marks = {each.get(qn("w:name")): each.getparent() for each in document.iter(qn("w:bookmarkStart"))}
    for number, words in enumerate(WORDS, start=1):
        (call,) = document.xpath(f"//w:hyperlink[@w:anchor='_Note_{number}']", namespaces=document.nsmap)
        (back,) = document.xpath(f"//w:hyperlink[@w:anchor='_NoteCall_{number}']", namespaces=document.nsmap)
        assert marks[f"_Note_{number}"] is back.getparent()
        assert marks[f"_NoteCall_{number}"] is call.getparent()
        assert f"注释{words}" in "".join(node.text for node in back.getparent().iter(qn("w:t")))


def test_the_number_of_a_note_at_the_end_is_no_part_of_the_text_that_reviewers_change(tmp_path: Path) -> None:
    entry = VolumeEntry("条", (Paragraph((Run("前", note=(Run("注"),)), Run("后"))),), number=3)
    word.render(volume(VolumeSection("节", (entry,)), notes_at="end"), tmp_path / "a.docx")
    read = {each.before: each.bookmarks for each in tracked.paragraphs(Document(str(tmp_path / "a.docx")))}
    assert "e3b0" in read["前后"]


def test_notes_are_circled_numbers_from_one_on_each_page(tmp_path: Path) -> None:
    word.render(rich(), tmp_path / "a.docx")
    document = part(tmp_path / "a.docx", "word/document.xml")
    sections = list(document.iter(qn("w:sectPr")))
    assert len(sections) > 3
    for section in sections:
        (properties,) = section.iter(qn("w:footnotePr"))
        assert [each.get(qn("w:val")) for each in properties] == ["decimalEnclosedCircleChinese", "eachPage"]


def test_a_note_to_a_note_is_put_in_brackets(tmp_path: Path) -> None:
    inner = Run("外注", note=(Run("内注"),))
    entry = VolumeEntry("条", (Paragraph((Run("文", note=(inner,)),)),))
    word.render(volume(VolumeSection("节", (entry,))), tmp_path / "a.docx")
    notes = part(tmp_path / "a.docx", "word/footnotes.xml")
    assert "".join(each.text for each in notes.iter(qn("w:t"))).strip() == "外注（内注）"


def test_the_same_notes_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        word.render(rich(), tmp_path / f"{name}.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize("at", ["foot", "end"])
def test_libreoffice_shows_every_note(tmp_path: Path, at: NotesAt) -> None:
    word.render(rich(notes_at=at), tmp_path / "a.docx")
    text = "".join(pages(as_pdf(tmp_path / "a.docx")))
    for words in WORDS:
        assert f"注释{words}" in text


@pytest.mark.parametrize("size", [(3000, 200), (200, 3000), (60, 40)])
def test_a_picture_fits_the_page_and_says_what_it_shows(tmp_path: Path, size: tuple[int, int]) -> None:
    pictures, file = Pictures(tmp_path / "pictures"), BytesIO()
    Image.new("RGB", size, "green").save(file, "PNG")
    picture = pictures.keep("a.png", file.getvalue(), caption=(Run("草原"),), alt="一片绿色")
    made = volume(VolumeSection("节", (VolumeEntry("条", (picture,)),)), title_mn="")
    word.render(made, tmp_path / "a.docx", pictures=pictures)
    document = part(tmp_path / "a.docx", "word/document.xml")
    (inline,) = document.iter(qn("wp:inline"))
    assert inline.find(qn("wp:docPr")).get("descr") == "一片绿色"
    extent = inline.find(qn("wp:extent"))
    width, height = (int(extent.get(name)) / 12700 for name in ("cx", "cy"))
    measures = layout(made.page_format, made.design, made.type_size)
    assert width <= measures.measure + 0.1
    assert height <= measures.depth * 0.8 + 0.1
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    assert "图1草原" in "".join(pages(as_pdf(tmp_path / "a.docx"))).replace("　", "")
