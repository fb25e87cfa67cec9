"""Pictures of a web page: kept where the page itself carries them, else named as left out."""

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from compilations.blocks import Picture
from compilations.pictures import MOST_BYTES, Pictures
from desk.errors import Invalid

_CARRIED = re.compile(r"data:image/[a-z0-9.+-]+((?:;[^,;]{0,60})*),", re.IGNORECASE)


class HtmlPictures:
    """Keeps the pictures of one page as they are met; what could not be kept is in `lost`."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self._met = 0
        self.lost: list[Invalid] = []

    def kept(self, element: Any) -> Picture | str:
        """The picture of an `img`, or the words that stand for it."""
        self._met += 1
        alt = " ".join(str(element.get("alt") or element.get("title") or "").split())
        name = f"第 {self._met} 幅" + (f" {alt[:30]}" if alt else "")
        try:
            return self.pictures.keep(name, _carried(name, str(element.get("src") or "").strip()), alt=alt)
        except Invalid as refusal:
            self.lost.append(refusal)
            return f"〔图：{alt or '原文此处有图'}〕"


def _carried(name: str, source: str) -> bytes:
    match = _CARRIED.match(source)
    if match is None:
        raise Invalid("图片“{name}”不在网页文件里，没有读入。请存下图片，放进 .docx 后再上传。", name=name)
    data = source[match.end() :]
    if len(data) > MOST_BYTES * 4 // 3:
        raise Invalid("图片“{name}”有 {size} MB，太大了。请压缩后再试。", name=name, size=len(data) // 1_000_000)
    if "base64" not in match[1].lower():
        return unquote_to_bytes(data)
    try:
        return base64.b64decode(unquote_to_bytes(data))
    except (binascii.Error, ValueError):
        return b""  # refused by Pictures, as what is no picture
