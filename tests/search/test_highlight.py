"""What is marked in a title, seen through folding, in the title's own letters."""

import pytest

from search.highlight import marked
from search.request import SearchRequest
from tests.search.shelf import MONGOL, MONGOL_BOOK, MONGOL_HISTORY, NOM, TEUKE, UN

MARKS = [
    ("草原", "內蒙古草原誌", ["草原"]),
    ("内蒙古", "內蒙古草原誌", ["內蒙古"]),
    ("内蒙古草原志", "內蒙古草原誌", ["內蒙古草原誌"]),
    ("人民代表大会", "人民代表大会常务委员会工作手册", ["人民代表大会"]),
    ("会", "人民代表大会常务委员会", ["会", "会"]),
    ("osaka", "Über die Ōsaka-Straße", ["Ōsaka"]),
    ("h5n1 流感", "Ｈ５Ｎ１流感防控", ["Ｈ５Ｎ１流感"]),
    ("нууц", "Монголын НУУЦ товчоо", ["НУУЦ"]),
    ("map", "maps and a map", ["map"]),
    ("草原", "森林", []),
    ("，。", "草原，森林。", []),
    ("", "草原", []),
    (MONGOL, MONGOL_BOOK, [MONGOL]),
    (MONGOL, MONGOL_HISTORY, [f"{MONGOL}\u180e{UN}"]),
    (f"{NOM} {TEUKE}", MONGOL_BOOK, [NOM]),
    ("x.b*", "X. B* c", ["X", "B"]),
]


@pytest.mark.parametrize(("query", "title", "expected"), MARKS, ids=[ascii(query) for query, _, _ in MARKS])
def test_what_was_sought_is_marked_in_the_letters_of_the_title(query: str, title: str, expected: list[str]) -> None:
    pieces = marked(title, SearchRequest(query))
    assert [piece for piece, sought in pieces if sought] == expected
    assert "".join(piece for piece, _ in pieces) == title
