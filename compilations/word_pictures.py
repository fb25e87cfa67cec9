"""Pictures of a .docx → kept pictures with their captions; one that cannot be kept is named and leaves a mark."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from compilations.blocks import Block, Paragraph, Picture, Runs, words
from compilations.pictures import Pictures
from desk.errors import Invalid

TAGS = {qn("pic:pic"), "{urn:schemas-microsoft-com:vml}imagedata"}
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


class WordPictures:
    """Keeps the pictures of one document as they are met; what could not be kept is in `lost`."""

    def __init__(self, part: Any, pictures: Pictures) -> None:
        self._part = part
        self._pictures = pictures
        self._met = 0
        self._waiting: list[Picture] = []
        self.lost: list[Invalid] = []

    def mark(self, element: Any) -> str:
        """What stands in the running text for a picture: nothing where it is kept, else words."""
        self._met += 1
        alt = _alternative(element)
        try:
            self._waiting.append(self._kept(element, alt))
        except Invalid as refusal:
            self.lost.append(refusal)
            return f"〔图：{alt or '原文此处有图'}〕"
        return ""

    def met(self) -> list[Picture]:
        """The pictures met since this was last asked."""
        met, self._waiting = self._waiting, []
        return met

    def _kept(self, element: Any, alt: str) -> Picture:
        name = f"第 {self._met} 幅" + (f" {alt[:30]}" if alt else "")
        inside = element.xpath(".//*[local-name()='blip']") or [element]
        relation = self._part.rels.get(inside[0].get(qn("r:embed")) or inside[0].get(qn("r:id")) or "")
        if relation is None or relation.is_external:
            raise Invalid("图片“{name}”不在文件里，只是一个链接，没有读入。请把图片嵌入文件后再上传。", name=name)
        return self._pictures.keep(name, relation.target_part.blob, alt=alt)


def _alternative(picture: Any) -> str:
    """What the author wrote for those who cannot see the picture, in one line."""
    properties = next(picture.iterancestors(qn("wp:inline"), qn("wp:anchor")), picture).find(qn("wp:docPr"))
    described = "" if properties is None else properties.get("descr") or properties.get("title") or ""
    return " ".join(str(described).split())
