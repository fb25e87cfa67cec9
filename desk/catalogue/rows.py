"""Rows of a sheet become drafts, by a mapping of headings to fields."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import zip_longest

from desk import vocabularies
from desk.catalogue.call_numbers import class_mark
from desk.catalogue.columns import columns
from desk.catalogue.drafts import AccessDraft, Draft, ItemDraft, Refused, read_or_refused
from desk.catalogue.holdings import MOST_COPIES, expanded
from desk.catalogue.identifiers import isbn13
from desk.catalogue.sheet import Table
from desk.catalogue.values import is_mongolian, language, price, trimmed, year
from desk.errors import Invalid, Word

_LIST = re.compile(r"\s*[;；,，、|\n]\s*")
_BROKEN = re.compile(r"[\ud800-\udfff\ufffd]")


def drafts(table: Table, mapping: Mapping[str, str]) -> Iterator[Draft | Refused]:
    """Each row as a draft; a row that cannot be one is refused with its number. `position` is the row in the sheet."""
    _require_sensible(table, mapping)
    return (_of_row(table, number, row, mapping) for number, row in table.rows)


def _require_sensible(table: Table, mapping: Mapping[str, str]) -> None:
    fields = [field for heading, field in mapping.items() if heading in table.headings and field]
    if "title" not in fields:
        raise Invalid(
            "没有指定哪一列是题名。表头有：{headings}。请在列对应中选定。", headings="、".join(table.headings[:20])
        )
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise Invalid("有两列都对应“{field}”。请只留一列。", field=columns()[twice].zh)


def _of_row(table: Table, number: int, row: tuple[str, ...], mapping: Mapping[str, str]) -> Draft | Refused:
    cells = dict(zip(table.headings, row, strict=False))
    raw = json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace")
    values = {mapping[heading]: cell for heading, cell in cells.items() if mapping.get(heading)}
    if any(map(_BROKEN.search, row)):
        return Refused(number, Word("这一行的文字有损坏，无法读出。请在原表中重新输入后再导入。"), raw)
    if not values.get("title"):
        return Refused(number, Word("这一行没有题名（合并的单元格请先取消合并）。"), raw)
    return read_or_refused(partial(_draft, values), number, raw, "sheet")


def _draft(values: dict[str, str]) -> Draft:
    def get(field: str) -> str:
        return values.get(field, "")

    items = tuple(_items(values))
    isbn = isbn13(get("isbn")) or ""
    title = trimmed(get("title"))
    return Draft(
        title=title,
        control_number=get("control_number"),
        kind=_kind(get("kind"), has_only_address=bool(get("url")) and not items),
        subtitle=get("subtitle"),
        title_mn=get("title_mn") or (title if is_mongolian(title) else ""),
        other_titles=_several(get("other_titles")),
        responsibility=get("responsibility"),
        edition=get("edition"),
        place=get("place"),
        publisher=trimmed(get("publisher")),
        year=year(get("year")),
        extent=get("extent"),
        series=get("series"),
        language=language(get("language"), title),
        isbn=isbn,
        other_numbers=(get("isbn"),) if get("isbn") and not isbn else (),
        price=price(get("price")),
        clc=get("clc") or class_mark(get("call_number")),
        subjects=_several(get("subjects")),
        summary=get("summary"),
        notes=get("notes"),
        items=items,
        access=tuple(AccessDraft(url) for url in get("url").split()),
    )


def _items(values: dict[str, str]) -> Iterator[ItemDraft]:
    """As many copies as there are numbers, or as the row says; one where it names a shelf or a call number."""
    barcodes, accessions = (
        [number for part in _several(values.get(field, "")) for number in expanded(part) or [part]]
        for field in ("barcode", "accession")
    )
    place = ItemDraft(
        call_number=values.get("call_number", ""),
        home_library=values.get("library", ""),
        shelf=values.get("shelf", ""),
    )
    stated = re.match(r"\d{1,4}", values.get("copies", ""))
    count = min(int(stated[0]), MOST_COPIES) if stated else int(any(place))
    for barcode, accession, _ in zip_longest(barcodes, accessions, range(count), fillvalue=""):
        yield place._replace(barcode=barcode, accession_number=accession, price=price(values.get("price", "")))


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _LIST.split(text) if part))


def _kind(text: str, *, has_only_address: bool) -> str:
    """A kind by its code or label; else by what the row offers."""
    by_label = {row["zh"]: code for code, row in vocabularies.entries("kinds").items()}
    if text in vocabularies.codes("kinds"):
        return text
    return by_label.get(text) or ("ebook" if has_only_address else "book")
