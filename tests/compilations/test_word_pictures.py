"""Notes and pictures of Word files come in as notes and pictures."""

from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from compilations import reading
from compilations.blocks import Heading, Paragraph, Picture, Run, Table
from compilations.pictures import Pictures
from tests.compilations.test_pictures import drawn
from tests.compilations.word_files import repacked, word_file

NOTES = f"""<w:{{kind}}s {nsdecls("w", "r")}><w:{{kind}} w:id="2"><w:p><w:r><w:{{kind}}Ref/></w:r>
<w:r><w:t xml:space="preserve"> 见</w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:rPr><w:b/></w:rPr><w:t>附件</w:t></w:r>
</w:hyperlink></w:p><w:p><w:r><w:t>第二段。</w:t></w:r></w:p></w:{{kind}}></w:{{kind}}s>"""


def with_note(document: WordDocument, kind: str) -> None:
    """A heading and a paragraph that each call note 2."""
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        NOTES.format(kind=kind).encode(),
        document.part.package,
    )
    part.relate_to("http://a.cn/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))
    document.add_heading("概况", 1)
    for paragraph in (document.add_heading("草原", 2), document.add_paragraph("正文")):
        call = (
            f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="2"/></w:r>'
        )
        paragraph._p.append(parse_xml(call))
        paragraph.add_run("。")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_called_where_word_calls_them(kind: str) -> None:
    read = reading.read("a.docx", word_file(lambda document: with_note(document, kind)))
    note = (Run("见"), Run("附件", bold=True, link="http://a.cn/"), Run("\n第二段。"))
    called = (Run("草原", note=note), Run("。"))
    assert read.blocks == (Heading(1, called), Paragraph((Run("正文", note=note), Run("。"))))
    assert reading.pasted("# 概况\n\n" + read.markdown).blocks == read.blocks


def test_pictures_are_kept_with_what_they_show_and_their_captions(tmp_path: Path) -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph("前文。")
        document.add_picture(BytesIO(drawn(size=(40, 20))))
        document.inline_shapes[0]._inline.docPr.set("descr", "草场\n分布")
        document.add_paragraph("图1　草场分布")
        document.add_paragraph("后文。").add_run().add_picture(BytesIO(drawn(size=(8, 4))))
        cell = document.add_table(1, 2).cell(0, 0)
        cell.text = "格"
        cell.paragraphs[0].add_run().add_picture(BytesIO(drawn(size=(6, 6))))
        document.add_paragraph("说明", "Caption")
        document.add_paragraph("图3 没有图")

    kept = Pictures(tmp_path)
    read = reading.read("a.docx", word_file(write), title="x", pictures=kept)
    shown = [(b.width, b.height, b.alt, b.caption) for b in read.blocks if isinstance(b, Picture)]
    assert shown == [(40, 20, "草场 分布", (Run("图1　草场分布"),)), (8, 4, "", ()), (6, 6, "", (Run("说明"),))]
    assert all(kept.is_kept(block) for block in read.blocks if isinstance(block, Picture))
    assert [block.kind for block in read.blocks] == [
        *("paragraph", "picture", "paragraph", "picture", "table", "picture", "paragraph")
    ]
    assert read.blocks[4] == Table((((Run("格"),), ()),))
    assert read.warnings == ()
    assert reading.pasted("x\n\n" + read.markdown, title="x").blocks == read.blocks


@pytest.mark.parametrize(
    "broken",
    [
        b"\xd7\xcd\xc6\x9a" + b"\0" * 60,  # a Windows metafile
        b"\x01\x00\x00\x00\x6c\x00\x00\x00" + b"\0" * 32 + b" EMF" + b"\0" * 60,
        b"",
        b"GIF89a",
        drawn()[:50],
        drawn("PNG", "1", (10_000, 7_000)),
    ],
    ids=["wmf", "emf", "empty", "gif", "cut", "70 MP"],
)
def test_a_picture_that_cannot_be_kept_is_named_and_the_text_comes_in(tmp_path: Path, broken: bytes) -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph("前").add_run().add_picture(BytesIO(drawn()))
        document.inline_shapes[0]._inline.docPr.set("descr", "草场")

    content = repacked(word_file(write), lambda name, data: broken if name.startswith("word/media") else data)
    read = reading.read("a.docx", content, title="x", pictures=Pictures(tmp_path))
    assert read.blocks == (Paragraph((Run("前〔图：草场〕"),)),)
    assert [str(warning)[:12] for warning in read.warnings] == ["图片“第 1 幅 草场”"]
    assert list(tmp_path.iterdir()) == []


def test_of_an_animated_picture_the_first_frame_is_kept(tmp_path: Path) -> None:
    file = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    picture = Pictures(tmp_path).keep("动图.gif", file.getvalue())
    with Image.open(Pictures(tmp_path).path(picture)) as image:
        assert (getattr(image, "n_frames", 1), image.convert("RGB").getpixel((4, 4))) == (1, (255, 0, 0))
