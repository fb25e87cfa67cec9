"""Traditional Mongolian in a Word file: cells and sections whose text runs down, and marks that come back from them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from compilations import reading, word
from compilations.binding import bind
from compilations.blocks import Block, Heading, ListItem, Paragraph, Quote, Run
from compilations.review_reading import read_review
from compilations.review_settling import marks_of, take
from compilations.volume import VolumeEntry, VolumeSection
from desk.database import Database
from desk.tables import MarkKind
from tests.compilations.libreoffice import as_pdf
from tests.compilations.pdf_reading import pages
from tests.compilations.test_editing import EDITOR
from tests.compilations.test_review_settling import an_entry, received, texts
from tests.compilations.test_review_there_and_back import marked
from tests.compilations.volumes import DAY, LIBRARY, text_entry, volume

TITLE = "ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ"
WORDS = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ 2026 ᠣᠨ"
SHORT: tuple[Block, ...] = (
    Heading(1, (Run("ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ"),)), Paragraph((Run(WORDS),)), ListItem((Run("ᠵᠦᠢᠯ"),), 0, 1),
    Quote((Run("ᠡᠰᠢ ᠲᠠᠲᠠᠯᠭ\u180eᠠ"),)),
)  # fmt: skip
LONG: tuple[Block, ...] = (*SHORT, *(Paragraph((Run(f"{n} {WORDS} {WORDS} {WORDS}"),)) for n in range(30)))
CHINESE = Paragraph((Run("围栏之内的说明。" * 20),))


def built(folder: Path, *entries: VolumeEntry, section: str = "节") -> Path:
    path = folder / "volume.docx"
    word.render(volume(VolumeSection(section, entries), VolumeSection("后一节", (text_entry("后", "文。"),))), path)
    return path


def cells(path: Path) -> list[list[str]]:
    """The paragraphs of each cell of the body whose text runs down, but for the title in the imprint."""
    found = []
    for table in Document(str(path)).tables[:-1]:
        (direction,) = table._tbl.iter(qn("w:textDirection"))
        assert direction.get(qn("w:val")) == "tbLrV"
        assert table._tbl.tblPr.find(qn("w:tblBorders")) is None
        found.append([paragraph.text for paragraph in table.cell(0, 0).paragraphs])
    return found


def sections(path: Path) -> list[tuple[bool, list[str]]]:
    """Each section: whether its text runs down, and its paragraphs."""
    found: list[tuple[bool, list[str]]] = []
    body: Any = Document(str(path)).element.body
    own: list[str] = []
    for paragraph in (*body.iter(qn("w:p")), None):
        if paragraph is not None:
            own.append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
        ends = body[-1:] if paragraph is None else paragraph.xpath("./w:pPr/w:sectPr")
        for end in ends:
            found.append((any(each.get(qn("w:val")) == "tbLrV" for each in end.findall(qn("w:textDirection"))), own))
            own = []
    return found


def test_a_short_entry_stands_in_one_cell_with_its_title(tmp_path: Path) -> None:
    path = built(tmp_path, VolumeEntry(TITLE, SHORT, source="源"))
    assert cells(path) == [[TITLE, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ", WORDS, "1. ᠵᠦᠢᠯ", "ᠡᠰᠢ ᠲᠠᠲᠠᠯᠭ\u180eᠠ"]]
    document = Document(str(path))
    styles = [paragraph._p.style for paragraph in document.tables[0].cell(0, 0).paragraphs]
    assert styles == ["Heading2", "Heading3", "BodyText", "列表段落", "Quote"]
    height = document.tables[0].rows[0].height
    assert height is not None
    assert 150 < height.pt < 400


def test_a_long_entry_has_pages_of_its_own_and_what_follows_does_not_run_down(tmp_path: Path) -> None:
    path = built(tmp_path, text_entry("先", "文。"), VolumeEntry(TITLE, LONG, source="源"), text_entry("次", "文。"))
    assert cells(path) == []
    (place,) = (place for place, (down, _texts) in enumerate(sections(path)) if down)
    (_down, inside), (_flat, after), (_next, other) = sections(path)[place : place + 3]
    assert (inside[0], inside[-1]) == (TITLE, f"29 {WORDS} {WORDS} {WORDS}")
    assert (after, other[0]) == (["［出处］源"], "次")


def test_heads_and_page_numbers_go_on_through_the_pages_that_run_down(tmp_path: Path) -> None:
    document = Document(str(built(tmp_path, text_entry("先", "文。"), VolumeEntry(TITLE, LONG, source="源"))))
    ends = [section._sectPr for section in document.sections]
    (place,) = (number for number, end in enumerate(ends) if end.findall(qn("w:textDirection")))
    for end in ends[place : place + 2]:  # all but the title on right-hand pages is that of the section before
        assert not end.xpath("./w:headerReference[@w:type!='default'] | ./w:footerReference")
        assert not end.xpath("./w:pgNumType/@w:start")
        assert end.xpath("./w:pgNumType/@w:fmt") == ["decimal"]
    assert ends[place - 1].xpath("./w:headerReference")


def test_no_page_stays_empty_where_a_section_ends_with_pages_that_run_down(tmp_path: Path) -> None:
    found = sections(built(tmp_path, VolumeEntry(TITLE, LONG)))
    assert [down for down, _texts in found].count(True) == 1
    assert all(any(texts) or len(texts) > 1 for _down, texts in found[1:])


def test_a_chinese_title_stands_above_a_cell_and_on_the_pages_of_a_section(tmp_path: Path) -> None:
    path = built(tmp_path, VolumeEntry("短的条目", SHORT), VolumeEntry("长的条目", LONG))
    assert [texts[0] for texts in cells(path)] == ["ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ"]
    assert [texts[0] for down, texts in sections(path) if down] == ["长的条目"]


def test_a_title_before_chinese_has_a_cell_and_the_page_of_a_mongolian_section_runs_down(tmp_path: Path) -> None:
    path = built(tmp_path, VolumeEntry(TITLE, (CHINESE, *SHORT, CHINESE)), section="ᠨᠢᠭᠡ ᠪᠦᠯᠦᠭ")
    assert [texts[0] for texts in cells(path)] == [TITLE, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ"]
    assert [[text for text in texts if text] for down, texts in sections(path) if down] == [["ᠨᠢᠭᠡ ᠪᠦᠯᠦᠭ"]]


def test_a_volume_without_mongolian_texts_has_neither(tmp_path: Path) -> None:
    path = built(tmp_path, VolumeEntry("中文", (CHINESE,)))
    assert cells(path) == []
    assert not [down for down, _texts in sections(path) if down]


@pytest.mark.parametrize("blocks", [SHORT, LONG], ids=["cell", "section"])
def test_what_was_written_can_be_read_again(blocks: tuple[Block, ...], tmp_path: Path) -> None:
    made = built(tmp_path, VolumeEntry(TITLE, blocks)).read_bytes()
    read = reading.read("volume.docx", made, title="x").markdown
    assert f"\n{WORDS}\n" in read
    assert f"# {TITLE}" in read
    assert "| ᠨ" not in read


def test_libreoffice_which_does_not_know_the_direction_shows_every_word(tmp_path: Path) -> None:
    text = "".join(pages(as_pdf(built(tmp_path, VolumeEntry(TITLE, SHORT), VolumeEntry("长", LONG)))))
    assert text.count("ᠥᠪᠡᠷᠲᠡᠭᠡᠨ") == 2 + 30 * 3
    assert text.count("ᠨᠢᠭᠡᠳᠦᠭᠡᠷᠪᠦᠯᠦᠭ") == 2
    assert text.count("1.ᠵᠦᠢᠯ") == 2


@pytest.mark.parametrize("times", [1, 40], ids=["cell", "section"])
def test_marks_come_back_from_what_runs_down(times: int, sqlite: Database, tmp_path: Path, now: datetime) -> None:
    more = f"{WORDS} {WORDS}\n\n" * (times - 1)
    text = f"ᠨᠢᠭᠡ {WORDS}\n\n# ᠭᠠᠷᠴᠠᠭ\n\n- ᠵᠦᠢᠯ ᠨᠢᠭᠡ\n- ᠬᠣᠶᠠᠷ\n\n{more}中文一段。\n\n> ᠡᠰᠢ ᠲᠠᠲᠠᠯᠭ\u180eᠠ\n"
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, text)
        bound = bind(db, compilation.id or 0, library=LIBRARY, on=DAY)
        word.render(bound, tmp_path / "out.docx")
        content = (tmp_path / "out.docx").read_bytes()
        assert read_review("稿.docx", content).marks == ()
        changes = {"ᠨᠢᠭᠡ": "ᠨᠢᠭᠡᠨ", "ᠭᠠᠷᠴᠠᠭ": "ᠪᠦᠯᠦᠭ", "ᠬᠣᠶᠠᠷ": "ᠭᠤᠷᠪᠠ", "一段": "一篇", "ᠡᠰᠢ": "ᠡᠬᠢ"}
        for number, (old, new) in enumerate(changes.items()):
            content = marked(content, old, new, 9000 + 2 * number)
        marks = read_review("稿.docx", content).marks
        assert [(mark.kind, mark.cell, mark.entry) for mark in marks] == [(MarkKind.REPLACED, 0, entry.id)] * 5
        received(db, compilation, content, now)
        for row in marks_of(db, compilation.id or 0):
            take(db, EDITOR, mark_id=row.mark.id or 0, now=now)
        wanted = (
            text.replace("# ᠭᠠᠷᠴᠠᠭ", "ᠪᠦᠯᠦᠭ").replace("ᠬᠣᠶᠠᠷ", "ᠭᠤᠷᠪᠠ").replace("一段", "一篇").replace("> ᠡᠰᠢ", "ᠡᠬᠢ")
        )
        lines = [line.removeprefix("- ") for line in wanted.replace("ᠨᠢᠭᠡ ", "ᠨᠢᠭᠡᠨ ", 1).split("\n") if line]
        assert texts(entry) == lines
