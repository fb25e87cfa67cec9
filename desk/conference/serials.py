"""Serial numbers: each is given once, also when many people ask at the same moment."""

from sqlalchemy import text
from sqlmodel import Session

_TAKE = text(
    "INSERT INTO number_series (name, next_serial) VALUES (:name, 1 + :count) "
    "ON CONFLICT (name) DO UPDATE SET next_serial = number_series.next_serial + :count "
    "RETURNING next_serial"
)


def take(db: Session, series: str, count: int = 1) -> int:
    """Take `count` serials in a row from `series` and return the first; a series begins at 1.

    One statement, so that the series stays locked until the transaction ends: a transaction that fails gives its
    serials back, and whoever takes from the same series next sees all that the one before has done.
    """
    following: int = db.connection().execute(_TAKE, {"name": series, "count": count}).scalar_one()
    return following - count
