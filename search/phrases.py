"""Where words stand side by side: the parts of a phrase at their distances, in one field of one document.

A place is a document, a field and a position in one number, so "the next word" is the next number. The rarest part is
looked up first, and the others only where it stands.
"""

from collections.abc import Sequence

import numpy as np

from search.arrays import PLACE_BITS, POSITION_BITS, Ints, Longs, is_among
from search.postings import SegmentPostings

FEW = 12  # places that are looked at one by one: below, that is faster than whole arrays
_PLACES, _POSITIONS = (1 << PLACE_BITS) - 1, (1 << POSITION_BITS) - 1
NOWHERE = np.empty(0, np.int64)

Numbers = range | Ints  # the numbers of some terms of a segment
Standing = tuple[int, Sequence[Numbers]]  # how far from the beginning of a phrase, and the terms that may stand there


def begun(postings: SegmentPostings, parts: Sequence[Standing]) -> Longs:
    """The places, ascending, at which a phrase of `parts` begins in the documents of a segment."""
    if not all(any(map(len, terms)) for _, terms in parts):
        return NOWHERE
    rarest_first = sorted(parts, key=lambda part: _count(postings, part[1]))
    offset, terms = rarest_first[0]
    if _count(postings, terms) <= FEW:
        return _one_by_one(postings, _few_places(postings, terms, offset), rarest_first[1:])
    places = _beginning(_places(postings, terms), offset)
    for at, (offset, terms) in enumerate(rarest_first[1:], start=1):
        if len(places) <= FEW:
            return _one_by_one(postings, places.tolist(), rarest_first[at:])
        there = _places(postings, terms, _documents(places))
        places = places[is_among(places, _beginning(there, offset))]
    return places


def _few_places(postings: SegmentPostings, terms: Sequence[Numbers], offset: int) -> list[int]:
    """Where a phrase begins of which one of a few terms stands `offset` further on."""
    found = (doc << PLACE_BITS | place for numbers in terms for doc, place in postings.each_place(numbers))
    return sorted(place - offset for place in found if place & _POSITIONS >= offset)


def _one_by_one(postings: SegmentPostings, places: Sequence[int], parts: Sequence[Standing]) -> Longs:
    """Those of a handful of places from which every one of `parts` stands where it should."""
    found = [place for place in places if all(_stands(postings, terms, place, offset) for offset, terms in parts)]
    return np.array(found, np.int64)


def _stands(postings: SegmentPostings, terms: Sequence[Numbers], beginning: int, offset: int) -> bool:
    doc, within = beginning >> PLACE_BITS, (beginning & _PLACES) + offset
    if within & _POSITIONS < offset:  # that would be in the next field
        return False
    for numbers in terms:
        if isinstance(numbers, range):
            if any(within in postings.places_in(number, doc) for number in numbers):
                return True
        elif within in postings.places(numbers, np.array([doc], np.int32))[1]:
            return True
    return False


def _beginning(places: Longs, offset: int) -> Longs:
    """Where a phrase begins of which something stands at `places`, `offset` further on."""
    return places[(places & _POSITIONS) >= offset] - offset if offset else places


def _places(postings: SegmentPostings, terms: Sequence[Numbers], within: Ints | None = None) -> Longs:
    """All places of any of some terms, ascending; where told, only in the documents `within`."""
    there = [numbers for numbers in terms if len(numbers)]
    found = (postings.places(numbers, within) for numbers in there)
    keys = [docs.astype(np.int64) << PLACE_BITS | places for docs, places in found]
    if len(keys) == 1 and len(there[0]) == 1:
        return keys[0]
    return np.sort(np.concatenate(keys)) if keys else NOWHERE


def _documents(places: Longs) -> Ints:
    """The documents of places, each once."""
    docs = (places >> PLACE_BITS).astype(np.int32)
    return docs[np.concatenate(([True], docs[1:] != docs[:-1]))]


def _count(postings: SegmentPostings, terms: Sequence[Numbers]) -> int:
    return sum(map(postings.count, terms))
