"""What a search answers: plain frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """One record found; `matched_by` says in which fields, for instance ("title", "author")."""

    record_id: int
    score: float
    matched_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet and how many of the results bear it."""

    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """筛选: a facet with its values, most frequent first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Results:
    """One page of results, with the totals over all of them."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    did_you_mean: str | None = None
    took_ms: float = 0.0
    hint: str = ""
