"""The cover in its four designs, read back."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compilations import pdf
from compilations.pdf_cover import draw_back, draw_front
from compilations.pdf_layout import layout
from compilations.volume import Design, Imprint, PageFormat
from tests.compilations.covers import MM, Box, boxes, coloured, drawn, of, pixels, words
from tests.compilations.pdf_reading import labels, pages
from tests.compilations.volumes import volume

DESIGNS: tuple[Design, ...] = ("formal", "plain", "ornament", "official")
FORMATS: tuple[PageFormat, ...] = ("16k", "a4")
MONGOLIAN = "ᠲᠠᠯ᠎ᠠ ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ"
BACK = "本汇编收录草原保护方面的法律法规、文献提要和书目，供会议期间参阅。"
PERMIT = Imprint("permit", "蒙内资准字第0000号（样例）")

LONG: dict[str, dict[str, Any]] = {
    "three lines": {"title": "关于加强草原保护修复和推进高质量发展有关法律法规与政策文件专题资料汇编"},
    "long title": {"title": "关于草原保护的若干意见" * 45},
    "long English": {"title_en": "A Collection of Laws on Grassland Protection " * 11},
    "long Mongolian": {"title_mn": f"{MONGOLIAN} " * 8},
    "long conference": {"conference": "内蒙古自治区人民代表大会常务委员会" * 12},
    "long editors": {"editors": "编辑部、" * 60},
    "long library": {"library": "内蒙古自治区图书馆" * 10},
    "nothing": {"title_mn": "", "title_en": "", "conference": "", "edition": "", "editors": ""},
    "sample": {"is_sample": True, "imprint": PERMIT},
    "all long": {
        "title": "关于草原保护的若干意见" * 20,
        "title_en": "A Collection of Laws " * 20,
        "conference": "内蒙古自治区人民代表大会常务委员会" * 5,
        "editors": "编辑部、" * 40,
        "edition": "第二版（修订）" * 10,
        "is_sample": True,
        "imprint": PERMIT,
    },
}


def touching(found: list[Box]) -> list[tuple[str, str]]:
    """Characters whose ink lies on that of another; Mongolian letters join, so they are left out."""
    flat = [box for box in found if not box.is_mongolian]
    return [
        (a.character, b.character)
        for place, a in enumerate(flat)
        for b in flat[place + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 1.5 and min(a.top, b.top) - max(a.foot, b.foot) > 1.5
    ]


@pytest.mark.parametrize("page_format", FORMATS)
@pytest.mark.parametrize("design", DESIGNS)
def test_the_cover_says_all_it_should_and_the_mongolian_title_stands_beside_the_chinese_one(
    page_format: PageFormat, design: Design
) -> None:
    made = volume(page_format=page_format, design=design, title_mn=MONGOLIAN, is_sample=True)
    found = boxes(drawn(draw_front, made))
    said = words(found)
    for text in (made.title, made.conference, made.title_en, made.edition, made.editors, made.library, "2026年1月26日"):
        assert "".join(text.split()) in said
    assert "样例资料" in said
    mongolian, title = [box for box in found if box.is_mongolian], of(found, made.title)
    assert "".join(box.character for box in mongolian) == "".join(MONGOLIAN.split())
    assert max(box.right for box in mongolian) < min(box.left for box in title)
    down = max(box.top for box in mongolian) - min(box.foot for box in mongolian)
    across = max(box.right for box in mongolian) - min(box.left for box in mongolian)
    assert down > 4 * across
    assert min(box.foot for box in mongolian) < min(box.foot for box in title) < max(box.top for box in mongolian)


@pytest.mark.parametrize("more", LONG.values(), ids=LONG)
@pytest.mark.parametrize("page_format", FORMATS)
@pytest.mark.parametrize("design", DESIGNS)
def test_whatever_is_on_a_cover_stays_clear_of_the_edge_and_of_each_other(
    page_format: PageFormat, design: Design, more: dict[str, Any]
) -> None:
    made = volume(**{"page_format": page_format, "design": design, **more})
    page, found = layout(page_format), boxes(drawn(draw_front, made))
    assert "".join(made.title.split()) in words(found)
    edge = (12 if design == "ornament" else 6) * MM
    assert min(box.left for box in found) > edge
    assert max(box.right for box in found) < page.width - edge
    assert min(box.foot for box in found) > edge
    assert max(box.top for box in found) < page.height - edge
    assert touching(found) == []


def test_a_title_of_three_lines_is_still_large() -> None:
    for design in DESIGNS:
        made = volume(design=design, **LONG["three lines"])
        title = of(boxes(drawn(draw_front, made)), made.title)
        assert max(box.right - box.left for box in title) > 19, design


@pytest.mark.parametrize("design", DESIGNS)
def test_without_a_mongolian_title_the_words_take_its_room(design: Design) -> None:
    with_it, without = (
        of(boxes(drawn(draw_front, volume(design=design, title_mn=title))), "测试编辑组") for title in (MONGOLIAN, "")
    )
    assert without[0].left < with_it[0].left - 20


def test_an_internal_print_says_so_on_its_cover() -> None:
    for design in DESIGNS:
        said = words(boxes(drawn(draw_front, volume(design=design, imprint=PERMIT))))
        assert "内部资料免费交流准印证号：蒙内资准字第0000号（样例）" in said
        assert "内部资料" not in words(boxes(drawn(draw_front, volume(design=design))))


def test_each_design_has_its_colours() -> None:
    formal, plain, ornament, official = (
        pixels(drawn(draw_front, volume(design=each, title_mn=MONGOLIAN))) for each in DESIGNS
    )
    assert tuple(formal[300, 3]) == (0xA6, 0x19, 0x2E)
    assert tuple(formal[300, 400]) == (255, 255, 255)
    assert not coloured(plain).any()
    assert tuple(ornament[3, 3]) == (0xFB, 0xF7, 0xEC)
    reds = np.flatnonzero(coloured(official).any(axis=1))
    assert 0 < reds.min() < reds.max() < official.shape[0] / 3  # nothing beneath the rule of the red head
    rule = coloured(official)[reds.max()]
    assert rule.sum() > official.shape[1] * 0.7


@pytest.mark.parametrize("design", DESIGNS)
def test_the_back_has_its_text_and_the_library(design: Design) -> None:
    for text in (BACK, BACK * 30):
        made = volume(design=design, back_text=text, imprint=PERMIT)
        found = boxes(drawn(draw_back, made))
        assert text in words(found)
        assert made.library in words(found)
        assert touching(found) == []
        assert min(box.foot for box in found) > 12 * MM


@pytest.mark.parametrize("design", DESIGNS)
def test_the_back_closes_the_volume_on_a_left_hand_page(tmp_path: Path, design: Design) -> None:
    path = tmp_path / "volume.pdf"
    pdf.render(volume(design=design, back_text=BACK), path)
    text, names = pages(path), labels(path)
    assert BACK in text[-1]
    assert len(text) % 2 == 0
    assert (names[0], names[-1]) == ("封面", "封底")
    assert "供会议参阅" in text[-3]


def test_without_a_text_for_the_back_there_is_no_such_page(tmp_path: Path) -> None:
    path = tmp_path / "volume.pdf"
    pdf.render(volume(), path)
    assert "封底" not in labels(path)


def test_the_date_is_the_day_of_compilation() -> None:
    assert "2030年12月1日" in words(boxes(drawn(draw_front, volume(compiled_on=date(2030, 12, 1)))))
