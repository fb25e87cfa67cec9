"""The notes from which the search index learns what changed, written by whoever changes what it holds."""

from collections.abc import Iterable

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from desk.tables.catalogue import CatalogueChange, Item


def hold_changes(db: Session) -> None:
    """Let nobody else change the catalogue until this transaction ends.

    The index remembers the highest change number it has seen, so numbers must become visible in their order; and two
    imports at once must see each other's records. On SQLite a writing transaction is alone already.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE catalogue_change IN EXCLUSIVE MODE"))


def note_change(db: Session, ids: Iterable[int]) -> None:
    """Tell the index that these records are new, different or gone."""
    hold_changes(db)
    rows = [{"bib_record_id": record_id} for record_id in dict.fromkeys(ids)]
    if rows:
        db.execute(insert(CatalogueChange), rows)


def note_change_at(db: Session, service_point_id: int) -> None:
    """Tell the index that the place where copies stand has another name."""
    hold_changes(db)
    there = select(Item.bib_record_id).where(Item.service_point_id == service_point_id).distinct()
    db.execute(insert(CatalogueChange).from_select(["bib_record_id"], there.order_by(col(Item.bib_record_id))))
