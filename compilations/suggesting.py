"""What an editor may want to know: records on the topic that are not yet in, and what stands in it twice.

Two texts are nearly the same when most of their shingles (runs of eight characters) are. Of each text only the 400
smallest digests of shingles are kept, from which the likeness of two is estimated (Broder, "On the resemblance and
containment of documents", 1997): exact for short texts, within some five per cent for long ones.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sqlmodel import Session, col, select

from compilations.editing import Outline, outline
from compilations.outside import IN_BRACKETS, law_name, sources_in
from desk.database import Database
from desk.errors import Word
from desk.tables import BibRecord, Entry, LegalStatus, OutsideSource
from search.analysis import han
from search.analysis.keywords import keywords
from search.engine import Engine
from search.indexing import search
from search.request import SearchRequest

WORDS_OF_TOPIC = 8
_SHINGLE, _KEPT, _ALIKE = 8, 400, 0.8
_FEW = 50  # entries; a stretch that more of them have is a heading or a formula
_DATE = re.compile(r"(?:19|20)\d\d(?:[-年.]\d{1,2}(?:[-月.]\d{1,2})?)?")


@dataclass(frozen=True)
class Similar:
    """The words of a topic, and records that have some of them, best first."""

    words: tuple[str, ...]
    record_ids: tuple[int, ...]


class Doubt(StrEnum):
    """Why two entries should not both stand in a volume."""

    SAME = "same"
    NEAR = "near"
    SUPERSEDED = "superseded"


DOUBT_LABELS = {
    Doubt.SAME: Word("正文相同"),
    Doubt.NEAR: Word("正文大部分相同"),
    Doubt.SUPERSEDED: Word("同一法规的两个版本"),
}


@dataclass(frozen=True)
class Pair:
    """Two entries that say the same, in the order of the volume. `likeness`: of 0 to 1.

    `older`: of two versions of a law, the number of the entry that has the earlier one, where that is known.
    """

    first: int
    second: int
    doubt: Doubt
    likeness: float = 1.0
    older: int | None = None


def subjects_of(text: str) -> tuple[str, ...]:
    """The weightiest words of a text, at most `WORDS_OF_TOPIC`: what it is about."""
    return tuple(each.word for each in keywords(text, WORDS_OF_TOPIC))


def any_of(words: Iterable[str]) -> str:
    """The query for what has one of these words; who has several stands first."""
    return " 或 ".join(f"“{word}”" for word in words)


def similar(database: Database, engine: Engine, compilation_id: int, *, limit: int = 10) -> Similar:
    """Records like those of a compilation that are not in it: found by the keywords of its titles and subjects."""
    with database.reading() as db:
        found = outline(db, compilation_id)
        entries = [entry for _section, within in found.sections for entry in within]
        words = subjects_of(_topic(db, found, entries))
    there = {entry.bib_record_id for entry in entries} | {number for entry in entries for number in entry.books}
    if not words:
        return Similar((), ())
    hits = search(database, engine, SearchRequest(query=any_of(words), size=limit + len(there), facets=())).hits
    return Similar(words, tuple(hit.record_id for hit in hits if hit.record_id not in there)[:limit])


def duplicates(db: Session, compilation_id: int) -> tuple[Pair, ...]:
    """The entries of a compilation that say the same as another, and laws of which two versions are in it."""
    entries = [entry for _section, within in outline(db, compilation_id).sections for entry in within]
    places = {entry.id or 0: place for place, entry in enumerate(entries)}
    versions = {(pair.first, pair.second): pair for pair in _versions(entries, sources_in(db, compilation_id))}
    texts = {(pair.first, pair.second): pair for pair in _alike(entries)}
    found = {**texts, **{key: pair for key, pair in versions.items() if texts.get(key, pair).doubt != Doubt.SAME}}
    return tuple(found[key] for key in sorted(found, key=lambda key: (places[key[0]], places[key[1]])))


def _topic(db: Session, found: Outline, entries: list[Entry]) -> str:
    """Titles and subjects, one on a line; the title of the whole counts for as much as all the others."""
    wanted = {entry.bib_record_id for entry in entries} - {None}
    records = db.exec(select(BibRecord).where(col(BibRecord.id).in_(wanted)).order_by(col(BibRecord.id))).all()
    lines = [
        *(section.title for section, _within in found.sections),
        *(entry.title for entry in entries),
        *(subject for record in records for subject in record.subjects),
    ]
    return "\n".join([found.compilation.title] * max(1, len(lines) // 4) + lines)


def _alike(entries: list[Entry]) -> Iterator[Pair]:
    """Pairs whose texts are the same or nearly so; each of several equal ones stands beside the first of them."""
    equal: defaultdict[str, list[int]] = defaultdict(list)
    for entry in entries:
        record = f"#{entry.bib_record_id}" if entry.bib_record_id else ""  # without an extract it stands for itself
        if text := _bare(entry.text) or record:
            equal[text].append(entry.id or 0)
    for first, *others in equal.values():
        yield from (Pair(first, other, Doubt.SAME) for other in others)
    sketches = {numbers[0]: _sketch(text) for text, numbers in equal.items()}
    for first, second in _sharing(sketches):
        if (likeness := _likeness(sketches[first], sketches[second])) >= _ALIKE:
            yield Pair(first, second, Doubt.NEAR, round(likeness, 2))


def _sharing(sketches: dict[int, tuple[int, ...]]) -> set[tuple[int, int]]:
    """Pairs that share a digest which is not in everything: only they can be alike, and only they are compared."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, sketch in sketches.items():
        for digest in sketch:
            holders[digest].append(number)
    return {pair for numbers in holders.values() if len(numbers) <= _FEW for pair in combinations(numbers, 2)}


def _bare(text: str) -> str:
    """A text without what is no letter and no digit, in one form of each character."""
    return "".join(filter(str.isalnum, han.fold(text).casefold()))


def _sketch(text: str) -> tuple[int, ...]:
    shingles = {text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))}
    digests = (int.from_bytes(hashlib.blake2b(each.encode(), digest_size=8).digest()) for each in shingles)
    return tuple(sorted(digests)[:_KEPT])


def _likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """Of the smallest digests of both texts together, how many are in both."""
    first, second = set(one), set(other)
    smallest = sorted(first | second)[:_KEPT]
    return len([digest for digest in smallest if digest in first and digest in second]) / len(smallest)


def _versions(entries: list[Entry], sources: dict[int, OutsideSource]) -> Iterator[Pair]:
    """Pairs of one law, of which the dates or the legal status differ."""
    laws: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if name := law_name(entry.title):
            laws[name].append(entry)
    for same in laws.values():
        for first, second in combinations(same, 2):
            if (pair := _version(first, second, sources)) is not None:
                yield pair


def _version(first: Entry, second: Entry, sources: dict[int, OutsideSource]) -> Pair | None:
    pair = (first.id or 0, second.id or 0)
    dates = [_dated(entry, sources.get(entry.id or 0)) for entry in (first, second)]
    states = [LegalStatus(sources[number].legal_status) if number in sources else LegalStatus.NONE for number in pair]
    shorter = min(map(len, dates))
    if dates[0][:shorter] != dates[1][:shorter]:
        return Pair(*pair, Doubt.SUPERSEDED, older=pair[dates.index(min(dates))])
    if states[0] != states[1] and LegalStatus.IN_FORCE in states:
        return Pair(*pair, Doubt.SUPERSEDED, older=pair[1 - states.index(LegalStatus.IN_FORCE)])
    return None


def _dated(entry: Entry, source: OutsideSource | None) -> tuple[int, ...]:
    """Year, month and day of the version of a law, as far as they are known.

    What its title says after the name comes before its source.
    """
    in_brackets = IN_BRACKETS.search(entry.title)
    found = _DATE.search(in_brackets[0]) if in_brackets else None
    text = found[0] if found else (source.issued_on if source else "")
    return tuple(int(part) for part in re.findall(r"\d+", text))
