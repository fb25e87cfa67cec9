"""What a Chinese official text says by its shape alone: chapters, numbered parts, articles.

Laws and reports rarely come with heading styles; they come as lines that begin with 第三章 or 一、. These rules are
applied once, when a text comes in; what they find is written down as headings that an editor can see and change.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from compilations.blocks import Block, Blocks, Heading, Paragraph, Quote, Run, words
from compilations.markdown_runs import unstyled

_DIGITS = "〇零一二三四五六七八九十百千0-9０-９"
_RANKS = (
    re.compile(rf"第[{_DIGITS}]+编(?=\s|$)"),
    re.compile(rf"第[{_DIGITS}]+分编(?=\s|$)"),
    re.compile(rf"第[{_DIGITS}]+章(?=\s|$)"),
    re.compile(rf"第[{_DIGITS}]+节(?=\s|$)"),
    re.compile(r"[一二三四五六七八九十]+、(?=\S)"),
    re.compile(r"（[一二三四五六七八九十]+）(?=\S)"),
)
_ARTICLE = re.compile(rf"(第[{_DIGITS}]+条(?:之[一二三四五六七八九十]+)?)\s+(?=\S)")
_PASSED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s*.*(通过|修正|修订|公布|施行)[）)]?$")
_LONGEST_HEADING = 40
_UNFINISHED = re.compile(r"[。！？；：，、,;:!?.][”’」』）》]*$")


def dressed(blocks: Blocks) -> Blocks:
    """The same text with its chapters and numbered parts as headings, and its article numbers in bold.

    The lines above the first chapter that say when a law was passed and amended (题注) become quotations, set in Kai.

    A text that has headings of its own (beyond its title) keeps them as they are.
    """
    if not any(isinstance(block, Heading) for block in blocks[1:]):
        blocks = _with_headings(blocks)
    start = next((place for place, block in enumerate(blocks[1:], start=1) if isinstance(block, Heading)), 0)
    return (*(_passage(block) for block in blocks[:start]), *(_article(block) for block in blocks[start:]))


def titled(blocks: Blocks, title: str = "") -> tuple[str, Blocks]:
    """The title of a text and the rest of it.

    A title that was given wins, and is not repeated by the text; otherwise the first heading is the title, or a
    first line that reads like one. Without any, the title is empty.
    """
    if not blocks:
        return title, blocks
    first = blocks[0]
    if title:
        repeated = isinstance(first, Heading | Paragraph) and _bare(words(first.runs)) == _bare(title)
        return title, from_level_one(blocks[1:] if repeated else blocks)
    if isinstance(first, Heading) or (isinstance(first, Paragraph) and len(blocks) > 1 and reads_like_a_heading(first)):
        notes = (Paragraph((Run("注："), *run.note)) for run in first.runs if run.note)  # a title calls none
        return words(first.runs).replace("\n", ""), from_level_one((*notes, *blocks[1:]))
    return "", blocks


def reads_like_a_heading(block: Block) -> bool:
    """Whether a paragraph is one short line that no mark of punctuation ends."""
    text = words(block.runs) if isinstance(block, Paragraph) else ""
    return 0 < len(text) <= _LONGEST_HEADING and "\n" not in text and not _UNFINISHED.search(text)


def is_chapter(heading: Heading) -> bool:
    """Whether a heading is a part, chapter or section of a law, which stands in the middle of the line."""
    return any(pattern.match(words(heading.runs)) for pattern in _RANKS[:4])


def _with_headings(blocks: Blocks) -> Blocks:
    ranks = [_rank(block) for block in blocks]
    levels = {rank: level for level, rank in enumerate(sorted({rank for rank in ranks if rank is not None}), start=1)}
    return tuple(
        Heading(levels[rank], unstyled(block.runs)) if rank is not None and isinstance(block, Paragraph) else block
        for block, rank in zip(blocks, ranks, strict=True)
    )


def _rank(block: Block) -> int | None:
    if not isinstance(block, Paragraph) or not reads_like_a_heading(block):
        return None
    text = words(block.runs)
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.match(text)), None)


def _passage(block: Block) -> Block:
    is_passage = isinstance(block, Paragraph) and _PASSED.match(words(block.runs))
    return Quote(block.runs) if isinstance(block, Paragraph) and is_passage else block


def _article(block: Block) -> Block:
    match = _ARTICLE.match(block.runs[0].text) if isinstance(block, Paragraph) and block.runs else None
    if match is None or not isinstance(block, Paragraph) or block.runs[0].bold:
        return block
    rest = replace(block.runs[0], text="　" + block.runs[0].text[match.end() :])
    return Paragraph((Run(match.group(1), bold=True), rest, *block.runs[1:]))


def from_level_one(blocks: Blocks) -> Blocks:
    """The same text with its highest headings at level 1."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    return tuple(_raised(blocks, min(levels) - 1)) if levels else blocks


def _raised(blocks: Blocks, by: int) -> Iterator[Block]:
    for block in blocks:
        yield replace(block, level=block.level - by) if isinstance(block, Heading) else block


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
