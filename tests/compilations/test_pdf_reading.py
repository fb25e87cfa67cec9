"""A PDF with text comes in as paragraphs and headings; a scan, a locked and a broken one are refused."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from compilations import building, reading
from compilations.blocks import Blocks, Heading, Paragraph, Picture, Run, words
from compilations.pictures import Pictures
from compilations.volume import VolumeEntry, VolumeSection
from desk.errors import Invalid
from tests.compilations.volumes import volume

TEXTS = ["为了保护、建设和合理利用草原，改善生态环境，维护生物多样性，制定本法。" * n for n in (1, 9, 4, 30)]


def made(tmp_path: Path) -> bytes:
    """Our own volume of two entries."""
    blocks: Blocks = (Heading(1, (Run("一、总体情况"),)), *(Paragraph((Run(text),)) for text in TEXTS))
    section = VolumeSection("法律法规", (VolumeEntry("草原法", blocks), VolumeEntry("森林法", blocks[:2])))
    target = tmp_path / "volume.pdf"
    building.build(volume(section), target)
    return target.read_bytes()


def test_our_own_volume_read_back_gives_its_headings_and_paragraphs(tmp_path: Path) -> None:
    found = reading.read("volume.pdf", made(tmp_path), title="x")
    headings = ["".join(words(b.runs).split()) for b in found.blocks if isinstance(b, Heading)]
    for heading in ("草原法", "森林法", "一、总体情况"):
        assert heading in headings
    paragraphs = [words(b.runs) for b in found.blocks if isinstance(b, Paragraph)]
    assert [text for text in TEXTS if text not in paragraphs] == []
    assert found.warnings == ()


def test_pictures_stand_between_the_lines_that_they_stood_between_and_icons_are_left_out(tmp_path: Path) -> None:
    file = BytesIO()
    canvas = Canvas(file, (500, 700))
    canvas.drawString(60, 600, "The first paragraph of this page.")
    canvas.drawImage(ImageReader(Image.new("RGB", (300, 200), "green")), 60, 350, 300, 200)
    canvas.drawImage(ImageReader(Image.new("RGB", (16, 16), "red")), 400, 350, 16, 16)
    canvas.drawString(60, 300, "The second paragraph of this page.")
    canvas.save()
    kept = Pictures(tmp_path)
    found = reading.read("a.pdf", file.getvalue(), title="x", pictures=kept)
    assert [block.kind for block in found.blocks] == ["paragraph", "picture", "paragraph"]
    picture = found.blocks[1]
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, kept.is_kept(picture)) == (300, 200, True)


def blank(pages: int) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return document


def saved(document: pikepdf.Pdf, **more: object) -> bytes:
    file = BytesIO()
    document.save(file, **more)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (saved(blank(3)), "扫描件"),
        (saved(blank(10_000)), "10000 页"),
        (saved(blank(1), encryption=pikepdf.Encryption(owner="a", user="b")), "打开密码"),
        (b"%PDF-1.7 nothing", "已损坏"),
        (saved(blank(2))[:200], "已损坏"),
    ],
    ids=["scan", "10000 pages", "locked", "broken", "cut"],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_the_next_step(content: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        reading.read("文件.pdf", content)
