"""馆外来源: what is kept of it, and how it is cited in both editions of GB/T 7714."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from compilations import entries, outside
from compilations.binding import bind
from compilations.outside import Source, checked
from compilations.readiness import concerns
from compilations.volume import VolumeEntry
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.errors import AlreadyDone, Invalid
from desk.tables import Compilation, Entry, OutsideSource
from tests.compilations.signers import House
from tests.compilations.volumes import DAY, LIBRARY, two_records

NOTICE = Source(
    title="关于草原保护的通知",
    issuing_body="某自治区人民政府",
    document_number="某政发〔2026〕1号",
    issued_on="2026-01-05",
    url="https://example.org/1",
    accessed_on=date(2026, 1, 20),
)


def row(source: Source) -> OutsideSource:
    return OutsideSource(entry_id=1, **vars(source))


@pytest.mark.parametrize(
    ("source", "edition", "reference"),
    [
        (
            NOTICE,
            "2025",
            "某自治区人民政府. 关于草原保护的通知：某政发〔2026〕1号[EB/OL]. (2026-01-05)[2026-01-20]. https://example.org/1.",
        ),
        (
            NOTICE,
            "2015",
            "某自治区人民政府. 关于草原保护的通知: 某政发〔2026〕1号[EB/OL]. (2026-01-05)[2026-01-20]. https://example.org/1.",
        ),
        (
            replace(NOTICE, url="", accessed_on=None, page="12—15"),
            "2025",
            "某自治区人民政府. 关于草原保护的通知：某政发〔2026〕1号[Z]. 2026-01-05：12—15.",
        ),
        (Source(issuing_body="甲局、乙局、丙局、丁局"), "2025", "甲局，乙局，丙局，等. 条目[Z]."),
        (Source(title="Steppe Report", issuing_body="Ministry", issued_on="2024", page="7"), "2025",
         "Ministry. Steppe Report[Z]. 2024: 7."),
        (Source(url="http://example.org", accessed_on=date(2026, 1, 2)), "2025", "条目[EB/OL]. [2026-01-02]. http://example.org."),
    ],
)  # fmt: skip
def test_a_source_is_cited(source: Source, edition: str, reference: str) -> None:
    assert outside.cited(row(source), title="条目", edition=edition) == reference


def test_an_edition_that_is_not_known_is_refused() -> None:
    with pytest.raises(Invalid, match="2005"):
        outside.cited(row(NOTICE), title="条目", edition="2005")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2026年1月5日", "2026-01-05"), ("2026.1.5", "2026-01-05"), ("2026/01", "2026-01"), ("2026年", "2026"),
     ("2026年1月", "2026-01"), ("", "")],
)  # fmt: skip
def test_days_are_kept_in_one_form(written: str, kept: str) -> None:
    assert checked(Source(issued_on=written), today=DAY).issued_on == kept


@pytest.mark.parametrize(
    ("written", "kept"), [("2025年", "2025"), ("2021-2025", "2021—2025"), ("2021 至 2025年", "2021—2025")]
)
def test_years_of_figures_are_kept_in_one_form(written: str, kept: str) -> None:
    assert checked(Source(data_year=written), today=DAY).data_year == kept


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(issued_on="2026-02-30"), "2026-02-30"),
        (Source(issued_on="去年"), "去年"),
        (Source(data_year="近年"), "近年"),
        (Source(url="javascript:alert(1)"), "网址"),
        (Source(url="file:///etc/passwd"), "网址"),
        (Source(legal_status="void"), "void"),
        (Source(accessed_on=date(2026, 1, 27)), "2026-01-27"),
        (Source(title="长" * 501), "501 个字"),
    ],
)
def test_facts_that_cannot_be_are_refused(source: Source, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        checked(source, today=DAY)


def kept(db: Session, house: House, source: Source) -> Source:
    seen = outside.source_of(db, house.entry).fingerprint
    return outside.set_source(db, house.editor, entry_id=house.entry, fingerprint=seen, source=source, now=house.now)


def bound(db: Session, house: House, place: int = 0) -> VolumeEntry:
    return bind(db, house.number, library=LIBRARY, on=DAY).entries[place]


def test_a_source_is_printed_and_goes_into_the_bibliography(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        kept(db, house, replace(NOTICE, data_year="2025", legal_status="in_force"))
        entry = bound(db, house)
        assert entry.source == "数据年份：2025年；效力：现行有效（2026年1月20日查阅）"
        assert entry.citation.startswith("某自治区人民政府. 关于草原保护的通知：某政发")
        db.get_one(Compilation, house.number).citation_style = "2015"
        assert "通知: 某政发" in bound(db, house).citation


def test_a_stale_source_is_refused_and_the_first_stands(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        seen = outside.source_of(db, house.entry).fingerprint
        kept(db, house, NOTICE)
        facts = {"entry_id": house.entry, "fingerprint": seen, "source": Source(title="别的")}
        with pytest.raises(AlreadyDone, match="另一位编辑"):
            outside.set_source(db, house.editor, now=now, **facts)  # type: ignore[arg-type]
        assert outside.source_of(db, house.entry) == NOTICE


def test_a_source_without_facts_is_taken_away(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        kept(db, house, NOTICE)
        kept(db, house, Source())
        assert db.get(OutsideSource, house.entry) is None
        assert bound(db, house).sources == ()


def test_a_law_that_is_not_in_force_is_a_concern(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        for status, words in (("repealed", "已废止"), ("amended", "已修改")):
            kept(db, house, replace(NOTICE, legal_status=status))
            assert any(words in each.words for each in concerns(db, house.number))
        kept(db, house, replace(NOTICE, legal_status="in_force"))
        assert [str(each.words)[:4] for each in concerns(db, house.number)] == ["使用范围"]


def test_a_law_without_its_legal_status_is_a_concern(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        db.get_one(Entry, house.entry).title = "《中华人民共和国草原法》（2021年修正）"
        assert any("像是法规" in each.words for each in concerns(db, house.number))
        kept(db, house, replace(NOTICE, legal_status="in_force"))
        assert not any("像是法规" in each.words for each in concerns(db, house.number))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国草原法（2013年修正）", "草原法"),
        ("《某条例》", "某条例"),
        ("立法法(2023-03-13)", "立法法"),
        ("政府工作报告（2025）", ""),
    ],
)
def test_the_name_of_a_law(title: str, name: str) -> None:
    assert outside.law_name(title) == name


def test_a_record_is_cited_by_the_catalogue_and_only_its_page_year_and_force_are_added(
    sqlite: Database, now: datetime
) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        (record, _other) = two_records(db, now=now)
        (entry,) = entries.add_records(db, house.editor, section_id=house.section, record_ids=[record], now=now)
        house.entry = entry.id or 0
        with pytest.raises(Invalid, match="目录著录"):
            kept(db, house, NOTICE)
        kept(db, house, Source(page="12", data_year="2020"))
        assert bound(db, house, 1).sources == (
            "第12页；数据年份：2020年",
            "某甲. 草原的逻辑[M]. 呼和浩特：测试出版社，2018.",
        )


def test_a_copy_is_kept_under_its_digest(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    source = outside.keep_copy(uploads, NOTICE, "通知.PDF", b"%PDF-1.7")
    assert uploads.file(source.copy_digest, source.copy_name).read_bytes() == b"%PDF-1.7"
    assert (source.copy_name, source.title) == ("通知.PDF", NOTICE.title)
    with pytest.raises(Invalid, match="空的"):
        outside.keep_copy(uploads, NOTICE, "空.pdf", b"")
