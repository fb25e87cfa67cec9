from pathlib import Path

import pytest

from search.whoosh_engine import WhooshEngine
from tests.search import shelf


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """The shelf, for tests that only look."""
    return shelf.engine_with(tmp_path_factory.mktemp("shelf") / "index", shelf.documents())


@pytest.fixture
def own_library(tmp_path: Path) -> WhooshEngine:
    """The shelf, for tests that change it."""
    return shelf.engine_with(tmp_path / "index", shelf.documents())
