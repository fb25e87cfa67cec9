"""The words of the screen in the reader's language.

Chinese is the source: the text in the code is the label, and the files `locales/<language>/LC_MESSAGES/*.po`, one
for each room, hold its translations. They are read as they are: there are no compiled files to forget.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locales"
SOURCE_LANGUAGE = "zh_CN"
LANGUAGES = {"zh_CN": "中文", "en": "English"}

Translate = Callable[[str], str]


@cache
def translations(language: str) -> dict[str, str]:
    """Every translated word of `language`, keyed by its Chinese source; empty for the source itself."""
    if language == SOURCE_LANGUAGE:
        return {}
    known: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            said = (message for message in read_po(file) if message.id and message.string)
            known |= {str(message.id): str(message.string) for message in said}
    return known


def translator(language: str) -> Translate:
    """A function from a Chinese word of the screen to the same word in `language`."""
    known = translations(language if language in LANGUAGES else SOURCE_LANGUAGE)
    return lambda source: known.get(source, source)
