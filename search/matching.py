"""From a plan to what it finds: words into clauses, clauses into groups, groups less what is excluded."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from search.analysis import Word
from search.analysis.scripts import LATIN
from search.arrays import ALL_FIELDS
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
    """Finds what plans ask for in one state of an index, in `field` where a clause names no other."""

    def __init__(self, index: Snapshot, field: str = "") -> None:
        self._index = index
        self._field = field
        self._rankings: dict[str, Ranking] = {}
        self._forms: dict[int, Scored] = {}  # by the clause, which the plan keeps for as long as this

    def found(self, asked: Plan) -> Scored:
        """Where a clause of each group holds, or the whole query is a number."""
        found = all_of(partial(self._group, group) for group in asked.groups) if asked.groups else self.everything()
        return self._rest(asked, either(found, self._numbers(asked.numbers)))

    def most(self, asked: Plan) -> Scored:
        """Where most of the groups hold: all but one; of six or more, all but a third."""
        count = len(asked.groups)
        if count < 2:
            return NONE
        parts = [self._group(group) for group in asked.groups]
        return self._rest(asked, at_least(parts, count - max(1, count // 3)))

    def ways_of(self, asked: Plan, doc: int) -> tuple[str, ...]:
        """How a document has the words of a query, the surest first."""
        found = {way for group in asked.groups for clause in group for way in self._ways(clause, doc)}
        return tuple(way for way in WAYS if way in found)

    def only_typed(self, asked: Plan) -> bool:
        """Whether the words of a query can be had in no other way than as they were typed."""
        clauses = [clause for group in asked.groups for clause in group]
        return all(not clause.others and word.kinds == {"typed"} for clause in clauses for word in clause.words)

    def doubtful(self, word: Word) -> bool:
        """Whether a word in Latin letters is had by no more than its sound: it may be a slip in another language."""
        ranking = self._in("")
        sure = (ranking.way(way) for way in word.ways if way.kind != "sound")
        return word.script == LATIN and not any(len(found.docs) for found in sure)

    def _group(self, group: tuple[Clause, ...]) -> Scored:
        return summed([self._clause(clause) for clause in group])

    def _clause(self, clause: Clause) -> Scored:
        """Where a clause holds in one of its forms, or one of its numbers stands."""
        forms = [self._form(form).times(SURE[form.kind]) for form in (clause, *clause.others)]
        return either(merged(forms), NONE if clause.field else self._numbers(clause.numbers))

    def _form(self, clause: Clause) -> Scored:
        found = self._forms.get(id(clause))
        if found is None:
            ranking = self._in(clause.field)
            words = (partial(ranking.word, word) for word in clause.words)
            found = self._phrase(clause, ranking) if clause.phrase else all_of(words)
            self._forms[id(clause)] = found
        return found

    def _phrase(self, clause: Clause, ranking: Ranking) -> Scored:
        """All parts in one field, then those where they stand side by side; a word of it scores the mean of parts."""
        found = ranking.in_one_field([picks for _, picks in clause.phrase])
        found = ranking.side_by_side(found, clause.phrase)
        return found.times(max(len(clause.words), 1) / len(clause.phrase))

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

    def _ways(self, clause: Clause, doc: int) -> Iterator[str]:
        if clause.numbers and self._numbers(clause.numbers).has(doc):
            yield "typed"
        if not clause.others or self._form(clause).has(doc):
            yield from (self._way(word, doc, clause.field) for word in clause.words)
        yield from (form.kind for form in clause.others if self._form(form).has(doc))

    def _way(self, word: Word, doc: int, field: str) -> str:
        """The surest way in which a document has a word; empty when it does not have it."""
        if word.kinds == {"typed"}:
            return "typed"
        ranking = self._in(field)
        return next((way.kind for way in (*word.ways, *word.otherwise) if ranking.way(way).has(doc)), "")
