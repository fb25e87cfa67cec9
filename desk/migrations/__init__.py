"""The shape of the database from version to version (Alembic), applied at start by every door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from desk.database import WRITES, Database
from desk.tables import Table


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to `revision`; a database that is there already is left as it is."""
    with _rebuilding(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to `revision`."""
    with _rebuilding(database) as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[object]:
    """Where the database's shape and the tables in the code disagree; empty when all is well."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Table.metadata))


@contextmanager
def _rebuilding(database: Database) -> Iterator[Connection]:
    """A transaction in which tables may be built anew.

    SQLite changes a table by building another and dropping the old one, and dropping it would follow the foreign keys
    and delete what belongs to its rows. So they rest meanwhile (they cannot within a transaction, hence around it),
    and are checked before anything is kept: https://www.sqlite.org/lang_altertable.html, section 7.
    """
    with database.engine.execution_options(**{WRITES: True}).connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
                if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise RuntimeError(f"the migration left a row without the row it belongs to: {broken}")
        finally:
            if is_sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys={state}")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
