"""Traditional Mongolian in print: one flow of columns, with titles, headings, lists, quotations and notes."""

from pathlib import Path

import pypdfium2
import pytest

from compilations import landmarks, pdf
from compilations.blocks import Block, Heading, ListItem, Paragraph, Quote, Run, Runs, Table
from compilations.direction import goes_down
from compilations.volume import Design, Term, Volume, VolumeEntry, VolumeSection
from tests.compilations.covers import Box, boxes
from tests.compilations.pdf_reading import contents, labels, pages
from tests.compilations.volumes import text_entry, volume

TITLE, SECTION = "ᠨᠤᠲᠤᠭ ᠤᠨ ᠬᠠᠮᠠᠭᠠᠯᠠᠯᠲᠠ", "ᠨᠢᠭᠡ ᠪᠦᠯᠦᠭ"
WORDS = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠨᠣᠮ\u202fᠤᠨ ᠰᠠᠩ ᠨᠡᠷ\u180eᠡ 2026 ᠣᠨ Өвөр ᠃"


def runs(text: str, **look: object) -> Runs:
    return (Run(text, **look),)  # type: ignore[arg-type]


def entry(*blocks: Block, title: str = TITLE, **more: object) -> VolumeEntry:
    return VolumeEntry(title, blocks, **more)  # type: ignore[arg-type]


def built(folder: Path, *entries: VolumeEntry, section: str = "节", **more: object) -> Path:
    path = folder / "volume.pdf"
    pdf.render(made(*entries, section=section, **more), path)
    return path


def made(*entries: VolumeEntry, section: str = "节", **more: object) -> Volume:
    return volume(VolumeSection(section, entries), preface=(), **more)


def body(path: Path) -> list[str]:
    """The pages of the body, without white space."""
    return [page for page, label in zip(pages(path), labels(path), strict=True) if label.isdigit()]


def bare(text: str) -> str:
    return "".join(text.split())


def page_with(path: Path, text: str) -> list[Box]:
    numbered = zip(labels(path), pages(path), strict=True)
    number = next(place for place, (label, page) in enumerate(numbered) if label.isdigit() and bare(text) in page)
    return boxes(path.read_bytes(), number)


@pytest.mark.parametrize(
    ("text", "down"),
    [
        ("ᠮᠣᠩᠭᠣᠯ ᠤᠨ 内蒙", True),
        ("内蒙古 ᠮᠣᠩᠭᠣᠯ", False),
        ("《ᠨᠢᠭᠤᠴᠠ ᠲᠣᠪᠴᠢᠶᠠᠨ》是一部重要史书", False),
        ("Өвөр Монгол", False),
        ("2026", False),
        ("", False),
    ],
)
def test_what_is_mainly_traditional_mongolian_goes_down(text: str, down: bool) -> None:
    assert goes_down(text) is down


def test_all_kinds_of_blocks_are_one_flow_and_keep_their_order_and_words(tmp_path: Path) -> None:
    blocks = (
        Heading(1, runs("ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ")), Paragraph(runs(WORDS)), ListItem(runs(f"ᠨᠢᠭᠡ {WORDS}"), 0, 1),
        ListItem(runs("ᠬᠣᠶᠠᠷ ᠵᠦᠢᠯ"), 0, 2), ListItem(runs("ᠭᠤᠷᠪᠠ"), 1), Quote(runs(f"ᠡᠰᠢ {WORDS}")),
    )  # fmt: skip
    path = built(tmp_path, entry(*blocks))
    text = f"{TITLE}ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ{WORDS}1.ᠨᠢᠭᠡ{WORDS}2.ᠬᠣᠶᠠᠷ ᠵᠦᠢᠯ•ᠭᠤᠷᠪᠠᠡᠰᠢ{WORDS}"
    assert bare(text) in "".join(body(path))
    title, first, item = (of(path, words) for words in (TITLE, "ᠨᠢᠭᠡᠳᠦᠭᠡᠷ ᠪᠦᠯᠦᠭ", "ᠬᠣᠶᠠᠷ ᠵᠦᠢᠯ"))
    assert across(title)[1] < across(first)[0] < across(item)[0]  # columns go from left to right
    for column in (title, first, item):
        assert down(column) > 2 * (across(column)[1] - across(column)[0])  # each goes down
    assert top(item) < top(title) - 20  # below its number


def of(path: Path, words: str) -> list[Box]:
    found = page_with(path, words)
    start = "".join(box.character for box in found).index(bare(words))
    return found[start : start + len(bare(words))]


def across(found: list[Box]) -> tuple[float, float]:
    return min(box.left for box in found), max(box.right for box in found)


def top(found: list[Box]) -> float:
    return max(box.top for box in found)


def down(found: list[Box]) -> float:
    return top(found) - min(box.foot for box in found)


def test_a_long_entry_goes_on_over_pages_and_loses_no_word(tmp_path: Path) -> None:
    blocks = [Paragraph(runs(f"{n} {WORDS} {WORDS} {WORDS}")) for n in range(60)]
    path = built(tmp_path, entry(*blocks), text_entry("后一篇", "还在。"))
    assert len(body(path)) > 4
    text = "".join(body(path))
    assert all(bare(f"{n} {WORDS} {WORDS} {WORDS}") in text.replace(bare(TITLE), "") for n in (0, 59))
    assert text.count(bare("ᠥᠪᠡᠷᠲᠡᠭᠡᠨ")) == 180


def test_contents_and_bookmarks_lead_to_titles_and_headings_in_the_columns(tmp_path: Path) -> None:
    blocks: list[Block] = []
    for n in range(9):
        blocks += [Heading(1, runs(f"ᠵᠦᠢᠯ {n}")), *[Paragraph(runs(WORDS * 3))] * 9]
    mongolian = made(entry(*blocks), entry(*blocks, title="ᠪᠣᠭᠣᠨᠢ"), section=SECTION)
    path = tmp_path / "a.pdf"
    folios = pdf.render(mongolian, path).folios
    names, text = labels(path), pages(path)
    marks = contents(path)
    assert [title for _level, title, _page in marks if _level == 2][:9] == [f"ᠵᠦᠢᠯ {n}" for n in range(9)]
    for _level, title, page in marks[2:]:
        assert bare(title) in text[page - 1]
    for mark in landmarks.contents(mongolian):
        assert bare(mark.title) in text[names.index(folios[mark.anchor])]
    assert len({page for _level, _title, page in marks}) > 5


def test_no_heading_stands_last_on_a_page(tmp_path: Path) -> None:
    blocks = [part for n in range(70) for part in (Heading(1, runs("ᠭᠠᠷᠴᠠᠭ")), Paragraph(runs(WORDS * (1 + n % 3))))]
    found = body(built(tmp_path, entry(*blocks)))
    assert len(found) > 5
    assert not [page for page in found if page.rstrip("0123456789").endswith("ᠭᠠᠷᠴᠠᠭ")]


@pytest.mark.parametrize("notes_at", ["foot", "end"])
def test_every_note_called_in_the_flow_is_there_once(notes_at: str, tmp_path: Path) -> None:
    def noted(n: int) -> Runs:
        return (Run("ᠮᠣᠩᠭᠣᠯ", note=runs(f"B{n:04}E")), Run(f" {WORDS}"))

    blocks = (Heading(1, noted(1)), Paragraph(noted(2)), ListItem(noted(3), 0, 1), Quote(noted(4)))
    text = "".join(body(built(tmp_path, entry(*blocks), notes_at=notes_at)))
    for number, mark in enumerate("①②③④", start=1):
        assert text.count(mark) == 2
        assert text.count(f"{mark}B{number:04}E") == 1


def test_a_mongolian_title_above_a_chinese_text_stands_by_itself_and_stays_with_it(tmp_path: Path) -> None:
    chinese = Paragraph(runs("围栏之内。" * 30))
    path = built(tmp_path, text_entry("先", "文。" * 300), entry(chinese), entry(title="ᠲᠠᠯ᠎ᠠ", source="测试源"))
    title, text = of(path, TITLE), of(path, "围栏之内")
    assert min(box.foot for box in title) > top(text)
    assert down(title) > 3 * (across(title)[1] - across(title)[0])


def test_the_title_of_a_mongolian_section_goes_down_the_middle_of_its_page(tmp_path: Path) -> None:
    for design in ("formal", "plain", "ornament", "official"):
        path = built(tmp_path, entry(Paragraph(runs(WORDS))), section=SECTION, design=design_of(design))
        found = of(path, SECTION)
        left, right = across(found)
        document = pypdfium2.PdfDocument(path)
        width, height = document[0].get_size()
        document.close()
        assert down(found) > 2 * (right - left)
        assert abs((left + right) / 2 - width / 2) < 50
        assert height * 0.2 < top(found) < height * 0.9


def design_of(name: str) -> Design:
    return name  # type: ignore[return-value]


def test_chinese_and_tables_stand_between_the_columns_in_their_order(tmp_path: Path) -> None:
    table = Table(((runs("甲表头"), runs("ᠨᠡᠷ\u180eᠡ")), (runs("值"), runs("1"))))
    blocks = (Paragraph(runs(f"ᠠ {WORDS}")), Paragraph(runs("中间一段。")), Paragraph(runs(f"ᠪ {WORDS}")), table)
    text = "".join(body(built(tmp_path, entry(*blocks, title="中文题"))))
    places = [text.index(bare(each)) for each in (f"ᠠ {WORDS}", "中间一段。", f"ᠪ {WORDS}", "甲表头")]
    assert places == sorted(places)


def test_the_index_finds_a_name_in_the_columns(tmp_path: Path) -> None:
    blocks = [Paragraph(runs(WORDS * 4))] * 40 + [Paragraph(runs(f"{WORDS} ᠴᠢᠩᠭᠢᠰ ᠬᠠᠭᠠᠨ"))]
    term = Term("ᠴᠢᠩᠭᠢᠰ ᠬᠠᠭᠠᠨ", "name")
    path = built(tmp_path, entry(*blocks, terms=(term,)), has_index=True)
    found = [label for label, page in zip(labels(path), pages(path), strict=True) if bare(term.heading) in page]
    assert len(found) == 2  # in the text, and in the index
    assert any(f"{bare(term.heading)}2，{found[0]}" in page for page in body(path))


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    one = entry(Heading(1, runs("ᠵᠦᠢᠯ")), *[Paragraph(runs(WORDS * 9))] * 30)
    assert built(tmp_path, one).read_bytes() == built(tmp_path, one).read_bytes()
