"""Who wrote a sample work, who printed it and when: everything on its title page, all of it invented.

Nobody can take it for real: persons are called 样例·赵甲, publishers 样例出版社, and the ISBNs begin with 979-9, a
group that no agency has been given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.catalogue.identifiers import isbn13
from desk.samples.files import happens, lists, mixed, pick, rows
from desk.samples.work import Work

FIRST_ISBN_YEAR = 1988  # until then Chinese books bore a 统一书号
WITHOUT_ISBN = ("serial", "thesis", "map", "recording", "other")


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What is printed in the book."""

    responsibility: str
    names: tuple[str, ...]
    publisher: str
    place: str
    year: int
    edition: str
    extent: str
    series: str
    price: str
    isbn: str
    other_numbers: tuple[str, ...]
    summary: str


def title_page(work: Work, number: int, *, today: date) -> TitlePage:
    """The title page of `work`, which is the sample library's title `number` (from 1)."""
    stock = lists("catalogue/stock")
    year = _year(work, number, today)
    responsibility, names = _authors(work, number)
    publisher = _publisher(work, number)
    has_isbn = work.kind not in WITHOUT_ISBN and year >= FIRST_ISBN_YEAR
    has_unified = work.kind == "book" and not has_isbn
    return TitlePage(
        responsibility=responsibility,
        names=names,
        publisher=publisher,
        place=stock["places"].get(publisher, stock["default_place"]),
        year=year,
        edition=_edition(work, number, year),
        extent=_extent(work, number),
        series=_series(work, number),
        price=_price(work, number, year),
        isbn=_isbn(number) if has_isbn else "",
        other_numbers=(f"9999·{number % 100_000}",) if has_unified else (),
        summary=work.summary or _summary(work, number),
    )


def _year(work: Work, number: int, today: date) -> int:
    if work.year is not None:
        return min(work.year, today.year)
    span = max(today.year - work.since, 0)
    lot = mixed("year", number) % 1000 / 1000
    return today.year - int((span + 1) * lot**1.25)  # more of the recent years, as on real shelves


def _authors(work: Work, number: int) -> tuple[str, tuple[str, ...]]:
    """The statement of responsibility as printed, and the headings of those it names."""
    if work.by:
        return work.by, (work.by.removesuffix("编").removesuffix("编制").removesuffix("录制"),)
    if work.language == "mon":
        return _mongolian_author(work, number)
    if work.language == "eng":
        name = f"Sample, {pick('ABCDEGHJKLMNPRST', 'first', number)}. {pick('ABDEFGHLMNRSTW', 'second', number)}."
        given = name.removeprefix("Sample, ")
        return f"by {given} Sample", (name,)
    if work.script == "Hant":
        person = _person(lists("catalogue/stock")["traditional_surnames"], "author", number)
        return f"樣例{person[2:]}{pick(['著', '選注', '編'], 'role', number)}", (person,)
    return _chinese_authors(work, number)


def _chinese_authors(work: Work, number: int) -> tuple[str, tuple[str, ...]]:
    stock = lists("catalogue/stock")
    first, second = (_person(stock["surnames"], place, number) for place in ("author", "second"))
    if work.kind == "thesis":
        return f"{first}撰", (first,)
    style = mixed("style", number) % 10
    if style < 4:
        return f"{first}著", (first,)
    if style < 6 and first != second:
        return f"{first}, {second}编著", (first, second)
    if style < 8:
        return f"{first}主编", (first,)
    body = pick(stock["bodies"][work.group], "body", number)
    return f"{body}编", (body,)


def _mongolian_author(work: Work, number: int) -> tuple[str, tuple[str, ...]]:
    name = pick(rows("catalogue/names_mn"), "author", number)
    if work.script == "Cyrl":
        return name["cyrillic"], (name["cyrillic"], name["zh"])
    return f"{name['traditional']} ᠵᠣᠬᠢᠶᠠᠪᠠ", (name["zh"],)  # jokiyaba: wrote


def _person(surnames: Sequence[str], *salt: object) -> str:
    return f"样例·{pick(surnames, 'surname', *salt)}{pick(lists('catalogue/stock')['stems'], 'stem', *salt)}"


def _publisher(work: Work, number: int) -> str:
    stock = lists("catalogue/stock")
    if work.kind == "thesis":
        return str(pick(stock["universities"], "university", number))
    shelf = stock["publishers"]
    return str(pick(shelf.get(work.script) or shelf[work.group], "publisher", number))


def _edition(work: Work, number: int, year: int) -> str:
    if work.kind != "book" or work.by or year - work.since <= 6 or not happens(9, "edition", number):
        return ""
    return {"Latn": "2nd ed.", "Cyrl": "2 дахь хэвлэл"}.get(work.script, "第2版")


def _series(work: Work, number: int) -> str:
    if work.series or work.script in ("Latn", "Cyrl") or not happens(22, "series", number):
        return work.series
    return str(lists("catalogue/stock")["series"].get(work.group, ""))


def _extent(work: Work, number: int) -> str:
    pages = 88 + mixed("pages", number) % 470
    if work.kind in ("serial", "map", "recording"):
        return {"serial": "册", "map": "1幅", "recording": "1件"}[work.kind]
    return {"Latn": f"{pages} p.", "Cyrl": f"{pages} х."}.get(work.script, f"{pages}页")


def _price(work: Work, number: int, year: int) -> str:
    if work.kind not in ("book", "map", "recording"):
        return ""
    if year < 1995:
        return f"CNY{1 + mixed('price', number) % 9}.{pick(['20', '50', '80'], 'fen', number)}"
    return f"CNY{(year - 1990) + mixed('price', number) % 40}.00"


def _isbn(number: int) -> str:
    body = f"9799{number:08d}"
    return next(found for digit in "0123456789" if (found := isbn13(body + digit)))


def _summary(work: Work, number: int) -> str:
    if not work.topic or work.kind == "serial" or not happens(46, "summary", number):
        return ""
    group = "en" if work.script == "Latn" else work.group
    fitting = [row["summary"] for row in rows("catalogue/summaries") if row["group"] == group]
    return pick(fitting, "words", number).format(t=work.topic, n=8 + mixed("n", number) % 32)
