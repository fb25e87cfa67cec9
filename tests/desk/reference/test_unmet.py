"""What is kept of a search that found nothing, and what is not: nobody must be found by it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from desk.database import Database
from desk.reference import unmet
from desk.tables import UnmetSearch
from tests.conftest import NOW
from tests.desk.reference.conftest import Counter

LEAD_TO_A_PERSON = (
    "150102199003071234",
    "15010219900307123X",
    "150102 19900307 123x",
    "１５０１０２１９９００３０７１２３４",
    "150102900307123",
    "13847112233",
    "138 4711 2233",
    "138-4711-2233",
    "+86 138 4711 2233",
    "0471-4911223",
    "(0471)4911223",
    "4911223",
    "E12345678",
    "6222021234567890123",
    "21501000000012",
    "somebody@example.org",
)
LOOKED_FOR = (
    "量子纠缠",
    "978-7-01-000000-8",
    "9787010000008",
    "7-111-07575-7",
    "ISSN 1000-0054",
    "2015-2020",
    "2019 2020 2021",
    "第120期",
    "10105·123",
    "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡᠨ\u202fᠦ",
    "S812.5/10",
    "六十年 60年",
)


def kept(database: Database) -> list[UnmetSearch]:
    with database.reading() as db:
        return list(db.exec(select(UnmetSearch)))


def test_words_field_filters_place_and_language_are_kept(counter: Counter) -> None:
    with counter.database.writing() as db:
        unmet.keep(
            db,
            conference_id=counter.conference_id,
            words=" 量子纠缠 ",
            field="title",
            filters=[("clc", "O"), ("year", "2020")],
            service_point_id=counter.point_id,
            language="zh_CN",
            now=NOW,
        )
    (found,) = kept(counter.database)
    assert (found.words, found.field, found.language, found.at) == ("量子纠缠", "title", "zh_CN", NOW)
    assert found.filters == [["clc", "O"], ["year", "2020"]]
    assert found.service_point_id == counter.point_id


@pytest.mark.parametrize("text", LEAD_TO_A_PERSON)
def test_what_leads_to_a_person_is_put_away(text: str) -> None:
    safe = unmet.impersonal(f"请找{text} 的书")
    assert unmet.PUT_AWAY in safe
    assert sum(letter.isdigit() for letter in safe) < 5, safe
    assert "@" not in safe


@pytest.mark.parametrize("text", LOOKED_FOR)
def test_what_was_looked_for_stays_letter_by_letter(text: str) -> None:
    assert unmet.impersonal(text) == text


@given(st.text(alphabet="0123456789-  xX草a", max_size=40))
def test_no_long_number_stays_that_is_not_a_publications(text: str) -> None:
    safe = unmet.impersonal(text)
    assert unmet.impersonal(safe) == safe


def test_words_are_cut_after_numbers_were_put_away(counter_on_sqlite: Counter) -> None:
    with counter_on_sqlite.database.writing() as db:
        words = "草" * (unmet.LONGEST - 5) + " 13847112233"
        unmet.keep(db, conference_id=counter_on_sqlite.conference_id, words=words, now=NOW)
    (found,) = kept(counter_on_sqlite.database)
    assert len(found.words) == unmet.LONGEST
    assert not any(letter.isdigit() for letter in found.words)


@pytest.mark.parametrize("words", ["", "  ", "\x00"])
def test_words_that_say_nothing_are_not_kept(counter_on_sqlite: Counter, words: str) -> None:
    with counter_on_sqlite.database.writing() as db:
        assert unmet.keep(db, conference_id=counter_on_sqlite.conference_id, words=words, now=NOW) is None


def test_a_service_point_of_another_conference_is_left_out(counter: Counter) -> None:
    with counter.database.writing() as db:
        unmet.keep(
            db,
            conference_id=counter.conference_id,
            words="量子",
            service_point_id=counter.foreign_point_id,
            now=NOW,
        )
    assert [one.service_point_id for one in kept(counter.database)] == [None]


def test_a_machine_that_hammers_is_kept_no_more_than_so_often_in_an_hour(
    counter_on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmet, "MOST_IN_AN_HOUR", 5)
    with counter_on_sqlite.database.writing() as db:
        for second in range(9):
            at = NOW + timedelta(seconds=second)
            unmet.keep(db, conference_id=counter_on_sqlite.conference_id, words=f"量子 {second}", now=at)
        later = NOW + timedelta(hours=1, minutes=1)
        assert unmet.keep(db, conference_id=counter_on_sqlite.conference_id, words="量子", now=later)
    assert len(kept(counter_on_sqlite.database)) == 6
