"""Debian's Chromium, and a sample desk that all browser tests of one worker share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screen import Screen
from tests.browser.serving import served

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not Path(CHROMIUM).exists():
        raise RuntimeError("缺少 Debian 软件包 chromium：请先运行 make test-packages")
    quiet = ("background-networking", "component-update", "sync", "quic", "gpu")
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", *(f"--disable-{what}" for what in quiet)]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1024, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk with the sample laid out, as `make run` shows it the first time."""
    with served(tmp_path_factory.mktemp("sample") / "live") as address:
        yield address


@pytest.fixture
def screen(page: Page, sample_desk: str) -> Screen:
    """A visitor's tab at the sample desk."""
    return Screen(page, sample_desk)
