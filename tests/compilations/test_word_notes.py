"""Notes and pictures of the Word file."""

from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from PIL import Image

from compilations import word
from compilations.blocks import Heading, ListItem, Paragraph, Run, Runs, Table
from compilations.pdf_layout import layout
from compilations.pictures import Pictures
from compilations.volume import NotesAt, Volume, VolumeEntry, VolumeSection
from tests.compilations.pdf_reading import pages
from tests.compilations.test_word import as_pdf, part
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


@pytest.mark.parametrize(("at", "kind"), [("foot", "footnote"), ("end", "endnote")])
def test_each_note_is_called_once_and_stands_in_the_order_of_the_text(tmp_path: Path, at: NotesAt, kind: str) -> None:
    path = tmp_path / "a.docx"
    word.render(rich(notes_at=at), path)
    called = [each.get(qn("w:id")) for each in part(path, "word/document.xml").iter(qn(f"w:{kind}Reference"))]
    notes = {each.get(qn("w:id")): each for each in part(path, f"word/{kind}s.xml").iter(qn(f"w:{kind}"))}
    assert list(notes) == ["-1", "0", *called]
    said = ["".join(text.text for text in notes[number].iter(qn("w:t"))).strip() for number in called]
    assert said == [f"注释{words}" for words in WORDS]


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
    (properties,) = document.iter(qn("wp:docPr"))
    assert properties.get("descr") == "一片绿色"
    (extent,) = document.iter(qn("wp:extent"))
    width, height = (int(extent.get(name)) / 12700 for name in ("cx", "cy"))
    measures = layout(made.page_format, made.design, made.type_size)
    assert width <= measures.measure + 0.1
    assert height <= measures.depth * 0.8 + 0.1
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    assert "图1草原" in "".join(pages(as_pdf(tmp_path / "a.docx"))).replace("　", "")
