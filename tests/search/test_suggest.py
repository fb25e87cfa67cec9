"""“您是不是要找”: what is suggested when nothing was found, and what never is."""

import pytest

from search.whoosh_engine import WhooshEngine
from tests.search.shelf import MONGOL, NOM, ask

SLIP = MONGOL.replace("\u182f", "\u1837")  # the last letter mistyped


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("内蒙古自冶区", "内蒙古自治区"),
        ("内蒙古自冶区统计", "内蒙古自治区统计"),
        ("常务委圆会", "常务委员会"),
        ("congres", "Congress"),
        ("OSAKKA", "Ōsaka"),
        ("shrot history", "Short history"),
        (f"{SLIP} {NOM}", f"{MONGOL} {NOM}"),
        ("草园", "草原"),  # sounds the same
        ("内蒙古草塬", "內蒙古草原"),
        ("保沪", "保护"),
        ("量子力学 草园", "草原"),  # what cannot be mended is left out
        ("内蒙古自冶区 统记", "内蒙古自治区 统计"),
    ],
)
def test_a_slip_is_mended_in_the_spelling_of_the_catalogue(library: WhooshEngine, query: str, meant: str) -> None:
    results = ask(library, query)
    assert results.relaxed or all("sound" in hit.ways for hit in results.hits)  # nothing is had as it was typed
    assert results.did_you_mean == meant
    assert ask(library, meant).total > 0


@pytest.mark.parametrize(
    "query",
    [
        "量子力学",  # nothing is near
        "congres 草原",  # the mended query finds nothing either
        "草原 经济",  # every word is known, only not together
        "20250101",  # numbers are not words
        "x" * 400,
        "，。",
    ],
)
def test_nothing_is_suggested_that_would_find_nothing(library: WhooshEngine, query: str) -> None:
    assert ask(library, query).did_you_mean is None


def test_a_suggestion_finds_something_under_the_same_filters(library: WhooshEngine) -> None:
    assert ask(library, "congres", filters=(("language", "eng"),)).did_you_mean == "Congress"
    assert ask(library, "congres", filters=(("language", "chi"),)).did_you_mean is None
    assert ask(library, "congres", field="author").did_you_mean is None


def test_what_was_found_needs_no_suggestion(library: WhooshEngine) -> None:
    assert ask(library, "草原").did_you_mean is None


def test_a_mongolian_slip_is_found_by_its_sound_and_needs_no_suggestion(library: WhooshEngine) -> None:
    results = ask(library, "монголин нууц")
    assert (results.total, results.hits[0].ways, results.did_you_mean) == (1, ("typed", "sound"), None)
