"""What the catalogue has that begins with what was typed so far: titles, names and subjects, in any script.

Each heading stands in the index as a term of its own, folded, and under its sound: so 内蒙, neimeng, nmg and мон all
lead to what begins so, without reading a single record.
"""

from collections.abc import Iterator

import numpy as np

from search.analysis import mongolian, pinyin, scripts
from search.analysis.sounding import completion_key, initials_key, unfinished_key
from search.analysis.words import SOUNDING as SOUNDING_SCRIPTS
from search.analysis.words import joined_runs
from search.hits import Completion
from search.postings import SegmentPostings
from search.snapshot import EXACT, PREFIX, SOUNDING, Pick, Snapshot
from search.terms import completion

LONGEST = 60  # letters typed that count
SHORTEST_HEARD = 3  # sounds: fewer begin too much
POOL = 16  # headings looked at, for each way to read what was typed


def completions(index: Snapshot, typed: str, limit: int) -> tuple[Completion, ...]:
    """At most `limit` headings that begin with `typed`, as it is written before as it sounds, frequent ones first."""
    found: dict[str, Completion] = {}
    for picks in _ways(typed[:LONGEST]):
        for _, _, term in sorted(_most_frequent(index, picks)):
            if index.whole or len(index.postings(Pick(EXACT, term)).docs):
                text, kind = completion(term)
                found.setdefault(text, Completion(text, kind))
            if len(found) == limit:
                return tuple(found.values())
    return tuple(found.values())


def _ways(typed: str) -> Iterator[list[Pick]]:
    """As it is written; as pinyin, the last syllable perhaps not whole; as first letters; by its Mongolian sound."""
    key = completion_key(typed)
    if not key:
        return
    yield [Pick(PREFIX, f"c:{key}")]
    runs = [run for run in scripts.runs(typed) if run.script != scripts.DIGITS]
    if len(runs) == 1 and runs[0].script == scripts.LATIN:
        letters = key.lower()
        yield [Pick(SOUNDING, f"c:{unfinished_key(way)}") for way in pinyin.spoken_so_far(letters)]
        if pinyin.could_be_initials(letters):
            yield [Pick(SOUNDING, f"c:{initials_key(letters)}")]
    if runs and all(run.script in SOUNDING_SCRIPTS for run in runs):
        sounds = [mongolian.sounds_kept(run.text, run.script) for run in joined_runs(typed)]
        heard = "".join(mongolian.rough(sound[0].letters) for sound in sounds if sound)
        if len(heard) >= SHORTEST_HEARD:
            yield [Pick(SOUNDING, f"c={heard}")]


def _most_frequent(index: Snapshot, picks: list[Pick]) -> Iterator[tuple[int, int, str]]:
    """The `POOL` most frequent terms of `picks` in each segment, ready to be sorted: frequent before short ones."""
    for segment in index.segments:
        for pick in picks:
            yield from _top(segment.postings, pick)


def _top(postings: SegmentPostings, pick: Pick) -> Iterator[tuple[int, int, str]]:
    numbers = pick.of(postings)
    if not len(numbers):
        return
    chosen = np.arange(numbers.start, numbers.stop, dtype=np.int32) if isinstance(numbers, range) else numbers
    counts = postings.counts(chosen)
    if len(chosen) > POOL:
        best = np.argpartition(-counts, POOL)[:POOL]
        chosen, counts = chosen[best], counts[best]
    for number, count in zip(chosen.tolist(), counts.tolist(), strict=True):
        term = postings.term(number)
        yield -count, len(term), term
