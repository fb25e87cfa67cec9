"""Text in, tokens out: knows nothing of the house and could be published on its own."""

from search.analysis.words import PIECE, VERSION, WHOLE, Word, flat, occurrences, terms, unbroken, words

__all__ = ["PIECE", "VERSION", "WHOLE", "Word", "flat", "occurrences", "terms", "unbroken", "words"]
