"""What leaders marked in Word is read where it stands."""

import pytest

from compilations.review_reading import Mark, read_review
from desk.errors import Invalid
from desk.tables import MarkKind
from tests.compilations.review_files import AT, AUTHOR, Marked, Written, WrittenEntry, reviewed

TITLE = (Marked("草原保护"),)


def marks(*paragraphs: Written, title: tuple[Marked, ...] = TITLE) -> tuple[Mark, ...]:
    return read_review("稿.docx", reviewed([WrittenEntry(7, title, paragraphs)])).marks


def in_block(*parts: Marked, block: int = 0) -> Written:
    return Written(parts, block)


@pytest.mark.parametrize(
    ("parts", "kind", "before", "after", "offset"),
    [
        ((Marked("草原"), Marked("生态", "ins"), Marked("好")), MarkKind.INSERTED, "", "生态", 2),
        ((Marked("草原"), Marked("生态", "del"), Marked("好")), MarkKind.DELETED, "生态", "", 2),
        ((Marked("草"), Marked("园", "del"), Marked("原", "ins")), MarkKind.REPLACED, "园", "原", 1),
        ((Marked("原", "ins"), Marked("园", "del"), Marked("上")), MarkKind.REPLACED, "园", "原", 0),
        ((Marked("先", "moveFrom"), Marked("后")), MarkKind.DELETED, "先", "", 0),
        ((Marked("后"), Marked("先", "moveTo")), MarkKind.INSERTED, "", "先", 1),
    ],
)
def test_a_change_is_read_with_its_place(
    parts: tuple[Marked, ...], kind: MarkKind, before: str, after: str, offset: int
) -> None:
    (mark,) = marks(in_block(*parts))
    assert (mark.kind, mark.before, mark.after, mark.offset) == (kind, before, after, offset)
    assert (mark.entry, mark.block, mark.cell, mark.author, mark.at) == (7, 0, 0, AUTHOR, AT)


def test_what_only_looks_otherwise_is_no_mark() -> None:
    assert marks(in_block(Marked("草原"), Marked("生态", "format"))) == ()


def test_two_people_at_one_place_made_two_changes() -> None:
    found = marks(in_block(Marked("甲"), Marked("乙", "del"), Marked("丙", "ins", "审稿人乙")))
    assert [(mark.kind, mark.offset, mark.author) for mark in found] == [
        (MarkKind.DELETED, 1, AUTHOR),
        (MarkKind.INSERTED, 2, "审稿人乙"),
    ]


def test_places_count_the_text_as_it_was_sent() -> None:
    found = marks(in_block(Marked("新", "ins"), Marked("甲乙"), Marked("丙", "del"), Marked("丁"), Marked("戊", "del")))
    assert [(mark.before, mark.after, mark.offset) for mark in found] == [("", "新", 0), ("丙", "", 2), ("戊", "", 4)]
    assert {mark.paragraph for mark in found} == {"甲乙丙丁戊"}


def test_a_comment_is_read_once_with_what_it_is_about() -> None:
    (mark,) = marks(
        in_block(Marked("草原"), Marked("生态", "comment"), Marked("保护")), in_block(Marked("二"), block=1)
    )
    assert (mark.kind, mark.before, mark.after, mark.offset) == (MarkKind.COMMENT, "生态", "意见1", 2)


def test_marks_in_titles_in_the_source_line_and_outside_are_told_apart() -> None:
    source = Written((Marked("［出处］"), Marked("公报", "del")))
    entries = [
        WrittenEntry(0, (Marked("卷首"), Marked("语", "ins"))),
        WrittenEntry(7, (Marked("旧", "del"), Marked("新", "ins")), (in_block(Marked("文")), source)),
    ]
    found = read_review("稿.docx", reviewed(entries)).marks
    assert [(mark.entry, mark.block, mark.cell) for mark in found] == [(0, None, 0), (7, None, 0), (7, None, 1)]


def test_a_new_paragraph_belongs_to_the_block_before_it() -> None:
    new = Written((Marked("新的一段", "ins"),), is_new=True)
    found = marks(in_block(Marked("一")), new, in_block(Marked("二"), Marked("三", "del"), block=1))
    assert [(mark.kind, mark.block, mark.after) for mark in found] == [
        (MarkKind.PARAGRAPH, 0, "新的一段"),
        (MarkKind.DELETED, 1, ""),
    ]


def test_a_file_says_which_entries_it_has() -> None:
    entries = [WrittenEntry(3, TITLE), WrittenEntry(9, TITLE)]
    assert read_review("稿.docx", reviewed(entries)).entries == {3, 9}


@pytest.mark.parametrize("content", [b"", b"no file", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="坏稿"):
        read_review("坏稿.docx", content)
