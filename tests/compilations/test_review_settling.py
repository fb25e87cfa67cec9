"""Settling what leaders marked, one by one: taking all of it is what Word does, declining all leaves everything."""

import hashlib
import random
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from compilations import entries, review_settling
from compilations.binding import text_blocks
from compilations.blocks import runs_of, words
from compilations.entries import Draft
from compilations.review_reading import read_review
from compilations.review_settling import decline, marks_of, receive, settle_by_hand, take
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.tables import Compilation, CompilationState, Entry, MarkState, ReviewMark
from tests.compilations.review_files import Marked, Written, WrittenEntry, reviewed
from tests.compilations.test_editing import EDITOR, begun, first_section, with_texts

TITLE = (Marked("甲"),)


def an_entry(db: Session, now: datetime, text: str) -> tuple[Compilation, Entry]:
    compilation = begun(db, now)
    section = first_section(db, compilation)
    return compilation, entries.add_text(db, EDITOR, section_id=section, draft=Draft("甲", text), now=now)


def received(db: Session, compilation: Compilation, content: bytes, now: datetime) -> None:
    digest, reading = hashlib.sha256(content).hexdigest(), read_review("稿.docx", content)
    receive(db, EDITOR, compilation_id=compilation.id or 0, name="稿.docx", digest=digest, reading=reading, now=now)


def come_back(
    db: Session,
    compilation: Compilation,
    entry: Entry,
    now: datetime,
    *paragraphs: Written,
    title: Sequence[Marked] = TITLE,
) -> list[ReviewMark]:
    received(db, compilation, reviewed([WrittenEntry(entry.id or 0, title, paragraphs)]), now)
    return [row.mark for row in marks_of(db, compilation.id or 0)]


def texts(entry: Entry) -> list[str]:
    return [words(runs) for block in text_blocks(entry.text) for runs in runs_of(block)]


CHANGES = st.lists(
    st.tuples(st.sampled_from(["", "", "ins", "del"]), st.text("草原生态保护人", min_size=1, max_size=4)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=st.lists(CHANGES, min_size=1, max_size=4), seed=st.integers(0, 99), taken=st.booleans())
def test_taking_all_is_what_word_does_and_declining_all_changes_nothing(
    sqlite: Database, now: datetime, changed: list[list[tuple[str, str]]], seed: int, taken: bool
) -> None:
    changed = [parts for parts in changed if any(how != "ins" for how, _text in parts)]
    assume(any(how for parts in changed for how, _text in parts))
    assume(any(how != "del" for parts in changed for how, _text in parts))  # an entry has a text
    before = ["".join(text for how, text in parts if how != "ins") for parts in changed]
    after = ["".join(text for how, text in parts if how != "del") for parts in changed]
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "\n\n".join(before))
        assert texts(entry) == before
        paragraphs = [Written([Marked(text, how) for how, text in parts], at) for at, parts in enumerate(changed)]
        found = come_back(db, compilation, entry, now, *paragraphs)
        for mark in random.Random(seed).sample(found, len(found)):
            (take if taken else decline)(db, EDITOR, mark_id=mark.id or 0, now=now)
        assert texts(entry) == ([text for text in after if text] if taken else before)
        assert marks_of(db, compilation.id or 0) == ()


def test_changes_reach_titles_lists_and_cells_and_keep_the_style(sqlite: Database, now: datetime) -> None:
    text = "第一段有**粗体字**在中间。\n\n1. 一条\n2. 二条\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n"
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, text)
        found = come_back(
            db, compilation, entry, now,
            Written((Marked("第一段有粗"), Marked("体", "del"), Marked("黑", "ins"), Marked("字在中间。")), 0),
            Written((Marked("1. 一条"),), 1),
            Written((Marked("2. 二"), Marked("条", "del"), Marked("款", "ins")), 2),
            Written((Marked("甲"),), 3), Written((Marked("乙"),), 3), Written((Marked("丙"),), 3),
            Written((Marked("丁"), Marked("戊", "ins")), 3),
            title=(Marked("甲"), Marked("乙", "ins")),
        )  # fmt: skip
        for mark in found:
            take(db, EDITOR, mark_id=mark.id or 0, now=now)
        assert entry.title == "甲乙"
        assert "**粗黑字**" in entry.text
        assert "2. 二款" in entry.text
        assert "| 丙 | 丁戊 |" in entry.text


def test_new_paragraphs_come_where_they_were_written(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "一\n\n二\n\n三")
        new = [Written((Marked(text, "ins"),), is_new=True) for text in ("零", "一之后", "又一段")]
        gone = Written((Marked("二", "del"),), 1)
        found = come_back(
            db, compilation, entry, now, new[0], Written((Marked("一"),), 0), new[1], new[2], gone,
            Written((Marked("三"), Marked("！", "ins")), 2),
        )  # fmt: skip
        for mark in found:
            take(db, EDITOR, mark_id=mark.id or 0, now=now)
        assert texts(entry) == ["零", "一", "一之后", "又一段", "三！"]


def test_a_text_that_was_changed_since_is_shown_and_left_as_it_is(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "草原生态保护。")
        changed = (Marked("草原"), Marked("生态", "del"), Marked("保护。"))
        (mark,) = come_back(db, compilation, entry, now, Written(changed, 0))
        draft = Draft("甲", "草原退化问题。")
        seen = entries.draft(entry).fingerprint
        entries.edit_entry(db, EDITOR, entry_id=entry.id or 0, fingerprint=seen, draft=draft, now=now)
        with pytest.raises(AlreadyDone, match=r"草原生态保护。.*草原退化问题。"):
            take(db, EDITOR, mark_id=mark.id or 0, now=now)
        assert entry.text == "草原退化问题。"
        assert settle_by_hand(db, EDITOR, mark_id=mark.id or 0, now=now).state == MarkState.DONE
        with pytest.raises(AlreadyDone):
            decline(db, EDITOR, mark_id=mark.id or 0, now=now)


def test_a_comment_is_settled_by_hand_and_a_stray_is_kept(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "草原")
        content = reviewed(
            [
                WrittenEntry(0, (Marked("卷首"), Marked("语", "ins"))),
                WrittenEntry(entry.id or 0, TITLE, (Written((Marked("草原", "comment"),), 0),)),
            ]
        )
        received(db, compilation, content, now)
        stray, comment = marks_of(db, compilation.id or 0)
        assert (stray.entry, comment.entry) == ("", "甲")
        with pytest.raises(NotFound, match="手工"):
            take(db, EDITOR, mark_id=stray.mark.id or 0, now=now)
        with pytest.raises(Invalid, match="批注"):
            take(db, EDITOR, mark_id=comment.mark.id or 0, now=now)


@pytest.mark.parametrize(
    ("number", "parts", "said"),
    [(999, (Marked("文", "del"),), "另一本汇编"), (0, (Marked("文"),), "没有修订")],
)
def test_a_file_that_says_nothing_of_this_compilation_is_refused(
    sqlite: Database, now: datetime, number: int, parts: tuple[Marked, ...], said: str
) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "文")
        content = reviewed([WrittenEntry(number or entry.id or 0, TITLE, (Written(parts, 0),))])
        with pytest.raises(Invalid, match=said):
            received(db, compilation, content, now)
        assert db.exec(select(ReviewMark)).all() == []


def test_the_same_file_is_received_once(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        compilation, entry = an_entry(db, now, "文")
        content = reviewed([WrittenEntry(entry.id or 0, TITLE, (Written((Marked("文", "del"),), 0),))])
        received(db, compilation, content, now)
        with pytest.raises(AlreadyDone, match="已经收过"):
            received(db, compilation, content, now)


def test_nothing_is_taken_while_the_compilation_is_reviewed(database: Database, now: datetime) -> None:
    with database.writing() as db:
        compilation, (entry,) = with_texts(db, now, "甲")
        (mark,) = come_back(db, compilation, entry, now, Written((Marked("正文"), Marked("。", "del")), 0))
        compilation.state = CompilationState.FIRST_REVIEW
        db.flush()
        with pytest.raises(NotAllowed):
            take(db, EDITOR, mark_id=mark.id or 0, now=now)
        assert review_settling.marks_of(db, compilation.id or 0)[0].mark.state == MarkState.OPEN
