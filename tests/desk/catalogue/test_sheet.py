"""Lists as sheets: which row holds the headings, what the columns mean, what the rows become."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from desk.catalogue.columns import columns, guess, named, recognised
from desk.catalogue.drafts import AccessDraft, Draft, ItemDraft, Refused
from desk.catalogue.files import kind_of
from desk.catalogue.reading import Entry, entries
from desk.catalogue.sheet import Table, read
from desk.errors import Invalid

HEAD = ["题名", "责任者", "出版社", "出版年", "ISBN", "索书号", "条码号", "馆藏地", "定价"]
ROW = ["草原经济研究", "示例甲著", "示例出版社", "2008", "978-7-5990-0007-9", "F327/26", "0010201", "流通书库", "29.00"]


def workbook(path: Path, *rows: Sequence[object], merged: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def table(path: Path) -> Table:
    return read(path, kind_of(path))


def drafts(path: Path, mapping: dict[str, str] | None = None) -> list[Draft]:
    found: list[Entry] = list(entries(path, mapping=mapping))
    return [entry for entry in found if isinstance(entry, Draft)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("题名", "title"), ("书名", "title"), ("正题名", "title"), ("*书名（必填）", "title"), ("书 名", "title"),
        ("责任者", "responsibility"), ("作者", "responsibility"), ("著者", "responsibility"),
        ("出版社", "publisher"), ("出版年", "year"), ("出版日期", "year"), ("ISBN", "isbn"), ("书号", "isbn"),
        ("ＩＳＢＮ号", "isbn"), ("索书号", "call_number"), ("分类号", "clc"), ("中图分类号", "clc"),
        ("条码号", "barcode"), ("条形码", "barcode"), ("馆藏地", "shelf"), ("地点", "shelf"), ("价格", "price"),
        ("定价(元)", "price"), ("主题词", "subjects"), ("语种", "language"), ("册数", "copies"), ("复本", "copies"),
        ("链接", "url"), ("网址", "url"), ("蒙古文题名", "title_mn"), ("副题名", "subtitle"), ("图书条码号", "barcode"),
        ("采购员", ""), ("", ""), ("年", ""),
    ],
)  # fmt: skip
def test_headings_are_known_by_their_many_names(heading: str, field: str) -> None:
    assert recognised(heading) == field


def test_of_two_columns_for_one_field_the_exact_heading_wins() -> None:
    assert guess(["图书定价", "定价"]) == {"定价": "price"}


def test_headings_that_are_empty_or_alike_are_told_apart() -> None:
    assert named(["题名", "", "备注", "备注"]) == ("题名", "第 2 列", "备注", "备注 (4)")


def test_every_column_has_its_labels_and_no_heading_stands_for_two() -> None:
    every = [heading for column in columns().values() for heading in column.headings]
    assert len(every) == len(set(every))
    assert all(column.zh and column.en for column in columns().values())


def test_a_row_becomes_a_record_with_its_copy(tmp_path: Path) -> None:
    (draft,) = drafts(workbook(tmp_path / "a.xlsx", HEAD, ROW))
    assert (draft.title, draft.isbn, draft.year, draft.clc) == ("草原经济研究", "9787599000079", 2008, "F327")
    assert draft.items == (ItemDraft("0010201", "", "F327/26", "", "流通书库", "CNY29.00"),)
    assert draft.position == 2


def test_headings_are_found_under_titles_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["2026 年两会专架图书清单"], ["制表：采编部"], [], HEAD, ROW, merged="A1:I1")
    (draft,) = drafts(path)
    assert (draft.title, draft.position) == ("草原经济研究", 5)


def test_a_merged_heading_over_two_columns_gives_way_to_the_row_below(tmp_path: Path) -> None:
    upper: list[object] = ["题名", "责任者", "出版信息", None, "馆藏信息", None]
    lower: list[object] = [None, None, "出版社", "出版年", "索书号", "条码号"]
    row: list[object] = ["草原经济研究", "示例甲著", "示例出版社", 2008, "F327/26", "0010201"]
    path = workbook(tmp_path / "a.xlsx", upper, lower, row, merged="C1:D1")
    assert table(path).headings == ("题名", "责任者", "出版社", "出版年", "索书号", "条码号")
    (draft,) = drafts(path)
    assert (draft.publisher, draft.year, draft.items[0].barcode) == ("示例出版社", 2008, "0010201")


def test_a_first_row_of_data_is_never_taken_for_a_second_row_of_headings(tmp_path: Path) -> None:
    row: list[object] = ["责任者的责任", "示例甲", "出版社", 2001]
    assert len(drafts(workbook(tmp_path / "a.xlsx", ["题名", "责任者", "出版社", "出版年"], row))) == 1


def test_numbers_and_dates_of_a_workbook_read_as_people_see_them(tmp_path: Path) -> None:
    head: list[object] = ["题名", "ISBN", "出版日期", "条码号"]
    row: list[object] = ["草原", 9787599000079, datetime(2008, 3, 1, tzinfo=UTC).replace(tzinfo=None), 10201.0]
    (draft,) = drafts(workbook(tmp_path / "a.xlsx", head, row))
    assert (draft.isbn, draft.year, draft.items[0].barcode) == ("9787599000079", 2008, "10201")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_is_read_in_each_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(map(delimiter.join, (HEAD, ROW))).encode(encoding))
    (draft,) = drafts(path)
    assert (draft.title, draft.items[0].shelf) == ("草原经济研究", "流通书库")


def test_a_quoted_cell_may_hold_commas_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('题名,内容提要,作者\n草原,"一,二\n三",示例甲\n', encoding="utf-8")
    assert [draft.summary for draft in drafts(path)] == ["一,二 三"]


def test_a_broken_character_refuses_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [line.encode("gb18030") for line in ("题名,作者", "草原,示例甲", "牧区,示例乙", "供水,示例丙")]
    lines[2] = b"\xc4\xc1\xc7\xff,\xca\xbe"
    path.write_bytes(b"\r\n".join(lines))
    found = list(entries(path))
    assert [isinstance(entry, Refused) for entry in found] == [False, True, False]
    assert found[1].position == 3


def test_a_row_without_a_title_is_refused_with_its_number(tmp_path: Path) -> None:
    found = list(entries(workbook(tmp_path / "a.xlsx", HEAD, ROW, ["", *ROW[1:]], [])))
    assert [type(entry) for entry in found] == [Draft, Refused]
    assert found[1].position == 3


def test_a_corrected_mapping_is_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["作品", "题名", "人"], ["草原", "不是题名", "示例甲"])
    (draft,) = drafts(path, {"作品": "title", "人": "responsibility"})
    assert (draft.title, draft.responsibility, draft.publisher) == ("草原", "示例甲", "")


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({"责任者": "responsibility"}, "没有指定哪一列是题名"),
        ({"题名": "title", "责任者": "title"}, "有两列都对应“题名”"),
    ],
)
def test_a_mapping_needs_one_title_and_no_field_twice(tmp_path: Path, mapping: dict[str, str], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        drafts(workbook(tmp_path / "a.xlsx", HEAD, ROW), mapping)


def test_a_sheet_without_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="没有找到表头"):
        table(workbook(tmp_path / "a.xlsx", ["草原", "示例甲"], ["牧区", "示例乙"]))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"册数": "3", "馆藏地": "流通书库"}, ["", "", ""]),
        ({"条码号": "0010201-3"}, ["0010201", "0010202", "0010203"]),
        ({"条码号": "0010201；0010207"}, ["0010201", "0010207"]),
        ({"条码号": "X1"}, ["X1"]),  # a short number is still the librarian's
        ({"馆藏地": "流通书库"}, [""]),
        ({"作者": "示例甲"}, []),
    ],
)
def test_copies_follow_numbers_then_the_stated_count(
    tmp_path: Path, cells: dict[str, str], expected: list[str]
) -> None:
    (draft,) = drafts(workbook(tmp_path / "a.xlsx", ["题名", *cells], ["草原", *cells.values()]))
    assert [item.barcode for item in draft.items] == expected


def test_a_vendors_list_of_e_books_has_addresses_and_no_copies(tmp_path: Path) -> None:
    head: list[object] = ["资源名称", "作者", "链接", "主题词", "语种"]
    row: list[object] = ["草原手册", "示例甲", "https://example.org/a?b=1;c=2", "草原；畜牧", "蒙文"]
    (draft,) = drafts(workbook(tmp_path / "a.xlsx", head, row))
    assert (draft.kind, draft.items, draft.language) == ("ebook", (), "mon")
    assert draft.access == (AccessDraft("https://example.org/a?b=1;c=2"),)
    assert draft.subjects == ("草原", "畜牧")


def test_of_several_sheets_the_one_with_headings_is_read(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["说明：请填写第二张表"])
    second = book.create_sheet("清单")
    second.append(HEAD)
    second.append(ROW)
    book.save(tmp_path / "a.xlsx")
    assert len(drafts(tmp_path / "a.xlsx")) == 1
