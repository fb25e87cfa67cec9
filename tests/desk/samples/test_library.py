"""The sample library on paper: what it holds is plausible, invented, and shows that it is a sample."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mongol_norm import MongolianShaper
from opencc import OpenCC

from desk import vocabularies
from desk.catalogue.drafts import Draft
from desk.catalogue.identifiers import isbn13, unified_number
from desk.patrons import card_numbers
from desk.samples.files import lists, rows
from desk.samples.laying_out import RECORDS
from desk.samples.library import works
from desk.samples.printing_house import title_page
from desk.samples.shelving import drafts
from desk.samples.work import written_out

TODAY = date(2026, 1, 28)
VOWELS = set("ᠠᠡᠢᠣᠤᠥᠦ")
CONNECTOR, SELECTOR = "\u180e", "\u180b"


@pytest.fixture(scope="module")
def library() -> list[Draft]:
    return list(drafts(RECORDS, today=TODAY, library_code="1501", point_ids=[1, 2, 3, 4]))


def mongolian_texts() -> list[str]:
    lines = [*rows("catalogue/topics_mn"), *rows("catalogue/forms_mn"), *rows("catalogue/names_mn")]
    return [line["traditional"] for line in lines]


def test_the_library_has_more_than_six_hundred_titles_and_no_two_alike(library: list[Draft]) -> None:
    assert len(library) == RECORDS > 600
    assert len({(draft.title, draft.subtitle) for draft in library}) == RECORDS


def test_each_language_and_script_has_its_share(library: list[Draft]) -> None:
    scripts = Counter(
        (draft.language, "Mong" if draft.title[0] >= "\u1800" else "Cyrl" if draft.title[0] > "\u0400" else "Latn")
        for draft in library
        if draft.language in ("mon", "eng")
    )
    chinese = sum(draft.language == "chi" for draft in library)
    assert 0.66 < chinese / RECORDS < 0.74
    assert 0.11 < scripts["mon", "Mong"] / RECORDS < 0.13
    assert 0.05 < scripts["mon", "Cyrl"] / RECORDS < 0.07
    assert 0.09 < scripts["eng", "Latn"] / RECORDS < 0.11


def test_forty_titles_are_in_traditional_characters() -> None:
    traditional = [work for work in works(RECORDS) if work.script == "Hant"]
    assert len(traditional) == 40
    simplified = OpenCC("t2s")
    assert all(simplified.convert(work.title) != work.title for work in traditional)


def test_every_record_says_that_it_is_a_sample(library: list[Draft]) -> None:
    for draft in library:
        told = f"{draft.publisher} {draft.responsibility}".casefold()
        assert draft.is_sample
        assert "样例" in draft.notes
        assert "样例" in told or "樣例" in told or "sample" in told or "жишээ" in told, draft.title


def test_every_author_is_plainly_invented(library: list[Draft]) -> None:
    for name in {name for draft in library for name in draft.names}:
        assert name.startswith(("样例", "Sample, ", "Жишээ ")), name


def test_isbns_are_valid_unique_and_of_a_group_that_nobody_was_given(library: list[Draft]) -> None:
    isbns = [draft.isbn for draft in library if draft.isbn]
    assert len(set(isbns)) == len(isbns) > 500
    assert all(isbn13(isbn) == isbn and isbn.startswith("9799") for isbn in isbns)


def test_what_is_older_than_the_isbn_has_a_unified_number(library: list[Draft]) -> None:
    old = [draft for draft in library if draft.kind == "book" and (draft.year or 0) < 1988]
    assert old
    assert all(not draft.isbn and unified_number(draft.other_numbers[0]) for draft in old)


def test_barcodes_are_items_with_a_check_digit_and_can_never_be_cards(library: list[Draft]) -> None:
    barcodes = [item.barcode for draft in library for item in draft.items]
    assert len(set(barcodes)) == len(barcodes)
    for barcode in barcodes:
        assert len(barcode) == 14
        assert barcode.startswith("31501")
        assert card_numbers.check_digit(barcode[:-1]) == barcode[-1]
        assert not card_numbers.looks_like_card(barcode)


def test_call_numbers_are_of_the_class_and_unique_in_it(library: list[Draft]) -> None:
    numbers: dict[str, str] = {}
    for draft in library:
        for item in draft.items:
            assert item.call_number.startswith(f"{draft.clc}/")
            assert numbers.setdefault(item.call_number, draft.control_number) == draft.control_number


def test_every_title_stands_on_a_shelf_or_opens_online(library: list[Draft]) -> None:
    for draft in library:
        assert draft.items or draft.access, draft.title
        assert all(item.shelf for item in draft.items)
        assert all(access.url.startswith("https://example.org/") for access in draft.access)
    at_points = Counter(item.service_point_id for draft in library for item in draft.items)
    assert all(at_points[point] > 80 for point in (None, 1, 2, 3, 4))


def test_codes_are_those_of_the_vocabularies_and_years_are_not_in_the_future(library: list[Draft]) -> None:
    for draft in library:
        assert draft.kind in vocabularies.codes("kinds")
        assert draft.language in vocabularies.codes("languages")
        assert draft.clc[0] in vocabularies.codes("classes")
        assert 1985 <= (draft.year or 0) <= TODAY.year
        assert draft.subjects
        assert "{" not in draft.title + draft.subtitle + draft.summary
    assert {"book", "serial", "ebook", "map", "recording", "thesis"} <= {draft.kind for draft in library}


def test_a_third_has_a_summary(library: list[Draft]) -> None:
    assert sum(bool(draft.summary) for draft in library) > RECORDS / 3


def test_nothing_is_published_before_its_subject_existed() -> None:
    for number, work in enumerate(works(RECORDS), start=1):
        year = title_page(work, number, today=TODAY).year
        assert year == work.year or work.since <= year <= TODAY.year


def test_mongolian_is_written_with_letters_and_joined_as_the_standard_says() -> None:
    shaper = MongolianShaper("MNG")
    for text in [*mongolian_texts(), lists("conference")["name_mn"], lists("compilation/compilation")["title_mn"]]:
        assert "\u202f" not in text, "suffixes are joined by U+180E since Unicode 16"
        for word in "".join(c for c in text if c not in "᠄{year}").split():
            assert shaper.normalize(word)
            assert not word.startswith((CONNECTOR, SELECTOR))
            for before, sign, after in zip(word, word[1:], word[2:], strict=False):
                if sign == CONNECTOR:
                    assert before not in VOWELS or after == "ᠶ"  # a suffix after a vowel begins with y
                    assert after in VOWELS | {"ᠶ"}


def test_a_title_in_one_script_is_the_title_in_the_others() -> None:
    told = [work for work in works(RECORDS) if work.script == "Mong"]
    zh = {row["traditional"]: row["zh"] for row in rows("catalogue/topics_mn")}
    for work in told:
        topic = next(text for text in sorted(zh, key=len, reverse=True) if work.title.startswith(text))
        assert work.other_titles[0].startswith(zh[topic])
        assert work.other_titles[1][0] > "\u0400"


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=1, max_value=1500), st.integers(min_value=1, max_value=1500))
def test_a_smaller_library_is_the_beginning_of_a_larger_one(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert list(works(more))[:fewer] == list(works(fewer))


def test_a_large_library_repeats_no_title() -> None:
    titles = Counter((work.title, work.subtitle) for work in works(20_000))
    assert titles.most_common(1)[0][1] == 1


def test_the_works_written_out_have_their_columns() -> None:
    for work in written_out():
        assert work.title
        assert work.clc
        assert all(work.subjects)
        assert work.year is None or 1985 <= work.year <= 2025
