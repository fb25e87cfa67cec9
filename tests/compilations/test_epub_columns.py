"""Traditional Mongolian in an EPUB: marked as such, in boxes that go down, and valid. How it looks: tests/browser."""

import re
import subprocess
from pathlib import Path

from compilations.blocks import Block, Blocks, Heading, ListItem, Paragraph, Quote, Run, Runs, Table
from compilations.epub_blocks import standing_title, xhtml
from compilations.volume import VolumeEntry, VolumeSection
from tests.compilations.test_epub import EPUBCHECK, built, file
from tests.compilations.volumes import volume

TITLE, WORDS = "ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ", "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ 2026 ᠣᠨ"
OPEN = '<div class="down" lang="mn-Mong" xml:lang="mn-Mong">\n<div class="columns">'


def runs(text: str = WORDS) -> Runs:
    return (Run(text),)


def boxes(page: str) -> list[str]:
    """What stands in each box, its tags and their contents."""
    return re.findall(r'<div class="columns">(.*?)</div>', page, re.DOTALL)


def tags(box: str) -> list[str]:
    return [tag for tag in re.findall(r"<(\w+)", box) if tag != "span"]


def test_blocks_that_follow_each_other_share_a_box_and_chinese_stands_between_boxes() -> None:
    blocks = (Heading(1, runs()), Paragraph(runs()), ListItem(runs(), 0, 3), Quote(runs()), Paragraph(runs("中文。")))
    page = xhtml((*blocks, Paragraph(runs())), TITLE)
    assert page.startswith(OPEN + "<h2>")
    assert [tags(box) for box in boxes(page)] == [["h2", "h3", "p", "ol", "li", "blockquote", "p"], ["p"]]
    assert "</div>\n</div>\n<p>中文。</p>\n" + OPEN in page


def test_chinese_and_cyrillic_have_no_box() -> None:
    assert "div" not in xhtml((Paragraph(runs("草原 ᠨᠣᠮ")), Paragraph(runs("Өвөр Монгол"))), "题")


def test_a_title_before_a_chinese_text_has_a_box_of_its_own() -> None:
    page = xhtml((Paragraph(runs("中文。")),), TITLE)
    assert page.startswith('<div class="down" lang="mn-Mong" xml:lang="mn-Mong">\n<div class="columns title"><h2>')
    assert standing_title("节", 1) == "<h1>节</h1>"


def test_a_long_text_has_more_boxes_none_of_which_ends_with_a_heading_or_parts_a_list_from_its_item() -> None:
    blocks: list[Block] = []
    for n in range(40):
        blocks += [Heading(1, runs()), ListItem(runs(" ".join([WORDS] * (1 + n % 7))), 0, 1), ListItem(runs(), 1, 1)]
    found = boxes(xhtml(tuple(blocks)))
    assert len(found) > 20
    assert not [box for box in found if tags(box)[-1] == "h3"]
    assert sum(tags(box).count("h3") for box in found) == 40
    assert sum(box.count("<li><ol>") for box in found) == 0


def test_notes_are_called_in_the_boxes_and_stand_after_them() -> None:
    page = xhtml((Paragraph((Run(WORDS, note=runs("注一")),)), Heading(1, (Run(WORDS, note=runs("注二")),))))
    assert "".join(boxes(page)).count('epub:type="noteref"') == 2
    assert re.findall(r'id="note(\d)".*?(注.)', page) == [("1", "注一"), ("2", "注二")]
    assert page.rindex("</div>") < page.index("<aside")


def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    blocks: Blocks = (
        Heading(1, runs()), *[Paragraph((Run(WORDS, note=runs()),))] * 30, ListItem(runs(), 0, 1), ListItem(runs(), 1),
        Quote(runs()), Table(((runs("表"), runs()),)), Paragraph(runs("中文。")),
    )  # fmt: skip
    section = VolumeSection("ᠨᠢᠭᠡ", (VolumeEntry(TITLE, blocks), VolumeEntry(TITLE, (Paragraph(runs("中文。")),))))
    path = built(volume(section), tmp_path)
    done = subprocess.run([*EPUBCHECK, "--failonwarnings", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '<div class="columns title"><h1>' in file(path, "s1.xhtml")
