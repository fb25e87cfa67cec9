"""Text in, tokens out: knows nothing of the house and could be published on its own."""

from search.analysis.sounding import (
    completion_key,
    initials_key,
    sounds_of_heading,
    sounds_of_term,
    spoken_key,
    unfinished_key,
)
from search.analysis.words import (
    PIECE,
    VERSION,
    WHOLE,
    Way,
    Word,
    joined_runs,
    learned_within,
    terms,
    terms_of_run,
    width,
    words,
    words_of,
)

__all__ = [
    "PIECE",
    "VERSION",
    "WHOLE",
    "Way",
    "Word",
    "completion_key",
    "initials_key",
    "joined_runs",
    "learned_within",
    "sounds_of_heading",
    "sounds_of_term",
    "spoken_key",
    "terms",
    "terms_of_run",
    "unfinished_key",
    "width",
    "words",
    "words_of",
]
