"""What is out."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field

from desk.tables.base import Moment, Table, key


class Loan(Table, table=True):
    """借阅. That an item has at most one open loan is the database's own rule."""

    __tablename__ = "loan"
    __table_args__ = (
        Index(
            "uq_loan_open_item",
            "item_id",
            unique=True,
            sqlite_where=text("checked_in_at IS NULL"),
            postgresql_where=text("checked_in_at IS NULL"),
        ),
    )
    id: int | None = key()
    item_id: int = Field(foreign_key="item.id", index=True)
    card_id: int = Field(foreign_key="card.id", index=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id")
    checked_out_at: Moment = Field(index=True)
    checked_out_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    due_on: date
    checked_in_at: Moment | None = None
