"""How results are shown: folded by title, why each was found, what is here and what is out, pictures to touch."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from desk import clock, vocabularies
from desk.tables import BibRecord, Card, CatalogueChange, Conference, Item, Loan, Patron, PointKind, ServicePoint
from pages.components import find_start, results
from search.hits import WAYS, Hit
from search.indexing import catch_up
from search.listing import Listed, together
from search.opening import OpenDesk
from search.request import FACETS
from tests.pages.finding_pages import board, follow, look_for

PICTURES = Path(__file__).parents[2] / "static" / "subjects"
NOW = clock.now()
MONGOLIAN = "ᠮᠣᠩᠭᠣᠯ ᠤᠷᠠᠨ ᠵᠣᠬᠢᠶᠠᠯ\u180eᠤᠨ ᠰᠤᠳᠤᠯᠬᠤ ᠠᠷᠭ\u180eᠠ"


def listed(number: int, title: str, author: str = "乌兰著") -> Listed:
    return Listed(BibRecord(id=number, title=title, responsibility=author, added_at=NOW, changed_at=NOW), (), ())


@pytest.mark.parametrize(
    ("titles", "works"),
    [
        (("内蒙古通史 第1卷", "内蒙古通史 第二卷", "内蒙古通史（下册）"), 1),
        (("内蒙古统计年鉴2019", "內蒙古統計年鑒 2020", "内蒙古统计年鉴. 2021年版"), 1),
        (("草原生态保护", "草原生态保护"), 1),
        (("Wind and Solar Power", "Wind and Solar Power, vol. 2", "Wind and solar power. Part 3"), 1),
        (("Морины гарын авлага", "Морины гарын авлага, 2-р дэвтэр"), 1),
        (("ᠮᠣᠷᠢᠨ ᠳᠡᠪᠲᠡᠷ 1", "ᠮᠣᠷᠢᠨ ᠳᠡᠪᠲᠡᠷ 2"), 1),
        (("草原生态保护", "草原生态监测"), 2),
        (("1949", "1984"), 2),  # a title that is nothing but a year is a title
        (("草原，上卷", "草原，下卷"), 2),  # what is left would say too little
        (("*", "?"), 2),
    ],
)
def test_volumes_years_and_editions_of_one_title_are_folded(titles: tuple[str, ...], works: int) -> None:
    assert len(together([listed(number, title) for number, title in enumerate(titles, start=1)])) == works


def test_titles_of_two_authors_are_not_folded() -> None:
    assert len(together([listed(1, "草原生态保护"), listed(2, "草原生态保护", "别人著")])) == 2


def test_folding_keeps_every_record_and_the_order_of_the_first() -> None:
    found = together(
        [listed(1, "甲种资料"), listed(2, "乙种资料第1册"), listed(3, "甲种资料"), listed(4, "乙种资料第2册")]
    )
    assert [[part.record.id for part in work] for work in found] == [[1, 3], [2, 4]]


@pytest.fixture
def full(shown: AppTest, desk: OpenDesk) -> AppTest:
    """Two counters; a set of two volumes of which one is out; a title in both scripts."""
    today = clock.local_date(NOW)
    with desk.database.writing() as db:
        conference = Conference(name="测试会议", starts_on=today, ends_on=today)
        db.add(conference)
        db.flush()
        points = [
            ServicePoint(conference_id=conference.id or 0, name=name, kind=PointKind.VENUE) for name in ("会场", "驻地")
        ]
        patron = Patron(conference_id=conference.id or 0, name="某", kind="deputy")
        records = [
            BibRecord(id=number, title=title, title_mn=other, responsibility="某编", added_at=NOW, changed_at=NOW)
            for number, title, other in (
                (11, "牧区通史 第1卷", ""),
                (12, "牧区通史 第2卷", ""),
                (13, "文学研究方法", MONGOLIAN),
                (14, MONGOLIAN, ""),
            )
        ]
        db.add_all([*points, patron, *records])
        db.flush()
        items = [
            Item(bib_record_id=11, barcode="A1", service_point_id=points[0].id, shelf="A架1层", call_number="K28/1"),
            Item(bib_record_id=11, barcode="A2", service_point_id=points[1].id, shelf="B架2层", call_number="K28/1"),
            Item(bib_record_id=12, barcode="A3", service_point_id=points[0].id),
        ]
        card = Card(
            conference_id=conference.id or 0, patron_id=patron.id or 0, number="1", issued_at=NOW, expires_on=today
        )
        db.add_all([*items, card])
        db.flush()
        due = today + timedelta(days=3)
        db.add(Loan(item_id=items[2].id or 0, card_id=card.id or 0, checked_out_at=NOW, due_on=due))
        db.add_all([CatalogueChange(bib_record_id=number) for number in (11, 12, 13, 14)])
    catch_up(desk.database, desk.engine)
    return shown


def test_volumes_stand_on_one_card_each_with_its_own_link_and_state(full: AppTest) -> None:
    found = board(look_for(full, q="牧区通史"))
    assert "共 2 条结果" in found.text
    assert found.html.count('<li class="find-card">') == 1
    assert {"record-11", "record-12"} <= set(found.links)
    assert "其他卷次、年份或版本（1 条）" in found.text
    due = clock.local_date(NOW) + timedelta(days=3)
    assert f"已借出，{due} 应还" in found.text


def test_a_copy_at_the_readers_own_point_is_named_first(full: AppTest) -> None:
    anywhere = board(look_for(full, q="牧区通史 第1卷"))
    assert "在架 2" in anywhere.text and "本服务点" not in anywhere.text
    there = board(look_for(full, q="牧区通史 第1卷", point="2"))
    assert "本服务点在架 1" in there.text and "其他服务点在架 1" in there.text
    assert "驻地 · B架2层 · 另有 1 处" in there.text


def test_a_mongolian_title_stands_whole_and_upright_beside_the_chinese(full: AppTest) -> None:
    found = board(look_for(full, q="文学研究方法"))
    assert f'lang="mn-Mong" style="--hue:40">{MONGOLIAN}</div>' in found.html
    assert found.links["record-13"] == "/record?id=13"


def test_a_title_in_mongolian_alone_is_itself_the_link(full: AppTest) -> None:
    found = board(look_for(full, q=MONGOLIAN))
    assert found.links["record-14"] == "/record?id=14"
    assert found.text.count(MONGOLIAN) == 2  # each of the two records once


@pytest.mark.parametrize("way", WAYS)
def test_every_way_but_the_plain_one_is_said(way: str) -> None:
    told = results._why(Hit(1, 1.0, ("title",), (way,)))
    assert bool(told) == (way != "typed")


def test_results_with_most_of_the_words_say_so_and_lead_to_a_librarian(shown: AppTest) -> None:
    found = board(look_for(shown, q="草原 生态 从来没有的词语"))
    assert "没有一种资料同时有全部检索词" in found.text
    assert "草原生态保护" in found.text
    assert found.links["ask"].startswith("/ask?q=")


def test_where_it_was_found_is_said_when_it_was_not_in_the_title(shown: AppTest) -> None:
    assert "见于：作者" in board(look_for(shown, q="乌兰")).text


@pytest.mark.parametrize("code", vocabularies.codes(find_start.PICTURES))
def test_every_picture_is_drawn_and_its_search_can_be_read(code: str) -> None:
    assert (PICTURES / f"{code}.svg").read_text(encoding="utf-8").startswith("<svg")
    row = vocabularies.entries(find_start.PICTURES)[code]
    assert row["zh"] and row["en"]
    params = parse_qs(row["params"], strict_parsing=True)
    assert set(params) <= {"q", "in", *FACETS}
    assert find_start.leads_to(code).to_params() == {
        name: values if name in FACETS else values[0] for name, values in params.items()
    }


def test_a_picture_leads_to_its_search_and_one_that_finds_nothing_is_not_shown(shown: AppTest) -> None:
    page = look_for(shown)
    links = board(page).links
    assert {"picture-grassland", "picture-farming", "picture-economy"} <= set(links)
    assert "picture-art" not in links
    follow(page, "picture-grassland")
    assert "共 3 条结果" in board(page).text
