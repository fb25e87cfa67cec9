"""Pictures of a volume in its PDF: how large they are, what stands beneath them, what they are said to show."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from compilations import pdf
from compilations.blocks import Block, Paragraph, Run
from compilations.pdf_layout import layout
from compilations.pictures import Pictures
from compilations.volume import VolumeEntry, VolumeSection
from tests.compilations.pdf_reading import pages, qpdf_complaints
from tests.compilations.volumes import volume

MEASURES = layout("16k")
CAPTION = (Run("轮牧示意", note=(Run("测试用注。"),)),)


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(file, "PNG")
    return file.getvalue()


def built(blocks: tuple[Block, ...], pictures: Pictures, folder: Path) -> Path:
    made = volume(VolumeSection("节", (VolumeEntry("篇", blocks),)), ecopy_url="")
    pdf.render(made, folder / "a.pdf", pictures=pictures)
    return folder / "a.pdf"


def boxes(path: Path) -> list[tuple[int, float, float, float, float]]:
    """Page, left, bottom, right and top of each picture (points)."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for number, page in enumerate(document):
        found += [(number, *each.get_bounds()) for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    document.close()
    return found


@pytest.mark.parametrize(
    ("pixels", "points"),
    [
        ((200, 100), (72, 36)),
        ((4_000, 1_000), (MEASURES.measure, MEASURES.measure / 4)),
        ((20_000, 10), (MEASURES.measure, MEASURES.measure / 2_000)),
        ((300, 9_000), None),
        ((1, 1), (0.36, 0.36)),
    ],
)
def test_a_picture_stays_within_the_page_and_is_not_blown_up(
    tmp_path: Path, pixels: tuple[int, int], points: tuple[float, float] | None
) -> None:
    pictures = Pictures(tmp_path / "pictures")
    kept = pictures.keep("图.png", png(*pixels), caption=CAPTION)
    text = Paragraph((Run("前面的一段文字，占去版面。" * 60),))
    [(page, left, bottom, right, top)] = boxes(built((text, kept, text), pictures, tmp_path))
    if points:
        assert (right - left, top - bottom) == pytest.approx(points, abs=0.1)
    assert (right - left) / (top - bottom) == pytest.approx(pixels[0] / pixels[1], rel=0.02)
    side = MEASURES.inner if page % 2 == 0 else MEASURES.outer
    assert (left + right) / 2 == pytest.approx(side + MEASURES.measure / 2, abs=0.1)
    assert top <= MEASURES.bottom + MEASURES.depth + 0.1
    assert bottom >= MEASURES.bottom
    assert "图1轮牧示意①" in pages(tmp_path / "a.pdf")[page]


def test_captions_are_numbered_and_their_notes_stand_at_the_foot(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "pictures")
    shown = [
        pictures.keep(f"{n}.png", png(90 + n, 90), caption=CAPTION if n != 1 else (), alt=f"说明{n}") for n in range(3)
    ]
    path = built((*shown, Paragraph((Run("文"),))), pictures, tmp_path)
    text = "".join(pages(path))
    assert text.count("图1轮牧示意①") == text.count("图2轮牧示意②") == 1
    assert text.count("测试用注。") == 2
    assert "图3" not in text
    assert qpdf_complaints(path) == ""
    qdf = path.read_bytes()
    assert qdf.count(b"/Subtype /Image") == 3
