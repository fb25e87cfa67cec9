"""Drafts become records and copies: the verbs, for one draft and for many."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from desk.catalogue.drafts import Draft
from desk.catalogue.known import Known, keyed
from desk.catalogue.ledger import Ledger, Outcome
from desk.tables.changes import hold_changes, note_change


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
