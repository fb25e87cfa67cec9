"""Every word of the screen has its English, with the same values in it; no translation is left over."""

import ast
import csv
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from mongol_norm import MongolianShaper

from desk.vocabularies import entries
from desk.words import LANGUAGES, MONGOLIAN, SHEET, SOURCE_LANGUAGE, TRADITIONAL, sheet, translations, values

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("desk", "search", "printing", "compilations", "gateways", "pages")
CALLS = (
    "_",
    "Word",
    "Refusal",
    "NotFound",
    "NotAllowed",
    "AlreadyDone",
    "Invalid",
    "DatabaseBusy",
    "IndexBusy",
    "IndexDiskFull",
    "IndexUnusable",
)
HAN = re.compile(r"[\u4e00-\u9fff]")
# What else a delegate may be told, beside the words of the pages that are open to everybody and of the search.
REFUSALS = ("desk/database.py", "desk/reference/checks.py")
ALSO_TOLD = (
    "还没有开通会议。请系统管理员先在“会议与服务点”中开通。",
    "目录里没有编号为 {id} 的书目记录，可能已被撤销。请移去后再保存。",
)
VOCABULARIES = ("kinds", "languages", "classes", "subject_pictures")
# Said in the same files, but to staff or on the command line only.
FOR_STAFF = {
    "登记咨询",
    "咨询单",
    "咨询",
    "读者证",
    "借还台",
    "专题汇编",
    "编辑汇编",
    "导入馆藏",
    "统计",
    "会议与服务点",
    "馆员账号",
    "未选服务点",
    "换人或退出",
    "移出资料篮",
    "放入资料篮",
    "清空资料篮",
    "用资料篮里的 {n} 种登记咨询",
    "设置 DESK_PUBLIC_URL 为手机能访问的地址后，这里会显示本页二维码。",
    "还没有写答复。请写下答复，或把这件咨询留作待答复。",
    "提问时间 {asked} 还没有到（现在是 {now}）。请改成已过去的时间。",
    "没有检索字段 {name}。可用：title、author、subject。",
    "筛选条件 {text} 看不懂。写法是 名称=值，名称可用：{names}。",
}


def said_in(paths: Iterable[Path]) -> dict[str, str]:
    """Chinese source → the file that says it."""
    found: dict[str, str] = {}
    for path in paths:
        for _, message, _, _ in extract_from_file("python", path, keywords=dict.fromkeys(CALLS)):
            source = message if isinstance(message, str) else message[0]
            if source:
                found[source] = path.relative_to(ROOT).as_posix()
    return found


def words_of_the_screen() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in FOLDERS:
        found |= said_in((ROOT / folder).rglob("*.py"))
        for path in (ROOT / folder).rglob("*.html"):
            for source in re.findall(r'_\("([^"]+)"\)', path.read_text(encoding="utf-8")):
                found[source] = path.relative_to(ROOT).as_posix()
    return found


def drawn_for_everybody() -> set[Path]:
    """The router, the pages without a permission, and every component that these come upon."""
    from pages.components.menu import PAGES

    seen: set[Path] = set()
    waiting = [ROOT / "pages" / name for name in ("router.py", *(p.file for p in PAGES if p.permission is None))]
    while waiting:
        path = waiting.pop()
        if path not in seen and path.exists():
            seen.add(path)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages.components"):
                    names = [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
                    waiting += [ROOT / f"{name.replace('.', '/')}.py" for name in names]
    return seen


def words_for_delegates() -> dict[str, str]:
    paths = [*drawn_for_everybody(), *(ROOT / "search").rglob("*.py"), *(ROOT / name for name in REFUSALS)]
    said = {word: where for word, where in said_in(paths).items() if HAN.search(word) and word not in FOR_STAFF}
    return (
        said
        | dict.fromkeys(ALSO_TOLD, "")
        | {row["zh"]: name for name in VOCABULARIES for row in entries(name).values()}
    )


WORDS = words_of_the_screen()
OTHERS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated(language: str) -> None:
    known = translations(language)
    assert {source: where for source, where in WORDS.items() if HAN.search(source) and source not in known} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language: str) -> None:
    assert set(translations(language)) - set(WORDS) == set()


@pytest.mark.parametrize("language", [*OTHERS, *MONGOLIAN])
def test_a_translation_carries_the_same_values(language: str) -> None:
    wrong = [source for source, target in translations(language).items() if values(source) != values(target)]
    assert wrong == []


def test_delegates_read_results_and_filters_not_the_trades_words() -> None:
    assert [source for source in WORDS if re.search("命中|分面", source)] == []


@pytest.mark.parametrize("language", MONGOLIAN)
def test_every_word_that_a_delegate_may_meet_is_in_the_mongolian_sheet(language: str) -> None:
    known = translations(language)
    assert {word: where for word, where in words_for_delegates().items() if word not in known} == {}


def test_the_mongolian_sheet_is_without_fault_and_has_no_row_left_over() -> None:
    assert sheet().faults == ()
    labels = {row["zh"] for name in VOCABULARIES for row in entries(name).values()}
    assert set(translations(TRADITIONAL)) - set(WORDS) - labels == set()


def test_every_word_of_the_sheet_in_traditional_script_can_be_shaped() -> None:
    shaper = MongolianShaper("MNG")
    for text in translations(TRADITIONAL).values():
        for word in re.findall("[\u1820-\u1842][\u1820-\u1842\u180b-\u180e\u202f]*", text):
            assert shaper.shape_str(word.replace("\u202f", "\u180e")), word


def test_a_proofreader_sees_the_same_english_as_the_screen() -> None:
    with SHEET.open(encoding="utf-8-sig", newline="") as file:
        said = {row["中文"]: row["English"] for row in csv.DictReader(file)}
    english = [translations("en"), *({row["zh"]: row["en"] for row in entries(name).values()} for name in VOCABULARIES)]
    assert {word: text for word, text in said.items() if text not in [known.get(word) for known in english]} == {}
