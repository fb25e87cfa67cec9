"""A roster: what stands in it becomes cards once, and what cannot says why."""

import json
import threading
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desk.database import Database
from desk.errors import Invalid, NotAllowed
from desk.patrons import cards, roster, roster_file, roster_size
from desk.patrons.roster import Batch, Roster
from desk.staff.roles import OPERATOR
from tests.desk.conference.standing import a_conference

GOLDEN = Path(__file__).parents[2] / "golden" / "patrons"
HEADINGS = ["姓名", "类别", "代表团", "备注"]


@pytest.fixture
def conference_id(database: Database) -> int:
    with database.writing() as db:
        return a_conference(db).id or 0


def a_file(folder: Path, *rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> Path:
    book = Workbook()
    for row in (headings, *rows):
        book.worksheets[0].append(list(row))
    path = folder / "roster.xlsx"
    book.save(path)
    return path


def stage(database: Database, conference_id: int, path: Path) -> Roster:
    with database.reading() as db:
        return roster.stage(db, conference_id, roster_file.read(path))


def issue(database: Database, conference_id: int, staged: Roster, now: datetime) -> Batch:
    with database.writing() as db:
        return roster.issue_batch(
            db, OPERATOR, staged.staged, conference_id=conference_id, library_code="1501", now=now
        )


def test_the_golden_roster_is_read_as_people_mean_it(database: Database, conference_id: int) -> None:
    staged = stage(database, conference_id, GOLDEN / "roster.xlsx")
    found = {
        "staged": [
            {"row": row.line.row, "name": row.reader.name, "name_mn": row.reader.name_mn, "kind": row.reader.kind,
             "group": row.group, "note": row.reader.note}
            for row in staged.staged
        ],
        "refused": [{"row": row.line.row, "why": str(row.why)} for row in staged.refused],
    }  # fmt: skip
    assert found == json.loads((GOLDEN / "roster.json").read_text(encoding="utf-8"))


def test_the_same_roster_twice_issues_nothing_twice(database: Database, conference_id: int, now: datetime) -> None:
    first = issue(database, conference_id, stage(database, conference_id, GOLDEN / "roster.xlsx"), now)
    assert len({card.number for card in first.cards}) == len(first.cards) == 9
    again = stage(database, conference_id, GOLDEN / "roster.xlsx")
    assert again.staged == []
    assert len(again.refused) == 16
    assert f"已发过证 {first.cards[0].number}" in str(again.refused[0].why)


def test_a_revoked_card_is_not_issued_again_by_the_roster(
    database: Database, conference_id: int, now: datetime, tmp_path: Path
) -> None:
    path = a_file(tmp_path, ["王强", "代表", "青川代表团"])
    issued = issue(database, conference_id, stage(database, conference_id, path), now)
    with database.writing() as db:
        cards.revoke(db, OPERATOR, issued.cards[0].id or 0, now=now)
    assert stage(database, conference_id, path).staged == []


def test_rows_staged_before_somebody_else_issued_them_are_refused(
    database: Database, conference_id: int, now: datetime, tmp_path: Path
) -> None:
    staged = stage(database, conference_id, a_file(tmp_path, ["王强", "代表", "青川"], ["李明", "委员", "教育界"]))
    batches: list[Batch] = []
    threads = [
        threading.Thread(target=lambda: batches.append(issue(database, conference_id, staged, now))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(batch.cards) for batch in batches) == [0, 0, 0, 2]
    assert sorted(len(batch.refused) for batch in batches) == [0, 2, 2, 2]


def test_a_namesake_with_a_note_is_another_person(
    database: Database, conference_id: int, now: datetime, tmp_path: Path
) -> None:
    people = (["王强", "代表", "青川代表团"], ["王强", "代表", "青川代表团", "女"], ["王强", "委员", "科技界"])
    staged = stage(database, conference_id, a_file(tmp_path, *people))
    assert len(issue(database, conference_id, staged, now).cards) == 3


SEATS = [  # kind, what stands under 代表团, the seat
    ("代表", "青川代表团", "青川代表团"),
    ("代表", "青川", "青川代表团"),
    ("代表", " 青川代表团\u200b", "青川代表团"),
    ("代表", "松原", "松原市代表团"),
    ("代表", "松原市", "松原市代表团"),
    ("委员", "教育", "教育界"),
    ("委员", "教育界别", "教育界"),
    ("Deputy", "", ""),
]


def test_a_seat_is_known_by_its_short_name(database: Database, now: datetime, tmp_path: Path) -> None:
    with database.writing() as db:
        conference = a_conference(db, delegations=["青川代表团", "松原市代表团", "石河市代表团", "石河盟代表团"])
    for kind, group, seat in SEATS:
        staged = stage(database, conference.id or 0, a_file(tmp_path, ["王强", kind, group]))
        assert [row.group for row in staged.staged] == [seat], (kind, group)
    ambiguous = stage(database, conference.id or 0, a_file(tmp_path, ["王强", "代表", "石河"]))
    assert "石河" in str(ambiguous.refused[0].why)


def test_a_reader_with_two_seats_is_refused(database: Database, conference_id: int, tmp_path: Path) -> None:
    path = a_file(tmp_path, ["王强", "代表", "青川", "教育界"], headings=["姓名", "类别", "代表团", "界别"])
    staged = stage(database, conference_id, path)
    assert "“青川”“教育界”" in str(staged.refused[0].why)


def test_refused_rows_come_back_as_a_file_that_can_be_mended(
    database: Database, conference_id: int, tmp_path: Path
) -> None:
    staged = stage(database, conference_id, a_file(tmp_path, ["王强", "代表", "没有的团", "3"], ["", "委员", ""]))
    assert staged.staged == []
    path = tmp_path / "refused.xlsx"
    path.write_bytes(roster_file.written((row.line.cells, str(row.why)) for row in staged.refused))
    again = stage(database, conference_id, path)
    assert [str(row.why) for row in again.refused] == [str(row.why) for row in staged.refused]
    for before, after in zip(staged.refused, again.refused, strict=True):
        assert after.line.cells.items() >= before.line.cells.items()


def test_what_people_typed_is_written_back_as_text(tmp_path: Path) -> None:
    path = tmp_path / "refused.xlsx"
    path.write_bytes(roster_file.written([({"name": "=1+1", "kind": "代\x07表"}, "=why")]))
    assert [(line.cell("name"), line.cell("kind")) for line in roster_file.read(path)] == [("=1+1", "代表")]


def test_an_empty_form_is_a_roster_of_nobody(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(roster_file.written([]))
    assert roster_file.read(path) == []


def test_a_roster_needs_somebody_who_may_issue_cards(database: Database, conference_id: int, now: datetime) -> None:
    with database.writing() as db, pytest.raises(NotAllowed):
        roster.issue_batch(db, None, [], conference_id=conference_id, library_code="1501", now=now)
    with database.writing() as db:
        assert roster.issue_batch(db, OPERATOR, [], conference_id=conference_id, library_code="1501", now=now) == Batch(
            [], []
        )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        ("姓名,类别\n王强,代表".encode(), "另存为 .xlsx"),
        (b"%PDF-1.7", "另存为 .xlsx"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(Invalid, match=words):
        roster_file.read(path)


def test_a_workbook_without_the_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="没有找到表头"):
        roster_file.read(a_file(tmp_path, ["王强", "代表"], headings=["姓名", "电话"]))
    with pytest.raises(Invalid, match="没有找到表头"):
        roster_file.read(a_file(tmp_path, headings=[]))


def test_two_rosters_in_one_workbook_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    for title in ("青川", "白石"):
        book.create_sheet(title).append(HEADINGS)
    book.save(tmp_path / "roster.xlsx")
    with pytest.raises(Invalid, match="2 个工作表都是名单：青川、白石"):
        roster_file.read(tmp_path / "roster.xlsx")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not-xml")
        archive.writestr("[Content_Types].xml", "")
    with pytest.raises(Invalid, match="损坏"):
        roster_file.read(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60 * 2**20)
    with pytest.raises(Invalid, match="60 MB"):
        roster_file.read(path)


def test_a_roster_of_a_whole_town_is_refused(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for number in range(roster_file.MOST_ROWS + roster_file.HEADINGS_WITHIN):
        sheet.append([f"测试{number}"])
    book.save(tmp_path / "roster.xlsx")
    with pytest.raises(Invalid, match="5000 行"):
        roster_file.read(tmp_path / "roster.xlsx")


def merged(ref: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'


def with_sheet_xml(path: Path, xml: str) -> Path:
    """The same workbook with `xml` after the rows of its sheet: what no one types and openpyxl does not write."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content.replace(b"</sheetData>", b"</sheetData>" + xml.encode()))
    return path


@pytest.mark.parametrize(
    "xml",
    [
        merged("A3:J200000"),
        merged("A3:XFD1048576"),
        merged("A:XFD"),
        merged("Sheet!A3:J200000"),
        "<mergeCells>" + '<mergeCell ref="A3:B5000"/>' * 5 + "</mergeCells>",
        '<hyperlinks><hyperlink ref="A3:J200000" location="A1"/></hyperlinks>',
        "<extLst>" + '<ext uri=""/>' * roster_size.MOST_UNFOLDED + "</extLst>",
    ],
    ids=lambda xml: xml[:60],
)
def test_a_small_file_that_unfolds_to_a_huge_sheet_is_not_unfolded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xml: str
) -> None:
    path = with_sheet_xml(a_file(tmp_path, ["王强", "代表"]), xml)
    monkeypatch.setattr(roster_file, "load_workbook", lambda *_args, **_more: pytest.fail("it was unfolded"))
    with pytest.raises(Invalid, match="单元格太多"):
        roster_file.read(path)


def test_a_delegation_written_once_beside_its_members_counts_for_all(tmp_path: Path) -> None:
    path = a_file(tmp_path, ["王强", "代表", "青川"], ["李明", "代表", ""], ["乌云", "代表", "白石"])
    book = load_workbook(path)
    book.worksheets[0].merge_cells("C2:C3")
    book.save(path)
    assert [line.cell("delegation") for line in roster_file.read(path)] == ["青川", "青川", "白石"]
