"""MARC 21: which field says what, and the original script in 880 in place of its romanisation."""

import re
from collections.abc import Iterator

from desk.catalogue.cnmarc import addresses, name_heading, subjects, unique
from desk.catalogue.drafts import Draft
from desk.catalogue.identifiers import isbn13
from desk.catalogue.marc import Field, Marc
from desk.catalogue.values import clean, is_mongolian, language, price, trimmed, unbracketed, unstopped, year

_KINDS = {"e": "map", "f": "map", "g": "recording", "i": "recording", "j": "recording", "m": "ebook"}
_OTHER_TITLES = ("130", "210", "240", "246", "247", "730", "740")
_NAMES = ("100", "110", "111", "700", "710", "711")
_SUBJECTS = ("600", "610", "611", "630", "650", "651")
_NOTES = ("500", "501", "502", "504", "505", "508", "511", "516", "518", "530", "533", "534", "538", "546", "550")
_LINK = re.compile(r"(\d{3})-(\d\d)")


def is_marc21(marc: Marc) -> bool:
    """Whether the record has its title where MARC 21 has it."""
    return marc.has("245")


def described(marc: Marc) -> Draft:
    """The description in a MARC 21 record, without its copies."""
    romanised = trimmed(marc.get("245", "a"))
    marc = in_original_script(marc)
    title_field = next(marc.all("245"))
    title = _title(title_field)
    subtitle, parallel = _subtitles(title_field)
    other = [*parallel, *(value for tag in _OTHER_TITLES for value in marc.each(tag, "a")), romanised]
    isbns = list(marc.each("020", "a"))
    valid = next((number for text in isbns if (number := isbn13(text))), "")
    numbers = [*isbns, *marc.each("020", "z"), *marc.each("022", "a")]
    imprint = _imprint(marc)
    return Draft(
        source_agency=clean(marc.control("003")) or marc.get("040", "a"),
        control_number=clean(marc.control("001")),
        kind=_kind(marc, title_field),
        title=title,
        subtitle=subtitle,
        title_mn=next(filter(is_mongolian, parallel), ""),
        other_titles=unique(map(trimmed, other), without=title),
        responsibility=unstopped(title_field.get("c")),
        names=unique(unstopped(name_heading(field)) for field in marc.all(*_NAMES)),
        edition=trimmed(marc.get("250", "a")),
        place=unbracketed(imprint.get("a")) if imprint else "",
        publisher=unbracketed(imprint.get("b")) if imprint else "",
        year=year(imprint.get("c") if imprint else "") or year(marc.control("008")[7:11]),
        extent=trimmed(" ".join(next(marc.all("300")).each("abce"))) if marc.has("300") else "",
        series="；".join(unique(trimmed(" ".join(field.each("av"))) for field in marc.all("490", "440"))),
        language=_language(marc, title),
        isbn=valid,
        other_numbers=unique(number for number in numbers if isbn13(number) != valid),
        price=price(marc.get("020", "c")),
        clc=_clc(marc),
        subjects=unique(map(unstopped, [*subjects(marc, _SUBJECTS), *marc.each("653", "a")])),
        summary=marc.get("520", "a"),
        notes="\n".join(value for tag in _NOTES for value in marc.each(tag, "a")),
        access=addresses(marc, note="3yz"),
    )


def in_original_script(marc: Marc) -> Marc:
    """The record with each romanised field replaced by the 880 that $6 links to it; a lone 880 takes its place too."""
    vernacular: dict[tuple[str, str], Field] = {}
    lone: list[Field] = []
    for field in marc.all("880"):
        link = _LINK.match(field.get("6"))
        if link and link[2] != "00":
            vernacular[link[1], link[2]] = field._replace(tag=link[1])
        elif link:
            lone.append(field._replace(tag=link[1]))
    if not vernacular and not lone:
        return marc
    fields = [vernacular.pop(_linked(field), field) for field in marc.fields if field.tag != "880"]
    return Marc(marc.leader, (*fields, *vernacular.values(), *lone))


def _linked(field: Field) -> tuple[str, str]:
    link = _LINK.match(field.get("6"))
    return (field.tag, link[2]) if link else ("", "")


def _title(field: Field) -> str:
    return ". ".join(unstopped(value) for value in field.each("anp"))


def _subtitles(field: Field) -> tuple[str, list[str]]:
    """The remainder of the title, and the parallel titles that ISBD puts after "=" into the same subfield."""
    rest = " ".join(field.each("b"))
    ends_equal = field.get("a").endswith("=")
    first, *parallel = [trimmed(part) for part in rest.split(" = ")]
    return ("", [first, *parallel]) if ends_equal else (first, parallel)


def _imprint(marc: Marc) -> Field | None:
    """260, or the 264 of the publisher (second indicator 1) before one of another role."""
    fields = sorted(marc.all("260", "264"), key=lambda field: field.tag == "264" and field.indicators[1:2] != "1")
    return next(iter(fields), None)


def _kind(marc: Marc, title_field: Field) -> str:
    if marc.has("502"):
        return "thesis"
    online = marc.control("008")[23:24] in ("o", "s") or marc.control("007").startswith("cr")
    if online or "电子" in title_field.get("h") or "electronic" in title_field.get("h").lower():
        return "ebook"
    if marc.leader_at(7) == "s":
        return "serial"
    return "other" if marc.leader_at(7) in "ab" else _KINDS.get(marc.leader_at(6), "book")


def _language(marc: Marc, title: str) -> str:
    codes = unique(language(code, title) for code in marc.each("041", "a"))
    if len(codes) > 1:
        return "mul"
    return next(iter(codes), "") or language(marc.control("008")[35:38], title)


def _clc(marc: Marc) -> str:
    """The Chinese class: 093 (CALIS), or an 084 that says so in $2."""
    return marc.get("093", "a") or next(_classes(marc), "")


def _classes(marc: Marc) -> Iterator[str]:
    return (field.get("a") for field in marc.all("084") if field.get("2").startswith("clc"))
