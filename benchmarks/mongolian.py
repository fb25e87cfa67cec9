"""How surely a Mongolian title is found in whatever script and spelling it is asked for, and how fast.

    python -m benchmarks.mongolian [--words FILE] [--titles 20000] [--queries 600] [--seed 7] [--half 0|1] [--json]

FILE has a word a line: Cyrillic, Traditional, how often it was met; the default lies in the folder that DESK_TEST_DATA
names. Titles of two to six of its words go into an index of their own, which is then asked in every way of the table.
`--half` takes every second word only, so that weights tuned on one half can be tried on the other. A hit is right when
its title is, letter for letter, the title that was meant.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import titles_mongolian as forms
from benchmarks.titles_mongolian import MVS, NNBSP, Pair, Title
from search.documents import Document
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine

DEFAULT = Path(os.environ.get("DESK_TEST_DATA", "")) / "mongolian" / "words_dev.tsv"
MISENCODED = 0.39  # of the words of a catalogue
BEST = 10
_TARGETS = {
    "same ink, other codes": (0.99, None),
    "Cyrillic": (0.98, 0.99),
    "Latin, MNS 5217": (0.98, 0.99),
    "Latin, BGN": (0.98, 0.99),
    "Latin, as it comes": (0.98, 0.99),
    "Cyrillic, two words": (None, 0.90),
    "Cyrillic, one word": (None, 0.45),
}
TARGET_MS = 25.0


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of asking gave: the share of titles found first, among the first ten, and milliseconds a query."""

    name: str
    first: float
    among_ten: float
    p50_ms: float
    p95_ms: float

    @property
    def kept(self) -> bool:
        """Whether the promise for this row, if there is one, is kept."""
        first, among_ten = _TARGETS.get(self.name, (None, None))
        return self.first >= (first or 0) and self.among_ten >= (among_ten or 0) and self.p95_ms <= TARGET_MS


def main() -> None:
    """Build the titles, ask for them, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--words", type=Path, default=DEFAULT)
    arguments.add_argument("--titles", type=int, default=20_000)
    arguments.add_argument("--queries", type=int, default=600)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--half", type=int, choices=(0, 1), help="every second word only")
    arguments.add_argument("--json", action="store_true")
    chosen = arguments.parse_args()
    if not chosen.words.is_file():
        sys.exit(f"no list of words at {chosen.words}: name one with --words, or its folder with DESK_TEST_DATA")
    words = forms.pairs_of(chosen.words)
    rows = list(measured(words if chosen.half is None else words[chosen.half :: 2], chosen))
    print(json.dumps([row_facts(row) for row in rows]) if chosen.json else table(rows))


def measured(words: Sequence[Pair], chosen: argparse.Namespace) -> Iterator[Row]:
    """The rows, on a catalogue as it should be typed and then on one that is mis-encoded in part."""
    titles = forms.titles_of(words, chosen.titles, random.Random(chosen.seed))
    count = min(chosen.queries, len(titles))
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "index", [title.text for title in titles])
        for name, asked in ways().items():
            chance = random.Random(f"{chosen.seed} {name}")
            places = chance.sample(range(len(titles)), count)
            yield shelf.asked(name, [(asked(titles[place], chance), place) for place in places])
        chance = random.Random(chosen.seed + 1)
        shelf = Shelf(Path(folder) / "misencoded", [_misencoded(title, chance) for title in titles])
        places = chance.sample(range(len(titles)), count)
        asked = whole(lambda word: word.cyrillic)
        yield shelf.asked("Cyrillic, 39 % mis-encoded", [(asked(titles[place], chance), place) for place in places])


class Shelf:
    """An engine that holds these titles and nothing else."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        self._texts = texts
        self._engine = WhooshEngine(folder)
        documents = (_document(number, text) for number, text in enumerate(texts))
        self._engine.rebuild(documents, mark=len(texts))
        self._engine.search(SearchRequest("nom"))  # what is loaded once is loaded now

    def asked(self, name: str, queries: Sequence[tuple[str, int]]) -> Row:
        """Ask for titles: each query comes with the place of the title that is meant."""
        first = among_ten = 0
        took = []
        for query, place in queries:
            start = time.perf_counter()
            hits = self._engine.search(SearchRequest(query, size=BEST)).hits
            took.append((time.perf_counter() - start) * 1000)
            found = [self._texts[hit.record_id] for hit in hits]
            first += found[:1] == [self._texts[place]]
            among_ten += self._texts[place] in found
        took.sort()
        count = len(queries)
        return Row(name, first / count, among_ten / count, took[count // 2], took[int(count * 0.95)])


def ways() -> dict[str, Callable[[Title, random.Random], str]]:
    """How a title is asked for, by name."""
    return {
        "as it is": lambda title, _: title.text,
        "same ink, other codes": whole(lambda word: forms.recoded(word.traditional)),
        "suffixes after a space": whole(lambda word: forms.connected(word, " ")),
        "suffixes after U+180E": whole(lambda word: forms.connected(word, MVS)),
        "suffixes after U+202F": whole(lambda word: forms.connected(word, NNBSP)),
        "Cyrillic": whole(lambda word: word.cyrillic),
        "Latin, MNS 5217": whole(forms.mns),
        "Latin, BGN": whole(forms.bgn),
        "Latin, as it comes": whole(forms.informal),
        "Latin, scholarly": whole(forms.scholarly),
        "Latin, scholarly, ASCII": whole(forms.scholarly_ascii),
        "Cyrillic, two words": lambda title, chance: " ".join(word.cyrillic for word in chance.sample(title.words, 2)),
        "Cyrillic, one word": lambda title, chance: chance.choice(title.words).cyrillic,
    }


def whole(written: Callable[[Pair], str]) -> Callable[[Title, random.Random], str]:
    """All words of a title, each as `written` has it."""
    return lambda title, _: " ".join(map(written, title.words))


def table(rows: Sequence[Row]) -> str:
    """The rows for people to read; a cross marks a promise that is not kept."""
    lines = [f"{'':28}   R@1  R@{BEST}  p50 ms  p95 ms"]
    for row in rows:
        figures = f"{row.first:6.3f} {row.among_ten:6.3f} {row.p50_ms:7.1f} {row.p95_ms:7.1f}"
        lines.append(f"{row.name:28}{figures}{'' if row.kept else '  ✗'}")
    return "\n".join(lines)


def row_facts(row: Row) -> dict[str, object]:
    """A row for machines to read."""
    return {
        "query": row.name,
        "recall_at_1": row.first,
        "recall_at_10": row.among_ten,
        "p50_ms": row.p50_ms,
        "p95_ms": row.p95_ms,
        "kept": row.kept,
    }


def _misencoded(title: Title, chance: random.Random) -> str:
    return " ".join(
        forms.recoded(word.traditional, 1) if chance.random() < MISENCODED else word.traditional for word in title.words
    )


def _document(number: int, text: str) -> Document:
    return Document(number, (text,), (), (), (), (), "book", "mon", "", None, (), text)


if __name__ == "__main__":
    main()
