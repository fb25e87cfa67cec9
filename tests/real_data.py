"""The real files some tests read. They lie outside the repository: DESK_TEST_DATA names their folder."""

import os
from pathlib import Path

import pytest

_NAMED = os.environ.get("DESK_TEST_DATA", "")  # empty where make found no such folder

FOLDER = Path(_NAMED)
POLICY = FOLDER / "policy"
needed = pytest.mark.skipif(not _NAMED, reason="DESK_TEST_DATA does not name the folder of real files")
