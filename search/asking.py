"""From a request and the arrays of an index to results: rank, narrow, count, cut out one page."""

import time
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from search.arrays import FIELDS, Arrays, FacetColumn, Ints, Mask
from search.hits import Facet, FacetValue, Hit, Results
from search.plan import Plan, plan
from search.ranking import Found, Ranking
from search.request import FACETS, SearchRequest
from search.suggest import did_you_mean


def answer(arrays: Arrays, request: SearchRequest) -> Results:
    """The page of results that `request` asks for, with totals and facets over all of them."""
    started = time.perf_counter()
    asked = plan(request.query)
    found, kept = find(arrays, request, asked)
    docs = in_order(arrays, request, found, kept)
    page = docs[(request.page - 1) * request.size : request.page * request.size]
    suggestion = None
    if not len(docs) and asked.clauses:
        suggestion = did_you_mean(arrays, request, asked, lambda other: bool(find(arrays, other)[1].any()))
    return Results(
        total=len(docs),
        hits=tuple(_hit(arrays, found, doc) for doc in page.tolist()),
        facets=tuple(_facet(name, arrays.facets.get(name), kept) for name in FACETS),
        did_you_mean=suggestion,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        hint=asked.hint,
    )


def find(arrays: Arrays, request: SearchRequest, asked: Plan | None = None) -> tuple[Found, Mask]:
    """What the words of `request` find, and which of it its filters keep."""
    asked = asked or plan(request.query)
    if asked.clauses:
        found = Ranking(arrays, request.field).found(asked)
        kept = found.fields != 0
    else:  # only looking around, unless something was typed that cannot be looked for
        size = len(arrays.alive)
        found = Found(np.zeros(size, np.uint8), np.zeros(size, np.float32))
        kept = arrays.alive & (not request.query.strip())
    return found, kept & _filtered(arrays, request.filters)


def in_order(arrays: Arrays, request: SearchRequest, found: Found, kept: Mask) -> Ints:
    """The documents that are kept, in the order asked for; what ranks equal stands newest record first."""
    docs: Ints = np.flatnonzero(kept).astype(np.int32)
    latest = -arrays.record_ids[docs]
    years = arrays.years[docs]
    if request.sort == "title":
        keys = arrays.sort_keys(docs)
        return docs[sorted(range(len(docs)), key=keys.__getitem__)]
    if request.sort == "newest":
        order = np.lexsort((latest, -years))
    elif request.sort == "oldest":
        order = np.lexsort((latest, np.where(years == 0, 9999, years)))
    else:
        order = np.lexsort((latest, -found.scores[docs]))
    return docs[order]


def _filtered(arrays: Arrays, filters: Iterable[tuple[str, str]]) -> Mask:
    """Documents that bear, for each facet named, one of the values wanted of it."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for name, value in filters:
        wanted[name].append(value)
    kept = np.ones(len(arrays.alive), np.bool_)
    for name, values in wanted.items():
        column = arrays.facets.get(name)
        bears = np.zeros_like(kept)
        if column is not None:
            codes = [place for place, value in enumerate(column.values) if value in values]
            bears[column.docs[np.isin(column.codes, codes)]] = True
        kept &= bears
    return kept


def _facet(name: str, column: FacetColumn | None, kept: Mask) -> Facet:
    if column is None:
        return Facet(name, ())
    counts = np.bincount(column.codes[kept[column.docs]], minlength=len(column.values)).tolist()
    counted = [FacetValue(value, count) for value, count in zip(column.values, counts, strict=True) if count]
    return Facet(name, tuple(sorted(counted, key=lambda one: (-one.count, one.value))))


def _hit(arrays: Arrays, found: Found, doc: int) -> Hit:
    bits = int(found.fields[doc])
    fields = tuple(name for place, name in enumerate(FIELDS) if bits & (1 << place))
    return Hit(int(arrays.record_ids[doc]), round(float(found.scores[doc]), 4), fields)
