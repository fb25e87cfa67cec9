"""Completion: what begins with the letters typed so far, in any script."""

from dataclasses import replace
from pathlib import Path

import pytest

from search.hits import Completion
from search.whoosh_engine import WhooshEngine
from tests.search import shelf

SUBJECT = Completion("草原-内蒙古", "subject")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("人民代表", "人民代表大会常务委员会工作手册"),
        ("内蒙古草", "內蒙古草原誌"),
        ("內蒙古自", "内蒙古自治区统计年鉴"),
        ("（内 蒙古）草", "內蒙古草原誌"),
        ("renmindaibiao", "人民代表大会常务委员会工作手册"),
        ("neimenggucaoyuanz", "內蒙古草原誌"),
        ("nmgzzq", "内蒙古自治区统计年鉴"),
        ("the peo", "The People's Congress: A Short History"),
        ("THE PEO", "The People's Congress: A Short History"),
        ("uber", "Über die Ōsaka-Straße"),
        ("Монг", "Монголын нууц товчоо"),
        (shelf.MONGOL, shelf.MONGOL_BOOK),
        (shelf.MONGOL[:3], shelf.MONGOL_BOOK),
        ("李明", "李明编"),
        ("草原-内", "草原-内蒙古"),
        ("h5n", "Ｈ５Ｎ１流感防控"),
    ],
)
def test_what_begins_so_is_offered_in_its_own_letters(library: WhooshEngine, typed: str, first: str) -> None:
    assert first in [completion.text for completion in library.complete(typed)]


def test_a_mongolian_beginning_leads_to_titles_in_the_other_scripts(library: WhooshEngine) -> None:
    offered = {completion.text for completion in library.complete("mongo")}
    assert offered >= {"Монголын нууц товчоо", shelf.MONGOL_BOOK}


@pytest.mark.parametrize("typed", ["", " ", "，。", "量子力学", "\ud800", "x" * 1000, "*"])
def test_what_nothing_begins_with_offers_nothing(library: WhooshEngine, typed: str) -> None:
    assert library.complete(typed) == ()


def test_frequent_headings_come_first_and_no_more_than_asked_for(tmp_path: Path) -> None:
    held = [
        replace(shelf.BLANK, record_id=number, title=(f"草原{number}",), subject=("草原生态",) if number > 1 else ())
        for number in range(1, 9)
    ]
    engine = shelf.engine_with(tmp_path / "index", held)
    offered = engine.complete("草原", limit=3)
    assert (offered[0], len(offered)) == (Completion("草原生态", "subject"), 3)


def test_headings_of_removed_records_are_not_offered(own_library: WhooshEngine) -> None:
    own_library.replace([], [1], mark=30)
    assert own_library.complete("人民代表") == ()
