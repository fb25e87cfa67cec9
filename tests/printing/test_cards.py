"""Reader cards: the right size, codes that scan, words that stay inside, and samples that say so."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from desk.errors import Invalid
from printing.cards import BOTTOM, GAP_X, GAP_Y, HEIGHT, LEFT, WIDTH, CardFace, Layout, cards_pdf
from printing.paper import MM
from tests.printing.reading import codes_on, font_table, pdfium_text, pictures

FACE = CardFace(
    number="21501000000175",
    name="王小明",
    kind="代表",
    group="呼和浩特代表团",
    conference="2026年自治区两会",
    library="内蒙古自治区图书馆",
    expires_on=date(2026, 2, 5),
)
CONFERENCE = "内蒙古自治区第十四届人民代表大会第四次会议、政协内蒙古自治区第十三届委员会第四次会议"
FACES = {
    "plain": FACE,
    "mongolian": replace(FACE, name="乌云其其格", name_mn="ᠤᠶᠤᠨᠴᠡᠴᠡᠭ", conference_mn="ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠨᠣᠮ ᠤᠨ ᠰᠠᠩ"),
    "cyrillic": replace(FACE, name="Батбаяр Өнөрцэцэг", name_mn="Өнөрцэцэг"),
    "long": replace(
        FACE, name="阿拉坦其木格·巴雅尔图娜仁高娃其其格玛", group="自治区直属机关工作委员会代表团第三小组" * 2
    ),
    "latin": replace(FACE, name="Maximilian-Alexander von Hohenstaufen-Württemberg", conference=CONFERENCE),
    "bare": replace(FACE, kind="", group="", conference="", library=""),
    "sample": replace(FACE, sample=True),
    "other number": replace(FACE, number="NM20260017X"),
    "long number": replace(FACE, number="NM-2026-XLGL-00017-X"),
}


@pytest.mark.parametrize("layout", ["cr80", "a4"])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_both_codes_of_every_card_carry_its_number_alone(layout: Layout, dpi: int) -> None:
    faces = [replace(face, number=f"215010000{place:04d}5") for place, face in enumerate(list(FACES.values()) * 2)][:12]
    found = [text for page in pictures(cards_pdf(faces, layout), dpi) for _, text in codes_on(page)]
    assert sorted(found) == sorted(face.number for face in faces for _ in range(2))


def test_a_card_is_as_large_as_a_bank_card() -> None:
    document = pypdfium2.PdfDocument(cards_pdf([FACE, FACE], "cr80"))
    assert [tuple(round(edge / MM, 2) for edge in page.get_size()) for page in document] == [(85.6, 54.0)] * 2
    document.close()


def test_ten_go_on_a_sheet() -> None:
    document = pypdfium2.PdfDocument(cards_pdf([FACE] * 21))
    assert [tuple(round(edge / MM) for edge in page.get_size()) for page in document] == [(210, 297)] * 3
    document.close()
    assert (round(2 * WIDTH + GAP_X + 2 * LEFT), round(5 * HEIGHT + 4 * GAP_Y + 2 * BOTTOM)) == (595, 842)


def test_the_ruler_in_the_margin_is_fifty_millimetres_long() -> None:
    picture = pictures(cards_pdf([FACE]), 300)[0]
    margin = picture[:, : int(12 / 25.4 * 300)] < 128
    column = max(range(margin.shape[1]), key=lambda x: int(margin[:, x].sum()))
    rows = np.flatnonzero(margin[:, column])
    assert np.ptp(rows) / 300 * 25.4 == pytest.approx(50.0, abs=0.2)
    assert "按 100% 打印" in pdfium_text(cards_pdf([FACE])).replace("按100%打印", "按 100% 打印")


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_no_word_leaves_the_card_or_runs_into_the_code(face: CardFace) -> None:
    document = pypdfium2.PdfDocument(cards_pdf([replace(face, sample=False)], "cr80"))
    page = document[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    inked = [(left, low, right, high) for left, low, right, high in boxes if right > left and high > low]
    assert inked
    for left, low, right, high in inked:
        assert left > 3.5 * MM
        assert right < WIDTH - 4.5 * MM
        assert low > 2.5 * MM
        assert high < HEIGHT - 4 * MM
        beside_the_square = low < 39 * MM and high > 22 * MM
        assert not (beside_the_square and right > WIDTH - 5 * MM - 17 * MM)
        over_the_bars = low < 14 * MM and high > 7.2 * MM
        assert not (over_the_bars and left < 44 * MM)
    document.close()


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_all_that_stands_on_a_card_can_be_read(face: CardFace, tmp_path: Path) -> None:
    pdf = cards_pdf([face])
    text = "".join(pdfium_text(pdf).split())
    for words in (face.name, face.name_mn, face.kind, face.group, face.conference, face.conference_mn, face.library):
        assert all("".join(word.split()) in text for word in words.split())
    assert "2026年2月5日" in text
    assert face.number in text
    assert {found for page in pictures(pdf, 300) for _, found in codes_on(page)} == {face.number}
    assert {font["embedded"] for font in font_table(pdf, tmp_path)} == {"yes"}


def test_a_sample_card_says_so_and_a_real_one_does_not() -> None:
    assert "样例" in pdfium_text(cards_pdf([FACES["sample"]]))
    assert "样例" not in pdfium_text(cards_pdf([FACE]))


def test_cut_marks_stand_outside_the_cards() -> None:
    picture = pictures(cards_pdf([replace(FACE, number="1", name="一")] * 10), 300)[0] < 200
    inner = [round((BOTTOM + row * (HEIGHT + GAP_Y)) / 72 * 300) for row in range(5)]
    gaps = [(upper, lower) for lower, upper in pairwise(picture.shape[0] - np.array(inner))]
    card = round(HEIGHT / 72 * 300)
    for upper, lower in gaps:
        assert picture[lower - card - (lower - card - upper) + 1 : lower - card, :].any()
    edge = round(LEFT / 72 * 300)
    top = picture.shape[0] - inner[0] - card
    assert not picture[top + 4 : top + 40, edge + 4 : edge + 40].any()


def test_no_cards_are_refused() -> None:
    with pytest.raises(Invalid, match="没有要打印的读者证"):
        cards_pdf([])
