"""Lists of codes that a librarian has mended in Excel are read as before."""

from pathlib import Path

import pytest

from desk import vocabularies


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_list_saved_with_a_byte_order_mark_is_the_same_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    (tmp_path / "tried.csv").write_text("code,zh,en\r\na,甲,first\r\nb,乙,\r\n", encoding=encoding)
    monkeypatch.setattr(vocabularies, "VOCABULARIES", tmp_path)
    vocabularies.entries.cache_clear()
    assert [vocabularies.label("tried", code, "en") for code in vocabularies.codes("tried")] == ["first", "乙"]
    vocabularies.entries.cache_clear()
