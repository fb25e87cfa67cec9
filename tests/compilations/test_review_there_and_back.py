"""A compilation goes out as Word, is marked there, and comes back: the marks reach what they were made in."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from compilations import word
from compilations.binding import bind
from compilations.review_reading import read_review
from compilations.review_settling import marks_of, take
from desk.database import Database
from tests.compilations.test_editing import EDITOR
from tests.compilations.test_review_settling import an_entry, received, texts
from tests.compilations.volumes import DAY, LIBRARY

TEXT = "第一段说草原。\n\n# 小标题\n\n- 甲项\n- 乙项\n\n| 年 | 数 |\n| --- | --- |\n| 2025 | 三 |\n\n> 引文在此。\n"
WHO = 'w:author="审稿人" w:date="2026-01-27T09:00:00Z"'


def marked(content: bytes, old: str, new: str, number: int) -> bytes:
    """`old` struck out and `new` put in, wherever it stands as the text of one run, as Word does it."""
    document = Document(BytesIO(content))
    for text in document.element.body.iter(qn("w:t")):
        if text.text and old in text.text:
            run = text.getparent()
            before, _, after = text.text.partition(old)
            pieces = [
                f"<w:r><w:t xml:space='preserve'>{before}</w:t></w:r>",
                f"<w:del w:id='{number}' {WHO}><w:r><w:delText xml:space='preserve'>{old}</w:delText></w:r></w:del>",
                f"<w:ins w:id='{number + 1}' {WHO}><w:r><w:t xml:space='preserve'>{new}</w:t></w:r></w:ins>",
                f"<w:r><w:t xml:space='preserve'>{after}</w:t></w:r>",
            ]
            for element in parse_xml(f"<w:p {nsdecls('w')}>{''.join(pieces)}</w:p>"):
                run.addprevious(element)
            run.getparent().remove(run)
            break
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_marks_come_back_to_paragraphs_lists_cells_and_quotes(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, TEXT)
        volume = bind(db, compilation.id or 0, library=LIBRARY, on=DAY)
        word.render(volume, tmp_path / "out.docx")
        content = (tmp_path / "out.docx").read_bytes()
        changes = {"说草原": "说草场", "小标题": "分标题", "乙项": "丙项", "三": "四", "引文": "引语"}
        for number, (old, new) in enumerate(changes.items()):
            content = marked(content, old, new, 9000 + 2 * number)
        assert len(read_review("稿.docx", content).marks) == len(changes)
        received(db, compilation, content, now)
        for row in marks_of(db, compilation.id or 0):
            assert row.entry == "甲"
            take(db, EDITOR, mark_id=row.mark.id or 0, now=now)
        said = "".join(texts(entry))
        assert said == "第一段说草场。分标题甲项丙项年数2025四引语在此。"


def test_what_goes_out_and_comes_back_unmarked_says_nothing(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, TEXT)
        word.render(bind(db, compilation.id or 0, library=LIBRARY, on=DAY), tmp_path / "out.docx")
        reading = read_review("稿.docx", (tmp_path / "out.docx").read_bytes())
    assert reading.entries == {entry.id}
    assert reading.marks == ()
