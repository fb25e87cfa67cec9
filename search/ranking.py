"""From a plan to documents and their scores: BM25 over one weighted posting list for each term.

Weights carry the boosts of the fields (a word of the title counts more), so one list a term is enough (BM25F with
one length, that of the title). A word of pieces is found where all its pieces stand in one and the same field.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from search.analysis import Word, flat
from search.arrays import FIELDS, TEXT_FIELDS, Arrays, Bits, Floats, Postings
from search.plan import Clause, Plan

K1, B = 1.2, 0.4
RELATED = 0.5  # what another form of a word counts beside the one that was typed
NEIGHBOURS = 0.5  # what a pair across two words of a query counts beside a word
ALL_FIELDS = 0xFF


@dataclass(frozen=True, slots=True)
class Found:
    """For each document the fields (bits) in which a word was found, 0 for not at all, and its score."""

    fields: Bits
    scores: Floats


class Ranking:
    """Evaluates plans on one state of an index."""

    def __init__(self, arrays: Arrays, field: str = "") -> None:
        self._arrays = arrays
        self._allowed = np.uint8(1 << FIELDS.index(field) if field else ALL_FIELDS)
        self._size = len(arrays.alive)
        lengths = arrays.lengths
        mean = float(lengths[arrays.alive].mean()) if arrays.alive.any() else 1.0
        self._norms = (K1 * (1 - B + B * lengths / max(mean, 1.0))).astype(np.float32)

    def found(self, plan: Plan) -> Found:
        """Where all clauses of `plan` hold, or the whole query is a number."""
        found = self._all([partial(self.clause, clause) for clause in plan.clauses])
        for term in plan.neighbours:
            np.add(found.scores, self._term(term).scores * np.float32(NEIGHBOURS), out=found.scores)
        return _either(found, self._any(plan.numbers))

    def clause(self, clause: Clause) -> Found:
        """Where all words of a clause stand, side by side when it is a phrase, or one of its numbers does."""
        found = self._all([partial(self.word, word) for word in clause.words], same_field=bool(clause.phrase))
        if clause.phrase:
            found = Found(self._side_by_side(found.fields, clause.phrase), found.scores)
        return _either(found, self._any(clause.numbers))

    def word(self, word: Word) -> Found:
        """Where a word stands: one of its terms, or all its pieces in one field."""
        found = self._any(word.any_of)
        if not word.all_of:
            return found
        fields = np.full(self._size, ALL_FIELDS, np.uint8)
        scores = np.zeros(self._size, np.float32)
        for piece in map(self._piece, word.all_of):
            fields &= piece.fields
            scores += piece.scores
        scores *= (fields != 0) / np.float32(len(word.all_of))
        return Found(found.fields | fields, found.scores + scores)

    def _all(self, parts: Iterable[Callable[[], Found]], *, same_field: bool = False) -> Found:
        """Where every one of `parts` was found; they are not asked any more once nothing is left."""
        hit = self._arrays.alive.copy()
        common = np.full(self._size, ALL_FIELDS, np.uint8)
        fields, scores = self._nothing()
        for part in parts:
            found = part()
            common &= found.fields
            hit &= (common if same_field else found.fields) != 0
            if not hit.any():
                return Found(*self._nothing())
            fields |= found.fields
            scores += found.scores
        return Found(np.where(hit, common if same_field else fields, 0).astype(np.uint8), scores)

    def _piece(self, piece: str) -> Found:
        single = len(piece) == 1
        return self._weighed(self._arrays.postings_of_character(piece) if single else self._arrays.postings(piece))

    def _any(self, terms: tuple[str, ...]) -> Found:
        """Where one of `terms` occurs; the best of them makes the score, and the first is what was typed."""
        found = Found(*self._nothing())
        for place, term in enumerate(terms):
            one = self._term(term)
            np.bitwise_or(found.fields, one.fields, out=found.fields)
            np.maximum(found.scores, one.scores * np.float32(RELATED if place else 1), out=found.scores)
        return found

    def _term(self, term: str) -> Found:
        return self._weighed(self._arrays.postings(term))

    def _weighed(self, postings: Postings) -> Found:
        found = Found(*self._nothing())
        fields = postings.fields & self._allowed
        there = fields != 0
        docs, weights = postings.docs[there], postings.weights[there]
        rarity = np.log1p((self._size - len(docs) + 0.5) / (len(docs) + 0.5))
        found.fields[docs] = fields[there]
        found.scores[docs] = rarity * weights * (K1 + 1) / (weights + self._norms[docs])
        return found

    def _nothing(self) -> tuple[Bits, Floats]:
        return np.zeros(self._size, np.uint8), np.zeros(self._size, np.float32)

    def _side_by_side(self, fields: Bits, phrase: str) -> Bits:
        """Those of `fields` whose folded text has `phrase`."""
        kept = np.zeros_like(fields)
        for doc in np.flatnonzero(fields).tolist():
            texts = self._arrays.texts(doc)
            for place, name in enumerate(TEXT_FIELDS):
                if fields[doc] & (1 << place) and any(phrase in flat(text) for text in texts[name]):
                    kept[doc] |= 1 << place
        return kept


def _either(one: Found, other: Found) -> Found:
    return Found(one.fields | other.fields, one.scores + other.scores)
