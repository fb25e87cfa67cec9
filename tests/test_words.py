"""Every word of the screen has its English, with the same values in it; no translation is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file

from desk.words import LANGUAGES, SOURCE_LANGUAGE, translations

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


def words_of_the_screen() -> dict[str, str]:
    """Chinese source → the file that says it."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for _, message, _, _ in extract_from_file("python", path, keywords=dict.fromkeys(CALLS)):
                source = message if isinstance(message, str) else message[0]
                if source:
                    found[source] = path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*.html"):
            for source in re.findall(r'_\("([^"]+)"\)', path.read_text(encoding="utf-8")):
                found[source] = path.relative_to(ROOT).as_posix()
    return found


WORDS = words_of_the_screen()
OTHERS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated(language: str) -> None:
    known = translations(language)
    assert {source: where for source, where in WORDS.items() if HAN.search(source) and source not in known} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language: str) -> None:
    assert set(translations(language)) - set(WORDS) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_carries_the_same_values(language: str) -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    wrong = [source for source, target in translations(language).items() if values(source) != values(target)]
    assert wrong == []


def test_delegates_read_results_and_filters_not_the_trades_words() -> None:
    assert [source for source in WORDS if re.search("命中|分面", source)] == []
