"""`search` and `reindex` as operators and acceptance checks call them."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from desk import clock
from desk.tables import BibRecord, CatalogueChange, Item
from gateways.commands import finding
from search.indexing import catch_up
from search.opening import OpenDesk
from tests.search.shelf import BOOKS, MONGOL_HISTORY


@pytest.fixture
def stocked(desk: OpenDesk) -> OpenDesk:
    now = clock.now()
    with desk.database.writing() as db:
        for title, facts in BOOKS:
            known: dict[str, Any] = {name: facts[name] for name in ("language", "clc") if name in facts}
            record = BibRecord(title=title, added_at=now, changed_at=now, **({"language": "chi"} | known))
            db.add(record)
            db.flush()
            assert record.id
            db.add_all([Item(bib_record_id=record.id, home_library="总馆"), CatalogueChange(bib_record_id=record.id)])
    catch_up(desk.database, desk.engine)
    return desk


def run(*arguments: str) -> Result:
    return CliRunner().invoke(finding.app, list(arguments))


def told(*arguments: str) -> dict[str, Any]:
    result = run(arguments[0], "--json", *arguments[1:])
    assert result.exit_code == 0
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_the_answer_has_what_the_contract_names(stocked: OpenDesk) -> None:
    answer = told("search", "草原", "--limit", "1")
    assert set(answer) == {"total", "hits", "facets", "did_you_mean", "took_ms", "relaxed", "hint"}
    assert (answer["total"], answer["relaxed"], answer["hint"], answer["hits"][0]["ways"]) == (2, False, "", ["typed"])
    assert [(hit["title"], hit["matched_by"], hit["copies"], hit["in"]) for hit in answer["hits"]] == [
        ("草原生态保护", ["title"], 1, 1)
    ]
    assert answer["facets"]["clc"] == {"S": 2}
    assert answer["facets"]["place"] == {"总馆": 2}


@pytest.mark.parametrize("title", [title for title, _ in BOOKS], ids=ascii)
def test_every_title_finds_its_record_and_comes_back_code_point_for_code_point(stocked: OpenDesk, title: str) -> None:
    assert title in [hit["title"] for hit in told("search", title)["hits"]]


def test_a_suffix_after_a_plain_space_finds_the_title_as_it_is_stored(stocked: OpenDesk) -> None:
    assert told("search", MONGOL_HISTORY.replace("\u180e", " "))["hits"][0]["title"] == MONGOL_HISTORY


def test_filters_narrow_and_an_empty_query_browses(stocked: OpenDesk) -> None:
    assert told("search", "", "--filter", "language=mon")["total"] == 5
    assert told("search", "", "--filter", "language=mon", "--filter", "clc=K")["total"] == 1
    assert told("search", "草原", "--field", "author")["total"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "草原", "--filter", "colour=red"),
        ("search", "草原", "--filter", "clc"),
        ("search", "x", "--field", "all"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(stocked: OpenDesk, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "可用" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("query", ["，。", "\udcff", "草" * 10_000, "-", '"'])
def test_an_odd_query_is_answered(stocked: OpenDesk, query: str) -> None:
    assert told("search", "--limit", "5", "--", query)["total"] == 0 or "草" in query


def test_a_wrong_option_is_wrong_usage(stocked: OpenDesk) -> None:
    assert run("search", "草原", "--limit", "many").exit_code == 2


def test_reindex_builds_from_the_database_and_says_how_many(stocked: OpenDesk) -> None:
    stocked.engine.rebuild([], mark=0)
    answer = told("reindex")
    assert answer["records"] == len(BOOKS)
    assert told("search", "草原")["total"] == 2
