"""The words of the screen in the reader's language.

Chinese is the source: the text in the code is the label. English lies in `locales/en/LC_MESSAGES/*.po`, one file for
each room, read as they are: there are no compiled files to forget. Mongolian, in both scripts, lies in the one sheet
`locales/mongolian.csv`, which a native reader opens in Excel or WPS; it is read again whenever it has been saved.
"""

import csv
import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

log = logging.getLogger("desk.words")

LOCALES = Path(__file__).resolve().parent.parent / "locales"
SHEET = LOCALES / "mongolian.csv"
SOURCE_LANGUAGE = "zh_CN"
LANGUAGES = {"zh_CN": "中文", "en": "English"}  # of every page
TRADITIONAL, CYRILLIC = "mn_Mong", "mn"
MONGOLIAN = {TRADITIONAL: "ᠮᠣᠩᠭᠣᠯ", CYRILLIC: "Монгол"}  # of the pages that are open to everybody
DELEGATES_LANGUAGES = MONGOLIAN | LANGUAGES
TAGS = {"zh_CN": "zh-CN", "en": "en", TRADITIONAL: "mn-Mong", CYRILLIC: "mn-Cyrl"}  # BCP 47, for `lang`

SOURCE = "中文"
TEXTS = {CYRILLIC: "西里尔蒙古文", TRADITIONAL: "传统蒙古文"}
STATES = {TRADITIONAL: "传统审校", CYRILLIC: "西里尔审校"}
HEADINGS = (SOURCE, "English", *TEXTS.values(), *STATES.values(), "审校人", "备注")
UNCHECKED, CHECKED = "未审", "已审"
_SCRIPTS = {CYRILLIC: re.compile("[а-яёөү]", re.IGNORECASE), TRADITIONAL: re.compile("[\u1820-\u1842]")}
_STRANGE = {
    CYRILLIC: re.compile("[\u1820-\u18aa\u4e00-\u9fff\ufffd]"),
    TRADITIONAL: re.compile("[\u0400-\u04ff\u4e00-\u9fff\ufffd]"),
}

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a sheet: the row as Excel counts it, the Chinese word that stands there, and why (Chinese)."""

    row: int
    source: str
    why: str

    def __str__(self) -> str:
        return f"第 {self.row} 行“{self.source}”：{self.why}"


@dataclass(frozen=True)
class Sheet:
    """The labels of a sheet by language and Chinese source, how many of them nobody has proofed, and its faults."""

    said: dict[str, dict[str, str]] = field(default_factory=lambda: {language: {} for language in MONGOLIAN})
    unchecked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MONGOLIAN, 0))
    faults: tuple[Fault, ...] = ()


def translations(language: str) -> dict[str, str]:
    """Every translated word of `language`, keyed by its Chinese source; empty for the source itself."""
    if language in MONGOLIAN:
        return sheet().said[language]
    return {} if language == SOURCE_LANGUAGE else _catalogues(language)


@cache
def _catalogues(language: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            said = (message for message in read_po(file) if message.id and message.string)
            known |= {str(message.id): str(message.string) for message in said}
    return known


def translator(language: str) -> Translate:
    """A function from a Chinese word of the screen to the same word in `language`; what is not known stays Chinese."""
    known = translations(language if language in DELEGATES_LANGUAGES else SOURCE_LANGUAGE)
    return lambda source: known.get(source, source)


def sheet() -> Sheet:
    """The Mongolian labels as they were last saved; faulty rows are left out, and told once in the log.

    A sheet that cannot be read at all (another program holds it) leaves the screen in Chinese until it can.
    """
    try:
        saved = SHEET.stat()
        return _sheet_as_saved(saved.st_mtime_ns, saved.st_size)
    except OSError as error:
        _tell(f"{SHEET.name}: {error.strerror}")
        return Sheet()


@lru_cache(maxsize=1)
def _sheet_as_saved(_when: int, _size: int) -> Sheet:
    found = read_sheet(SHEET.read_bytes())
    for fault in found.faults:
        _tell(f"{SHEET.name} {fault}")
    return found


@cache
def _tell(what: str) -> None:
    log.error("label left out: %s", what)


def read_sheet(data: bytes) -> Sheet:
    """The labels in `data`: CSV in UTF-8, with or without a byte order mark, its headings in the first row.

    Never raises: what is wrong with a row is a `Fault` of the result, and the row is left out; so is everything when
    the headings are not there or the bytes are not UTF-8.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return Sheet(faults=(Fault(1, "", "不是 UTF-8 编码的 CSV，请另存为“CSV UTF-8”"),))
    headings = [heading.strip() for heading in rows[0]] if rows else []
    if missing := [heading for heading in HEADINGS if heading not in headings]:
        return Sheet(faults=(Fault(1, "", f"缺少这些列：{'、'.join(missing)}"),))
    return _gathered(headings, rows[1:])


def _gathered(headings: list[str], rows: list[list[str]]) -> Sheet:
    found, faults, first = Sheet(), [], dict[str, int]()
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(headings, [cell.strip(" \t\r\n") for cell in cells], strict=False))
        source = row[SOURCE]
        wrong = list(_wrong(row)) + ([f"与第 {first[source]} 行重复"] if source in first else [])
        first.setdefault(source, number)
        faults += [Fault(number, source, why) for why in wrong]
        if not wrong:
            _take(found, source, row)
    return Sheet(found.said, found.unchecked, tuple(faults))


def _take(found: Sheet, source: str, row: dict[str, str]) -> None:
    for language, heading in TEXTS.items():
        if text := row[heading]:
            found.said[language][source] = text
            found.unchecked[language] += row[STATES[language]] != CHECKED


def _wrong(row: dict[str, str]) -> Iterator[str]:
    if not row[SOURCE]:
        yield "没有中文"
    if lacking := [heading for heading in HEADINGS if heading not in row]:
        yield f"这一行缺少列：{'、'.join(lacking)}"
        return
    for language, heading in TEXTS.items():
        state, text = row[STATES[language]], row[heading]
        if state not in (UNCHECKED, CHECKED):
            yield f"{STATES[language]}写的是“{state}”，应为“{UNCHECKED}”或“{CHECKED}”"
        if text and values(text) != values(row[SOURCE]):
            yield f"{heading}里的花括号与中文不同"
        if text and (not _SCRIPTS[language].search(text) or _STRANGE[language].search(text)):
            yield f"{heading}一栏不是{heading}"


def values(text: str) -> set[str] | None:
    """What a word of the screen is filled with, as it stands in its braces; None when the braces do not match."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return None
    return {f"{name}!{conversion}:{form}" for _, name, form, conversion in parsed if name is not None}
