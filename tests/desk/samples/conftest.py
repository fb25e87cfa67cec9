"""One sample desk for all tests that only look at it: laid out once on each database."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher

from desk import samples
from desk.database import Database
from desk.migrations import migrate
from desk.samples import LaidOut
from desk.staff import accounts
from tests.conftest import NOW
from tests.postgresql import PostgreSQL


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests in which passwords are not the matter: hashing them well is slow on purpose."""
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass(frozen=True)
class SampleDesk:
    database: Database
    laid_out: LaidOut


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sample_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleDesk]:
    if request.param == "sqlite":
        yield from _laid_out(f"sqlite:///{tmp_path_factory.mktemp('sample') / 'desk.db'}")
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.new_database() as url:
        yield from _laid_out(url)


def _laid_out(url: str) -> Iterator[SampleDesk]:
    database = Database(url)
    migrate(database)
    yield SampleDesk(database, samples.lay_out(database, library_code="1501", now=NOW))
    database.close()
