"""What the screen says of records found: read from the database at that moment, never from the index."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from desk.catalogue.matching import folded
from desk.errors import NotFound
from desk.tables import BibRecord, ElectronicAccess, Item, Loan, ServicePoint

# The number of a volume or the year of an issue at the end of a folded title: 第2卷, 下册, 2020年版, vol2, 2рдэвтэр,
# and a bare number after Mongolian letters.
_PART = re.compile(
    r"(?:第?[\d零〇一二三四五六七八九十百]+[卷册辑集编部期号]|[上中下][卷册部集编]|(?:19|20)\d\d(?:年?版?|年度)"
    r"|(?:vol|volume|no|part)\d+|\d+рдэвтэр|(?<=[\u1820-\u1842])\d{1,3})+$"
)
_SHORTEST_TITLE = 4  # characters that are left of a title without its number; fewer say too little


# Statements are made once: making them anew and finding their compiled form costs more than running them.
_THESE: Any = bindparam("these", expanding=True)
_RECORDS = select(BibRecord).where(col(BibRecord.id).in_(_THESE))
# What a card shows. The rest of a record (summary, notes, other titles …) is read for its own page alone.
_ON_A_CARD: tuple[Any, ...] = (
    BibRecord.id,
    BibRecord.kind,
    BibRecord.title,
    BibRecord.subtitle,
    BibRecord.title_mn,
    BibRecord.responsibility,
    BibRecord.edition,
    BibRecord.publisher,
    BibRecord.year,
    BibRecord.clc,
    BibRecord.subjects,
    BibRecord.match_key,
)
_FOR_CARDS = _RECORDS.options(load_only(*_ON_A_CARD, raiseload=True))
_COPY: tuple[Any, ...] = (
    Item.bib_record_id,
    ServicePoint.name,
    Item.home_library,
    Loan.due_on,
    Item.service_point_id,
    Item.shelf,
    Item.call_number,
    Item.barcode,
    Item.accession_number,
)
_COPIES = (
    columns(*_COPY)
    .select_from(Item)
    .outerjoin(ServicePoint, col(ServicePoint.id) == col(Item.service_point_id))
    .outerjoin(Loan, (col(Loan.item_id) == col(Item.id)) & col(Loan.checked_in_at).is_(None))
    .where(col(Item.bib_record_id).in_(_THESE))
    .order_by(col(Item.id))
)
_ADDRESSES = (
    select(ElectronicAccess.bib_record_id, ElectronicAccess.url, ElectronicAccess.note)
    .where(col(ElectronicAccess.bib_record_id).in_(_THESE))
    .order_by(col(ElectronicAccess.id))
)


@dataclass(frozen=True)
class Holding:
    """单册: a copy, where it stands, and until when it is out (None: it is in).

    `number` is its barcode, or where it has none its accession number.
    """

    place: str
    due_on: date | None
    service_point_id: int | None = None
    shelf: str = ""
    call_number: str = ""
    number: str = ""

    @property
    def is_in(self) -> bool:
        """Whether it stands on its shelf."""
        return self.due_on is None


@dataclass(frozen=True)
class Access:
    """电子资源: an address, and what is said of it."""

    url: str
    note: str


@dataclass(frozen=True)
class Listed:
    """A record with its copies and the places where its electronic form is."""

    record: BibRecord
    holdings: tuple[Holding, ...]
    access: tuple[Access, ...]


def listed(db: Session, record_ids: Sequence[int]) -> list[Listed]:
    """These records in this order, with what a card shows of them; one that was removed since is left out."""
    return _listed(db, record_ids, _FOR_CARDS)


def one_listed(db: Session, record_id: int) -> Listed:
    """One record, whole; refuses a number that no record has."""
    found = _listed(db, [record_id], _RECORDS)
    if not found:
        raise NotFound("没有编号为 {number} 的书目，可能已被撤回。请返回检索，重新查找。", number=record_id)
    return found[0]


def together(found: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """Volumes, years, editions and forms of one title by one author folded into one, where the first of them stands.

    Only among these: two pages of results are not looked at together.
    """
    works: dict[tuple[str, str], list[Listed]] = {}
    for one in found:
        works.setdefault(_work(one.record), []).append(one)
    return [tuple(parts) for parts in works.values()]


def _work(record: BibRecord) -> tuple[str, str]:
    """Folded title without its number, and author, as `desk.catalogue.matching` has noted them."""
    title, author, *_ = (*record.match_key.split("|"), "")
    if not title:
        title, author = folded(record.title) or f"#{record.id}", record.responsibility
    short = _PART.sub("", title)
    return (short if len(short) >= _SHORTEST_TITLE else title), author


def _listed(db: Session, record_ids: Sequence[int], wanted: SelectOfScalar[BibRecord]) -> list[Listed]:
    these = {"these": list(record_ids)}
    records = {record.id: record for record in db.exec(wanted, params=these)}
    holdings, access = _holdings(db, these), _access(db, these)
    return [
        Listed(records[number], tuple(holdings[number]), tuple(access[number]))
        for number in record_ids
        if number in records
    ]


def _holdings(db: Session, these: dict[str, list[int]]) -> dict[int, list[Holding]]:
    holdings: dict[int, list[Holding]] = defaultdict(list)
    for row in db.connection().execute(_COPIES, these):
        record_id, point, library, due_on, stands_at, shelf, call_number, barcode, accession = row
        one = Holding(point or library, due_on, stands_at, shelf, call_number, barcode or accession)
        holdings[record_id].append(one)
    return holdings


def _access(db: Session, these: dict[str, list[int]]) -> dict[int, list[Access]]:
    access: dict[int, list[Access]] = defaultdict(list)
    for record_id, url, note in db.exec(_ADDRESSES, params=these):
        access[record_id].append(Access(url, note))
    return access
