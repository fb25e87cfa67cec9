"""Text taken apart: runs by script, keys of Mongolian words, folded letters."""

import pytest
from mongol_norm import MongolianShaper

from search.analysis import han, latin, mongolian, scripts
from search.analysis.words import PIECE, WHOLE, terms
from search.analysis.words import words as analysed
from tests.search.shelf import MONGOL, NER_E, TODO, UN

RUNS = [
    ("2026年《草原》ab", [("digits", "2026"), ("han", "年"), ("han", "草原"), ("latin", "ab")]),
    ("H5N1病毒", [("latin", "H5N1"), ("han", "病毒")]),
    ("３月Ａ組", [("digits", "３"), ("han", "月"), ("latin", "Ａ"), ("han", "組")]),
    ("и́ван 7б", [("cyrillic", "и́ван"), ("cyrillic", "7б")]),
    (f"{MONGOL}\u202f{UN} {NER_E}", [("mongolian", f"{MONGOL}\u202f{UN}"), ("mongolian", NER_E)]),
    (f"{MONGOL}\u180b草", [("mongolian", f"{MONGOL}\u180b"), ("han", "草")]),
    ("かな カナ한글", [("other", "かな"), ("other", "カナ한글")]),
    ("\uf8f0\uf8f1", [("other", "\uf8f0\uf8f1")]),
    ("\ue26b\ue234\ue26b", [("mongolian", "\ue26b"), ("mongolian", "\ue26b")]),  # Menksoft, a mark between
    ("mongγol-un", [("latin", "mongγol"), ("latin", "un")]),
    ("\ud800a\udfff", [("latin", "a")]),
    ("—。🙂\u202f", []),
]


@pytest.mark.parametrize(("text", "expected"), RUNS, ids=[ascii(text) for text, _ in RUNS])
def test_a_text_is_cut_by_script(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(run.script, run.text) for run in scripts.runs(text)] == expected


@pytest.mark.parametrize(
    ("forms", "folded"),
    [
        ("說説说", "说"),
        ("裏裡里", "里"),
        ("戶户戸", "户"),
        ("臺台", "台"),
        ("國国囯", "国"),
        ("図圖图", "图"),
        ("県縣县", "县"),
        ("峯峰", "峰"),
        ("⼈人", "人"),
        ("芸", "芸"),  # an ordinary character, although Japan writes 藝 so
    ],
)
def test_all_forms_of_a_han_character_are_one(forms: str, folded: str) -> None:
    assert han.fold(forms) == folded * len(forms)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "strasse"),
        ("Ōsaka", "osaka"),
        ("İstanbul", "istanbul"),
        ("ﬁne", "fine"),
        ("Ёлка", "елка"),
        ("Й", "й"),
        ("и\u0306", "й"),
        ("єдєр", "өдөр"),
        ("②٣᠓", "233"),
    ],
)
def test_a_word_has_one_form_for_every_way_to_type_it(word: str, folded: str) -> None:
    assert latin.fold(word) == folded


UGEI = "\u1826\u182d\u1821\u1822"  # ügei, without
SHAPER = MongolianShaper("MNG")
RE_ENCODED = [
    (MONGOL, SHAPER.normalize(MONGOL)),
    (MONGOL, "\u182e\u1824\u1829\u182d\u1824\u182f"),
    (f"{MONGOL}\u180e{UN}", f"{MONGOL}\u202f{UN}"),
    (f"{MONGOL}\u180e{UN}", f"{MONGOL}\u202f\u1826\u1828"),
    ("\u182c\u1820\u182d\u1820\u1828", "\u1888\u1820\u1889\u1820\u1828"),
    (f"{MONGOL}\u180a", f"\u200d{MONGOL}"),
    (TODO, f"{TODO}\u180c"),
]


@pytest.mark.parametrize(("one", "other"), RE_ENCODED, ids=[ascii(other) for _, other in RE_ENCODED])
def test_the_same_ink_has_a_key_in_common(one: str, other: str) -> None:
    assert set(mongolian.keys(one).forms) & set(mongolian.keys(other).forms)


@pytest.mark.parametrize("word", [TODO, "\u1873\u1860\u1876", "\u1880\u1820", "\u1820\u1878", "\u1843"])
def test_letters_of_other_mongolian_scripts_are_never_dropped(word: str) -> None:
    assert mongolian.keys(word).forms == (word,)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        (f"{MONGOL}\u180e{UN}", MONGOL),
        (f"{MONGOL}\u202f\u1833\u1824\u202f\u182a\u1820\u1828", MONGOL),  # -du-ban: two suffixes
        (f"{NER_E}\u180e\u1836\u1822\u1828", NER_E),  # ner-e-yin: only the suffix is set apart
        (f"{MONGOL}\u180e\u1833\u1821", MONGOL),  # -de: any vowel of that shape
        (f"{MONGOL}\u180e\u182f\u1824\u182d\u180e\u1820", MONGOL),  # -luγ-a: its own last letter stands apart
    ],
)
def test_suffixes_are_set_apart_from_the_stem(word: str, stem: str) -> None:
    assert mongolian.keys(word).stems == mongolian.keys(stem).forms


@pytest.mark.parametrize("word", [MONGOL, NER_E, TODO])
def test_a_word_without_suffix_has_no_other_stem(word: str) -> None:
    assert mongolian.keys(word).stems == ()


@pytest.mark.parametrize("connector", ["\u180e", "\u202f", " "])
def test_what_follows_a_connector_and_is_no_suffix_is_a_word_of_its_own(connector: str) -> None:
    text = f"{MONGOL}{connector}{UGEI}"
    assert [(word.key, word.start, word.end) for word in analysed(text)] == [
        (analysed(MONGOL)[0].key, 0, len(MONGOL)),
        (analysed(UGEI)[0].key, len(MONGOL) + 1, len(text)),
    ]


def test_the_particle_uu_is_a_word_of_its_own() -> None:
    assert not mongolian.is_suffix("\u1824\u1824")
    assert mongolian.is_suffix(UN)
    assert mongolian.is_suffix("\u1833\u1824\u202f\u182a\u1820\u1828")


@pytest.mark.parametrize(
    "odd", ["\u180e", "\u202f\u202f", "\u180b", "\u1820\u200c\u1821", "\u1820" * 5000, "\u1820\u180f"]
)
def test_odd_mongolian_input_raises_nothing(odd: str) -> None:
    assert isinstance(list(terms(f"a{odd} {odd}b{MONGOL}{odd}")), list)


def test_a_pair_counts_once_and_a_word_of_two_counts_whole() -> None:
    units: dict[str, int] = {}
    for term, count, _ in terms("内蒙古草原"):
        units[term] = units.get(term, 0) + count
    assert units["草原"] == WHOLE
    assert units["古草"] == PIECE
    assert units["内蒙古"] == WHOLE
