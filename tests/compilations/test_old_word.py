"""旧版 Word (.doc, .wps): converted where LibreOffice is, refused where it is not, and it is kept on a short leash."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from compilations import old_word, reading
from compilations.blocks import Heading, ListItem, Paragraph, Run, Table, runs_of, words
from compilations.pictures import Pictures
from compilations.review_reading import read_review
from desk.errors import Invalid
from tests.compilations.review_files import Marked, Written, WrittenEntry, reviewed
from tests.compilations.test_pictures import drawn

OFFICE = old_word.found("soffice")


def as_doc(content: bytes, folder: Path) -> bytes:
    """A .docx made a real .doc."""
    assert OFFICE, "缺少 Debian 软件包 libreoffice-writer-nogui：请先运行 make test-packages"
    (folder / "made.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    where = ["--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run([OFFICE, profile, "--headless", "--convert-to", "doc:MS Word 97", *where], check=True, timeout=120)
    return (folder / "made.doc").read_bytes()


def saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def report() -> bytes:
    document = Document()
    document.add_heading("草原调查报告", 0)
    document.add_heading("一、概况", 1)
    paragraph = document.add_paragraph("全区草原面积")
    paragraph.add_run("十三亿亩").bold = True
    document.add_paragraph("第一项", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, said in zip(
        (cell for row in table.rows for cell in row.cells), ("年", "面积", "2025", "13"), strict=True
    ):
        cell.text = said
    document.add_picture(BytesIO(drawn(size=(64, 48))))
    return saved(document)


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return as_doc(report(), tmp_path_factory.mktemp("doc"))


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where temporary folders are made: nothing may be left there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["报告.doc", "报告.WPS"])
def test_an_old_word_file_is_read_with_all_that_stands_in_it(doc: bytes, left: Path, tmp_path: Path, name: str) -> None:
    read = reading.read(name, doc, pictures=Pictures(tmp_path / "pictures"), office=OFFICE)
    assert read.title == "草原调查报告"
    assert Heading(1, (Run("一、概况"),)) in read.blocks
    assert Paragraph((Run("全区草原面积"), Run("十三亿亩", bold=True))) in read.blocks
    assert any(isinstance(block, ListItem) and words(block.runs) == "第一项" for block in read.blocks)
    (table,) = (block for block in read.blocks if isinstance(block, Table))
    assert [words(runs) for runs in runs_of(table)] == ["年", "面积", "2025", "13"]
    assert len(list((tmp_path / "pictures").iterdir())) == 1
    assert read.warnings == ()


def test_without_libreoffice_the_next_step_is_said(doc: bytes) -> None:
    for name in ("报告.doc", "报告.wps"):
        with pytest.raises(Invalid, match=r"不能直接读入。请用 Word 或 WPS 另存为 \.docx"):
            reading.read(name, doc, office=None)


@pytest.mark.parametrize("setting", ["", "off", "no-such-program"])
def test_it_is_switched_off_or_not_there(setting: str) -> None:
    assert old_word.found(setting) is None


def encrypted(content: bytes) -> bytes:
    """The same with the flag that Word sets when there is a password."""
    place = next(each for each in range(512, len(content), 512) if content[each : each + 2] == b"\xec\xa5")
    return content[: place + 11] + bytes([content[place + 11] | 1]) + content[place + 12 :]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (encrypted, "设了打开密码.*不加密的"),
        (lambda _content: b"a text that somebody named .doc", "不是旧版 Word 文件"),
        (lambda _content: b"", "空的"),
        (lambda content: content[:8] + b"\0" * 4096, "不是旧版 Word 文件"),
        (lambda content: content[:2048], "不是旧版 Word 文件|没有转换成功"),
        (lambda content: content[:512] + b"\xff" * 4096 + content[4608:], "没有转换成功|不是旧版 Word 文件|没有可读"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(doc: bytes, left: Path, harm: object, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        reading.read("报告.doc", harm(doc), office=OFFICE)  # type: ignore[operator]


def fake(folder: Path, script: str) -> Path:
    program = folder / "office"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


def test_one_that_hangs_is_killed_with_all_that_it_started(
    doc: bytes, left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program = fake(tmp_path, f"sleep 300 &\necho $! >{told}\necho $$ >>{told}\nwait")
    monkeypatch.setattr(old_word, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(Invalid, match="超过 1 秒，已经停止"):
        reading.read("报告.doc", doc, office=program)
    assert time.monotonic() - started < 10
    numbers = [int(line) for line in told.read_text(encoding="ascii").split()]
    assert len(numbers) == 2
    for _ in range(100):
        if not any(map(is_alive, numbers)):
            break
        time.sleep(0.05)
    assert not any(map(is_alive, numbers))


def test_what_it_leaves_running_is_ended_too(doc: bytes, left: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(Invalid, match="没有转换成功"):
        reading.read("报告.doc", doc, office=fake(tmp_path, f"sleep 300 &\necho $! >{told}"))
    assert not is_alive(int(told.read_text(encoding="ascii")))


def test_what_comes_out_is_checked_like_any_docx(doc: bytes, left: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"PK no package")
    where = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done; mkdir -p "$out"'
    puts = f'{where}; cp {tmp_path}/bad "$out/in.docx"'
    with pytest.raises(Invalid, match="已损坏，或不是"):
        reading.read("报告.doc", doc, office=fake(tmp_path, puts))


def test_files_are_converted_one_at_a_time(doc: bytes, left: Path, tmp_path: Path) -> None:
    """Each notes when it begins and ends; none begins before the other has ended."""
    log = tmp_path / "log"
    program = fake(tmp_path, f"echo begin >>{log}; sleep 0.3; echo end >>{log}")

    def convert() -> None:
        with pytest.raises(Invalid, match="没有转换成功"):
            reading.read("报告.doc", doc, office=program)

    both = [Thread(target=convert) for _ in range(3)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert log.read_text(encoding="ascii").split() == ["begin", "end"] * 3


def test_it_sees_no_settings_of_the_desk(
    doc: bytes, left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", "postgresql+psycopg://desk:secret@host/name")
    with pytest.raises(Invalid):
        reading.read("报告.doc", doc, office=fake(tmp_path, f"env >{tmp_path / 'seen'}"))
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert "secret" not in seen
    assert os.environ["HOME"] not in [line.partition("=")[2] for line in seen.splitlines()]


class _Asked(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - what was asked for, by whichever request

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the server's names

    def log_message(self, *_: object) -> None:
        return


def test_neither_links_to_the_network_nor_other_files_of_the_machine_are_followed(left: Path, tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Asked)
    Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("别人看不得的话", encoding="utf-8")
    document = Document()
    document.add_picture(BytesIO(drawn(size=(64, 48))))
    blip = next(document.element.body.iter(qn("a:blip")))
    address = f"http://127.0.0.1:{server.server_port}/picture.png"
    blip.set(qn("r:link"), document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True))
    del blip.attrib[qn("r:embed")]
    document.add_paragraph("正文在此。")
    run = f"<w:fldSimple w:instr=' INCLUDETEXT \"{secret}\" '><w:r><w:t>旧的</w:t></w:r></w:fldSimple>"
    field = f"<w:p {nsdecls('w')}>{run}</w:p>"
    document.element.body.insert(0, parse_xml(field))
    content = as_doc(saved(document), tmp_path)
    _Asked.asked.clear()
    try:
        read = reading.read("链接.doc", content, office=OFFICE)
    finally:
        server.shutdown()
        server.server_close()
    assert _Asked.asked == []
    assert "正文在此。" in read.markdown
    assert "看不得" not in read.markdown


def test_a_file_from_a_review_has_to_be_a_docx(tmp_path: Path) -> None:
    """On the way through .doc the bookmark round a table is lost, and a change would come to another place."""
    file = reviewed([WrittenEntry(7, (Marked("甲"),), [Written((Marked("草原", "del"), Marked("草场", "ins")), 0)])])
    for name in ("审稿.doc", "审稿.wps"):
        with pytest.raises(Invalid, match=r"旧版 \.doc 格式。请用 Word 或 WPS 另存为 \.docx"):
            read_review(name, as_doc(file, tmp_path))
