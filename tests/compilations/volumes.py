"""Volumes for the tests."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from compilations import reading
from compilations.blocks import Paragraph, Run
from compilations.volume import Volume, VolumeEntry, VolumeSection
from desk.tables import BibRecord, Conference

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "compilations"
DAY = date(2026, 1, 26)
LIBRARY = "测试图书馆"


def text_entry(title: str, words: str, **more: Any) -> VolumeEntry:
    return VolumeEntry(title, (Paragraph((Run(words),)),), **more)


def volume(*sections: VolumeSection, **more: Any) -> Volume:
    """A small volume with all that a cover can have."""
    law = reading.read("sample.md", (GOLDEN / "sample.md").read_bytes())
    made = Volume(
        title="草原保护与轮牧专题资料汇编（测试用）",
        title_mn="ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ",
        title_en="Rotational Grazing",
        conference="测试会议",
        edition="第2版",
        editors="测试编辑组",
        library=LIBRARY,
        compiled_on=DAY,
        preface=(Paragraph((Run("本汇编只供测试。"),)),),
        sections=sections
        or (
            VolumeSection(
                "一、办法", (VolumeEntry(law.title, law.blocks, source="测试公报"), text_entry("短文", "不长。"))
            ),
            VolumeSection("二、文献", (text_entry("书一", "提要。", citation="某某. 书一[M]. 2020."),)),
        ),
    )
    return replace(made, **more)


def conference(db: Session, name: str = "测试会议") -> Conference:
    row = Conference(name=name, starts_on=DAY, ends_on=DAY, is_current=False)
    db.add(row)
    db.flush()
    return row


def record(db: Session, title: str, *, now: datetime, **more: Any) -> BibRecord:
    row = BibRecord(title=title, added_at=now, changed_at=now, **more)
    db.add(row)
    db.flush()
    return row


def two_records(db: Session, *, now: datetime) -> list[int]:
    """The records 1 and 2 of the golden specification."""
    first = record(
        db, "草原的逻辑", responsibility="某甲著", place="呼和浩特", publisher="测试出版社", year=2018, now=now,
        summary="论草原。\n又一段。",
    )  # fmt: skip
    second = record(db, "ᠲᠠᠯ᠎ᠠ", language="mon", place="呼和浩特", publisher="测试出版社", year=2020, now=now)
    return [first.id or 0, second.id or 0]
