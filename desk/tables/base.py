"""The base of every table, and the column shapes that several nouns share."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Base of all tables.

    A registry of our own: Streamlit reloads the house's modules while SQLModel's shared metadata stays, and
    plain SQLModel tables then break with "Table is already defined".
    """


def key() -> Any:
    """A surrogate primary key, given by the database."""
    return Field(default=None, primary_key=True)


def long_text(default: str = "", **more: Any) -> Any:
    """Text without a length."""
    return Field(default=default, sa_type=Text, **more)


def json_column(default_factory: Any = list) -> Any:
    """A small list or mapping that no query looks into."""
    return Field(default_factory=default_factory, sa_type=JSON().with_variant(JSONB(), "postgresql"))


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A constraint that `column` holds one of an enumeration's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


Moment = datetime  # SQLModel refuses naive ones and returns UTC
