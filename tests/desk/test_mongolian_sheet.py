"""The sheet of Mongolian labels, as people save it: what is wrong is told by row, and takes nothing else down."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import words
from desk.words import CYRILLIC, HEADINGS, TRADITIONAL, read_sheet, sheet, translator

HEAD = ",".join(HEADINGS)
GOOD = "检索,Search,Хайх,ᠬᠠᠢᠬᠤ,未审,未审,,"


def rows(*lines: str) -> bytes:
    return "\r\n".join([HEAD, GOOD, *lines, ""]).encode()


@pytest.mark.parametrize("before", [b"", "\ufeff".encode()])
def test_a_sheet_is_read_with_and_without_a_byte_order_mark(before: bytes) -> None:
    found = read_sheet(before + rows())
    assert found.said == {TRADITIONAL: {"检索": "ᠬᠠᠢᠬᠤ"}, CYRILLIC: {"检索": "Хайх"}}
    assert found.faults == ()


def test_columns_may_stand_in_another_order_and_rows_be_blank() -> None:
    order = list(reversed(HEADINGS))
    cells = dict(zip(HEADINGS, GOOD.split(","), strict=True))
    lines = [",".join(order), ",,,,,,,", ",".join(cells[heading] for heading in order), ""]
    assert read_sheet("\n".join(lines).encode()).said[CYRILLIC] == {"检索": "Хайх"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("共 {n} 条,,Нийт,,未审,未审,,", "第 3 行“共 {n} 条”：西里尔蒙古文里的花括号与中文不同"),
        ("共 {n} 条,,Нийт {n,,未审,未审,,", "第 3 行“共 {n} 条”：西里尔蒙古文里的花括号与中文不同"),
        ("共 {n} 条,,Нийт {n:zz},,未审,未审,,", "第 3 行“共 {n} 条”：西里尔蒙古文里的花括号与中文不同"),
        ("共 {n} 条,,,ᠨᠡᠢᠲᠡ {m},未审,未审,,", "第 3 行“共 {n} 条”：传统蒙古文里的花括号与中文不同"),
        ("作者,,Зохиогч,,审过了,未审,,", "第 3 行“作者”：传统审校写的是“审过了”，应为“未审”或“已审”"),
        ("作者,,Зохиогч,,未审,,,", "第 3 行“作者”：西里尔审校写的是“”，应为“未审”或“已审”"),
        ("检索,,Эрэх,,未审,未审,,", "第 3 行“检索”：与第 2 行重复"),
        ("作者,,??????,,未审,未审,,", "第 3 行“作者”：西里尔蒙古文一栏不是西里尔蒙古文"),
        ("作者,,,Зохиогч,未审,未审,,", "第 3 行“作者”：传统蒙古文一栏不是传统蒙古文"),
        (",,Зохиогч,,未审,未审,,", "第 3 行“”：没有中文"),
        ("作者,,Зохиогч", "第 3 行“作者”：这一行缺少列：传统蒙古文、传统审校、西里尔审校、审校人、备注"),
    ],
)
def test_a_wrong_row_is_told_by_number_and_left_out_alone(line: str, told: str) -> None:
    found = read_sheet(rows(line, "题名,,Нэр,,未审,未审,,"))
    assert told in [str(fault) for fault in found.faults]
    assert found.said[CYRILLIC] == {"检索": "Хайх", "题名": "Нэр"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (rows().decode().encode("utf-16"), "不是 UTF-8"),
        (HEAD.encode("gb18030"), "不是 UTF-8"),
        (HEAD.replace("传统审校", "审校").encode(), "缺少这些列：传统审校"),
        (b"", "缺少这些列"),
        (f'{HEAD}\n"检索,,'.encode(), "不是 UTF-8 编码的 CSV"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_one_fault(data: bytes, told: str) -> None:
    found = read_sheet(data)
    assert [told in str(fault) for fault in found.faults] == [True]
    assert found.said == {TRADITIONAL: {}, CYRILLIC: {}}


def test_a_label_counts_as_unchecked_until_its_own_script_is_proofed() -> None:
    found = read_sheet(rows("作者,,Зохиогч,ᠵᠣᠬᠢᠶᠠᠭᠴᠢ,已审,未审,某某,"))
    assert found.unchecked == {TRADITIONAL: 1, CYRILLIC: 2}


@given(st.binary(max_size=300) | st.text(max_size=300).map(rows))
def test_nothing_that_is_saved_takes_the_desk_down(data: bytes) -> None:
    found = read_sheet(data)
    for language, said in found.said.items():
        assert all(words.values(text) == words.values(source) for source, text in said.items()), language


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A sheet of our own in place of the desk's."""
    path = tmp_path / "mongolian.csv"
    path.write_bytes(rows())
    monkeypatch.setattr(words, "SHEET", path)
    forget()
    yield path
    forget()


def forget() -> None:
    words._sheet_as_saved.cache_clear()
    words._tell.cache_clear()


def test_a_proofed_word_is_on_the_screen_as_soon_as_it_is_saved(saved: Path) -> None:
    assert translator("mn")("检索") == "Хайх"
    saved.write_bytes(rows().replace("Хайх".encode(), "Эрэх".encode()))
    os.utime(saved, ns=(1, 1))  # two saves within one tick of the clock are two saves
    assert translator("mn")("检索") == "Эрэх"


def test_a_word_without_its_mongolian_stays_chinese(saved: Path) -> None:
    assert translator("mn_Mong")("统计") == "统计"


def test_a_faulty_row_is_logged_once_however_often_it_is_asked_for(
    saved: Path, caplog: pytest.LogCaptureFixture
) -> None:
    saved.write_bytes(rows("作者,,Зохиогч,,审过了,未审,,"))
    with caplog.at_level(logging.ERROR, "desk.words"):
        for _ in range(3):
            assert translator("mn")("作者") == "作者"
    assert len(caplog.records) == 1
    assert "第 3 行“作者”" in caplog.text


def test_a_sheet_that_another_program_holds_leaves_the_screen_in_chinese_and_comes_back(saved: Path) -> None:
    kept = saved.read_bytes()
    saved.unlink()
    assert translator("mn")("检索") == "检索"
    assert sheet().faults == ()
    saved.write_bytes(kept)
    assert translator("mn")("检索") == "Хайх"
