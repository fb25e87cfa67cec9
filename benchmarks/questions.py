"""Questions drawn from the records themselves: words of all frequencies, stretches of titles, slips of the hand."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from benchmarks.contenders import KINDS, Question
from search.analysis.scripts import HAN, LATIN
from search.analysis.words import ANY, Word
from search.analysis.words import words as analysed
from search.documents import Document

SAMPLE, COMMON, RARE_SHARE = 4000, 300, 2000
TRIES = 60  # draws for each question wanted, before the records are held to have no more
_RUN = re.compile(r"[\u4e00-\u9fff]{4,}")
Frequency = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as a record spells it, the terms that find it, and how many records have it."""

    text: str
    script: str
    terms: tuple[str, ...]
    often: int


class Questions:
    """What may be asked about some records; the same records and seed give the same questions."""

    def __init__(self, documents: Iterable[Document], count: int, frequency: Frequency, seed: int = 1) -> None:
        self._lot = random.Random(seed)
        self._frequency = frequency
        step = max(1, count // SAMPLE)
        self._alone: dict[str, Spelt | None] = {}
        self._sample = list(islice(documents, 0, None, step))
        self._words = [self._spelt(document) for document in self._sample]
        known = {spelt.text: spelt for words in self._words for spelt in words}
        ranked = sorted(known.values(), key=lambda one: (-one.often, one.text))
        rare = max(3, count // RARE_SHARE)
        common = min(COMMON, len(ranked) // 4)
        middle = [one for one in ranked[common:] if one.often > rare]
        self._bands = (
            ranked[:common],
            middle or ranked[:common],
            [one for one in ranked if one.often <= rare] or ranked,
        )
        self._band_of = {one.text: place for place, band in enumerate(self._bands) for one in band}
        self._texts = [text for one in self._sample for text in (*one.title, *one.author, *one.subject)]

    def all(self, number: int) -> dict[str, list[Question]]:
        """Up to `number` different questions of each kind."""
        return {kind: self.of(kind, number) for kind in KINDS}

    def of(self, kind: str, number: int) -> list[Question]:
        """Up to `number` different questions of one kind, fewer only where the records have no more."""
        draws: dict[str, Callable[[int], Question | None]] = {
            "and": self._and,
            "or": self._or,
            "phrase": self._phrase,
            "prefix": self._prefix,
            "completion": self._completion,
            "did-you-mean": self._slip,
        }
        draw = draws.get(kind) or partial(self._term, kind)
        different: dict[str, Question] = {}
        for at in range(number * TRIES):
            question = draw(at)
            if question is not None:
                different.setdefault(question.query, question)
            if len(different) == number:
                break
        return list(different.values())

    def _term(self, kind: str, at: int) -> Question:
        band = at % 3 if kind == "term" else at % 2  # rare words have few results to count or to mark
        one = self._lot.choice(self._bands[band])
        return Question(kind, one.text, (one.terms,))

    def _and(self, at: int) -> Question | None:
        """Two to four words of one record, the first of them common, in between or rare."""
        words = self._lot.choice(self._words)
        first = [one for one in words if self._band_of.get(one.text) == at % 3]
        if not first or len(words) < 4:
            return None
        chosen = [self._lot.choice(first)]
        chosen += self._lot.sample([one for one in words if one != chosen[0]], self._lot.randint(1, 3))
        return Question("and", " ".join(one.text for one in chosen), tuple(one.terms for one in chosen))

    def _or(self, at: int) -> Question | None:
        """Four words of the three bands."""
        chosen = dict.fromkeys(self._lot.choice(self._bands[(at + place) % 3]) for place in range(4))
        if len(chosen) < 4:
            return None
        return Question("or", " 或 ".join(one.text for one in chosen), tuple(one.terms for one in chosen))

    def _phrase(self, _: int) -> Question | None:
        """Four to eight characters of a title."""
        found = _RUN.search(self._lot.choice(self._lot.choice(self._sample).title))
        if found is None:
            return None
        size = min(self._lot.randint(4, 8), len(found[0]))
        start = self._lot.randint(0, len(found[0]) - size)
        text = found[0][start : start + size]
        if _folded(text) != text:
            return None
        return Question("phrase", f"“{text}”", tuple((text[at : at + 2],) for at in range(size - 1)))

    def _prefix(self, at: int) -> Question | None:
        """Two or three characters with which a longer word begins, three letters of a Latin one."""
        one = self._lot.choice(self._bands[at % 3])
        size = 3 if one.script == LATIN or at % 2 else 2
        start = one.terms[0][:size]
        if one.script not in (HAN, LATIN) or len(one.terms[0]) <= size:
            return None
        return Question("prefix", f"{start}*", ((start,),))

    def _completion(self, _: int) -> Question | None:
        """What stands in the field after one to four characters of a title, a name or a subject."""
        text = self._lot.choice(self._texts)[: self._lot.randint(1, 4)].strip()
        plain = _folded(text)
        return Question("completion", text, ((plain,),) if plain == text.casefold() else ()) if text else None

    def _slip(self, _: int) -> Question | None:
        """A word of four letters or more with one of them wrong, as no record has it."""
        one = self._lot.choice(self._lot.choice(self._bands))
        if one.script not in (HAN, LATIN) or len(one.text) < 4:
            return None
        at = self._lot.randrange(1, len(one.text) - 1)
        wrong = one.text[:at] + self._lot.choice(self._lot.choice(self._bands[0]).text) + one.text[at + 1 :]
        pieces = [wrong[at - 1 : at + 1], wrong[at : at + 2]] if one.script == HAN else [wrong.casefold()]
        known = _folded(wrong) != wrong.casefold() or any(map(self._frequency, pieces))
        return None if known else Question("did-you-mean", wrong)

    def _spelt(self, document: Document) -> list[Spelt]:
        """The words of a record, each once, that are words by themselves too and not single characters."""
        words = {
            text[word.start : word.end]: word
            for text in (*document.title, *document.subject, *document.author, *document.other)
            for word in analysed(text)
            if word.end - word.start > 1 and not word.key.isdecimal()
        }
        found = (self._by_itself(spelling, word) for spelling, word in words.items())
        return [one for one in found if one]

    def _by_itself(self, spelling: str, word: Word) -> Spelt | None:
        if spelling not in self._alone:
            terms = tuple(part for way in word.ways if way.how == ANY for part in way.parts)
            alone = [other.key for other in analysed(spelling)] == [word.key]
            self._alone[spelling] = Spelt(spelling, word.script, terms, self._frequency(terms[0])) if alone else None
        return self._alone[spelling]


def _folded(text: str) -> str:
    return "".join(word.key for word in analysed(text))
