"""Files that are not what they say, in one table: what is wrong, and what the desk says. Nothing of them gets in."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from desk.catalogue import files, reading, rows
from desk.catalogue.drafts import Draft, Refused
from desk.catalogue.reading import entries
from desk.errors import Invalid
from tests.desk.catalogue import marc_text

GOOD = marc_text.file_of("dt1000")
IN_GB = marc_text.file_of("dt1000", encoding="gb18030")


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["题名", "作者"])
    sheet.append(["草原", "示例甲"])
    book.save(out)
    return out.getvalue()


def locked_workbook() -> bytes:
    plain, out = io.BytesIO(workbook()), io.BytesIO()
    OOXMLFile(plain).encrypt("secret", out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (30 * 2**20)})


def huge_by_its_own_word() -> bytes:
    """A zip whose directory promises 4 GB."""
    data = bytearray(zipped({"xl/workbook.xml": b"<workbook/>"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(data)


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<collection><record><datafield tag="200"><subfield code="a">&b;</subfield></datafield></record>
</collection>"""

WHOLE_FILES: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing in it", "a.mrc", lambda: b"", "0 字节"),
    ("nothing in it", "a.xlsx", lambda: b"", "0 字节"),
    ("a web page", "a.mrc", lambda: b"\n<!DOCTYPE html><html><body>\xe7\x99\xbb\xe5\xbd\x95</body></html>", "网页"),
    ("a web page", "a.xml", lambda: b"<HTML><head></head></HTML>", "网页"),
    ("plain words", "a.mrc", "这是说明文字".encode, "不是 MARC 文件"),
    ("a PDF", "a.iso", lambda: b"%PDF-1.7 ...", "不能导入"),
    ("a locked workbook", "a.xlsx", locked_workbook, "打开密码"),
    ("an old workbook", "a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    ("a damaged workbook", "a.xlsx", lambda: workbook()[:-40], "已经损坏"),
    ("a workbook without sheets", "a.xlsx", lambda: zipped({"xl/workbook.xml": b"<workbook/>"}), "已经损坏"),
    ("a workbook of bad XML", "a.xlsx", lambda: workbook().replace(b"[Content_Types]", b"[Content_Tapes]"), "已经损坏"),
    ("a text document", "a.docx", lambda: zipped({"word/document.xml": b"<w/>"}), "不是 .xlsx"),
    ("a zip bomb", "a.xlsx", bomb, "解开后有 30 MB"),
    ("a zip of many gigabytes", "a.xlsx", huge_by_its_own_word, "解开后有 4095 MB"),
    ("a zip of many parts", "a.xlsx", lambda: zipped({f"xl/{n}": b"" for n in range(2001)}), "超出"),
    ("an entity bomb", "a.xml", lambda: ENTITIES, "实体定义"),
    ("XML without records", "a.xml", lambda: b"<collection/>", "没有 MARC 记录"),
    ("only empty rows", "a.csv", lambda: b"\n\n\n", "没有内容"),
    ("rows without headings", "a.csv", "草原,示例甲\n牧区,示例乙".encode, "没有找到表头"),
    ("headings without a title", "a.csv", "作者,出版社\n示例甲,示例社".encode, "没有指定哪一列是题名"),
    ("a cell without an end", "a.csv", lambda: '题名,作者\n"'.encode() + b"x" * 200_000, "读不下去"),
]


@pytest.mark.parametrize(("what", "name", "make", "why"), WHOLE_FILES)
def test_a_file_that_is_no_catalogue_is_refused_in_words(
    tmp_path: Path, what: str, name: str, make: Callable[[], bytes], why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Invalid, match=why):
        list(entries(path))


SINGLE_RECORDS: list[tuple[str, bytes, str]] = [
    ("cut off in the leader", GOOD[:20], "截断"),
    ("cut off in the directory", GOOD[:60], "截断"),
    ("cut off before its end", GOOD[:-1], "截断"),
    ("a directory with a letter in it", GOOD[:30] + b"x" + GOOD[31:], "目次区"),
    ("a directory that is too short", GOOD[:24] + GOOD[36:], "目次区"),
    ("no directory at all", b"00050nam0 2200037   450 no field ends here\x1d", "缺少目次区"),
    ("broken GB18030", IN_GB.replace("牧区".encode("gb18030"), b"\xc4\xff\xff\xc7"), "既不是"),
    ("broken UTF-8", GOOD.replace("牧区".encode(), b"\xe7\x89\xe5\x8c\xba\xe5"), "UTF-8 文字有损坏"),
    ("lone surrogates", GOOD.replace("牧区".encode(), b"\xed\xa0\x80\xed\xb0\x80"), "UTF-8 文字有损坏"),
    ("replacement characters", GOOD.replace("牧区".encode(), "\ufffd\ufffd".encode()), "已经损坏"),
    ("no title", marc_text.iso2709(marc_text.golden("refused")[0]), "没有题名字段"),
    ("an empty title", marc_text.iso2709(["00000nam0 2200265   450 ", "200 1 $a / ", "801  0$bX"]), "题名是空的"),
    ("marked as deleted", marc_text.iso2709(marc_text.golden("refused")[1]), "标为删除"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "why"), SINGLE_RECORDS, ids=[row[0] for row in SINGLE_RECORDS])
def test_a_bad_record_is_refused_and_its_neighbours_are_read(tmp_path: Path, what: str, raw: bytes, why: str) -> None:
    path = tmp_path / "a.mrc"
    path.write_bytes(GOOD + raw)
    first, last = entries(path)
    assert isinstance(first, Draft)
    assert isinstance(last, Refused)
    assert last.position == 2
    assert last.raw == raw
    assert why in last.why


def test_xml_that_breaks_off_gives_what_came_before_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    record = marc_text.marcxml(marc_text.golden("dt1000")[0])
    path.write_text(f"<collection>{record}\n{record[:200]}", encoding="utf-8")
    first, last = entries(path)
    assert isinstance(first, Draft)
    assert isinstance(last, Refused)
    assert "第 2 行" in last.why


def test_xml_with_a_lone_surrogate_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    record = marc_text.marcxml(marc_text.golden("dt1000")[0])
    path.write_text(f"<collection>{record}{record.replace('牧区', '&#xD800;')}</collection>", encoding="utf-8")
    first, last = entries(path)
    assert isinstance(first, Draft)
    assert isinstance(last, Refused)


def test_a_table_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.catalogue.sheet.MOST_ROWS", 3)
    path = tmp_path / "a.csv"
    path.write_text("题名,作者\n" + "草原,示例甲\n" * 5, encoding="utf-8")
    with pytest.raises(Invalid, match="超过 3 行"):
        list(entries(path))


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    for name, data, kind in (
        ("a.txt", GOOD, files.Kind.ISO2709),
        ("a.csv", workbook(), files.Kind.WORKBOOK),
        ("a.mrc", b"\xef\xbb\xbf<?xml version='1.0'?><record/>", files.Kind.MARCXML),
    ):
        (tmp_path / name).write_bytes(data)
        assert files.kind_of(tmp_path / name) is kind


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), IndexError("x"), UnicodeEncodeError("u", "x", 0, 1, "x")]
)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mrc", GOOD + GOOD),
        ("a.xml", f"<c>{marc_text.marcxml(marc_text.golden('dt1000')[0]) * 2}</c>".encode()),
        ("a.csv", "题名,年\n草原,2003\n草原,2003\n".encode()),
    ],
)
def test_a_record_that_its_reader_stumbles_over_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, error: Exception
) -> None:
    calls: list[object] = []

    def stumbling(*_values: object) -> tuple[()]:
        calls.append(_values)
        if len(calls) == 1:
            raise error
        return ()

    monkeypatch.setattr(reading, "copies", stumbling)
    monkeypatch.setattr(rows, "_items", stumbling)
    (tmp_path / name).write_bytes(data)
    first, second = entries(tmp_path / name)
    assert isinstance(first, Refused)
    assert isinstance(second, Draft)
    assert (first.raw, first.position) == (second.raw, second.position - 1)
    assert "读不懂" in first.why
