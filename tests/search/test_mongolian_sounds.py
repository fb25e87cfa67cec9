"""Any script finds any script: the same word in Traditional, Cyrillic and Latin letters sounds alike."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.mongolian import (
    SIMILAR,
    Sound,
    alike,
    romanised,
    similarities,
    similarity,
    sounds_asked,
    sounds_kept,
)

_LETTERS = dict(
    zip(
        "aeiouöünŋbpqγkgmlsštdčǰyr-~",
        "\u1820\u1821\u1822\u1823\u1824\u1825\u1826\u1828\u1829\u182a\u182b\u182c\u182d\u182c\u182d\u182e\u182f\u1830\u1831"
        "\u1832\u1833\u1834\u1835\u1836\u1837\u180e\u202f",
        strict=True,
    )
)


def traditional(letters: str) -> str:
    """A Traditional word from its letters; - is the vowel separator, ~ the connector before a suffix."""
    return "".join(_LETTERS[letter] for letter in letters)


WORDS = [  # Cyrillic, Traditional, and Latin as people type it
    ("Монгол", "moŋγol", "mongol monggol mongγol"),
    ("улаан", "ulaγan", "ulaan ulagan ulaγan"),
    ("мөчир", "möčir", "möchir mochir muchir möčir"),
    ("ном", "nom", "nom"),
    ("номын", "nom~un", "nomyn nomiin nom-un"),
    ("түүх", "teüke", "tüükh tuukh tuuh tvvx teüke"),
    ("түүхээс", "teüke~eče", "tüükhees tuuhees teüke-eče"),
    ("хот", "qota", "khot hot xot qota"),
    ("хотод", "qota~du", "khotod hotod qota-du"),
    ("өвөр", "öbör", "övör ovor uvur obor"),
    ("хурал", "qural", "khural hural xural qural"),
    ("хурлын", "qural~un", "khurlyn hurliin qural-un"),
    ("тал", "tal-a", "tal tala tal-a"),
    ("нутаг", "nutuγ", "nutag nutug"),
    ("хууль", "qauli", "khuuli huuli huul qauli"),
    ("хүн", "kümün", "khün hun xün kümün"),
    ("өөр", "öber", "öör oor öber"),
    ("ус", "usu", "us usu"),
    ("усан", "usun", "usan usun"),
    ("морь", "mori", "mori mor'"),
    ("цагаан", "čaγan", "tsagaan cagaan čaγan chagan"),
    ("зам", "ǰam", "zam dzam jam"),
    ("зохиол", "ǰoqiyal", "zokhiol zohiol"),
    ("нэр", "ner-e", "ner nere ner-e"),
    ("хөх", "köke", "khökh hoh huh köke"),
    ("дээл", "debel", "deel debel"),
    ("эх", "eke", "ekh eh eke"),
    ("их", "yeke", "ikh ih yeke"),
    ("газар", "γaǰar", "gazar gadzar gajar"),
    ("гэр", "ger", "ger"),
    ("гол", "γoul", "gol"),
    ("сургууль", "surγaγuli", "surguuli surguul"),
    ("багш", "baγsi", "bagsh baγsi bagsi"),
    ("эрдэм", "erdem", "erdem"),
    ("соёл", "soyol", "soyol soyul"),
    ("хэл", "kele", "khel hel kele"),
    ("үндэс", "ündüsü", "ündes undes"),
    ("шинэ", "sin-e", "shine sine sin-e"),
    ("жил", "ǰil", "jil zhil"),
    ("засаг", "ǰasaγ", "zasag dzasag jasag"),
    ("ард", "arad", "ard arad"),
    ("хувьсгал", "qubisqal", "khuvisgal huvisgal hubisqal"),
    ("бичиг", "bičig", "bichig bicig bičig"),
    ("малчин", "malčin", "malchin malcin"),
    ("ажил", "aǰil", "ajil azhil"),
    ("явсан", "yabuγsan", "yavsan yabugsan"),
    ("болсонд", "boluγsan~du", "bolsond bolugsan-du"),
    ("авсан", "abuγsan", "avsan absan"),
    ("автсан", "abtaγsan", "avtsan"),
    ("орохгүй", "oroqu", "orokhgüi orohgui"),
    ("шүүх", "sigükü", "shüükh shuuh"),
    ("уул", "aγula", "uul aγula"),
    ("хаан", "qaγan", "khaan haan qaγan"),
    ("ерөнхий", "yerüŋkei", "yerönkhii yeronhii"),
    ("зөвлөл", "ǰöblel", "zövlöl zovlol dzuvlul"),
    ("намын", "nam~un", "namyn namiin"),
    ("ойрад", "oyirad", "oirad oyirad"),
]
EVERY = [
    pytest.param(cyrillic, traditional(letters), latin, id=cyrillic)
    for cyrillic, letters, more in WORDS
    for latin in more.split()
]


def best(asked: Sequence[Sound], kept: Sequence[Sound]) -> float:
    """How alike two words sound at best, as an engine finds it; 0 when they share no key."""
    return max((similarity(one.letters, two.letters) for one in asked for two in kept if one.key == two.key), default=0)


@pytest.mark.parametrize(("cyrillic", "mongolian", "latin"), EVERY)
def test_a_word_in_any_script_finds_it_in_any_script(cyrillic: str, mongolian: str, latin: str) -> None:
    typed = {"cyrillic": cyrillic, "mongolian": mongolian, "latin": latin}
    for asked, one in typed.items():
        for kept, other in typed.items():
            assert best(sounds_asked(one, asked), sounds_kept(other, kept)) >= SIMILAR, (one, other)


def test_a_word_is_nearer_to_itself_than_to_any_other_word() -> None:
    kept = {cyrillic: sounds_kept(traditional(letters), "mongolian") for cyrillic, letters, _ in WORDS}
    for cyrillic, sounds_of_it in kept.items():
        asked = sounds_asked(cyrillic, "cyrillic")
        own = best(asked, sounds_of_it)
        assert all(best(asked, sounds) < own for other, sounds in kept.items() if other != cyrillic), cyrillic


ENGLISH_AND_PINYIN = """
history people report government conference education culture economic development national policy library congress
annual statistics research committee century revolution introduction wenxian zhengfu renmin huiyi baogao zhongguo
"""


@pytest.mark.parametrize("word", ENGLISH_AND_PINYIN.split())
def test_words_of_other_languages_are_not_taken_for_mongolian_ones(word: str) -> None:
    asked = sounds_asked(word, "latin")
    for _, letters, _ in WORDS:
        assert best(asked, sounds_kept(traditional(letters), "mongolian")) < SIMILAR


SPELLINGS = [  # the same ink
    ("ulaγan", "olaγan"),
    ("ulaγan", "ulaqan"),
    ("teüke", "taüka"),
    ("nutuγ", "nudoγ"),
    ("ger", "gar"),
    ("qota", "qodo"),
]


@pytest.mark.parametrize(("word", "other"), SPELLINGS)
def test_what_is_seen_alike_may_be_typed_otherwise(word: str, other: str) -> None:
    one, two = (sounds_kept(traditional(letters), "mongolian") for letters in (word, other))
    assert best(one, two) >= SIMILAR


@pytest.mark.parametrize("word", ["\u1830\u1845\u1848", "\u1873\u1860", "\u1880\u1824", "", "\u180e", "\u202f"])
def test_what_does_not_sound_has_no_sounds(word: str) -> None:
    assert sounds_kept(word, "mongolian") == sounds_asked(word, "mongolian") == ()


def test_a_negation_is_an_ending_in_cyrillic_and_a_word_in_traditional_script() -> None:
    kept = sounds_kept("орохгүй", "cyrillic")
    assert best(sounds_asked(traditional("oroqu"), "mongolian"), kept) >= SIMILAR
    assert best(sounds_asked(traditional("ügei"), "mongolian"), kept) >= SIMILAR


HYPHENS = [
    ("ulaγan-a möchir", ["ulaγan-a"]),
    ("qota-yin ner-e", ["qota-yin", "ner-e"]),
    ("boluγsan-du-ban", ["boluγsan-du-ban"]),
    ("yabuqu-ügei", []),
    ("oroγad", ["oroγad"]),
    ("am'dral", ["am'dral"]),
    ("amʹdral", ["amʹdral"]),
    ("well-known nei-meng-gu", []),
    ("the people's xi'an xing'an don't", []),
    ("hot mongol", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), HYPHENS)
def test_hyphens_of_scholars_join_and_others_part(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in romanised(text)] == words


SCRIPTS = st.sampled_from(["mongolian", "cyrillic", "latin"])
ANYTHING = st.one_of(
    st.text(st.sampled_from([*_LETTERS.values(), "\u180b", "\u200d", "\u1843", "\ue264", "\ue263"]), max_size=20),
    st.text(st.sampled_from("абвгдеёжзийклмноөпрстуүфхцчшщъыьэюяЭ"), max_size=20),
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzöüγšč'-ʹ"), max_size=20),
    st.text(),
)
KEPT_LETTERS = st.text(st.sampled_from("aeiouOUybvpfxgknNmlrsStdcCjzwAEQWVRIGHXTZ"), max_size=40)


@given(word=ANYTHING, script=SCRIPTS)
def test_every_sound_can_stand_in_a_term(word: str, script: str) -> None:
    for sound in sounds_kept(word, script) + sounds_asked(word, script):
        assert sound.key.isascii()
        assert sound.key.isalnum()
        assert sound.letters.isascii()
        assert sound.letters.replace(".", "").isalpha()


@given(word=ANYTHING, script=SCRIPTS)
def test_sounds_are_few(word: str, script: str) -> None:
    assert len(sounds_kept(word, script)) <= 6
    assert len(sounds_asked(word, script)) <= 12


@given(word=ANYTHING, script=SCRIPTS)
def test_a_word_finds_itself(word: str, script: str) -> None:
    kept = sounds_kept(word, script)
    assert not kept or best(sounds_asked(word, script), kept) > SIMILAR


@given(one=KEPT_LETTERS, others=st.lists(KEPT_LETTERS, max_size=6))
def test_likeness_lies_between_nothing_and_all(one: str, others: list[str]) -> None:
    found = similarities(one, others)
    assert len(found) == len(others)
    for other, likeness in zip(others, found, strict=True):
        assert 0 <= likeness <= 1
        assert likeness == pytest.approx(similarity(other, one), abs=1e-4)
        assert likeness == pytest.approx(similarity(one, other), abs=1e-4)


@given(asked=st.lists(st.builds(Sound, st.sampled_from("abc"), KEPT_LETTERS), max_size=4), kept=st.lists(KEPT_LETTERS))
def test_what_is_alike_is_what_comes_near_under_a_key_that_was_asked(asked: list[Sound], kept: list[str]) -> None:
    held = {"a": kept, "b": kept[:2]}
    near = {
        (key, letters): max((similarity(one.letters, letters) for one in asked if one.key == key), default=0)
        for key, under in held.items()
        for letters in under
    }
    found = alike(asked, lambda key: held.get(key, ()))
    assert found == pytest.approx({one: likeness for one, likeness in near.items() if likeness >= SIMILAR}, abs=1e-4)


@given(KEPT_LETTERS)
def test_a_word_is_wholly_like_itself(letters: str) -> None:
    assert similarity(letters, letters) == 1


@given(st.text(), st.lists(st.text(), max_size=3))
def test_odd_letters_are_compared_without_harm(one: str, others: list[str]) -> None:
    assert all(0 <= likeness <= 1 for likeness in similarities(one, others))
