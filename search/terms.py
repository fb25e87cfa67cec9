"""The terms of a document: each once, with the units that it has in every field."""

from collections import Counter, defaultdict

from search import analysis
from search.arrays import TEXT_FIELDS, in_field
from search.documents import Document
from search.plan import number_terms


def terms_of(document: Document) -> tuple[dict[str, int], int]:
    """Term → packed units, and the length of the title in units."""
    packed: dict[str, int] = defaultdict(int)
    length = 0
    for name in TEXT_FIELDS:
        counts: Counter[str] = Counter()
        for text in getattr(document, name):
            for term, units in analysis.terms(text):
                counts[term] += units
        for term, units in counts.items():
            packed[term] += in_field(name, units)
        length = length or counts.total()
    for term in {term for number in document.numbers for term in number_terms(number)}:
        packed[term] += in_field("number", analysis.WHOLE)
    return packed, length
