"""The arrays say what Whoosh says: the same documents and the same scores, whatever was added, replaced or removed."""

import tempfile
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index, scoring
from whoosh.query.compound import And, Or
from whoosh.query.terms import Prefix, Term

from search.ranking import K1, B, Ranking
from search.scored import Scored, common, merged, summed
from search.snapshot import Snapshot
from search.whoosh_engine import WhooshEngine
from tests.search import shelf

WORDS = ["草原", "生态", "保护", "内蒙古", "history", "law", "нууц", shelf.MONGOL, shelf.NOM]
TERMS = ["草原", "生态", "保护", "内蒙古", "蒙古", "原生", "history", "law", "нууц", "没有"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
BOOKS = st.lists(TITLES, min_size=1, max_size=12)
COMBINED = {"and": (And, lambda parts: reduce(common, parts)), "or": (Or, summed)}


def state(folder: Path) -> Path:
    return next(path for path in folder.glob("state-*"))


def whoosh_says(folder: Path, asked: Any) -> dict[int, float]:
    with index.open_dir(str(state(folder))).searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
        return {hit["record"]: hit.score for hit in searcher.search(asked, limit=None)}


def arrays_say(snapshot: Snapshot, found: Scored) -> dict[int, float]:
    return dict(zip(snapshot.record_ids[found.docs].tolist(), found.scores.tolist(), strict=True))


def changed(engine: WhooshEngine, books: list[str], later: list[str], gone: list[int]) -> None:
    """Books, some of them replaced, new ones added and some removed, in several segments."""
    held = [replace(shelf.BLANK, record_id=number, title=(title,)) for number, title in enumerate(books, start=1)]
    engine.rebuild(held, mark=1)
    for number, title in enumerate(later, start=3):
        engine.replace([replace(shelf.BLANK, record_id=number, title=(title,), other=(title,))], gone, mark=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    books=BOOKS,
    later=st.lists(TITLES, max_size=3),
    gone=st.lists(st.integers(1, 6), max_size=2),
    terms=st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True),
    how=st.sampled_from(sorted(COMBINED)),
)
def test_words_put_together_score_as_whoosh_scores_them(
    books: list[str], later: list[str], gone: list[int], terms: list[str], how: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        changed(engine, books, later, gone)
        snapshot = engine.snapshot()
        ranking = Ranking(snapshot)
        combine, ours = COMBINED[how]
        asked = combine([Term("terms", term.encode()) for term in terms])
        theirs = whoosh_says(Path(folder), asked)
        assert arrays_say(snapshot, ours([ranking.terms((term,)) for term in terms])) == pytest.approx(theirs, rel=1e-4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books=BOOKS, later=st.lists(TITLES, max_size=3), gone=st.lists(st.integers(1, 6), max_size=2))
def test_the_best_of_several_terms_scores_as_in_whoosh(books: list[str], later: list[str], gone: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        changed(engine, books, later, gone)
        snapshot = engine.snapshot()
        found = merged([Ranking(snapshot).terms((term,)) for term in TERMS])
        best: dict[int, float] = {}  # Whoosh's own DisjunctionMax takes scores of documents that it is not at
        for term in TERMS:
            for number, score in whoosh_says(Path(folder), Term("terms", term.encode())).items():
                best[number] = max(score, best.get(number, 0))
        assert arrays_say(snapshot, found) == pytest.approx(best, rel=1e-4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books=BOOKS, later=st.lists(TITLES, max_size=3), prefix=st.sampled_from(["草", "内", "hi", "w:", "n"]))
def test_the_beginning_of_terms_finds_what_whoosh_finds(books: list[str], later: list[str], prefix: str) -> None:
    from search.snapshot import PREFIX, Pick

    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        changed(engine, books, later, [1])
        snapshot = engine.snapshot()
        found = Ranking(snapshot).of_picks((Pick(PREFIX, prefix),))
        asked = Prefix("terms", prefix)
        assert set(arrays_say(snapshot, found)) == set(whoosh_says(Path(folder), asked))
