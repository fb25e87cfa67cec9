"""The benchmark of search asks what it says it asks; its figures depend on the machine and are not tested."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.contenders import KINDS, Ours, Question, key, keys_of
from benchmarks.measuring import throughput
from benchmarks.peers_fts5 import Fts5
from benchmarks.peers_tantivy import Tantivy
from benchmarks.questions import Questions
from benchmarks.search_report import lines, promises
from desk.settings import ROOT
from search.analysis.words import words as analysed
from search.documents import Document
from search.terms import terms_of

RECORDS = 300


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.documents(RECORDS))


@pytest.fixture(scope="module")
def tantivy(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Tantivy:
    folder = tmp_path_factory.mktemp("tantivy")
    Tantivy.build(folder, documents)
    return Tantivy(folder)


@pytest.fixture(scope="module")
def fts5(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Fts5:
    folder = tmp_path_factory.mktemp("fts5")
    Fts5.build(folder, documents)
    return Fts5(folder)


@pytest.fixture(scope="module")
def ours(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Ours:
    folder = tmp_path_factory.mktemp("ours")
    Ours.build(folder, documents)
    return Ours(folder, {one.record_id: one.title[0] for one in documents})


def test_the_same_number_gives_the_same_records(documents: list[Document]) -> None:
    assert list(corpus.documents(RECORDS)) == documents
    assert list(corpus.documents(RECORDS, seed=2)) != documents


def test_records_come_back_from_their_file_as_they_were(documents: list[Document], tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    corpus.keep(RECORDS, file)
    assert list(corpus.kept(file)) == documents


def test_a_tenth_of_the_titles_is_in_traditional_mongolian() -> None:
    some = list(corpus.documents(1000))
    mongolian = [one for one in some if "\u1820" <= one.title[0][0] <= "\u18aa"]
    assert 0.07 < len(mongolian) / len(some) < 0.13


def test_peers_are_fed_the_terms_of_the_index(documents: list[Document]) -> None:
    for document in documents[:60]:
        title, rest = keys_of(document)
        given = [key(term) for term, _ in terms_of(document) if not term.startswith("c:")]
        assert title + rest == given
        assert set(title) >= {key(word.key) for word in analysed(document.title[0]) if len(word.key) == 2}


@pytest.mark.parametrize("term", ["草原", "ab3", "w:ᠮᠣᠩ", "n:9787", "国\u3000", "\U00020000好", "naïve"])
def test_keys_are_plain_letters_and_figures(term: str) -> None:
    assert key(term).isascii()
    assert key(term).isalnum()
    assert key(term).startswith(key(term[:-1]))


def test_questions_are_different_and_always_the_same(documents: list[Document], tantivy: Tantivy) -> None:
    asked = Questions(documents, RECORDS, tantivy.frequency).all(30)
    assert set(asked) == set(KINDS)
    for kind, questions in asked.items():
        assert len({one.query for one in questions}) == len(questions) == 30, kind
    assert asked == Questions(documents, RECORDS, tantivy.frequency).all(30)


def test_all_engines_find_the_same_phrases(documents: list[Document], ours: Ours, fts5: Fts5, tantivy: Tantivy) -> None:
    phrases = Questions(documents, RECORDS, tantivy.frequency).of("phrase", 40)
    for phrase in phrases:
        holding = {one.record_id for one in documents if phrase.query.strip("“”") in "|".join(_told(one))}
        for engine in (fts5, tantivy):
            found = set(engine.ask(phrase).ids)
            assert found <= holding, (engine.name, phrase)
            assert len(found) == min(20, len(holding)), (engine.name, phrase)
        assert ours.ask(phrase).total >= len(holding), phrase


def test_peers_count_facets_over_all_results(documents: list[Document], fts5: Fts5, tantivy: Tantivy) -> None:
    question = Question("facets", "中国", (("中国",),))
    by_kind = {"book": 0, "serial": 0}
    for one in documents:
        if one.kind in by_kind and any("中国" in text for text in _told(one)):
            by_kind[one.kind] += 1
    rows = {bucket["key"]: bucket["doc_count"] for bucket in tantivy.ask(question).said["kind"]["buckets"]}
    for kind, count in by_kind.items():
        assert fts5.ask(question).said[0].get(kind, 0) == rows.get(kind, 0) == count


def test_a_changed_record_is_found_by_the_next_question(documents: list[Document], tmp_path: Path) -> None:
    question = Question("term", "zz7qx", (("zz7qx",),))
    for cls in (Fts5, Tantivy):
        cls.build(tmp_path / cls.name, documents)
        engine = cls(tmp_path / cls.name)
        assert engine.ask(question).ids == ()
        engine.change(replace(documents[4], title=("某书 zz7qx",)))
        assert engine.ask(question).ids == (documents[4].record_id,)
        engine.close()


def test_answers_that_differ_under_threads_are_counted(ours: Ours) -> None:
    class Wavering(Ours):
        def __init__(self) -> None:
            self.asked = 0

        def ask(self, question: Question):  # type: ignore[no-untyped-def]
            self.asked += 1
            return ours.ask(question) if self.asked == 1 else None

    questions = [Question("term", "中国", (("中国",),))]
    assert throughput(ours, questions, threads=3, seconds=0.3).wrong == 0
    assert throughput(Wavering(), questions, threads=1, seconds=0.2).wrong > 0


def test_a_promise_is_broken_by_the_slower_tail_alone() -> None:
    by = {"ours": {"p50": 1.0, "p95": 9.0}, "fts5": {"p50": 2.0, "p95": 8.0}, "tantivy": {"p50": 0.3, "p95": 1.0}}
    told = dict(promises({"asked": {"term": by}}))
    assert [kept for what, kept in told.items() if "FTS5" in what] == [False]
    assert [kept for what, kept in told.items() if "tantivy" in what] == [True]


def test_the_benchmark_runs_end_to_end_by_its_path(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/search.py", "--records", str(RECORDS), "--queries", "8"]
    command += ["--seconds", "0.5", "--keep", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert set(report["asked"]) == {*KINDS, "phrase, cold"}
    for part in ("build", "start", "threads", "update"):
        assert set(report[part]) == {"ours", "fts5", "tantivy"}
    assert report["threads"]["ours"]["wrong"] == 0
    assert sum(line.startswith(("PASS", "FAIL")) for line in lines(report)) == len(list(promises(report)))


def _told(document: Document) -> tuple[str, ...]:
    return (*document.title, *document.author, *document.subject, *document.other)
