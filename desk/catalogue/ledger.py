"""Decisions about drafts, written into the tables: the one place where records, copies and addresses are made.

Rows are plain mappings and go in by the hundred: twenty-five thousand records one object at a time take minutes.
"""

import base64
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from desk.catalogue.copies import Copies, Sorted
from desk.catalogue.drafts import DESCRIBING, Draft, ItemDraft
from desk.catalogue.known import Candidate, Keyed, Verdict
from desk.tables import BatchChange, BibRecord, BibSource, Conference, ElectronicAccess, Item, ServicePoint, Table

HOLDINGS = "holdings"  # what a batch did to a record that was there before: copies, addresses, blanks filled
ITEM_REFUSED = "item_refused"  # a copy that was not taken in; kept whole in the trace

Weighed = tuple[Keyed, Verdict, Candidate]
Values = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of one draft: "added", "changed" or "duplicate", the record it is now part of, and its copies."""

    outcome: Verdict
    record_id: int
    items_added: int = 0
    items_refused: tuple[tuple[ItemDraft, int], ...] = ()  # each with the record that has its barcode


class Ledger:
    """Writes one chunk of weighed drafts. `touched` holds the records that are different afterwards."""

    def __init__(self, db: Session, weighed: Sequence[Weighed], *, now: datetime, batch_id: int | None) -> None:
        self._db = db
        self._weighed = weighed
        self._now = now
        self._batch_id = batch_id
        self._ids: dict[int, int] = {}  # of candidates, as they are stored
        self._rows: defaultdict[type[Table], list[Values]] = defaultdict(list)  # to be inserted
        self.touched: list[int] = []

    def write(self) -> list[Outcome]:
        """Carry out every decision, in the order of the drafts."""
        before = self._describe()
        self._load_holdings()
        outcomes = [self._enter(each, old) for each, old in zip(self._weighed, before, strict=True)]
        self._db.flush()
        for table, rows in self._rows.items():
            self._db.execute(insert(table), rows)
        return outcomes

    def _describe(self) -> list[Values]:
        """Store what the drafts say of their records; for each draft the values that it replaced."""
        old = self._existing()
        now: dict[int, Values] = {key: dict(values) for key, values in old.items()}
        before: list[Values] = []
        for draft, verdict, candidate in self._weighed:
            if verdict is Verdict.ADDED:
                now[candidate.id] = self._record(draft)
                before.append({})
            else:
                new = content(draft) if verdict is Verdict.CHANGED else filling(now[candidate.id], draft.draft)
                before.append({name: now[candidate.id][name] for name in new})
                now[candidate.id] |= new
        self._insert({key: values for key, values in now.items() if key < 0})
        self._update({key: values for key, values in now.items() if key > 0 and values != old[key]})
        return before

    def _existing(self) -> dict[int, Values]:
        ids = {candidate.id for _, _, candidate in self._weighed if candidate.id > 0}
        self._ids |= {record_id: record_id for record_id in ids}
        names = ("id", "content_sha256", "match_key", "is_sample", *DESCRIBING)
        columns = [col(getattr(BibRecord, name)) for name in names]
        rows = self._db.execute(select(*columns).where(col(BibRecord.id).in_(ids))) if ids else ()
        return {row.id: dict(row._mapping) for row in rows}

    def _record(self, draft: Keyed) -> Values:
        agency, number = draft.control
        own = {"source_agency": agency, "control_number": number, "is_sample": draft.draft.is_sample}
        return content(draft) | own | {"added_at": self._now, "changed_at": self._now}

    def _insert(self, new: Mapping[int, Values]) -> None:
        statement = insert(BibRecord).returning(col(BibRecord.id), sort_by_parameter_order=True)
        ids = self._db.scalars(statement, list(new.values())) if new else ()
        self._ids |= {key: int(record_id or 0) for key, record_id in zip(new, ids, strict=True)}

    def _update(self, changed: Mapping[int, Values]) -> None:
        if changed:
            self._db.execute(update(BibRecord), [values | {"changed_at": self._now} for values in changed.values()])

    def _load_holdings(self) -> None:
        ids = set(self._ids.values())
        self._copies = Copies()
        self._copies.load(self._db, ids, (item.barcode for draft, *_ in self._weighed for item in draft.draft.items))
        self._urls: defaultdict[int, set[str]] = defaultdict(set)
        for access in self._db.exec(select(ElectronicAccess).where(col(ElectronicAccess.bib_record_id).in_(ids))):
            self._urls[access.bib_record_id].add(access.url)
        changed = {self._ids[candidate.id] for _, verdict, candidate in self._weighed if verdict is Verdict.CHANGED}
        sources = select(BibSource).where(col(BibSource.bib_record_id).in_(changed))
        self._sources = {source.bib_record_id: source for source in self._db.exec(sources)} if changed else {}
        self._points = service_points(self._db)

    def _enter(self, weighed: Weighed, before: Values) -> Outcome:
        """Add the copies and addresses of one draft, and leave its trace."""
        draft, verdict, candidate = weighed[0].draft, weighed[1], weighed[2]
        record_id = self._ids[candidate.id]
        if verdict is not Verdict.DUPLICATE:
            before |= self._keep_source(record_id, draft, verdict)
        copies = self._copies.sort_out(record_id, draft.items)
        before |= self._add_holdings(record_id, draft, copies)
        if verdict is not Verdict.DUPLICATE or before or copies.new:
            self.touched.append(record_id)
            self._trace(draft, record_id, HOLDINGS if verdict is Verdict.DUPLICATE else verdict, before)
        for item, owner in copies.refused:
            self._trace(draft, record_id, ITEM_REFUSED, {"item": item._asdict(), "owner": owner})
        return Outcome(verdict, record_id, len(copies.new), tuple(copies.refused))

    def _keep_source(self, record_id: int, draft: Draft, verdict: Verdict) -> Values:
        """Keep the raw record; returns the one that it replaces."""
        old = self._sources.get(record_id)
        if old is None:
            old = self._sources[record_id] = BibSource(bib_record_id=record_id, format="", raw=b"")
            self._db.add(old)
        before = {"raw": base64.b64encode(old.raw).decode(), "format": old.format}
        old.raw, old.format = draft.raw, draft.raw_format
        return before if verdict is Verdict.CHANGED else {}

    def _add_holdings(self, record_id: int, draft: Draft, copies: Sorted) -> Values:
        """Add new copies and addresses; returns what undoing cannot find by the batch's number."""
        for item in copies.new:
            values = at_service_point(item, self._points)._asdict() | {"barcode": item.barcode or None}
            self._rows[Item].append(values | {"bib_record_id": record_id, "batch_id": self._batch_id})
        for item_id, barcode in copies.barcodes.items():
            self._db.get_one(Item, item_id).barcode = barcode
        new = [access for access in draft.access if access.url not in self._urls[record_id]]
        for access in new:
            self._urls[record_id].add(access.url)
            self._rows[ElectronicAccess].append({"bib_record_id": record_id, "url": access.url, "note": access.note})
        before: Values = {"barcoded": list(copies.barcodes)} if copies.barcodes else {}
        return before | ({"urls": [access.url for access in new]} if new else {})

    def _trace(self, draft: Draft, record_id: int, verb: str, before: Values) -> None:
        if self._batch_id is not None:
            what = {"position": draft.position, "bib_record_id": record_id, "verb": str(verb), "before": before}
            self._rows[BatchChange].append(what | {"batch_id": self._batch_id})


def content(draft: Keyed) -> Values:
    """The columns that say what a draft says."""
    return draft.draft.description() | {"content_sha256": draft.content, "match_key": draft.match_key}


def filling(record: Mapping[str, Any], draft: Draft) -> Values:
    """What a record lacks and its duplicate knows.

    A record with copies on a shelf is a book, whatever else it is: a delegate who filters for books must find it. And
    a sample that real copies came to is a sample no longer: clearing the sample must not take them away.
    """
    new = {name: value for name, value in draft.description().items() if value and not record[name]}
    if record["kind"] == "ebook" and draft.kind == "book" and draft.items:
        new["kind"] = draft.kind
    return new | ({"is_sample": False} if record["is_sample"] and not draft.is_sample else {})


def service_points(db: Session) -> dict[str, int]:
    """The service points of the current conference, by name."""
    points = select(ServicePoint).join(Conference).where(col(Conference.is_current))
    return {point.name: point.id for point in db.exec(points) if point.id is not None}


def at_service_point(item: ItemDraft, points: Mapping[str, int]) -> ItemDraft:
    """`item` at the service point that its shelf or library names, if either names one to the letter."""
    if item.service_point_id is not None:
        return item
    named = next((name for name in (item.shelf, item.home_library) if name in points), None)
    return item if named is None else item._replace(service_point_id=points[named])


def raw_of(before: Mapping[str, Any]) -> bytes:
    """The raw record that a trace has kept."""
    return base64.b64decode(str(before["raw"]))
