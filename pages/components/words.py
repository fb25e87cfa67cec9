"""Words of the screen in the language of whoever is looking."""

from desk import vocabularies
from desk.errors import Refusal
from desk.words import MONGOLIAN, Translate, translator
from pages.components import state


def _(source: str) -> str:
    """The Chinese word `source` in the reader's language."""
    return state.once("words", _translator)(source)


def _translator() -> Translate:
    return translator(state.language())


def in_words(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    return refusal.in_words(_)


def label(vocabulary: str, code: str) -> str:
    """The label of a vocabulary's code in the reader's language; the Mongolian ones stand in the sheet of words."""
    language = state.language()
    words = vocabularies.label(vocabulary, code, language)
    return _(words) if language in MONGOLIAN else words
