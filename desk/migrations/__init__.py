"""The shape of the database from version to version (Alembic), applied at start by every door."""

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
    with database.engine.execution_options(**{WRITES: True}).begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to `revision`."""
    with database.engine.execution_options(**{WRITES: True}).begin() as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[object]:
    """Where the database's shape and the tables in the code disagree; empty when all is well."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Table.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
