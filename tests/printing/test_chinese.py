"""The Chinese paragraph on paper: what the file says, where the pen goes, how it is split over pages."""

import re
from pathlib import Path

import pypdfium2
import pytest
from reportlab.platypus import Spacer

from printing.chinese import ChineseParagraph, Run, TextStyle
from printing.embedding import Glyph
from printing.line_breaking import Line
from printing.paper import PaperCanvas
from printing.text_drawing import LineWriter
from tests.printing.reading import font_table, pdfium_text, poppler_text, printed, without_white

MIXED = (
    "内蒙古自治区图书馆为“两会”编印《专题资料》（第3辑）——共12.5万字……馆员说：“WTO的‘例外’条款见https://example.org/a/b?c=1。”"
    "蒙古文 ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌ 与西里尔文 Өвөр Монгол 并排，卡尔·马克思，𠅤字在扩展区。"
)
LONG = "会议期间图书馆每天为代表和委员提供文献信息服务，服务点设在会场和各驻地。" * 12


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
def test_what_is_printed_can_be_copied_and_searched(face: str, tmp_path: Path) -> None:
    pdf = printed(ChineseParagraph(MIXED, TextStyle(face=face)))
    assert without_white(pdfium_text(pdf)) == without_white(MIXED)
    assert without_white(poppler_text(pdf, tmp_path)) == without_white(MIXED)


def test_unusual_spaces_are_copied_as_what_they_are() -> None:
    text = "第一条\u3000总则，共\u00a05\u2007项\u202f甲\u2009乙"
    found = pdfium_text(printed(ChineseParagraph(text)))
    assert [each for each in found if each in "\u3000\u2007\u202f\u2009"] == ["\u3000", "\u2007", "\u202f", "\u2009"]


def test_every_font_is_embedded_as_a_subset_that_knows_its_text(tmp_path: Path) -> None:
    runs = [Run(MIXED), Run("强调", emphasis=True), Run("标题", face="hei", bold=True), Run("[1]", superscript=True)]
    fonts = font_table(printed(ChineseParagraph(runs), ChineseParagraph("黑体", TextStyle(face="hei"))), tmp_path)
    assert len(fonts) == 5
    assert all((font["embedded"], font["subset"], font["unicode"]) == ("yes", "yes", "yes") for font in fonts)


def test_a_font_that_is_not_embedded_is_refused(tmp_path: Path) -> None:
    canvas = PaperCanvas(str(tmp_path / "leak.pdf"))
    canvas.setFont("Helvetica", 12)
    canvas.drawString(10, 10, "x")
    with pytest.raises(AssertionError, match="Helvetica"):
        canvas.save()


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
@pytest.mark.parametrize("alignment", ["justify", "left"])
def test_the_pen_ends_where_the_line_ends(face: str, alignment: str, tmp_path: Path) -> None:
    """The operators added up as a viewer does: advances of the glyphs, Tc, and the numbers in TJ."""
    style = TextStyle(face=face, alignment=alignment)  # type: ignore[arg-type]
    made = ChineseParagraph(MIXED.replace("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌", ""), style)
    canvas = PaperCanvas(str(tmp_path / "pen.pdf"))
    for line in made.lines(300.0):
        writer = LineWriter(canvas)
        writer.line(made.galley, line, 0.0, 0.0)
        last = line.end - 1
        while not made.galley.keys[last]:
            last -= 1
        hanging = made.galley.trims.get(last, 0.0) - made.galley.shifts.get(last, 0.0)
        cell = made.galley.naturals.get(last, made.galley.widths[last]) - made.galley.widths[last]
        assert pen_of(writer, made, line) == pytest.approx(line.width + hanging + cell, abs=0.05)


def pen_of(writer: LineWriter, made: ChineseParagraph, line: Line) -> float:
    advances = {}
    for look in {id(look): look for look in made.galley.looks}.values():
        name = look.font.getSubsetInternalName(0, writer._document)
        codes = look.font.codes_in(writer._document)
        advances[name] = {
            code: look.font.advance_of(key.gid if isinstance(key, Glyph) else look.font.glyph_of(key))
            for key, code in codes.items()
        }
    x = size = spacing = 0.0
    font = ""
    for operator in writer.operators:
        if found := re.fullmatch(r"1 0 0 1 (\S+) \S+ Tm", operator):
            x = float(found[1])
        elif found := re.fullmatch(r"(\S+) (\S+) Tf", operator):
            font, size = found[1], float(found[2])
        elif found := re.fullmatch(r"(\S+) Tc", operator):
            spacing = float(found[1])
        elif operator.endswith("TJ"):
            for codes_shown, number in re.findall(r"<([0-9A-F]*)>|(-?[0-9.]+)", operator):
                x -= float(number or 0) * size / 1000
                shown = [codes_shown[at : at + 4] for at in range(0, len(codes_shown), 4)]
                x += sum(advances[font][code] * size / 1000 + spacing for code in shown)
    return x - spacing


def test_a_split_leaves_two_lines_on_either_side() -> None:
    made = ChineseParagraph(LONG, TextStyle(leading=20, size=10))
    lines = len(made.lines(300.0))
    for room in range(0, 20 * lines + 20, 5):
        parts = made.split(300.0, room)
        sizes = [round(part.wrap(300.0, 1000.0)[1] / 20) for part in parts]
        if room < 40:
            assert sizes == []
        elif room >= 20 * lines:
            assert parts == [made]
        else:
            assert sizes == [min(room // 20, lines - 2), lines - min(room // 20, lines - 2)]


def test_a_paragraph_of_three_lines_is_not_split() -> None:
    made = ChineseParagraph(LONG[:70], TextStyle(leading=20, size=10))
    assert len(made.lines(300.0)) == 3
    assert made.split(300.0, 45.0) == []


def test_a_line_that_has_a_hair_too_little_room_goes_on_to_the_next_page() -> None:
    """A frame refuses what is higher by a millionth; the paragraph must not call that a fit, which stops the build."""
    paragraph = ChineseParagraph("一行。", TextStyle(leading=17.0))
    paragraph.wrap(300, 1000)
    assert paragraph.split(300, 17.0 - 0.005) == []
    assert paragraph.split(300, 17.0) == [paragraph]


def test_a_split_paragraph_says_all_of_its_text_once_and_is_one_place() -> None:
    made = ChineseParagraph(LONG, anchor="here", outline_level=1, outline_title="服务")
    pdf = printed(Spacer(1, 400), made)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    document.close()
    assert without_white(pdfium_text(pdf)) == LONG
    first, rest = made.split(300.0, 100.0)
    assert (first.anchor, first.outline_level, first.outline_title) == ("here", 1, "服务")
    assert (rest.anchor, rest.outline_level) == ("", -1)


def test_the_parts_of_a_split_can_be_split_again() -> None:
    made = ChineseParagraph(LONG * 3, TextStyle(leading=20, size=10))
    rest = made.split(300.0, 100.0)[1]
    rest.wrap(300.0, 100.0)
    middle, last = rest.split(300.0, 100.0)
    heights = [each.wrap(300.0, 1000.0)[1] for each in (middle, last)]
    assert heights[0] == 100.0
    assert sum(heights) + 100.0 == made.wrap(300.0, 1000.0)[1]


def test_links_lead_out_and_within(tmp_path: Path) -> None:
    runs = [Run("见"), Run("本馆网页", link="https://example.org"), Run("及"), Run("第二章", link="#two")]
    path = tmp_path / "links.pdf"
    path.write_bytes(printed(ChineseParagraph(runs), ChineseParagraph("第二章", anchor="two")))
    content = path.read_bytes()
    assert b"/URI (https://example.org)" in content
    assert content.count(b"/Subtype /Link") == 2


def test_a_heading_stays_with_what_follows() -> None:
    assert ChineseParagraph("标题", TextStyle(keep_with_next=True)).getKeepWithNext()


def test_an_empty_paragraph_takes_no_room() -> None:
    assert ChineseParagraph("").wrap(300.0, 100.0) == (300.0, 0.0)


@pytest.mark.parametrize("text", ["\ud800坏", "\x00\x07控制", "\u200b", "\n\n", "\u0301", "😀", "　", " "])
def test_no_text_stops_the_press(text: str) -> None:
    assert printed(ChineseParagraph(text), ChineseParagraph("完"))


def test_two_documents_at_once_do_not_mix_their_fonts(tmp_path: Path) -> None:
    one, two = (PaperCanvas(str(tmp_path / name)) for name in ("one.pdf", "two.pdf"))
    for canvas, text in ((one, "一二三"), (two, "三四五"), (one, "六")):
        canvas.setFont("song", 12)
        canvas.drawString(40, 40 + 20 * canvas.getPageNumber(), text)
        canvas.showPage()
    one.save()
    two.save()
    assert without_white(pdfium_text((tmp_path / "one.pdf").read_bytes())) == "一二三六"
    assert without_white(pdfium_text((tmp_path / "two.pdf").read_bytes())) == "三四五"
