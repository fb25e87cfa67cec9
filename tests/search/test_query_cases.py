"""The great table of queries: what people type at the desk, and the books that they expect (`query_cases`)."""

import pytest

from search.analysis import latin
from search.hits import Results
from search.whoosh_engine import WhooshEngine
from tests.search import great_shelf, query_cases
from tests.search.shelf import ask, engine_with


@pytest.fixture(scope="module")
def great_library(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    return engine_with(tmp_path_factory.mktemp("great") / "index", great_shelf.documents())


def holds(kind: str, expected: str, results: Results) -> bool:
    found, wanted = great_shelf.keys_of([hit.record_id for hit in results.hits]), expected.split()
    if kind == query_cases.MEANT:
        return latin.fold(results.did_you_mean or "") == latin.fold(expected)
    if kind == query_cases.ALL:
        return sorted(found) == sorted(wanted)
    if kind == query_cases.FIRST:
        return found[: len(wanted)] == wanted
    told = {query_cases.HAS: True, query_cases.TOLD: bool(results.hint), query_cases.MOST: results.relaxed}
    return set(wanted) <= set(found) and told[kind]


@pytest.mark.parametrize(
    ("query", "kind", "expected", "why"),
    query_cases.CASES,
    ids=[f"{number}-{ascii(case[0])[:40]}" for number, case in enumerate(query_cases.CASES)],
)
def test_a_query_finds_what_people_expect(
    great_library: WhooshEngine, query: str, kind: str, expected: str, why: str
) -> None:
    results = ask(great_library, query)
    found = great_shelf.keys_of([hit.record_id for hit in results.hits])
    assert holds(kind, expected, results), (why, kind, expected, found, results.did_you_mean, results.hint)


def test_the_table_is_as_long_as_was_promised() -> None:
    assert len({case[0] for case in query_cases.CASES}) >= 150
