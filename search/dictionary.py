"""The user dictionary: words that the catalogue's own headings and the region's names have, and no one else knows.

Names of persons and bodies, parts of subject headings, and `data/vocabularies/region_names.csv`. It is gathered when
the index is built and kept beside it, so that records and queries are read by the same words until the next build.
"""

import re
from collections import Counter

from sqlmodel import Session, select

from desk import vocabularies
from desk.tables import BibRecord
from search.analysis import han, scripts
from search.analysis.words import LEARNED_LONGEST

SEEN = 2  # how often a heading must stand in the catalogue before it is a word
_BETWEEN = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff]+")


def learned_words(db: Session) -> set[str]:
    """The words of the user dictionary, folded: from two characters to `LEARNED_LONGEST`."""
    seen: Counter[str] = Counter()
    for names, subjects in db.exec(select(BibRecord.names, BibRecord.subjects)):
        seen.update({word for heading in (*names, *subjects) for word in _parts(heading)})
    region = {word for row in vocabularies.entries("region_names").values() for word in _parts(row["zh"])}
    return {word for word, count in seen.items() if count >= SEEN} | region


def _parts(heading: str) -> list[str]:
    """The Han stretches of a heading that may be words: parts of a subject are told apart by hyphens and the like."""
    folded = han.fold(heading)
    parts = _BETWEEN.split(folded)
    return [part for part in parts if 2 <= len(part) <= LEARNED_LONGEST and all(map(scripts.is_han, part))]
