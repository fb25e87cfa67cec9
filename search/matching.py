"""From a plan to what it finds: words into clauses, clauses into groups, groups less what is excluded."""

from collections.abc import Iterator

import numpy as np

from search.analysis.scripts import LATIN
from search.analysis.words import Word
from search.arrays import ALL_FIELDS, Ints, is_among
from search.hits import WAYS
from search.plan import Clause, Plan
from search.ranking import NEIGHBOURS, SURE, Ranking
from search.scored import (
    NONE,
    Scored,
    all_of,
    at_least,
    common,
    either,
    kept_where,
    merged,
    raised,
    summed,
    without,
)
from search.snapshot import PREFIX, Pick, Snapshot


class Matching:
    """Finds what plans ask for in one state of an index, in `field` where a clause names no other.

    Where all of several things must hold, the rarest is looked up first and the others only `within` what it found:
    what is not among these documents may be left out.
    """

    def __init__(self, index: Snapshot, field: str = "") -> None:
        self._index = index
        self._field = field
        self._rankings: dict[str, Ranking] = {}
        self._forms: dict[tuple[int, bool], Scored] = {}  # by the clause, which the plan keeps for as long as this

    def found(self, asked: Plan) -> Scored:
        """Where a clause of each group holds, or the whole query is a number."""
        found = all_of(asked.groups, self._often, self._group) if asked.groups else self.everything()
        return self._rest(asked, either(found, self._numbers(asked.numbers)))

    def most(self, asked: Plan) -> Scored:
        """Where most of the groups hold: all but one; of six or more, all but a third."""
        count = len(asked.groups)
        if count < 2:
            return NONE
        parts = [self._group(group) for group in asked.groups]
        return self._rest(asked, at_least(parts, count - max(1, count // 3)))

    def ways(self, asked: Plan, docs: Ints) -> list[tuple[str, ...]]:
        """How each of some documents that were found has the words of a query, the surest first."""
        told: dict[int, set[str]] = {doc: set() for doc in docs.tolist()}
        for clause in (clause for group in asked.groups for clause in group):
            for way, there in self._ways(clause, np.sort(docs)):
                for doc in there.tolist():
                    told[doc].add(way)
        return [tuple(way for way in WAYS if way in told[doc]) for doc in docs.tolist()]

    def only_typed(self, asked: Plan) -> bool:
        """Whether the words of a query can be had in no other way than as they were typed."""
        clauses = [clause for group in asked.groups for clause in group]
        return all(not clause.others and word.kinds == {"typed"} for clause in clauses for word in clause.words)

    def doubtful(self, word: Word) -> bool:
        """Whether a word in Latin letters is had by no more than its sound: it may be a slip in another language."""
        if word.script != LATIN:
            return False
        sure = (self._in("").way(way) for way in word.ways if way.kind != "sound")
        return not any(len(found.docs) for found in sure)

    def _group(self, group: tuple[Clause, ...], within: Ints | None = None) -> Scored:
        if len(group) == 1:
            return self._clause(group[0], within)
        return summed([self._clause(clause, within) for clause in group])

    def _clause(self, clause: Clause, within: Ints | None = None) -> Scored:
        """Where a clause holds in one of its forms, or one of its numbers stands."""
        found = self._form(clause, within)
        if clause.others:
            others = [self._form(other, within).times(SURE[other.kind]) for other in clause.others]
            found = merged([found, *others])
        return either(found, self._numbers(clause.numbers)) if clause.numbers and not clause.field else found

    def _form(self, clause: Clause, within: Ints | None = None) -> Scored:
        key = (id(clause), within is not None)
        found = self._forms.get(key)
        if found is None:
            ranking = self._in(clause.field)
            found = self._phrase(clause, ranking) if clause.phrase else self._words(clause, ranking, within)
            self._forms[key] = found
        return found

    def _words(self, clause: Clause, ranking: Ranking, within: Ints | None) -> Scored:
        return all_of(clause.words, ranking.often, ranking.word, within)

    def _often(self, group: tuple[Clause, ...]) -> float:
        """In how many documents a group holds at most, its numbers left aside."""
        forms = (form for clause in group for form in (clause, *clause.others))
        return sum(self._form_often(form) for form in forms)

    def _form_often(self, form: Clause) -> float:
        if form.phrase:
            return min(sum(map(self._index.count, picks)) for _, picks in form.phrase)
        return min(map(self._in(form.field).often, form.words), default=0)

    def _phrase(self, clause: Clause, ranking: Ranking) -> Scored:
        """Where all parts stand at their distances in one field; a word of it scores the mean of parts."""
        return ranking.phrase(clause.phrase).times(max(len(clause.words), 1) / len(clause.phrase))

    def _rest(self, asked: Plan, found: Scored) -> Scored:
        """Neighbours raise; exclusions, classes and years narrow."""
        ranking = self._in("")
        for pick in asked.neighbours:
            found = raised(found, ranking.of_picks((pick,)), NEIGHBOURS)
        for clause in asked.excluded:
            found = without(found, self._clause(clause))
        for mark in asked.classes:
            found = common(found, self._numbers((Pick(PREFIX, mark),)).times(0))
        if asked.years:
            years = self._index.years[found.docs]
            found = kept_where(found, (years >= asked.years[0]) & (years <= asked.years[1]))
        return found

    def _numbers(self, picks: tuple[Pick, ...]) -> Scored:
        return self._in("").of_picks(picks) if picks and self._field == "" else NONE

    def everything(self) -> Scored:
        """Every document, none better than another."""
        docs = self._index.living
        return Scored(docs, np.full(len(docs), ALL_FIELDS, np.uint8), np.zeros(len(docs), np.float32))

    def _in(self, field: str) -> Ranking:
        if field not in self._rankings:
            self._rankings[field] = Ranking(self._index, field or self._field)
        return self._rankings[field]

    def _ways(self, clause: Clause, docs: Ints) -> Iterator[tuple[str, Ints]]:
        """Of `docs` those that have the words of a clause in a way, for each way."""
        if clause.numbers:
            yield "typed", docs[is_among(docs, self._numbers(clause.numbers).docs)]
        there = docs[is_among(docs, self._form(clause, docs).docs)] if clause.others else docs
        for word in clause.words:
            yield from self._ways_of_word(word, there, self._in(clause.field))
        for form in clause.others:
            yield form.kind, docs[is_among(docs, self._form(form, docs).docs)]

    def _ways_of_word(self, word: Word, docs: Ints, ranking: Ranking) -> Iterator[tuple[str, Ints]]:
        """The surest way in which each of `docs` has a word."""
        if word.kinds == {"typed"}:
            yield "typed", docs
            return
        for way in (*word.ways, *word.otherwise):
            if len(docs):
                there = is_among(docs, ranking.way(way, docs).docs)
                yield way.kind, docs[there]
                docs = docs[~there]
