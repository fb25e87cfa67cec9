"""The list of consultations: what waits stands on top, and every filter holds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desk.reference import consultations
from tests.conftest import NOW
from tests.desk.reference.conftest import Counter


@pytest.fixture
def asked(counter: Counter) -> Counter:
    """Five questions of two days; the second and the fifth wait, the third is referred."""
    given: list[dict[str, Any]] = [
        {"question": "人口普查公报", "answer": "见公报", "kind": "facts"},
        {"question": "草原法第几条", "kind": "policy"},
        {"question": "100% 的补助率", "kind": "policy"},
        {"question": "复印在哪里", "answer": "二楼 Desk A", "kind": "directional", "channel": "phone"},
        {"question": "a_b 的文献", "kind": "document", "service_point_id": counter.point_id},
    ]
    with counter.database.writing() as db:
        for position, facts in enumerate(given):
            moment = NOW + timedelta(hours=position * 6)
            consultations.log(
                db, counter.wang, conference_id=counter.conference_id, **{"channel": "desk"} | facts, now=moment
            )
        assert counter.li.account_id
        consultations.refer(db, counter.wang, 3, to_account_id=counter.li.account_id, version=1, now=NOW)
    return counter


def ids(counter: Counter, **filters: Any) -> list[int]:
    with counter.database.reading() as db:
        return [row.id for row in consultations.listing(db, conference_id=counter.conference_id, **filters).rows]


def test_what_waits_stands_on_top_the_oldest_first_and_then_the_latest(asked: Counter) -> None:
    assert ids(asked) == [2, 3, 5, 4, 1]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "open"}, [2, 5]),
        ({"state": "referred"}, [3]),
        ({"state": "answered"}, [4, 1]),
        ({"kind": "policy"}, [2, 3]),
        ({"kind": ""}, []),
        ({"text": "草原法"}, [2]),
        ({"text": "desk a"}, [4]),
        ({"text": "公报 人口"}, [1]),
        ({"text": "Z20260126-0002"}, [2]),
        ({"text": "100%"}, [3]),
        ({"text": "0%的"}, []),
        ({"text": "a_b"}, [5]),
        ({"text": "aXb"}, []),
        ({"text": "\x00\ud800 草原法"}, [2]),
        ({"text": "草 " * 5_000}, [2]),
        ({"on": date(2026, 1, 26)}, [2, 3, 1]),  # 10:00, 16:00 and 22:00 at the desk
        ({"on": date(2026, 1, 27)}, [5, 4]),
        ({"on": date(2026, 1, 27), "kind": "document", "text": "文献"}, [5]),
        ({"page": 2}, [2, 3, 5, 4, 1]),
        ({"page": -3}, [2, 3, 5, 4, 1]),
    ],
)
def test_each_filter_finds_what_it_says(asked: Counter, filters: dict[str, Any], expected: list[int]) -> None:
    assert ids(asked, **filters) == expected


def test_the_counter_narrows_the_list(asked: Counter) -> None:
    assert ids(asked, service_point_id=asked.point_id) == [5]


def test_a_page_tells_how_many_there_are_and_how_many_wait(asked: Counter) -> None:
    with asked.database.reading() as db:
        page = consultations.listing(db, conference_id=asked.conference_id)
        none = consultations.listing(db, conference_id=asked.conference_id, text="没有这样的话")
    assert (page.total, page.waiting) == (5, 3)
    assert (none.rows, none.total, none.waiting) == ((), 0, 0)
    assert page.rows[1].referred_to == "乙馆员"
    assert page.rows[2].service_point == "会场"


def test_the_list_is_cut_into_pages_of_twenty(counter: Counter) -> None:
    with counter.database.writing() as db:
        for minute in range(45):
            moment = datetime(2026, 1, 26, 3, minute, tzinfo=UTC)
            consultations.ask(db, conference_id=counter.conference_id, question=f"问题 {minute}", now=moment)
    pages = [ids(counter, page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert ids(counter, page=10**12) == pages[-1]
    assert [number for page in pages for number in page] == list(range(1, 46))
