"""Words of the screen in the language of whoever is looking."""

from desk import vocabularies
from desk.errors import Refusal
from desk.words import translator
from pages.components import state


def _(source: str) -> str:
    """The Chinese word `source` in the reader's language."""
    return translator(state.language())(source)


def in_words(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    return refusal.in_words(_)


def label(vocabulary: str, code: str) -> str:
    """The label of a vocabulary's code in the reader's language."""
    return vocabularies.label(vocabulary, code, state.language())
