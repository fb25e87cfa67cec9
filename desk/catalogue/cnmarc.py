"""CNMARC, the Chinese form of UNIMARC: which field says what (新版中国机读目录格式使用手册)."""

from collections.abc import Iterable, Iterator

from desk.catalogue.drafts import AccessDraft, Draft
from desk.catalogue.identifiers import isbn13
from desk.catalogue.marc import Field, Marc
from desk.catalogue.values import HAN, clean, is_mongolian, language, price, trimmed, unbracketed, year

_KINDS = {"e": "map", "f": "map", "g": "recording", "i": "recording", "j": "recording", "l": "ebook"}
_OTHER_TITLES = ("500", "510", "512", "513", "514", "515", "516", "517", "518", "532", "540", "541", "545")
_NAMES = ("700", "701", "702", "710", "711", "712", "720", "721", "722")
_SUBJECTS = ("600", "601", "602", "605", "606", "607")
_NOTES = (
    "300", "304", "305", "306", "307", "308", "310", "311", "312", "313", "314", "315", "316", "317", "320",
    "321", "322", "323", "324", "325", "326", "327", "328", "333", "336", "337", "345",
)  # fmt: skip


def is_cnmarc(marc: Marc) -> bool:
    """Whether the record has its title where CNMARC has it."""
    return marc.has("200")


def described(marc: Marc) -> Draft:
    """The description in a CNMARC record, without its copies."""
    title_field = next(marc.all("200"))
    title = _title(title_field)
    parallel = list(_parallel_titles(marc, title_field))
    isbns = list(marc.each("010", "a"))
    valid = next((number for text in isbns if (number := isbn13(text))), "")
    numbers = [*isbns, *marc.each("010", "z"), *marc.each("091", "a"), *marc.each("011", "a")]
    others = [*(name for name, _ in parallel), *(value for tag in _OTHER_TITLES for value in marc.each(tag, "a"))]
    return Draft(
        source_agency=_agency(marc),
        control_number=clean(marc.control("001")),
        kind=_kind(marc, title_field),
        title=title,
        subtitle="：".join(map(trimmed, title_field.each("e"))),
        title_mn=next((name for name, code in parallel if code == "mon" or is_mongolian(name)), ""),
        other_titles=unique(map(trimmed, others), without=title),
        responsibility="；".join(map(trimmed, title_field.each("fg"))),
        names=unique(map(name_heading, marc.all(*_NAMES))),
        edition=trimmed(marc.get("205", "a")),
        place=unbracketed(marc.get("210", "a")),
        publisher=unbracketed(marc.get("210", "c")),
        year=year(marc.get("210", "d")) or year(marc.get("100", "a")[9:13]),
        extent=_extent(marc),
        series="；".join(_series(marc)),
        language=_language(marc, title),
        isbn=valid,
        other_numbers=unique(number for number in numbers if isbn13(number) != valid),
        price=price(marc.get("010", "d") or marc.get("091", "d")),
        clc=marc.get("690", "a"),
        subjects=unique([*subjects(marc, _SUBJECTS), *marc.each("610", "a")]),
        summary=marc.get("330", "a"),
        notes="\n".join(value for tag in _NOTES for value in marc.each(tag, "a")),
        access=addresses(marc, note="23zmy"),
    )


def unique(values: Iterable[str], *, without: str = "") -> tuple[str, ...]:
    """`values` in their order, each once, without empty ones."""
    return tuple(value for value in dict.fromkeys(values) if value and value != without)


def name_heading(field: Field) -> str:
    """A person or body: 叶震; Darwin, Charles; 国家统计局. 综合司."""
    first, *rest = [trimmed(value) for value in field.each("ab")] or [""]
    if HAN.search(first):
        return (". " if field.tag[1] == "1" else "").join([first, *rest])
    return (". " if field.tag[1] == "1" else ", ").join([first, *rest])


def subjects(marc: Marc, tags: Iterable[str]) -> Iterator[str]:
    """Subject headings with their subdivisions: 经济发展--概况--中国--1994."""
    for field in marc.all(*tags):
        yield "--".join(trimmed(value) for value in field.each("abvxyz"))


def addresses(marc: Marc, *, note: str) -> tuple[AccessDraft, ...]:
    """Where the electronic form is: 856, and AVE of Alma where it gives an address; `note` lists the note's codes."""
    found = (
        AccessDraft(url, "；".join(field.each(note if field.tag == "856" else "m")))
        for field in marc.all("856", "AVE")
        for url in field.each("u")
    )
    return tuple(dict.fromkeys(found))


def _title(field: Field) -> str:
    """Proper title with number and name of its part: 中国通史. 第一卷, 上古时代. Several works stand side by side."""
    title = ""
    for code, raw in field.subfields:
        if code in "ahi" and (value := trimmed(raw)):
            before = {"a": "；", "h": ". ", "i": ", " if "h" in dict(field.subfields) else ". "}[code]
            title += (before if title else "") + value
    return title


def _parallel_titles(marc: Marc, title_field: Field) -> Iterator[tuple[str, str]]:
    """Parallel titles with their language: 200$d with $z, and 510."""
    code = title_field.get("z")
    yield from ((trimmed(value), code) for value in title_field.each("d"))
    yield from ((trimmed(field.get("a")), field.get("z")) for field in marc.all("510") if field.get("a"))


def _agency(marc: Marc) -> str:
    """Who made the record: 801 with second indicator 0, else the first 801."""
    fields = sorted(marc.all("801"), key=lambda field: field.indicators[1:2] != "0")
    return fields[0].get("b") if fields else ""


def _kind(marc: Marc, title_field: Field) -> str:
    if marc.has("328"):
        return "thesis"
    if marc.has("135") or "电子" in title_field.get("b"):
        return "ebook"
    if marc.leader_at(7) == "s":
        return "serial"
    return "other" if marc.leader_at(7) == "a" else _KINDS.get(marc.leader_at(6), "book")


def _language(marc: Marc, title: str) -> str:
    codes = unique(language(code, title) for code in marc.each("101", "a"))
    return "mul" if len(codes) > 1 else next(iter(codes), "") or language(marc.get("100", "a")[22:25], title)


def _extent(marc: Marc) -> str:
    field = next(marc.all("215"), None)
    if field is None:
        return ""
    parts = (("", "a"), (" : ", "c"), (" ; ", "d"), (" + ", "e"))
    return "".join(mark + trimmed(value) for mark, code in parts if (value := field.get(code))).lstrip(" :;+")


def _series(marc: Marc) -> Iterator[str]:
    for field in marc.all("225"):
        yield " ; ".join(trimmed(value) for value in (". ".join(field.each("ahi")), field.get("v")) if value)
