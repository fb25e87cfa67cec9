"""Invented bibliographic records for the benchmarks of search: the same number gives the same records everywhere.

Topics, forms of titles and places are those of the sample desk; the many other words come from the dictionary that
the installed jieba cuts by, in the order of its frequencies. Words are drawn after Zipf, so that a few stand in very
many records and most in a handful. One title in ten is in Traditional Mongolian, partly in words made of syllables.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jieba

from desk.samples.files import lists, rows
from search.documents import Document

WORDS, MONGOLIAN_WORDS, PLACES = 90_000, 9_000, 14
_TAGS = frozenset(("n", "v", "vn", "a", "ns", "nz", "nt"))
_LINKS = ("的", "的", "的", "和", "与", "在", "及", "对", "从", "以", "，", "，", "、", "。")
_HOUSES = ("人民出版社", "出版社", "教育出版社", "大学出版社", "文化出版社", "科学技术出版社", "少年儿童出版社")
_SERIES = ("丛书", "文库", "研究系列", "资料汇编", "论丛", "译丛")
_KINDS = ("book",) * 14 + ("ebook",) * 3 + ("thesis",) * 2 + ("serial", "map", "recording")
_CLASSES = "DDDDFFFFIIIIKKKGGGTTTSSRRHJBCPQXZAENOUV"
_OPENINGS, _VOWELS = "ᠪᠬᠭᠮᠯᠰᠱᠲᠳᠴᠵᠶᠷᠨ", ("ᠠᠣᠤᠢ", "ᠡᠥᠦᠢ")
_CLOSINGS = ("", "", "ᠨ", "ᠯ", "ᠷ", "ᠭ", "ᠰ", "ᠮ")


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """`count` records, numbered from 1."""
    lot = random.Random(seed)
    for number in range(1, count + 1):
        yield _Draw(lot, number).document()


def keep(count: int, file: Path) -> None:
    """Write the records to `file`, one JSON object a line, unless it holds that many already."""
    if file.is_file() and _lines(file) == count:
        return
    with file.open("w", encoding="utf-8") as out:
        for document in documents(count):
            print(json.dumps(asdict(document), ensure_ascii=False), file=out)


def kept(file: Path) -> Iterator[Document]:
    """The records of `file`, one at a time."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            told: Any = {name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(line).items()}
            yield Document(**told)


@dataclass(frozen=True, slots=True)
class _Zipf:
    """Words in the order of their frequency: the one at rank r is drawn in proportion to 1 / (r + flat)."""

    words: list[str]
    flat: float

    def draw(self, lot: random.Random) -> str:
        return self.words[int(self.flat * ((len(self.words) / self.flat + 1) ** lot.random() - 1))]


class _Draw:
    """One record, as the lot falls."""

    def __init__(self, lot: random.Random, number: int) -> None:
        self.number = number
        self.lot = lot

    def document(self) -> Document:
        """The record."""
        tenth = self.lot.random()
        language = "mon" if tenth < 0.1 else "eng" if tenth < 0.13 else "chi"
        topic = self.lot.choice(rows("catalogue/topics_zh"))
        place = self.lot.choice(lists("catalogue/stock")["regions"])
        mark = f"{self.lot.choice(_CLASSES)}{self.lot.randint(1, 999)}"
        year = self.lot.randint(1950, 2026) if self.lot.random() < 0.97 else None
        title = self._title(language, topic, place)
        first, *others = (self._name() for _ in range(self.lot.choice((1, 1, 1, 2, 3))))
        subject = (self._subject(topic), self._word(), self._word(), self.lot.choice(("中国", "中国", place)))
        other = (self._house(place), place, str(year or ""), self._series(), self._summary())
        return Document(
            record_id=self.number,
            title=title,
            author=(f"{first}{self.lot.choice('著著编')}", *others),
            subject=tuple(dict.fromkeys(subject)),
            other=tuple(text for text in other if text),
            numbers=(
                self._isbn(),
                f"{mark}/{self.lot.randint(1, 9999)}",
                f"2{self.number:07d}",
            ),
            kind=self.lot.choice(_KINDS),
            language=language,
            clc=mark[0],
            year=year,
            places=(f"服务点{self.lot.randint(1, PLACES)}",),
            sort_title=title[0],
            classes=(mark,),
        )

    def _title(self, language: str, topic: dict[str, str], place: str) -> tuple[str, ...]:
        if language == "mon":
            drawn = [_mongolian().draw(self.lot) for _ in range(self.lot.randint(2, 6))]
            parallel = (self._word() + self._form(topic, self._word()),) if self.number % 2 else ()
            return (" ".join(drawn), *parallel)
        if language == "eng":
            pattern = self.lot.choice(rows("catalogue/patterns_en"))["title"]
            about = f"{self.lot.choice(rows('catalogue/topics_en'))['topic']} {self.lot.randint(1, 400)}"
            return (pattern.format(t=about),)
        about = topic["topic"] if self.lot.random() < 0.2 else self._word() + self._word()
        start = place if self.lot.random() < 0.2 else ""
        subtitle = (f"以{self._word()}{self._word()}为例",) if self.lot.random() < 0.3 else ()
        return (start + self._form(topic, about), *subtitle)

    def _form(self, topic: dict[str, str], about: str) -> str:
        return self.lot.choice(_forms()[topic["group"]]).format(t=about, r="")

    def _word(self) -> str:
        return _chinese().draw(self.lot)

    def _name(self) -> str:
        given = _given()
        drawn = (given[int(len(given) * self.lot.random() ** 2)] for _ in range(self.lot.choice((1, 2, 2))))
        return "".join((self.lot.choice(lists("catalogue/stock")["surnames"]), *drawn))

    def _subject(self, topic: dict[str, str]) -> str:
        return self.lot.choice(topic["subjects"].split(";"))

    def _house(self, place: str) -> str:
        return (place if self.lot.random() < 0.5 else self._word()) + self.lot.choice(_HOUSES)

    def _series(self) -> str:
        return self._word() + self.lot.choice(_SERIES) if self.lot.random() < 0.4 else ""

    def _summary(self) -> str:
        return "".join(self._word() + self.lot.choice(_LINKS) for _ in range(self.lot.randint(12, 34)))

    def _isbn(self) -> str:
        nine = f"7{self.number:08d}"
        check = -sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        return f"{nine[0]}-{nine[1:5]}-{nine[5:]}-{'X' if check == 10 else check}"


@cache
def _chinese() -> _Zipf:
    """Words of two to four characters; those of the sample desk's topics stand among the frequent ones."""
    with jieba.get_dict_file() as file:
        lines = [line.split() for line in file.read().decode("utf-8").splitlines()]
    known = {word: int(often) for word, often, tag in lines if tag in _TAGS and 2 <= len(word) <= 4 and _plain(word)}
    common = sorted(known, key=lambda word: (-known[word], word))[:WORDS]
    subjects = {subject for row in rows("catalogue/topics_zh") for subject in row["subjects"].split(";")}
    return _Zipf([*sorted(subjects), *(word for word in common if word not in subjects)], 40)


def _plain(word: str) -> bool:
    """Whether today's simplified Chinese writes the word."""
    return word.isalpha() and all(len(char.encode("gb2312", "ignore")) == 2 for char in word)


@cache
def _forms() -> dict[str, list[str]]:
    """The forms of title of each group of topics."""
    forms: dict[str, list[str]] = defaultdict(list)
    for row in rows("catalogue/patterns_zh"):
        forms[row["group"]].append(row["title"])
    return forms


@cache
def _given() -> list[str]:
    """Characters for given names, those of frequent words first."""
    return list(dict.fromkeys("".join(_chinese().words[:4000])))[:900]


@cache
def _mongolian() -> _Zipf:
    """The words of the sample desk's Mongolian titles, then words made of syllables in vowel harmony."""
    tables = ("catalogue/topics_mn", "catalogue/forms_mn")
    told = dict.fromkeys(word for table in tables for row in rows(table) for word in row["traditional"].split())
    lot = random.Random("syllables")
    while len(told) < MONGOLIAN_WORDS:
        vowels = lot.choice(_VOWELS)
        parts = (lot.choice(_OPENINGS) + lot.choice(vowels) + lot.choice(_CLOSINGS) for _ in range(lot.randint(2, 4)))
        told["".join(parts)] = None
    return _Zipf(list(told), 10)


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)
