"""Pictures of a .docx → kept pictures with what they show; one that cannot be kept is named and leaves a mark."""

from typing import Any

from docx.oxml.ns import qn

from compilations.blocks import Picture
from compilations.pictures import Pictures
from desk.errors import Invalid

TAGS = {qn("pic:pic"), "{urn:schemas-microsoft-com:vml}imagedata"}


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
