"""The same ink is the same word: code points of Unicode and of Menksoft, connectors and suffixes, other alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mongol_norm import MongolianShaper

from search.analysis.mongolian import is_menksoft, is_suffix, keys, menksoft, parted, sounds_kept
from search.analysis.mongolian.suffixes import HEARD, SUFFIXES

SHAPER = MongolianShaper("MNG")
MVS, NNBSP, GAP = "\u180e", "\u202f", "\ue263"
HUDUM = [chr(point) for point in range(0x1820, 0x1843)]

MONGOL, UN = "\u182e\u1823\u1829\u182d\u1823\u182f", "\u1824\u1828"
NER_E = "\u1828\u1821\u1837\u180e\u1821"
MENKSOFT = [  # private-use points, and the Unicode spelling of the same ink
    ("\ue2f1\ue289\ue2bc\ue2ec\ue289\ue2f9", MONGOL),
    ("\ue2b1\ue26c\ue325\ue26a", NER_E),
    ("\ue2b3\ue289\ue2f3", "\u1828\u1823\u182e"),  # nom
    ("\ue2d2\ue289\ue30b\ue268", "\u182c\u1823\u1832\u1820"),  # qota
    ("\ue28c\ue2fb\ue26c\ue2ea\ue26c\ue2b5", "\u1824\u182f\u1820\u182d\u1820\u1828"),  # ulaγan
    ("\ue2f2\ue2a9\ue317\ue27e\ue325", "\u182e\u1825\u1834\u1822\u1837"),  # möčir
    (f"\ue2f1\ue289\ue2bc\ue2ec\ue289\ue2f9{GAP}\ue291\ue2b5", f"{MONGOL}{MVS}{UN}"),
    (f"\ue2f1\ue289\ue2bc\ue2ec\ue289\ue2f9{NNBSP}\ue291\ue2b5", f"{MONGOL}{NNBSP}{UN}"),
]


@pytest.mark.parametrize(("private", "unicode"), MENKSOFT)
def test_menksoft_and_unicode_of_the_same_ink_have_the_same_keys(private: str, unicode: str) -> None:
    assert keys(private) == keys(unicode)
    assert sounds_kept(private, "mongolian") == sounds_kept(unicode, "mongolian") != ()
    assert is_menksoft(private)
    assert not is_menksoft(unicode)


@pytest.mark.parametrize("run", [private for private, _ in MENKSOFT])
def test_a_menksoft_word_and_its_suffix_are_one_word(run: str) -> None:
    assert parted(run) == [(0, len(run))]


def test_what_follows_a_gap_and_is_no_suffix_is_a_word_of_its_own() -> None:
    nom = "\ue2b3\ue289\ue2f3"
    assert parted(f"{nom}{GAP}{nom}") == [(0, 3), (4, 7)]


UNREAD = ["\ue365\ue2fb", "\ue38b\ue3ae", "\ue52c", "\ue3b1\ue26c", "\ue264\u1843"]


@pytest.mark.parametrize("word", UNREAD)
def test_private_points_of_other_alphabets_are_kept_whole(word: str) -> None:
    assert keys(word).forms == (word,)
    assert keys(word).stems == ()
    assert parted(word) == [(0, len(word))]
    assert sounds_kept(word, "mongolian") == ()


@given(st.text(st.characters(min_codepoint=0xE234, max_codepoint=0xE52C), max_size=20))
def test_no_private_word_is_lost(word: str) -> None:
    if is_menksoft(word):
        assert all(keys(word).forms) or not menksoft.read(word).strip(MVS)


OTHER_ALPHABETS = ["\u1830\u1845\u1848", "\u1873\u1860\u1868", "\u1880\u1824\u1831", "\u1878\u1820"]  # Todo, Sibe, …


@pytest.mark.parametrize("word", OTHER_ALPHABETS)
def test_todo_sibe_manchu_and_ali_gali_are_kept_whole(word: str) -> None:
    assert keys(word).forms == (word,)


@pytest.mark.parametrize("connector", [MVS, NNBSP])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_belongs_to_the_word_before_it(suffix: str, connector: str) -> None:
    run = f"{MONGOL}{connector}{suffix}"
    assert parted(run) == [(0, len(run))]
    assert keys(run).stems == keys(MONGOL).forms
    assert is_suffix(suffix)


def test_suffixes_that_look_alike_are_heard_alike() -> None:
    by_shape: dict[str, set[str]] = {}
    for suffix, heard in HEARD.items():
        by_shape.setdefault(SHAPER.shape_str(MVS + suffix), set()).add(heard)
    assert {shape: heard for shape, heard in by_shape.items() if len(heard) > 1} == {}


WORDS_OF_THEIR_OWN = ["\u1824\u1824", "\u1826\u1826", "\u1826\u182d\u1821\u1822", "\u1830\u1822\u182d", MONGOL, "", " "]


@pytest.mark.parametrize("word", WORDS_OF_THEIR_OWN)
def test_particles_that_stand_alone_are_words(word: str) -> None:
    assert not is_suffix(word)


@given(st.text(st.sampled_from([*HUDUM, MVS]), min_size=1, max_size=12))
def test_other_codes_of_the_same_ink_have_the_same_key_and_sounds(word: str) -> None:
    other = SHAPER.normalize(word, strict=False)
    if SHAPER.same_shape(word.strip(MVS), other.strip(MVS)):
        assert set(keys(word).forms) & set(keys(other).forms)
        assert sounds_kept(word, "mongolian")[:1] == sounds_kept(other, "mongolian")[:1]


@given(st.text(), st.text(st.sampled_from([*HUDUM, MVS, NNBSP, GAP, "\u180b", "\u1843", "\ue26a", " ", "1", "\ud800"])))
def test_nothing_that_can_be_typed_raises(any_text: str, mongolian: str) -> None:
    for text in (any_text, mongolian):
        assert keys(text).forms
        assert is_suffix(text) in (True, False)
        assert all(0 <= start < end <= len(text) for start, end in parted(text) if text)
