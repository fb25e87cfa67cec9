"""The first morning: from a MARC file to a search, a logged question, a card, a bound volume, and the figures."""

import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from desk.patrons.card_numbers import checked
from tests.browser.screen import Screen
from tests.desk.catalogue.marc_text import file_of

pytestmark = pytest.mark.browser
TITLE = "草原生态保护政策读本"
ADMIN = ("sample-admin", "sample-admin-2468")


def test_a_librarian_takes_a_marc_file_all_the_way_to_the_figures(page: Page, sample_desk: str, tmp_path: Path) -> None:
    screen = Screen(page, sample_desk)
    screen.sign_in(*ADMIN, "/intake")
    _import(screen, tmp_path)
    _find_and_pick(screen)
    number = _log_a_question(screen)
    card = _issue_a_card(screen, tmp_path)
    pages = _bind_a_volume(screen, tmp_path)
    _hand_out_copies(screen)
    _see_it_counted(screen, tmp_path, number, card)
    assert pages > 5


def _import(screen: Screen, folder: Path) -> None:
    """The acquisitions office's file: shown first, then applied."""
    marc = folder / "采访批次.mrc"
    marc.write_bytes(file_of("mongolian", encoding="gb18030"))
    screen.page.locator("input[type=file]").set_input_files(marc)
    screen.settled()
    screen.press("预览")
    screen.sees("共读 2 条")
    screen.press("确认导入")
    screen.sees("导入完成。")


def _find_and_pick(screen: Screen) -> None:
    """A delegate knows the title in traditional characters."""
    screen.open("/?q=草原生態保護政策讀本")
    expect(screen.page.get_by_text(TITLE).first).to_be_visible()
    assert "q=" in screen.page.url
    screen.press("放入资料篮")
    screen.page.get_by_role("link", name=re.compile("登记咨询")).last.click()
    screen.settled()


def _log_a_question(screen: Screen) -> str:
    """Answered at once, with the book as its source."""
    screen.page.get_by_role("radio", name="专题检索").click()
    screen.fill("问题", "沙地治理有哪些新资料？")
    screen.fill("答复（可以先空着，留待以后答复）", "已找到一种，见所用文献。")
    screen.press("保存")
    told = screen.sees("已登记 Z").inner_text()
    found = re.search(r"Z\d{8}-\d{4,}", told)
    assert found
    screen.open("/questions")
    screen.fill("查找", found.group())
    screen.sees("沙地治理有哪些新资料？")
    return found.group()


def _issue_a_card(screen: Screen, folder: Path) -> str:
    """A name, a kind, a card with codes that a scanner reads."""
    screen.open("/cards")
    screen.fill("姓名", "测试读者甲")
    screen.page.get_by_role("radio", name="记者").click()
    screen.settled()
    screen.press("发证")
    found = re.search(r"\d{14}", screen.sees("已为 测试读者甲 发证").inner_text())
    assert found
    assert checked(found.group()) == found.group()
    with screen.page.expect_download(timeout=60_000) as download:
        screen.page.get_by_role("button", name=re.compile("^下载 PDF")).first.click()
    download.value.save_as(folder / "card.pdf")
    picture = pypdfium2.PdfDocument(folder / "card.pdf")[0].render(scale=200 / 72).to_pil()
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == {found.group()}
    return found.group()


def _bind_a_volume(screen: Screen, folder: Path) -> int:
    """The edition of the sample compilation that is being edited, with the new book in it, as a PDF."""
    screen.open("/volumes")
    screen.page.get_by_role("link", name=re.compile("草原保护")).first.click()
    screen.settled()
    screen.fill("在馆藏里查找文献", TITLE)
    screen.press("选用")
    screen.press("把 1 种书目加入")
    screen.page.get_by_role("radio", name="制作成品").click()
    screen.settled()
    screen.press("制作")
    screen.sees("已制成")
    with screen.page.expect_download() as download:
        screen.page.get_by_role("button", name="下载 .pdf 文件").click()
    download.value.save_as(folder / "volume.pdf")
    document = pypdfium2.PdfDocument(folder / "volume.pdf")
    assert TITLE in "".join(page.get_textpage().get_text_range() for page in document)
    return len(document)


def _hand_out_copies(screen: Screen) -> None:
    """Of the draft there are none; of the edition that was signed and printed there are."""
    screen.page.get_by_role("radio", name="发放登记").click()
    screen.settled()
    screen.sees("请先送审并完成审签")
    expect(screen.page.get_by_role("button", name="登记发放")).to_have_count(0)
    screen.open("/volumes")
    screen.page.get_by_role("link", name=re.compile("草原保护")).last.click()
    screen.settled()
    screen.page.get_by_role("radio", name="发放登记").click()
    screen.settled()
    screen.press("登记发放")
    screen.sees("已登记。")


def _see_it_counted(screen: Screen, folder: Path, number: str, card: str) -> None:
    """The supervisor's figures, each with its list."""
    screen.open("/statistics?period=today")
    screen.sees("咨询总量")
    screen.press("生成 Excel 统计表")
    with screen.page.expect_download() as download:
        screen.press("下载 Excel 统计表")
    download.value.save_as(folder / "figures.xlsx")
    cells = {
        str(cell)
        for sheet in load_workbook(folder / "figures.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert number in cells
    assert any(card in cell for cell in cells)
    assert not any("测试读者甲" in cell for cell in cells)
