"""What a file would do to the catalogue, found out without changing it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from sqlmodel import Session

from desk.catalogue.copies import Copies
from desk.catalogue.drafts import Draft, Refused
from desk.catalogue.known import Keyed, Known, keyed
from desk.catalogue.reading import Entry

SHOWN = 20  # rows of each outcome; of refused records, all
REFUSED = "refused"
_CHUNK = 500


@dataclass(frozen=True)
class Row:
    """One record of a file as the preview shows it."""

    position: int
    title: str = ""
    responsibility: str = ""
    publisher: str = ""
    year: int | None = None
    isbn: str = ""
    copies: int = 0  # that are new
    why: str = ""


@dataclass
class Preview:
    """How many records are added, changed, duplicate or refused, and the first of each."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("added", "changed", "duplicate", REFUSED), 0))
    rows: dict[str, list[Row]] = field(default_factory=dict)
    copies: int = 0
    copies_refused: int = 0  # their barcode belongs to another record

    @property
    def read(self) -> int:
        """All records of the file."""
        return sum(self.counts.values())

    def note(self, outcome: str, row: Row) -> None:
        """Count one record, and keep it if it is among the first of its kind; a refused one always."""
        self.counts[outcome] += 1
        self.copies += row.copies
        kept = self.rows.setdefault(outcome, [])
        if len(kept) < SHOWN or outcome == REFUSED:
            kept.append(row)

    def save(self, path: Path) -> None:
        """Keep it beside the uploaded file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> Preview | None:
    """The preview that was kept; None when there is none."""
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows = {outcome: [Row(**row) for row in rows] for outcome, rows in kept.pop("rows").items()}
    return Preview(**kept, rows=rows)


def look_through(db: Session, entries: Iterable[Entry]) -> Preview:
    """Read a whole file against the catalogue. What comes twice in the file is weighed as if the first were in."""
    preview, known, copies = Preview(), Known(), Copies()
    for chunk in in_chunks(entries, _CHUNK):
        drafts = [keyed(entry) for entry in chunk if isinstance(entry, Draft)]
        known.load(db, drafts)
        weighed = [(draft, *known.weigh(draft)) for draft in drafts]
        barcodes = (item.barcode for draft in drafts for item in draft.draft.items)
        copies.load(db, {candidate.id for _, _, candidate in weighed}, barcodes)
        for draft, verdict, candidate in weighed:
            found = copies.sort_out(candidate.id, draft.draft.items)
            preview.copies_refused += len(found.refused)
            preview.note(verdict, _row(draft, len(found.new)))
        for entry in chunk:
            if isinstance(entry, Refused):
                preview.note(REFUSED, Row(entry.position, why=entry.why))
    return preview


def in_chunks(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """`entries` in lists of `size`, the last one shorter."""
    iterator = iter(entries)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _row(keyed_draft: Keyed, copies: int) -> Row:
    draft = keyed_draft.draft
    return Row(draft.position, draft.title, draft.responsibility, draft.publisher, draft.year, draft.isbn, copies)
