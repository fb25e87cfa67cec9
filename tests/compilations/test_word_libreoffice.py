"""The Word file looks in LibreOffice as the PDF does: the same pages, the same headings on them, the same heads."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from compilations import pdf, reading, word
from compilations.landmarks import contents as contents_of
from compilations.pdf_layout import layout
from compilations.pictures import Pictures
from compilations.volume import Volume, VolumeEntry, VolumeSection
from tests import real_data
from tests.compilations.libreoffice import as_pdf
from tests.compilations.pdf_reading import contents, pages
from tests.compilations.rich import rich_volume
from tests.compilations.test_word import contents_lines
from tests.compilations.volumes import GOLDEN, text_entry, volume

KINDS: dict[str, dict[str, Any]] = {
    "formal": {},
    "large": {"type_size": "large"},
    "official a4": {"design": "official", "page_format": "a4"},
    "notes at the end": {"notes_at": "end", "design": "plain"},
}
_ELSEWHERE = 0.02  # of the headings within long texts may stand on the page beside: a line more or less is enough


def both(made: Volume, folder: Path, pictures: Pictures | None = None) -> tuple[Path, Path]:
    """The volume as PDF, and as LibreOffice shows its Word file."""
    kept = pictures or Pictures(folder / "pictures")
    (folder / "word").mkdir()
    pdf.render(made, folder / "a.pdf", pictures=kept)
    word.render(made, folder / "word" / "a.docx", pictures=kept)
    return folder / "a.pdf", as_pdf(folder / "word" / "a.docx")


def headings(path: Path) -> list[tuple[str, int]]:
    """Title and page of each bookmark; the contents page has none in Word."""
    return [("".join(title.split()), page) for _level, title, page in contents(path) if title != "目录"]


def text_volume(**more: Any) -> Volume:
    """Long and short entries in sections and in a section within one."""
    law = reading.read("sample.md", (GOLDEN / "sample.md").read_bytes())
    long = VolumeEntry("长文", law.blocks * 6, source="测试公报")
    short = tuple(
        text_entry(f"短文{number}", "草原轮牧应当合理安排，因地制宜。" * 8 * number) for number in range(1, 8)
    )
    inner = VolumeSection("（一）其中", (long, *short[:3]))
    return volume(VolumeSection("一、办法", (*short, long)), VolumeSection("二、其他", (), (inner, inner)), **more)


@pytest.mark.parametrize("kind", KINDS)
def test_a_volume_of_text_has_the_same_pages_and_headings_on_them(tmp_path: Path, kind: str) -> None:
    made = text_volume(**KINDS[kind])
    printed, shown = both(made, tmp_path)
    assert headings(shown) == headings(printed)
    assert len(pages(shown)) == len(pages(printed))


@pytest.mark.parametrize("kind", KINDS)
def test_the_richest_volume_has_its_sections_and_entries_on_the_same_pages(tmp_path: Path, kind: str) -> None:
    pictures = Pictures(tmp_path / "pictures")
    made = rich_volume(pictures, mongolian="横排", **KINDS[kind])
    printed, shown = both(made, tmp_path, pictures)
    wanted = {"".join(mark.title.split()) for mark in contents_of(made)}
    assert [each for each in headings(shown) if each[0] in wanted] == [
        each for each in headings(printed) if each[0] in wanted
    ]
    assert len(pages(shown)) == len(pages(printed))


def test_the_page_numbers_in_the_contents_are_those_where_libreoffice_puts_the_headings(tmp_path: Path) -> None:
    made = text_volume()
    _printed, shown = both(made, tmp_path)
    body = next(page for title, page in headings(shown) if title == "一、办法")
    at = iter([(title, str(page - body + 1)) for title, page in headings(shown) if page >= body])
    lines = [(title, page) for title, page in contents_lines(tmp_path / "word" / "a.docx") if page.isdigit()]
    assert len(lines) == len(contents_of(made)) - 1  # the preface has a roman number
    for title, page in lines:  # LibreOffice bookmarks the headings within entries too
        assert (title, page) in at


def test_running_heads_and_page_numbers_are_those_of_print(tmp_path: Path) -> None:
    made = text_volume(is_sample=True)
    printed, shown = (around(path, made) for path in both(made, tmp_path))
    different = [number for number, (one, other) in enumerate(zip(printed, shown, strict=True), 1) if one != other]
    heads = [head for head, _foot in printed]
    assert {"长文", "（一）其中", "".join(made.title.split())} <= set(heads)
    assert different == [], [(printed[n - 1], shown[n - 1]) for n in different]


def around(path: Path, made: Volume) -> list[tuple[str, str]]:
    """What stands above and below the text of each page, cover and blank pages left out."""
    measures = layout(made.page_format, made.design, made.type_size)
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        above = text.get_text_bounded(bottom=measures.head - 4)
        below = text.get_text_bounded(top=measures.bottom - 2)
        found.append(("".join(above.split()), "".join(below.split())))
    document.close()
    return found[2:-2]


@real_data.needed
def test_real_laws_and_reports_have_their_headings_on_the_same_pages(tmp_path: Path) -> None:
    files = sorted(real_data.POLICY.glob("*.md"))
    read = [reading.read(path.name, path.read_bytes()) for path in files]
    made = volume(VolumeSection("法律与报告", tuple(VolumeEntry(each.title, each.blocks) for each in read)))
    printed, shown = both(made, tmp_path)
    one, other = headings(printed), headings(shown)
    assert [title for title, _page in one] == [title for title, _page in other]
    moved = [(page, beside) for (_title, page), (_same, beside) in zip(one, other, strict=True) if page != beside]
    assert len(one) > 90
    assert len(moved) <= _ELSEWHERE * len(one)
    assert all(abs(page - beside) == 1 for page, beside in moved)
    entries = {"".join(each.title.split()) for each in read}
    assert [each for each in one if each[0] in entries] == [each for each in other if each[0] in entries]
    assert len(pages(shown)) == len(pages(printed))
