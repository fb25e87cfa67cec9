"""A phone that scanned the QR of an e-copy: the page as it stands there, its code, and the file that comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from compilations import ecopies, ecopy_codes
from desk import clock
from desk.database import Database
from desk.migrations import migrate
from desk.tables import Audience, CopyHandout
from tests.browser.screen import violations
from tests.browser.serving import served
from tests.compilations.issued import Issue, issue

pytestmark = pytest.mark.browser
CODE = "20260126"
PHONE = {"width": 390, "height": 720}


@dataclass(frozen=True)
class Offered:
    """A running desk with an issued volume and its two e-copies."""

    address: str
    database: Database
    issue: Issue
    public: str
    internal: str

    def counted(self) -> list[int | None]:
        with self.database.reading() as db:
            return list(db.exec(select(CopyHandout.service_point_id)).all())


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offered]:
    folder: Path = tmp_path_factory.mktemp("ecopies") / "live"
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    migrate(database)
    now, code_hash = clock.now(), ecopy_codes.hashed(CODE)
    with database.writing() as db:
        made = issue(db, now=now)
        public, internal = (
            ecopies.offer(
                db,
                made.signer,
                compilation_id=made.compilation_id,
                audience=audience,
                code_hash=code_hash,
                expires_at=now + timedelta(days=1),
                now=now,
            ).token
            for audience in Audience
        )
    with served(folder) as address:
        yield Offered(address, database, made, public, internal)
    database.close()


def test_a_phone_fetches_a_public_volume_at_its_counter(page: Page, offered: Offered) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{offered.address}/v/{offered.public}?at={offered.issue.points[1]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(offered.issue.volume.title)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    vertical = page.locator(".title-mn").evaluate("each => getComputedStyle(each).writingMode")
    assert vertical == "vertical-lr"
    before = offered.counted()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    assert download.value.suggested_filename == f"{offered.issue.volume.title}.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert offered.counted() == [*before, offered.issue.points[1]]


def test_a_wrong_code_is_told_and_the_right_one_opens(page: Page, offered: Offered) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{offered.address}/v/{offered.internal}")
    assert violations(page) == []
    page.get_by_label("提取码").fill("11112222")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("alert")).to_contain_text("还可以再试 4 次")
    assert violations(page) == []
    page.get_by_label("提取码").fill(f" {CODE[:4]} {CODE[4:]}")
    page.get_by_role("button", name="打开").click()
    before = offered.counted()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 EPUB").click()
    assert download.value.path().read_bytes().startswith(b"PK")
    assert len(offered.counted()) == len(before) + 1
