"""Postings gathered in runs, merged and kept in files: the same whatever the runs, and damage is told."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import array_files, gathering
from search.gathering import Gathering
from search.postings import SegmentPostings
from search.terms import mark

TERMS = st.sampled_from(["草原", "草", "law", "w:x", "生态保护"])
OCCURRENCES = st.lists(st.tuples(TERMS, st.builds(mark, st.integers(0, 3), st.integers(1, 3), st.integers(-1, 30))))
DOCUMENTS = st.lists(OCCURRENCES, min_size=1, max_size=12)

Documents = list[list[tuple[str, int]]]


def gathered(documents: Documents, run: int) -> SegmentPostings:
    """The postings of documents, sorted `run` occurrences at a time."""
    before, gathering.RUN = gathering.RUN, run
    one = Gathering(3)
    try:
        for doc, occurrences in enumerate(documents):
            one.add(doc, sorted(occurrences, key=lambda item: item[1] & 0xFFFF))
        return SegmentPostings(one.finished(lambda _term: ()))
    finally:
        one.close()
        gathering.RUN = before


def told(postings: SegmentPostings) -> dict[str, list[tuple[int, int, float, list[int]]]]:
    found = {}
    for number in range(len(postings)):
        one = postings.postings(number)
        rows = []
        for doc, fields, weight in zip(one.docs.tolist(), one.fields.tolist(), one.weights.tolist(), strict=True):
            _, places = postings.places(range(number, number + 1), np.array([doc], np.int32))
            rows.append((doc, fields, round(weight, 3), places.tolist()))
        found[postings.term(number)] = rows
    return found


@given(DOCUMENTS, st.integers(1, 6))
def test_any_number_of_runs_gives_the_same_postings(documents: Documents, run: int) -> None:
    assert told(gathered(documents, run)) == told(gathered(documents, 10**6))


@given(DOCUMENTS, st.data())
def test_a_merge_keeps_what_is_there_and_drops_what_is_gone(documents: Documents, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(documents) - 1)))
    kept = [document for doc, document in enumerate(documents) if doc not in gone]
    numbers = np.full(len(documents), -1, np.int32)
    numbers[[doc for doc in range(len(documents)) if doc not in gone]] = np.arange(len(kept))
    one = Gathering(3)
    one.take(gathered(documents, 10**6), numbers)
    merged = SegmentPostings(one.finished(lambda _term: ()))
    assert told(merged) == {term: rows for term, rows in told(gathered(kept, 10**6)).items() if rows}


@given(DOCUMENTS)
def test_terms_are_found_by_themselves_and_by_their_beginning(documents: Documents) -> None:
    postings = gathered(documents, 10**6)
    terms = [postings.term(number) for number in range(len(postings))]
    assert terms == sorted(terms)
    assert [postings.number(term) for term in terms] == list(range(len(terms)))
    assert postings.number("没有") == -1
    for prefix in ("草", "草原", "w:", "zz", ""):
        found = [postings.term(number) for number in postings.beginning_with(prefix)]
        assert found == [term for term in terms if term.startswith(prefix)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    postings = gathered([[("草原", mark(0, 3, 0))], [("law", mark(1, 3, 2)), ("草原", mark(0, 1))]], 10**6)
    array_files.write(postings.arrays, tmp_path / "one")
    assert told(SegmentPostings(array_files.read(tmp_path / "one"))) == told(postings)


@pytest.mark.parametrize("damage", [b"", b"x", b"nonsense" * 40])
def test_a_damaged_file_is_told(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "arrays").write_bytes(damage)
    with pytest.raises((ValueError, OSError)):
        array_files.read(tmp_path / "arrays")


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    array_files.write({"numbers": np.arange(1000)}, tmp_path / "arrays")
    whole = (tmp_path / "arrays").read_bytes()
    (tmp_path / "arrays").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="buffer"):
        array_files.read(tmp_path / "arrays")
