"""Captions of pictures, told by their style or their words, as the texts that are brought in have them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compilations.blocks import Block, Paragraph, Picture, Runs, words

_CAPTION_STYLES = ("caption", "题注", "图题")
_NUMBERED = re.compile(r"(图|figure|fig\.)\s*[0-9０-９一二三四五六七八九十]+", re.IGNORECASE)
_LONGEST_CAPTION = 80


@dataclass(frozen=True)
class Caption:
    """A paragraph that may be the caption of the picture before it."""

    runs: Runs


def may_be_caption(styles: Iterable[str], runs: Runs) -> bool:
    """Whether a paragraph looks like the caption of a picture: by its style, or as 图1 … in one short line."""
    text = words(runs)
    is_styled = any(style.lower().startswith(_CAPTION_STYLES) for style in styles)
    return is_styled or (len(text) <= _LONGEST_CAPTION and _NUMBERED.match(text) is not None)


def captioned(blocks: Iterable[Block | Caption]) -> Iterator[Block]:
    """The blocks with each caption at the picture before it; where there is none, it is a paragraph."""
    held: Picture | None = None
    for block in blocks:
        if held is not None and isinstance(block, Caption):
            yield replace(held, caption=block.runs)
            held = None
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Picture) else None
        if held is None:
            yield Paragraph(block.runs) if isinstance(block, Caption) else block
    if held is not None:
        yield held
