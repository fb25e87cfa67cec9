"""Drafts become records and copies: the verbs, for one draft and for many."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, text
from sqlmodel import Session

from desk.catalogue.drafts import Draft
from desk.catalogue.known import Known, keyed
from desk.catalogue.ledger import Ledger, Outcome
from desk.tables import CatalogueChange


def add_or_update(db: Session, draft: Draft, *, now: datetime, batch_id: int | None = None) -> Outcome:
    """Take one draft into the catalogue; see `add_or_update_all`."""
    return add_or_update_all(db, [draft], now=now, batch_id=batch_id)[0]


def add_or_update_all(
    db: Session, drafts: Iterable[Draft], *, now: datetime, batch_id: int | None = None
) -> list[Outcome]:
    """Take drafts into the catalogue, in their order, with a handful of queries for all of them together.

    The same 801$b and 001 with a content never seen before changes its record. A duplicate changes nothing that the
    record says: it fills what the record lacks and brings its copies and addresses. With `batch_id` each change is
    traced so that the batch can be undone.
    """
    hold_changes(db)
    keys = [keyed(draft) for draft in drafts]
    known = Known()
    known.load(db, keys)
    weighed = [(draft, *known.weigh(draft)) for draft in keys]
    ledger = Ledger(db, weighed, now=now, batch_id=batch_id)
    outcomes = ledger.write()
    note_change(db, ledger.touched)
    return outcomes


def note_change(db: Session, ids: Iterable[int]) -> None:
    """Tell the index that these records are new, different or gone."""
    hold_changes(db)
    rows = [{"bib_record_id": record_id} for record_id in dict.fromkeys(ids)]
    if rows:
        db.execute(insert(CatalogueChange), rows)


def hold_changes(db: Session) -> None:
    """Let nobody else change the catalogue until this transaction ends.

    The index remembers the highest change number it has seen, so numbers must become visible in their order; and two
    imports at once must see each other's records. On SQLite a writing transaction is alone already.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE catalogue_change IN EXCLUSIVE MODE"))
