"""Text in Menksoft's codes becomes Unicode with the same ink, or is refused by its place."""

import pytest
from mongol_norm import MongolianShaper

from compilations.fields import long_text, one_line
from compilations.menksoft_text import as_unicode
from desk.errors import Invalid
from search.analysis.mongolian import menksoft


def test_each_single_point_is_converted_to_the_same_written_units_or_refused() -> None:
    shaper = MongolianShaper("MNG")
    read = 0
    for code in range(0xE264, 0xE352):
        try:
            found = as_unicode(chr(code))
        except Invalid:
            continue
        read += 1
        assert list(shaper.shape(found)) == menksoft.written(chr(code))
    assert read >= 200


def test_words_become_unicode_where_they_stand_and_other_text_is_untouched() -> None:
    found = long_text("# 草原\n\n前\ue2f2\ue26a，\U00020bb7后")
    assert found == "# 草原\n\n前\u182e\u180e\u1820，\U00020bb7后"
    assert one_line("\ue2f2\ue26a") == "\u182e\u180e\u1820"


@pytest.mark.parametrize("word", ["\ue500\ue501", "\ue2f2" * 200, "\ue236"])
def test_a_word_that_cannot_be_read_is_refused_with_its_place(word: str) -> None:
    with pytest.raises(Invalid, match=rf"有 1 个词.*第 3 行 {ord(word[0]):04X}"):
        long_text(f"一\n二\n三{word}四")
