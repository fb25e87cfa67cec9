"""索引: names and subjects with the pages on which they stand, at the end of the body.

A heading leads to the page on which its entry begins, and to each page whose paragraphs say it. Where headings overlap,
the longest counts. The pages are noted while they are drawn, and the index is set last of all, so that nothing is laid
out twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from reportlab.platypus import BalancedColumns, Flowable

from compilations.index_order import order
from compilations.pdf_layout import Layout
from compilations.volume import Volume
from printing.chinese import ChineseParagraph

COLUMN_GAP = 1.5  # ems


class IndexPages:
    """On which pages of the body each heading stands."""

    def __init__(self, volume: Volume) -> None:
        self._wanted = {term.heading for entry in volume.entries for term in entry.terms if term.heading}
        longest_first = sorted(self._wanted, key=lambda heading: (-len(heading), heading))
        self._said = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        self._pages: dict[str, set[int]] = defaultdict(set)

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def begins(self, headings: Iterable[str], page: int) -> None:
        """An entry with these headings begins on a page."""
        for heading in headings:
            self._pages[heading].add(page)

    def drawn(self, text: str, page: int) -> None:
        """What was drawn on a page."""
        if self._said is not None:
            for found in self._said.findall(text):
                self._pages[found].add(page)

    def lines(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Letter → its headings, each with its pages as they are printed: 3, 5—7."""
        placed = sorted((order(heading), heading) for heading, pages in self._pages.items() if pages)
        for (_group, letter), headings in groupby(placed, key=lambda one: one[0][:2]):
            yield letter, [(heading, _ranges(sorted(self._pages[heading]))) for _key, heading in headings]


class IndexHere(Flowable):  # type: ignore[misc]
    """Where the index is set, in two columns, out of what was noted until then. It takes no room itself."""

    def __init__(self, pages: IndexPages, measures: Layout) -> None:
        super().__init__()
        self._pages, self._measures = pages, measures

    def wrap(self, *_room: float) -> tuple[float, float]:
        """Nothing."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Let the index come next."""
        columns = list(_columns(self._pages, self._measures))
        gap = COLUMN_GAP * self._measures.size
        self.canv._doctemplate.frame.add_generated_content(BalancedColumns(columns, nCols=2, innerPadding=gap))


def _columns(pages: IndexPages, measures: Layout) -> Iterator[Flowable]:
    line = replace(measures.small, left_indent_em=1.5, first_indent_em=-1.5, alignment="left")
    letter = replace(measures.small, face="hei", space_before=measures.leading / 2, keep_with_next=True)
    for name, headings in pages.lines():
        yield ChineseParagraph(name, letter)
        for heading, on in headings:
            yield ChineseParagraph(f"{heading}　{on}", line)


def _ranges(pages: list[int]) -> str:
    """1, 3, 4, 5 → 1，3—5."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    return "，".join(str(part[0]) if len(part) == 1 else f"{part[0]}—{part[-1]}" for part in parts)
