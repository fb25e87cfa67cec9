"""PDF with a text layer → blocks: lines joined to paragraphs as Chinese text is, headings by the size of their type.

Running heads and page numbers, which come again at the edge of the pages, and lines of contents are left out. Tables
come as lines of text, since a PDF does not say what a table is; notes as the paragraphs they stand in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from compilations.blocks import Block, Blocks, Heading, Paragraph, Picture, Run
from compilations.captions import Caption, captioned, may_be_caption
from compilations.characters import joined_lines
from compilations.markdown import DEEPEST_HEADING
from compilations.pdf_text_lines import Contents, Line, Placed, contents
from compilations.pictures import Pictures
from desk.errors import Invalid

_EDGE = 0.12  # of the page's height: where running heads and page numbers stand
_LARGER = 1.12  # than the text: a heading
_LONGEST_HEADING = 60
_PAGE_NUMBER = re.compile(r"[\W_]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*页)?[\W_]*", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"(…|\.{4}|·{3}|．{3}).*\d+$")
_FINISHED = re.compile(r"[。！？；：][”’」』）》]*$")


def blocks(name: str, content: bytes, pictures: Pictures) -> tuple[Blocks, list[Invalid]]:
    """The blocks of a PDF, and a refusal for each picture left out. Refuses as `pdf_text_lines.contents` does."""
    found = contents(name, content, pictures)
    lines = _without_heads(found)
    return tuple(captioned(_joined(lines, found.pictures))), found.lost


def _without_heads(found: Contents) -> list[Line]:
    """The lines without contents, page numbers, and what stands at the edge of pages and comes again.

    Thrice, or in smaller type than the text: twice, or once as a heading within.
    """
    pages: dict[str, set[int]] = defaultdict(set)
    for line in found.lines:
        if _at_edge(line):
            pages[_bare(line)].add(line.page)
    inside = {_bare(line) for line in found.lines if not _at_edge(line)}
    size = _text_size(found.lines)

    def is_head(line: Line) -> bool:
        on, small = len(pages[_bare(line)]), line.size < size
        again = on >= 3 or (small and (on == 2 or _bare(line) in inside))
        return _at_edge(line) and (again or _PAGE_NUMBER.fullmatch(line.text) is not None)

    return [line for line in found.lines if not is_head(line) and not _CONTENTS_LINE.search(line.text)]


def _at_edge(line: Line) -> bool:
    return not _EDGE < line.base < 1 - _EDGE


def _bare(line: Line) -> str:
    return re.sub(r"[\s\d·—-]+", "", line.text)


def _joined(lines: list[Line], pictures: list[Placed]) -> Iterator[Block | Caption]:
    text_size = _text_size(lines)
    sizes = sorted({line.size for line in lines if _is_large(line, text_size)}, reverse=True)
    edges = _edges(lines, text_size)
    waiting = sorted(pictures, key=lambda each: (each.page, -each.base))
    held: list[Line] = []
    for line in lines:
        while waiting and (waiting[0].page, -waiting[0].base) < (line.page, -line.base):
            yield from _block(held, text_size, sizes)
            held = []
            yield _shown(waiting.pop(0))
        if held and not _goes_on(held[-1], line, edges, text_size):
            yield from _block(held, text_size, sizes)
            held = []
        held.append(line)
    yield from _block(held, text_size, sizes)
    yield from map(_shown, waiting)


def _text_size(lines: list[Line]) -> float:
    """The size in which most of the text is set, in points."""
    count: Counter[float] = Counter()
    for line in lines:
        count[line.size] += len(line.text)
    return count.most_common(1)[0][0] if count else 0


def _is_large(line: Line, text_size: float) -> bool:
    return line.size >= text_size * _LARGER


def _edges(lines: list[Line], text_size: float) -> dict[int, tuple[float, float]]:
    """The left and right edge of the text of each page, as shares of its width."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        if line.size == text_size:
            left, right = edges.get(line.page, (1.0, 0.0))
            edges[line.page] = min(left, line.left), max(right, line.right)
    return edges


def _goes_on(before: Line, line: Line, edges: dict[int, tuple[float, float]], text_size: float) -> bool:
    """Whether a line continues the one before: of the same size, that one full, and this one without an indent."""
    if before.size != line.size or line.page - before.page > 1:
        return False
    if _is_large(line, text_size):
        return before.page == line.page and 0 < before.base - line.base < 0.06 and not _FINISHED.search(before.text)
    (_, right), (left, _) = edges.get(before.page, (0, 1)), edges.get(line.page, (0, 1))
    one = 1.2 * (before.right - before.left) / max(len(before.text), 1)  # about a character
    return before.right >= right - 2 * one and line.left <= left + one


def _block(lines: list[Line], text_size: float, sizes: list[float]) -> Iterator[Block | Caption]:
    if not lines:
        return
    text = ""
    for line in lines:
        text = joined_lines(text, line.text)
    runs = (Run(text),)
    if _is_large(lines[0], text_size) and len(text) <= _LONGEST_HEADING:
        yield Heading(min(sizes.index(lines[0].size) + 1, DEEPEST_HEADING), runs)
    else:
        yield Caption(runs) if may_be_caption((), runs) else Paragraph(runs)


def _shown(placed: Placed) -> Block:
    return placed.what if isinstance(placed.what, Picture) else Paragraph((Run(placed.what),))
