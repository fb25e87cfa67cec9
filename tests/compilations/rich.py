"""The richest volume that the renderers know: everything that may stand in one, twice where that matters."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image

from compilations.blocks import (
    Blocks,
    BookList,
    BookRow,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Run,
    Table,
)
from compilations.pictures import Pictures
from compilations.volume import Imprint, Term, Volume, VolumeEntry, VolumeSection
from tests.compilations.volumes import DAY, volume

MONGOLIAN = "ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ"
URL = "https://desk.example.org/v/9f2c7d41a0b3"
PERMIT = Imprint("permit", "蒙内资准字第0000号（样例）", "编印处", "全体代表", "某印刷厂", DAY, 900)


def noted(words: str) -> tuple[Run, ...]:
    """Running text of every kind, with a note after it that has a link and a note of its own."""
    note = (
        Run(f"注释{words}", bold=True),
        Run("链接", link="https://desk.example.org/?a=1&b=2"),
        Run("外", note=(Run("内注"),)),
    )
    return (Run(f"{words}文", note=note), Run("粗", bold=True), Run("斜", italic=True), Run("2", superscript=True))


def blocks(pictures: Pictures, mongolian: str = MONGOLIAN) -> Blocks:
    """One of each block, with notes, links and Mongolian; a table that is cut; a list that goes down and up again."""
    content = BytesIO()
    Image.new("RGB", (600, 400), "green").save(content, "PNG")
    wide = tuple(tuple((Run(f"{row}-{column}"),) for column in range(40)) for row in range(4))
    return (
        Heading(1, noted("题")), Heading(2, (Run("第一章　总则"),)), Heading(5, (Run("深处的题"),)),
        Paragraph(noted("段")), Paragraph((Run(f"{mongolian} 与 English 及\n换行", link="https://desk.example.org"),)),
        Quote(noted("引")), ListItem(noted("项")), ListItem((Run("内项"),), 2, 3), ListItem((Run("外项"),), 0, 1),
        Table(((noted("头"), (Run("数"),)), (noted("格"), (Run("1.5"),)))), Table(wide),
        pictures.keep("a.png", content.getvalue(), caption=noted("图"), alt='一片 "绿色" <的>'),
        pictures.keep("a.png", content.getvalue(), alt="无题的图"),
        BookList((BookRow("某某. 书一[M]. 2020.", ("会场 A 架　D67/1", "驻地　D67/1")), BookRow("书二"))),
        *(Paragraph((Run("草原轮牧应当合理安排，因地制宜。" * 12),)) for _ in range(8)),
    )  # fmt: skip


def rich_volume(pictures: Pictures, *, mongolian: str = MONGOLIAN, **more: Any) -> Volume:
    """Two sections, the first with one within it; entries by number, as a file for review has them.

    `mongolian` stands in a title and a paragraph, which go down the page.
    """
    text, terms = blocks(pictures, mongolian), (Term("草原", "subject"), Term("某某", "name"))
    first = VolumeEntry("有注的条目", text, "测试公报", "某某. 书一[M]. 2020.", terms)
    second = VolumeEntry(f"又一条 {mongolian}", text, number=12)
    plain = VolumeEntry("没有注的条目", (Paragraph((Run("不长。"),)),), citation="某某. 书二[M]. 2021.", terms=terms)
    inner = VolumeSection("（一）其中", (first, plain))
    sections = (
        VolumeSection("一、<办法> & “文献”", (replace(first, number=7), plain, second), (inner,)),
        VolumeSection("二、空话", (plain,)),
    )
    made = {"preface": text, "has_index": True, "ecopy_url": URL, "imprint": PERMIT, "is_sample": True, **more}
    return volume(*sections, title_mn=MONGOLIAN, back_text="会后请交还服务台", **made)
