"""Real parts for every test: a migrated SQLite file, and a PostgreSQL that the tests start themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from desk.database import Database
from desk.migrations import migrate
from desk.settings import settings
from desk.staff.roles import Identity
from desk.tables import Role
from search import opening
from search.opening import OpenDesk
from tests.postgresql import PostgreSQL

NOW = datetime(2026, 1, 26, 2, 0, tzinfo=UTC)  # ten in the morning at the desk


hypothesis_settings.register_profile("desk", deadline=None)  # how fast it is, is for the benchmarks
hypothesis_settings.load_profile("desk")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with PostgreSQL.started() as server:
        yield server


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The desk's database, once as a file and once on PostgreSQL: verbs must hold on both."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite")
        yield found
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.new_database() as url:
        database = Database(url)
        migrate(database)
        yield database
        database.close()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """An open, empty desk of its own, as every route and command finds it."""
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "live"))
    settings.cache_clear()
    opening.the_desk.cache_clear()
    found = opening.the_desk()
    yield found
    found.database.close()
    settings.cache_clear()
    opening.the_desk.cache_clear()


@pytest.fixture
def now() -> datetime:
    return NOW


def identity(role: Role = Role.LIBRARIAN, **more: object) -> Identity:
    """Somebody on the staff, without an account row."""
    return Identity(account_id=None, display_name="测试馆员", role=role, **more)  # type: ignore[arg-type]
