"""Bad input from end to end: the words of each refusal, and that nothing is left behind."""

import os
import signal
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from docx import Document

from compilations import reading
from compilations.blocks import Paragraph, Picture, Run, Table, words
from compilations.making import Stop, make
from compilations.spec import read_spec
from compilations.volume import Volume, VolumeEntry, VolumeSection
from desk.database import Database
from desk.errors import Invalid, Refusal
from tests.compilations.pdf_reading import pages
from tests.compilations.volumes import DAY, LIBRARY, text_entry, volume

SUFFIXES = (".pdf", ".docx", ".epub")
RARE = "\U00031350"  # no font of the desk has it


def one(*entries: VolumeEntry) -> Volume:
    return volume(VolumeSection("节", entries))


LOST = one(VolumeEntry("图说", (Picture(f"{'0' * 64}.png", 9, 9, (Run("草场图"),)),)))
REFUSED: dict[str, tuple[Volume, tuple[str, ...], str]] = {
    "an empty compilation": (one(), SUFFIXES, "还没有条目"),
    "a missing picture": (LOST, SUFFIXES, "有 1 幅图片的文件找不到了：“图说”里的草场图"),
    "a character without a font": (one(text_entry("乙篇", f"有{RARE}字")), (".pdf",), r"U\+31350，“乙篇”"),
    "private-use text": (one(text_entry("丙篇", "\ue266\ue289")), SUFFIXES, "私用区编码，不能印出：.*“丙篇”"),
}
CASES = [
    pytest.param(made, suffix, said, id=f"{name} {suffix}")
    for name, (made, suffixes, said) in REFUSED.items()
    for suffix in suffixes
]


@pytest.mark.parametrize(("made", "suffix", "said"), CASES)
def test_a_build_refuses_in_words_and_leaves_nothing(tmp_path: Path, made: Volume, suffix: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        make(made, suffix, tmp_path)
    assert list(tmp_path.iterdir()) == []


def with_macros() -> bytes:
    file = BytesIO()
    Document().save(file)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    return file.getvalue()


READ: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "macros": ("a.docx", with_macros, "含有宏。请另存为不含宏的 .docx"),
    "no text at all": ("a.md", lambda: b"", "是空的"),
    "an old Word file": ("a.wps", lambda: b"\xd0\xcf\x11\xe0", "另存为"),
    "no Word file inside": ("a.docx", lambda: b"not a zip", "docx"),
}


@pytest.mark.parametrize(("name", "content", "said"), READ.values(), ids=READ)
def test_a_file_is_refused_in_words(name: str, content: Callable[[], bytes], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        reading.read(name, content())


def test_two_sections_with_one_name_are_refused_by_their_place(sqlite: Database, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    section = "{title: 草原, entries: [{title: t, text: 文}]}"
    path.write_text(f"title: 题\nsections: [{section}, {section}]\n", encoding="utf-8")
    with sqlite.reading() as db, pytest.raises(Invalid, match="又叫“草原”，已有同名的专题"):
        read_spec(db, path, library=LIBRARY, on=DAY)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_build_that_is_killed_says_so_and_the_next_one_succeeds(tmp_path: Path, suffix: str) -> None:
    stop = Stop()

    def kill_it() -> None:
        while stop._process is None:
            time.sleep(0.01)
        os.kill(stop._process.pid, signal.SIGKILL)

    Thread(target=kill_it).start()
    with pytest.raises(Invalid, match=r"信号 9.*没有留下文件"):
        make(volume(), suffix, tmp_path, stop=stop)
    assert list(tmp_path.iterdir()) == []
    assert make(volume(), suffix, tmp_path).path.is_file()


def test_a_table_of_200_columns_is_set_whole(tmp_path: Path) -> None:
    rows = tuple(tuple((Run(f"{row}列{column}格"),) for column in range(200)) for row in range(2))
    said = "".join(pages(make(one(VolumeEntry("宽表", (Table(rows),))), ".pdf", tmp_path).path))
    assert [column for column in (0, 99, 199) if f"1列{column}格" not in said] == []


def test_a_paragraph_of_3_mb_is_read_and_set_to_its_last_word(tmp_path: Path) -> None:
    text = "草原保护" * 262_144 + "完"  # 3 MB in UTF-8, no break
    read = reading.read("a.txt", text.encode(), title="长文")
    assert sum(len(words(block.runs)) for block in read.blocks if isinstance(block, Paragraph)) == len(text)
    made = make(one(VolumeEntry(read.title, read.blocks)), ".pdf", tmp_path)
    assert made.pages > 500
    assert any("草原保护完" in page for page in pages(made.path)[-6:])
