"""What holds for every text: folding, offsets, and how results of related queries stand to each other."""

import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rjieba
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from search import phrases
from search.analysis import han, latin, scripts
from search.analysis.words import PIECE, WHOLE, Way, terms
from search.analysis.words import words as analysed
from search.forms import other_forms
from search.highlight import marked
from search.query_language import parsed
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine
from tests.search import shelf

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)
ORDINARY = st.sampled_from(
    "草原蒙古国國说說人民代表大会的《》“”、， ABc éöйёө123１２—-/.'\"" + shelf.MONGOL_HISTORY + shelf.TODO
)
TEXT = st.one_of(st.text(ORDINARY, max_size=40), st.text(max_size=40))
CHUNKS = st.sampled_from(
    [
        "草原",
        "內蒙古",
        "人民",
        "代表大会",
        "osaka",
        "中国",
        "八五",
        "F124/26",
        shelf.MONGOL,
        shelf.NOM,
        "нууц",
        "蒙",
        "的",
        "the",
    ]
)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert han.fold(han.fold(text)) == han.fold(text)
    assert latin.fold(latin.fold(text)) == latin.fold(text)


def test_every_han_character_folds_to_one_character_that_stays() -> None:
    for point in (*range(0x2E80, 0x2FE0), *range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x20400)):
        folded = han.fold(chr(point))
        assert len(folded) == 1
        assert han.fold(folded) == folded


@given(st.text())
def test_folding_han_keeps_every_place(text: str) -> None:
    assert len(han.fold(text)) == len(text)


@given(TEXT)
def test_runs_stand_in_order_and_are_slices_of_the_text(text: str) -> None:
    end = 0
    for run in scripts.runs(text):
        assert end <= run.start < run.end
        assert text[run.start : run.end] == run.text
        end = run.end


@given(TEXT)
def test_every_term_can_be_written_to_a_file(text: str) -> None:
    for term, units, position in terms(text):
        assert term.encode()
        assert position >= -1
        assert units in (WHOLE, PIECE, WHOLE - PIECE)


@given(TEXT)
def test_a_text_has_the_terms_of_each_of_its_words(text: str) -> None:
    kept = {term for term, _, _ in terms(text)}
    for word in analysed(text):
        had: dict[str, Callable[[Way], object]] = {
            "any": lambda way: kept & set(way.parts),
            "all": lambda way: kept >= set(way.parts),
            "pattern": lambda way: any(term.startswith(way.parts[0][:-1]) for term in kept),
        }
        assert any(had[way.how](way) for way in word.ways if way.how in had), word


@given(TEXT, TEXT)
def test_marking_loses_no_letter(text: str, query: str) -> None:
    assert "".join(piece for piece, _ in marked(text, SearchRequest(query))) == text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=1, max_size=12))
def test_a_title_finds_its_record(titles: list[str]) -> None:
    held = [replace(shelf.BLANK, record_id=number, title=(title,)) for number, title in enumerate(titles, start=1)]
    with tempfile.TemporaryDirectory() as folder:
        engine = shelf.engine_with(Path(folder) / "index", held)
        for document in held:
            title = document.title[0]
            if analysed(title) and not parsed(title).excluded:  # who types " -1" asks for what is without it
                found = {hit.record_id for hit in shelf.ask(engine, document.title[0]).hits}
                assert document.record_id in found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(CHUNKS, min_size=1, max_size=4), more=CHUNKS)
def test_one_word_more_never_finds_more(library: WhooshEngine, words: list[str], more: str) -> None:
    assume(set(words) - {"的", "the"})  # alone these are looked for, beside other words they are not
    fewer = shelf.ask(library, " ".join(words))
    narrower = shelf.ask(library, " ".join([*words, more]))
    assume(not narrower.relaxed)  # most of the words, because nothing has all of them: the page says so
    assert {hit.record_id for hit in narrower.hits} <= {hit.record_id for hit in fewer.hits}


@given(words=st.permutations(["草原", "內蒙古", "的", "誌"]))
def test_the_order_of_words_does_not_matter(library: WhooshEngine, words: list[str]) -> None:
    assert shelf.titles(shelf.ask(library, " ".join(words))) == ["內蒙古草原誌"]


@given(query=CHUNKS, facet=st.sampled_from(["kind", "language", "clc", "year", "place"]))
def test_facets_count_what_a_filter_then_finds(library: WhooshEngine, query: str, facet: str) -> None:
    counted = next(one for one in shelf.ask(library, query).facets if one.name == facet)
    for value in counted.values:
        assert shelf.ask(library, query, filters=((facet, value.value),)).total == value.count


@given(query=CHUNKS, size=st.integers(1, 5))
def test_pages_together_are_the_whole_list(library: WhooshEngine, query: str, size: int) -> None:
    whole = shelf.ask(library, query)
    pages = [shelf.ask(library, query, size=size, page=page) for page in range(1, whole.total // size + 2)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert all(page.total == whole.total and page.facets == whole.facets for page in pages)


@pytest.fixture(scope="module")
def jieba_cut() -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an old package: its own regular expressions warn
        import jieba
    jieba.setLogLevel(60)
    return jieba


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(
        st.one_of(HAN, st.sampled_from("内蒙古自治区人民代表大会常务委员会草原生态保护条例研究")),
        min_size=1,
        max_size=30,
    )
)
def test_rjieba_cuts_as_jieba_does(jieba_cut: object, text: str) -> None:
    assert rjieba.cut(text) == jieba_cut.lcut(text)  # type: ignore[attr-defined]
    assert rjieba.cut_for_search(text) == jieba_cut.lcut_for_search(text)  # type: ignore[attr-defined]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="生生")
@given(text=st.text(st.sampled_from("草原生态保护人民代表大会内蒙古"), min_size=1, max_size=4))
def test_a_phrase_is_found_where_its_characters_stand_side_by_side_however_many_have_them(
    library: WhooshEngine, text: str
) -> None:
    assume(not other_forms(text))
    expected = {number for number, (title, _) in enumerate(shelf.BOOKS, 1) if han.fold(text) in han.fold(title)}
    found = []
    for few in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(phrases, "FEW", few)
            results = shelf.ask(library, f'"{text}"', field="title")
            found.append({hit.record_id for hit in results.hits if not results.relaxed})
    assert found == [expected, expected]
