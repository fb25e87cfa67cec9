"""The PDF, read back as a reader sees it."""

import re
from pathlib import Path

import pytest

from compilations import landmarks, pdf, reading
from compilations.blocks import Heading, ListItem, Paragraph, Run, Table, words
from compilations.volume import Volume, VolumeEntry, VolumeSection
from tests import real_data
from tests.compilations.pdf_reading import contents, labels, lines, pages, qpdf_complaints
from tests.compilations.volumes import text_entry, volume
from tests.printing.reading import font_table

NEVER_FIRST = set("，。、；：？！）》〉」』】〕％”’…—")
NEVER_LAST = set("（《〈「『【〔“‘")
LONG = "草原是重要的生态屏障（“绿色长城”），也是牧民的家园；" * 90


def built(made: Volume, folder: Path) -> Path:
    path = folder / "volume.pdf"
    pdf.render(made, path)
    return path


def bare(text: str) -> str:
    return "".join(text.split())


def first_body_page(path: Path) -> int:
    return labels(path).index("1")


def assert_contents_are_true(made: Volume, path: Path) -> None:
    """Every line of the contents names the page on which its title is found."""
    text, names = pages(path), labels(path)
    listed = "".join(page for page, name in zip(text, names, strict=True) if not name.isdecimal())
    marks = landmarks.contents(made)
    lines_of_contents = "".join(rf"{re.escape(bare(mark.title))}(\d+?|[ivx]+?)[ivx]*" for mark in marks)
    found = re.search(rf"{lines_of_contents}($|{re.escape(made.sections[0].title[:1])}|书名)", listed)
    assert found, listed
    for mark, number in zip(marks, found.groups(), strict=False):
        assert bare(mark.title) in text[names.index(number)], (mark.title, number)


@pytest.mark.parametrize("page_format", ["16k", "a4"])
def test_every_contents_entry_names_the_page_of_its_heading(tmp_path: Path, page_format: str) -> None:
    long = VolumeSection("三、长文", tuple(text_entry(f"长文之{n}", LONG) for n in range(1, 5)))
    made = volume(*volume().sections, long, page_format=page_format)
    assert_contents_are_true(made, built(made, tmp_path))


def test_contents_of_several_pages_are_true_as_well(tmp_path: Path) -> None:
    many = tuple(text_entry(f"第{n}篇专题资料的标题", "短文。" * 60) for n in range(1, 90))
    made = volume(VolumeSection("多篇", many), preface=())
    path = built(made, tmp_path)
    assert first_body_page(path) >= 6
    assert_contents_are_true(made, path)


def test_a_volume_is_clean_and_all_its_fonts_are_embedded(tmp_path: Path) -> None:
    path = built(volume(is_sample=True), tmp_path)
    assert qpdf_complaints(path) == ""
    fonts = font_table(path.read_bytes(), tmp_path)
    assert {font["embedded"] for font in fonts} == {"yes"}
    assert {font["unicode"] for font in fonts} == {"yes"}


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    first = built(volume(), tmp_path).read_bytes()
    assert built(volume(), tmp_path).read_bytes() == first


def test_sections_begin_on_right_hand_pages_and_the_imprint_closes_the_volume_on_a_left_hand_one(
    tmp_path: Path,
) -> None:
    path = built(volume(), tmp_path)
    text = pages(path)
    assert len(text) % 2 == 0
    assert "编印单位" in text[-1]
    places = {title: page for _level, title, page in contents(path)}
    assert {title: places[title] % 2 for title in ("目录", "一、办法", "二、文献")} == {
        "目录": 1,
        "一、办法": 1,
        "二、文献": 1,
    }


def test_page_labels_are_roman_before_the_body_and_arabic_in_it(tmp_path: Path) -> None:
    names = labels(built(volume(), tmp_path))
    assert names[0] == "封面"
    assert names[2:5] == ["i", "ii", "iii"]
    assert names[6:9] == ["1", "2", "3"]


def test_bookmarks_lead_to_sections_entries_and_chapters(tmp_path: Path) -> None:
    marks = contents(built(volume(), tmp_path))
    assert [(level, title) for level, title, _page in marks] == [
        (0, "编者的话"),
        (0, "目录"),
        (0, "一、办法"),
        (1, "草原轮牧办法（测试用）"),
        (2, "第一章　总则"),
        (2, "第二章　附则"),
        (1, "短文"),
        (0, "二、文献"),
        (1, "书一"),
        (0, "参考文献"),
    ]


def test_running_heads_name_the_volume_on_the_left_and_the_entry_on_the_right(tmp_path: Path) -> None:
    made = volume(VolumeSection("节", (text_entry("很长的一篇", LONG * 2), text_entry("下一篇", LONG))))
    path = built(made, tmp_path)
    text, start = pages(path), first_body_page(path)
    assert bare(made.title) in text[start + 1]
    assert "很长的一篇" in text[start + 2]
    assert bare(made.title) not in text[start]


def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(tmp_path: Path) -> None:
    found = lines(built(volume(VolumeSection("节", (text_entry("篇", LONG * 4),))), tmp_path))
    assert len(found) > 60
    assert [line for line in found if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST] == []


def test_the_mongolian_title_can_be_found_and_copied(tmp_path: Path) -> None:
    made = volume()
    assert bare(made.title_mn) in pages(built(made, tmp_path))[0]


def test_a_table_goes_on_over_pages_with_its_head_again(tmp_path: Path) -> None:
    rows = tuple(tuple((Run(f"{column}{row}"),) for column in "甲乙丙") for row in range(120))
    path = built(volume(VolumeSection("节", (VolumeEntry("表", (Table(rows),)),))), tmp_path)
    with_head = [page for page in pages(path) if "甲0乙0丙0" in page]
    assert len(with_head) > 2
    assert all(f"甲{row}" in "".join(with_head) for row in range(120))


def cell(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


@pytest.mark.parametrize(
    "blocks",
    [
        (Table(tuple(tuple(cell(f"{r}-{c}") for c in range(200)) for r in range(3))),),
        (Table(((cell("格"), cell("子")), (cell("极长" * 2000), cell("x")))),),
        (Table(((cell("极长的表头" * 900), cell("x")), (cell("a"), cell("b")))),),
        (Table((((),),)),),
        (Paragraph(cell("无断" * 60_000)),),
        (Paragraph(cell("a" * 5_000)),),
        (Heading(1, cell("题" * 400)), Heading(4, cell("深")), Heading(2, cell("尾"))),
        tuple(Heading(1 + n % 4, cell("只有标题")) for n in range(60)),
        (ListItem(cell("深处"), 9, 3), ListItem(cell("项"))),
        (Paragraph((Run("ᠮᠣᠩᠭᠣᠯ " * 400),)), Paragraph(cell("汉文"))),
        (Paragraph((Run("上", bold=True, italic=True, superscript=True, link="http://a.cn/"), Run("行\n下行"))),),
    ],
    ids=["200 columns", "tall cell", "tall head", "empty table", "no break", "one word", "headings", "only headings",
         "deep list", "mongolian", "styles"],
)  # fmt: skip
def test_what_editors_paste_does_not_break_the_page(tmp_path: Path, blocks: tuple[object, ...]) -> None:
    made = volume(VolumeSection("节", (VolumeEntry("篇", blocks), text_entry("后一篇", "还在。"))))  # type: ignore[arg-type]
    path = built(made, tmp_path)
    assert any("后一篇" in page for page in pages(path)[4:])


def test_progress_is_told_and_ends_with_all_pieces(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pdf.render(volume(), tmp_path / "a.pdf", lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@real_data.needed
def test_the_real_laws_and_reports_make_one_clean_volume(tmp_path: Path) -> None:
    files = sorted(real_data.POLICY.glob("*.md"))
    read = [reading.read(path.name, path.read_bytes()) for path in files]
    made = volume(VolumeSection("法律与报告", tuple(VolumeEntry(each.title, each.blocks) for each in read)))
    path = built(made, tmp_path)
    text, names = pages(path), labels(path)
    assert 140 < len(text) < 220
    assert_contents_are_true(made, path)
    wrong = [line for line in lines(path) if (line[0] in NEVER_FIRST - set("…—")) or line[-1] in NEVER_LAST]
    assert wrong == []
    for each in read:
        for block in each.blocks:
            if isinstance(block, Heading):
                assert any(bare(words(block.runs)) in page for page in text), words(block.runs)
    assert qpdf_complaints(path) == ""
    assert names.count("1") == 1
