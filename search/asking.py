"""From a request and the state of an index to results: find, narrow, rank, count, cut out one page."""

import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desk import errors
from search.arrays import FIELDS, FacetColumn, Ints, Longs
from search.hits import Facet, FacetValue, Hit, Results
from search.matching import Matching
from search.plan import Plan, plan
from search.request import SearchRequest
from search.scored import NONE, Scored, kept_where
from search.snapshot import Snapshot
from search.suggest import did_you_mean

RELAXED = errors.Word("没有一种资料同时有全部检索词，下面是有其中大部分的。")


def answer(index: Snapshot, request: SearchRequest) -> Results:
    """The page of results that `request` asks for, with totals and facets over all of them.

    Where nothing has all the words, what has most of them is shown, and said to be that.
    """
    started = time.perf_counter()
    asked = plan(request.query, index.learned)
    matching = Matching(index, request.field)
    found, relaxed = find(index, matching, request, asked), False
    suggestion = None
    if not len(found.docs) or any(map(matching.doubtful, asked.words)):
        suggestion = did_you_mean(index, request, asked, partial(finds, index))
    if not len(found.docs):
        found = narrowed(index, matching.most(asked), request)
        relaxed = bool(len(found.docs))
    page = in_order(index, request, found)
    if not asked.groups:
        ways: list[tuple[str, ...]] = [()] * len(page)
    elif not relaxed and matching.only_typed(asked):
        ways = [("typed",)] * len(page)
    else:
        ways = matching.ways(asked, found.docs[page])
    return Results(
        total=len(found.docs),
        hits=tuple(_hits(index, found, page, ways)),
        facets=tuple(_facet(name, index.facets.get(name), found.docs, index.size) for name in request.facets),
        did_you_mean=suggestion,
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        hint=asked.hint or (RELAXED if relaxed else ""),
        relaxed=relaxed,
    )


def find(index: Snapshot, matching: Matching, request: SearchRequest, asked: Plan) -> Scored:
    """What all the words of `request` find, and its filters keep."""
    if asked.narrows:
        return narrowed(index, matching.found(asked), request)
    if request.query.strip():  # something was typed that cannot be looked for
        return NONE
    return narrowed(index, matching.everything(), request)


def finds(index: Snapshot, request: SearchRequest) -> bool:
    """Whether all the words of `request` together find anything."""
    asked = plan(request.query, index.learned)
    return bool(len(find(index, Matching(index, request.field), request, asked).docs))


def narrowed(index: Snapshot, found: Scored, request: SearchRequest) -> Scored:
    """Of `found` what bears, for each facet named, one of the values wanted of it."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for name, value in request.filters:
        wanted[name].append(value)
    for name, values in wanted.items():
        column = index.facets.get(name)
        if column is None:
            return NONE
        found = kept_where(found, column.bearing(values, index.size)[found.docs])
    return found


def in_order(index: Snapshot, request: SearchRequest, found: Scored) -> Longs:
    """The places in `found` of one page, in the order asked for; what ranks equal stands newest record first."""
    docs, wanted = found.docs, request.page * request.size
    if request.sort == "title":
        keys = index.sort_keys(docs)
        order = np.array(sorted(range(len(docs)), key=keys.__getitem__), np.int64)
        return order[wanted - request.size : wanted]
    if request.sort == "relevance":
        rank: NDArray[Any] = -found.scores
    else:
        years = index.years[docs]
        rank = np.where(years == 0, 9999, years) if request.sort == "oldest" else -years
    among = np.arange(len(docs))
    if wanted < len(docs):  # only what can come on this page is put in order
        last = np.partition(rank, wanted - 1)[wanted - 1] if wanted else None
        among = among[rank <= last] if last is not None else among[:0]
    order = among[np.lexsort((-index.record_ids[docs[among]], rank[among]))]
    return order[wanted - request.size : wanted]


def _facet(name: str, column: FacetColumn | None, docs: Ints, size: int) -> Facet:
    if column is None:
        return Facet(name, ())
    counts = column.counts(docs, size)
    there = np.flatnonzero(counts)
    counted = [FacetValue(column.values[place], int(counts[place])) for place in there.tolist()]
    return Facet(name, tuple(sorted(counted, key=lambda one: (-one.count, one.value))))


def _hits(index: Snapshot, found: Scored, page: Longs, ways: list[tuple[str, ...]]) -> Iterator[Hit]:
    """The records at these places in `found`, each with how it has the words."""
    numbers = index.record_ids[found.docs[page]].tolist()
    scores = found.scores[page].astype(np.float64).round(4).tolist()
    fields = [_FIELDS_OF[bits] for bits in found.fields[page].tolist()]
    return map(Hit, numbers, scores, fields, ways)


_FIELDS_OF = [tuple(name for place, name in enumerate(FIELDS) if bits & (1 << place)) for bits in range(256)]
