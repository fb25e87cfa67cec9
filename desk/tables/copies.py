"""Copies of volumes: printed ones at service points, and e-copies that are fetched."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from desk.tables.base import Moment, Table, key, one_of


class Audience(StrEnum):
    """For whom an e-copy is."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Ecopy(Table, table=True):
    """电子本: where delegates fetch a volume. One for internal use has a code, an end and somebody who approved it."""

    __tablename__ = "ecopy"
    __table_args__ = (
        one_of("audience", Audience),
        UniqueConstraint("token"),
        CheckConstraint(
            "audience = 'public' OR (code_hash <> '' AND expires_at IS NOT NULL AND approved_by IS NOT NULL)",
            name="approved",
        ),
    )
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    token: str
    secret: str
    audience: str
    code_hash: str = ""
    expires_at: Moment | None = None
    approved_by: int | None = Field(default=None, foreign_key="staff_account.id")
    made_at: Moment
    made_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    withdrawn_at: Moment | None = None
    withdrawn_for_rights: bool = False  # because of what may be done with an entry, not by hand
    failures: int = 0  # wrong codes in a row
    locked_until: Moment | None = None


class EcopyFetch(Table, table=True):
    """取阅: an e-copy fetched, once for each permission to fetch, however often its download was taken up again."""

    __tablename__ = "ecopy_fetch"
    permission: str = Field(primary_key=True)  # digest
    ecopy_id: int = Field(foreign_key="ecopy.id", ondelete="CASCADE", index=True)
    suffix: str
    at: Moment


class CopyKind(StrEnum):
    """Printed or electronic."""

    PRINTED = "printed"
    ELECTRONIC = "electronic"


class CopyOrigin(StrEnum):
    """How it is known that copies were handed out: a tap, the stock at the end, a fetch."""

    TAP = "tap"
    STOCK = "stock"
    FETCH = "fetch"


class CopyHandout(Table, table=True):
    """Copies of a volume handed out at a service point."""

    __tablename__ = "copy_handout"
    __table_args__ = (one_of("kind", CopyKind), one_of("origin", CopyOrigin))
    id: int | None = key()
    conference_id: int = Field(foreign_key="conference.id", index=True)
    compilation_id: int = Field(foreign_key="compilation.id", index=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id")
    kind: str
    copies: int
    origin: str = CopyOrigin.TAP
    at: Moment = Field(index=True)
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")


class StockKind(StrEnum):
    """送达 and 结存."""

    DELIVERED = "delivered"
    CLOSING = "closing"


class CopyStock(Table, table=True):
    """Printed copies brought to a service point, and those left there at the end (one closing for each)."""

    __tablename__ = "copy_stock"
    __table_args__ = (
        one_of("kind", StockKind),
        CheckConstraint("copies >= 0", name="copies"),
        Index(
            "uq_copy_stock_closing",
            "compilation_id",
            "service_point_id",
            unique=True,
            sqlite_where=text("kind = 'closing'"),
            postgresql_where=text("kind = 'closing'"),
        ),
    )
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", index=True)
    service_point_id: int = Field(foreign_key="service_point.id")
    kind: str
    copies: int
    at: Moment
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
