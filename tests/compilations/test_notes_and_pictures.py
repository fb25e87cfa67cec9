"""Notes and pictures in Word and EPUB: nothing of a text is lost, and both formats are sound."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from compilations import epub, markdown, word
from compilations.blocks import Block, Paragraph, Run, Table, words
from compilations.markdown_writing import as_markdown
from compilations.notes_apart import notes_apart
from compilations.pictures import Pictures
from compilations.volume import Volume, VolumeEntry, VolumeSection
from tests.compilations.test_epub import complaints, file
from tests.compilations.test_pictures import drawn
from tests.compilations.volumes import volume

NOTED = Paragraph((Run("草原"), Run("生态", note=(Run("注一"),)), Run("保护", note=(Run("注"), Run("二", bold=True)))))


def made(pictures: Pictures) -> Volume:
    shown = pictures.keep("图.png", drawn(), caption=(Run("图1　草场", note=(Run("图注"),)),), alt="一片草场")
    blocks: tuple[Block, ...] = (NOTED, shown, Table((((Run("格", note=(Run("表注"),)),),),)))
    return volume(VolumeSection("一", (VolumeEntry("甲", blocks), VolumeEntry("乙", (NOTED,)))), preface=(NOTED,))


def test_notes_are_numbered_through_the_text_and_stand_in_their_order() -> None:
    blocks, notes = notes_apart((NOTED, Table((((Run("格", note=(Run("表注"),)),),),))), "note")
    assert isinstance(blocks[0], Paragraph)
    assert words(blocks[0].runs) == "草原生态〔1〕保护〔2〕"
    assert [run.link for run in blocks[0].runs if run.superscript] == ["#note-1", "#note-2"]
    assert [(mark, words(runs)) for mark, runs in notes] == [("〔1〕", "注一"), ("〔2〕", "注二"), ("〔3〕", "表注")]


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    return Pictures(tmp_path / "pictures")


def test_word_has_the_notes_beneath_each_entry_and_the_picture_with_its_words(
    tmp_path: Path, pictures: Pictures
) -> None:
    word.render(made(pictures), tmp_path / "a.docx", pictures=pictures)
    document = Document(str(tmp_path / "a.docx"))
    text = [paragraph.text for paragraph in document.paragraphs]
    for note in ("〔1〕注一", "〔2〕注二"):
        assert text.count(note) == 3  # the preface and two entries
    assert "〔3〕图注" in text
    assert "〔4〕表注" in text
    described = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert "一片草场" in described
    assert "图1　草场〔3〕" in text


def test_an_epub_leads_from_each_mark_to_its_note_and_shows_the_picture(tmp_path: Path, pictures: Pictures) -> None:
    path = tmp_path / "a.epub"
    epub.render(made(pictures), path, pictures=pictures)
    entry = file(path, "s1e1.xhtml")
    for number, note in enumerate(("注一", "注<strong>二</strong>", "图注", "表注"), start=1):
        assert f'<a href="#note-{number}" epub:type="noteref"><sup>〔{number}〕</sup></a>' in entry
        assert f'<aside epub:type="footnote" id="note-{number}"><p>〔{number}〕{note}</p></aside>' in entry
    assert 'alt="一片草场"' in entry
    with zipfile.ZipFile(path) as book:
        assert any(name.startswith("book/pictures/") for name in book.namelist())
    assert complaints(path) == ""


def test_notes_of_an_entry_survive_being_kept_as_markdown() -> None:
    (kept,) = markdown.blocks(as_markdown((NOTED,)))
    assert [words(run.note) for run in kept.runs if run.note] == ["注一", "注二"]  # type: ignore[union-attr]
