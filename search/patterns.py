"""Wildcards: which terms of an index are like a pattern with * (any letters, or none) and ? (one letter)."""

import re
from functools import lru_cache
from itertools import chain, islice

from search.snapshot import Snapshot

MOST = 2000  # terms of a pattern that are looked for
_WILD = re.compile(r"[*?]")


@lru_cache(maxsize=256)
def as_expression(pattern: str) -> "re.Pattern[str]":
    """A pattern as a regular expression."""
    return re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern), re.DOTALL)


def terms_like(pattern: str, index: Snapshot) -> tuple[str, ...]:
    """The terms like `pattern`, at most `MOST`; completions and sounds are no words, and are never among them."""
    start = _WILD.split(pattern, maxsplit=1)[0]
    like = as_expression(pattern)
    found: dict[str, None] = {}
    for segment in index.segments:
        some = map(segment.postings.term, segment.postings.beginning_with(start))
        terms = some if start else chain.from_iterable(segment.words.values())
        found |= dict.fromkeys(islice((term for term in terms if like.fullmatch(term) and ":" not in term[:4]), MOST))
    return tuple(found)
