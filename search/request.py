"""What somebody asked for; it round-trips through the address bar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

FIELDS = ("", "title", "author", "subject")
FACETS = ("kind", "language", "clc", "year", "place")
SORTS = ("relevance", "newest", "oldest", "title")
PAGE_SIZE = 20


@dataclass(frozen=True)
class SearchRequest:
    """检索式. `filters` are (facet, value) pairs: all facets must hold, any value within one facet may.

    `facets` are those that are to be counted; they are no part of the address.
    """

    query: str = ""
    field: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    facets: tuple[str, ...] = FACETS

    def without_filter(self, facet: str, value: str) -> "SearchRequest":
        """Without that filter, from the first page."""
        kept = tuple(pair for pair in self.filters if pair != (facet, value))
        return replace(self, filters=kept, page=1)

    def to_params(self) -> dict[str, str | list[str]]:
        """As it stands in the address bar; what has its default value is left out."""
        params: dict[str, str | list[str]] = {}
        if self.query:
            params["q"] = self.query
        if self.field:
            params["in"] = self.field
        for facet in FACETS:
            if values := [value for name, value in self.filters if name == facet]:
                params[facet] = values
        if self.sort != "relevance":
            params["sort"] = self.sort
        if self.page != 1:
            params["page"] = str(self.page)
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, list[str]]) -> "SearchRequest":
        """Read from the address bar; what cannot be read there falls back to its default."""

        def one(name: str) -> str:
            return (params.get(name) or [""])[-1]

        return cls(
            query=one("q"),
            field=one("in") if one("in") in FIELDS else "",
            filters=tuple((facet, value) for facet in FACETS for value in dict.fromkeys(params.get(facet, []))),
            sort=one("sort") if one("sort") in SORTS else "relevance",
            page=max(int(one("page")), 1) if one("page").isdecimal() and len(one("page")) <= 4 else 1,
        )
