"""What a search answers: plain frozen values."""

from dataclasses import dataclass
from typing import NamedTuple

WAYS = ("typed", "parts", "form", "stem", "sound", "pinyin", "initials", "abbreviation", "numeral")
"""How a word of a query was recognised in a text, the surest first."""


class Hit(NamedTuple):
    """One record found.

    `matched_by` says in which fields, for instance ("title", "author"); `ways` how (of `WAYS`, surest first).
    """

    record_id: int
    score: float
    matched_by: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Completion:
    """A title, name or subject of the catalogue that begins with what was typed so far, in its own script."""

    text: str
    kind: str  # title, author, subject


class FacetValue(NamedTuple):
    """One value of a facet and how many of the results bear it."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple's own `count` is of no use here


@dataclass(frozen=True)
class Facet:
    """筛选: a facet with its values, most frequent first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Results:
    """One page of results, with the totals over all of them.

    `relaxed`: no record has all the words, so these have most of them.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    did_you_mean: str | None = None
    took_ms: float = 0.0
    hint: str = ""
    relaxed: bool = False
