"""Which record of the catalogue a draft belongs to, asked for many drafts at once.

Look-ups are made per chunk, one query for each kind of key. What has been decided is remembered, so that the second
of two equal drafts in one file finds the first.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session, col, select

from desk.catalogue.drafts import Draft
from desk.catalogue.identifiers import isbn13
from desk.catalogue.matching import alike, match_key
from desk.errors import Invalid
from desk.tables import BatchChange, BatchState, BibRecord, ImportBatch

_UNKEEPABLE = re.compile(r"[\ud800-\udfff\0]|(?<!\\)\\u0000")  # JSON writes NUL as \\u0000


class Verdict(StrEnum):
    """What a draft means to the catalogue. A duplicate may still bring copies, or fill what the record lacks."""

    ADDED = "added"
    CHANGED = "changed"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Keyed:
    """A draft with everything by which it can be found again."""

    draft: Draft
    control: tuple[str, str]  # 801$b and 001
    isbns: tuple[str, ...]
    match_key: str
    content: str  # SHA-256 of the description

    @property
    def whole_title(self) -> str:
        """Title and subtitle, as `alike` compares them."""
        return f"{self.draft.title} {self.draft.subtitle}"


@dataclass(slots=True)
class Candidate:
    """What matching needs to know of one record; `id` is negative while the record is not stored."""

    id: int
    title: str
    isbn: str
    content: str
    agency: str = ""
    control_number: str = ""
    match_key: str = ""
    earlier: set[str] = field(default_factory=set)  # contents that newer ones have replaced


def keyed(draft: Draft) -> Keyed:
    """`draft` with its keys; refused when it holds text that no database can keep."""
    description = json.dumps(draft.description(), ensure_ascii=False, sort_keys=True)
    if not (_can_be_kept(description) and all(map(_can_be_kept, _texts_of_holdings(draft)))):
        raise Invalid(
            "第 {position} 条含有无法保存的字符（不成对的代理码点或空字符）。请用原系统重新导出这一条。",
            position=draft.position,
        )
    found = (draft.isbn, *(isbn13(number) for number in draft.other_numbers))
    return Keyed(
        draft=draft,
        control=(draft.source_agency, draft.control_number),
        isbns=tuple(dict.fromkeys(number for number in found if number)),
        match_key=match_key(draft),
        content=hashlib.sha256(description.encode()).hexdigest(),
    )


def _can_be_kept(text: str) -> bool:
    return _UNKEEPABLE.search(text) is None


def _texts_of_holdings(draft: Draft) -> Iterable[str]:
    yield from (draft.source_agency, draft.control_number)
    for item in draft.items:
        yield from (item.barcode, item.accession_number, item.call_number, item.home_library, item.shelf, item.price)
    for access in draft.access:
        yield from (access.url, access.note)


class Known:
    """The records that a set of drafts may belong to."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._by_control: dict[tuple[str, str], Candidate] = {}
        self._by_isbn: defaultdict[str, list[Candidate]] = defaultdict(list)
        self._by_key: defaultdict[str, list[Candidate]] = defaultdict(list)

    def load(self, db: Session, drafts: Iterable[Keyed]) -> None:
        """Look up every record that shares a key with one of `drafts`."""
        chunk = list(drafts)
        for clause in _clauses(chunk):
            for row in db.execute(select(*_COLUMNS).where(clause)):
                if row.id not in self._ids:
                    self._remember(_candidate(row))
        self._load_earlier(db, chunk)

    def weigh(self, draft: Keyed) -> tuple[Verdict, Candidate]:
        """What `draft` means and to which record; a new one is remembered under a negative id."""
        if (held := self._held_under_control(draft)) is not None:
            if draft.content == held.content or draft.content in held.earlier:
                return Verdict.DUPLICATE, held
            held.earlier.add(held.content)
            held.content, held.title, held.isbn = draft.content, draft.whole_title, draft.draft.isbn
            return Verdict.CHANGED, held
        if (same := self._same_work(draft)) is not None:
            return Verdict.DUPLICATE, same
        new = Candidate(-1 - len(self._ids), draft.whole_title, draft.draft.isbn, draft.content, *draft.control)
        new.match_key = draft.match_key
        self._remember(new)
        return Verdict.ADDED, new

    def _held_under_control(self, draft: Keyed) -> Candidate | None:
        """The record of the same 801$b and 001. Without an agency a bare 001 proves nothing: titles must agree."""
        agency, number = draft.control
        held = self._by_control.get(draft.control) if number else None
        if held is not None and (agency or alike(held.title, draft.whole_title)):
            return held
        return None

    def _same_work(self, draft: Keyed) -> Candidate | None:
        for isbn in draft.isbns:
            for held in self._by_isbn.get(isbn, ()):
                if alike(held.title, draft.whole_title):
                    return held
        for held in self._by_key.get(draft.match_key, ()):
            if not (held.isbn and draft.draft.isbn):  # two ISBNs that differ: two editions
                return held
        return None

    def _remember(self, candidate: Candidate) -> None:
        self._ids.add(candidate.id)
        if candidate.control_number:
            self._by_control.setdefault((candidate.agency, candidate.control_number), candidate)
        if candidate.isbn:
            self._by_isbn[candidate.isbn].append(candidate)
        self._by_key[candidate.match_key].append(candidate)

    def _load_earlier(self, db: Session, drafts: list[Keyed]) -> None:
        """For records that would change: what they held before. A file read again must not turn back a newer one.

        What a batch replaced and its undoing brought back is not "before": that newer one is gone.
        """
        held = {
            candidate.id: candidate
            for draft in drafts
            if (candidate := self._by_control.get(draft.control)) and candidate.content != draft.content
        }
        of_batches = select(BatchChange).join(ImportBatch, col(ImportBatch.id) == BatchChange.batch_id)
        statement = of_batches.where(
            col(BatchChange.bib_record_id).in_(held),
            BatchChange.verb == Verdict.CHANGED,
            ImportBatch.state != BatchState.UNDONE,
        )
        for change in db.exec(statement) if held else ():
            held[change.bib_record_id].earlier.add(str(change.before.get("content_sha256", "")))


_COLUMNS = [
    col(getattr(BibRecord, name))
    for name in (
        "id", "title", "subtitle", "isbn", "content_sha256", "source_agency", "control_number", "match_key"
    )
]  # fmt: skip


def _clauses(drafts: list[Keyed]) -> list[Any]:
    agencies = {draft.control[0] for draft in drafts if draft.control[1]}
    numbers = {draft.control[1] for draft in drafts if draft.control[1]}
    isbns = {isbn for draft in drafts for isbn in draft.isbns}
    by_control = col(BibRecord.source_agency).in_(agencies) & col(BibRecord.control_number).in_(numbers)
    by_key = col(BibRecord.match_key).in_({draft.match_key for draft in drafts})
    return [by_control, col(BibRecord.isbn).in_(isbns), by_key]


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        row.id,
        f"{row.title} {row.subtitle}",
        row.isbn,
        row.content_sha256,
        row.source_agency,
        row.control_number,
        row.match_key,
    )
