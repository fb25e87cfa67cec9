"""From a plan to documents and their scores: BM25 over one weighted posting list for each term.

Weights carry the boosts of the fields (a word of the title counts more), so one list a term is enough (BM25F with
one length, that of the title; the formula and its statistics are Whoosh's, and a law holds the two to the same
scores). Everything is done on arrays of the documents that are found, never on all documents of the index.

A word may be had in several ways; each counts by how sure it is, and the best of them makes the score.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.analysis import mongolian
from search.analysis.sounding import initials_key, spoken_key
from search.analysis.words import ALL, ANY, INITIALS, NEAR_SOUNDS, PATTERN, SOUNDS, SPOKEN, Way, Word
from search.arrays import ALL_FIELDS, FAR_FEWER, FIELDS, HEADING_BITS, PLACE_BITS, POSITION_BITS, Floats, Ints, Postings
from search.kept_sounds import KeptSounds
from search.patterns import terms_like
from search.scored import NONE, Scored, in_fields, merged, together
from search.snapshot import EXACT, PREFIX, SOUNDING, Part, Pick, Snapshot

K1, B = 1.2, 0.4
SURE = {
    "typed": 1.0,
    "parts": 0.4,
    "form": 1.0,
    "stem": 0.8,
    "abbreviation": 0.6,
    "numeral": 0.9,
    "sound": 0.6,
    "pinyin": 0.6,
    "initials": 0.4,
}
"""What a way of having a word counts beside the word as it was typed."""
POWER = 2  # by which the likeness of two sounds is raised
PIECES = 0.7  # what all pieces of a word count beside the word
NEIGHBOURS = 0.5  # what a pair across two words of a query counts beside a word


class Ranking:
    """Evaluates words and phrases on one state of an index."""

    def __init__(self, index: Snapshot, field: str = "") -> None:
        self.index = index
        self._allowed = np.uint8(1 << FIELDS.index(field) if field else ALL_FIELDS)
        self._norms = index.norms(K1, B)
        self._oftens: dict[tuple[Way, ...], float] = {}
        self._hows: dict[str, Callable[[Way], Scored]] = {
            ANY: self._any,
            ALL: self._all,
            SOUNDS: self._sounds,
            NEAR_SOUNDS: self._sounds,
            SPOKEN: self._spoken,
            INITIALS: self._initials,
            PATTERN: self._pattern,
        }

    def word(self, word: Word, within: Ints | None = None) -> Scored:
        """Where a word is had in one of its ways. What is not among the documents `within` may be left out."""
        if len(word.ways) == 1 and not word.otherwise:
            return self.way(word.ways[0], within)
        key = (word.ways, word.otherwise, self._allowed)
        found = self.index.kept.get(key)
        if found is None and within is not None and len(within) * FAR_FEWER < self.often(word):
            some = merged([self.way(way, within) for way in word.ways])
            if len(some.docs) or not word.otherwise:
                return some
        if found is None:
            found = merged([self.way(way) for way in word.ways])
            if word.otherwise and not len(found.docs):
                found = merged([self.way(way) for way in word.otherwise])
            self.index.kept.put(key, found, len(found.docs))
        assert isinstance(found, Scored)
        return found

    def way(self, way: Way, within: Ints | None = None) -> Scored:
        """Where a word is had in this way. What is not among the documents `within` may be left out."""
        key = (way, self._allowed)
        found = self.index.kept.get(key)
        if found is None and within is not None and way.how in (ANY, ALL):
            return self._sure(way, self._any(way, within) if way.how == ANY else self._all(way, within))
        if found is None:
            found = self._sure(way, self._hows[way.how](way))
            self.index.kept.put(key, found, len(found.docs))
        assert isinstance(found, Scored)
        return found

    def often(self, word: Word) -> float:
        """In how many documents a word is had at most; without end where only looking tells."""
        often = self._oftens.get(word.ways)
        if often is None:
            often = self._oftens[word.ways] = sum(map(self._way_often, word.ways))
        return often

    def _way_often(self, way: Way) -> float:
        if way.how not in (ANY, ALL):
            return math.inf
        counts = [self.index.count(Pick(EXACT, part)) for part in way.parts]
        return sum(counts) if way.how == ANY else min(counts)

    def _sure(self, way: Way, found: Scored) -> Scored:
        return found.times(SURE[way.kind] * (PIECES if way.how == ALL else 1))

    def terms(self, terms: Sequence[str], within: Ints | None = None) -> Scored:
        """Where one of `terms` occurs."""
        return self.of_picks([Pick(EXACT, term) for term in terms], within)

    def of_picks(self, picks: Sequence[Pick], within: Ints | None = None) -> Scored:
        """Where terms of any of `picks` occur; the best of them makes the score."""
        postings = map(self.index.postings, picks)
        return merged([self.weighed(one if within is None else one.among(within)) for one in postings])

    def weighed(self, postings: Postings) -> Scored:
        """Postings with the score of each by BM25, in the fields that are allowed."""
        return self._scored(postings, np.float32(self._rarity(postings.often)))

    def _rarity(self, count: int) -> float:
        return math.log(max(self.index.size, 1) / (count + 1)) + 1

    def _scored(self, postings: Postings, rarity: np.float32 | Floats) -> Scored:
        docs, fields, weights = postings.docs, postings.fields, postings.weights
        scores = rarity * (weights * np.float32(K1 + 1)) / (weights + self._norms[docs])
        return in_fields(Scored(docs, fields, scores), int(self._allowed))

    def in_one_field(self, picks: Sequence[Pick], within: Ints | None = None) -> Scored:
        """Where all of `picks` stand in one and the same field, the rarest looked up first; scores are added."""
        found: Scored | None = None
        for pick in sorted(picks, key=self.index.count):
            here = self.of_picks((pick,), within if found is None else found.docs)
            found = here if found is None else together(found, here)
            if not len(found.docs):
                return NONE
        return NONE if found is None else found

    def phrase(self, parts: tuple[Part, ...], within: int = ALL_FIELDS) -> Scored:
        """Where `parts` stand at their distances in one field (of the bits `within`); their scores are added."""
        key = (parts, within, self._allowed)
        found = self.index.kept.get(key)
        if found is None:
            found = self._side_by_side(parts, within) if len(parts) > 1 else self._alone(parts[0], within)
            self.index.kept.put(key, found, len(found.docs))
        assert isinstance(found, Scored)
        return found

    def _alone(self, part: Part, within: int) -> Scored:
        return in_fields(self.of_picks(part[1]), within)

    def _side_by_side(self, parts: Sequence[Part], within: int) -> Scored:
        places = self.index.begun(parts)
        bits = np.left_shift(1, (places >> POSITION_BITS) & 3).astype(np.uint8) & self._allowed & np.uint8(within)
        places, bits = places[bits != 0], bits[bits != 0]
        if not len(places):
            return NONE
        docs = (places >> PLACE_BITS).astype(np.int32)
        first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
        docs, fields = docs[first], np.bitwise_or.reduceat(bits, first)
        return Scored(docs, fields, self._of_all([picks for _, picks in parts], docs))

    def _of_all(self, groups: Sequence[Sequence[Pick]], docs: Ints) -> Floats:
        """The scores of documents each of which has one term of each group."""
        single = [self.index.postings(picks[0]) for picks in groups if len(picks) == 1]
        weights = np.stack([one.weights[one.docs.searchsorted(docs)] for one in single])
        rarity = np.array([self._rarity(one.often) for one in single], np.float32)
        scores: Floats = (rarity[:, None] * weights * np.float32(K1 + 1) / (weights + self._norms[docs])).sum(axis=0)
        for picks in groups:
            if len(picks) > 1:
                any_of_them = self.of_picks(picks)
                scores += any_of_them.scores[any_of_them.docs.searchsorted(docs)]
        return scores

    def _any(self, way: Way, within: Ints | None = None) -> Scored:
        return self.terms(way.parts, within)

    def _all(self, way: Way, within: Ints | None = None) -> Scored:
        """All pieces in one and the same field; the score is the mean of theirs."""
        return self.in_one_field([Pick(EXACT, part) for part in way.parts], within).times(1 / len(way.parts))

    def _sounds(self, way: Way) -> Scored:
        """Words of any script that sound like this one, the nearer the more they count.

        Words in Latin letters may be of any language: where one is asked for or found, the two must be near.
        """
        asked = [mongolian.Sound(*part.split(":", 1)) for part in way.parts]
        near = mongolian.NEAR if way.how == NEAR_SOUNDS else mongolian.SIMILAR
        found = []
        for kind, least in (("k", near), ("l", mongolian.NEAR)):
            kept = KeptSounds(self.index, kind)
            alike = {sound: by for sound, by in mongolian.alike(asked, kept.letters).items() if by >= least}
            if alike:
                found.append(self._best(kept.terms(alike), np.array(list(alike.values()))))
        return merged(found)

    def _best(self, terms: Sequence[Sequence[tuple[int, int]]], likeness: NDArray[np.float64]) -> Scored:
        """Where any of many terms occurs, each as rare as it is and as much as it is like what was asked for."""
        postings, owners = self.index.postings_each(terms)
        counts = self.index.counts_each(terms)
        rarity = np.log(max(self.index.size, 1) / (counts + 1)) + 1
        found = self._scored(postings, (rarity * likeness**POWER)[owners].astype(np.float32))
        order = np.lexsort((-found.scores, found.docs))
        docs = found.docs[order]
        first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1]))) if len(docs) else order
        fields = np.bitwise_or.reduceat(found.fields[order], first) if len(docs) else found.fields
        return Scored(docs[first], fields, found.scores[order][first])

    def _spoken(self, way: Way) -> Scored:
        """Syllables one after the other, each pair of them as a pair of characters."""
        syllables = way.parts
        pairs = [syllables[at : at + 2] for at in range(max(len(syllables) - 1, 1))]
        return self.sounding([spoken_key(pair) for pair in pairs])

    def _initials(self, way: Way) -> Scored:
        letters = way.parts[0]
        return self.sounding([initials_key(letters[at : at + 2]) for at in range(len(letters) - 1)])

    def sounding(self, keys: Sequence[str]) -> Scored:
        """Where pairs of characters that sound so stand one after the other in a heading."""
        picks = [Pick(SOUNDING, key) for key in keys]
        found = self.phrase(tuple((at, (pick,)) for at, pick in enumerate(picks)), HEADING_BITS)
        return found.times(1 / len(picks))

    def _pattern(self, way: Way) -> Scored:
        """Terms like a pattern: those that begin with what stands before its first * or ?."""
        pattern = way.parts[0]
        if pattern.endswith("*") and not set(pattern[:-1]) & {"*", "?"}:
            return self.of_picks([Pick(PREFIX, pattern[:-1])])
        return self.terms(terms_like(pattern, self.index))
