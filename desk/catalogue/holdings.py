"""Copies out of the fields in which vendors hide them: 905, 906, 935, 952, 982, 985, 986, 852 and AVA.

A profile (`data/profiles/holdings_*.json`) says for one vendor which subfield holds what. `copies` lists the fields
that hold copies; `shared` a field whose call number and library hold for all of them; `places` a field that only says
how many copies stand where. With no profile given, the one that finds the most numbered copies in the record is used.

Numbers may be ranges: `0010201-10` is ten copies, 0010201 to 0010210. Where `places` are given beside numbered
copies, the two lists are laid side by side in their order: a record does not say which number stands where, but how
many there are and at which places stays true.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from desk.catalogue.call_numbers import composed, same
from desk.catalogue.drafts import ItemDraft
from desk.catalogue.identifiers import half_width
from desk.catalogue.marc import Field, Marc
from desk.catalogue.values import price
from desk.errors import Invalid

PROFILES = Path(__file__).resolve().parents[2] / "data" / "profiles"
MOST_COPIES = 500  # of one title in one field; a longer range is a mistake
_MOST_DIGITS = 9  # of a count, leading noughts among them; a longer number counts nothing

_NUMBER = re.compile(r"[A-Za-z]{0,6}\d{4,20}[A-Za-z]?")
_RANGE = re.compile(r"([A-Za-z]{0,6})(\d{4,20})[-~～至](\d{1,20})")


@dataclass(frozen=True)
class Rule:
    """Which subfields of one field hold what; a string of several codes means any of them, the first that fits."""

    field: str
    library: str = ""
    barcode: str = ""
    accession: str = ""
    shelf: str = ""
    class_mark: str = ""
    book_number: str = ""
    call_number: str = ""
    price: str = ""
    copies: str = ""
    group: str = ""  # the code with which each copy begins, where one field holds several


@dataclass(frozen=True)
class Profile:
    """How one vendor's records hold their copies; `code` names it on the command line."""

    code: str
    zh: str
    en: str
    copies: tuple[Rule, ...]
    shared: Rule | None = None
    places: Rule | None = None


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by its code."""
    return {profile.code: profile for profile in map(_read, sorted(PROFILES.glob("holdings_*.json")))}


def profile_named(code: str) -> Profile | None:
    """The profile of that code, None for the empty one (guess); refused when there is no such profile."""
    if code and code not in profiles():
        raise Invalid("没有“{code}”这个馆藏方案。可用的有：{known}。", code=code, known="、".join(profiles()))
    return profiles().get(code)


def copies(marc: Marc, profile: Profile | None = None) -> tuple[ItemDraft, ...]:
    """The copies in a record, by `profile` or by the one that finds most numbered copies in it."""
    if profile is None:
        found = [(each, list(_by_profile(marc, each))) for each in profiles().values() if _fields_present(marc, each)]
        profile, items = max(found, key=lambda pair: _merit(marc, *pair), default=(None, []))
    else:
        items = list(_by_profile(marc, profile))
    shared = _shared(marc, profile.shared) if profile and items else None
    return tuple(_with_shared(item, shared) if shared else item for item in items)


def expanded(text: str) -> list[str]:
    """The numbers in one value: one, a range (0010201-10, 0001-0005), or none if it does not look like a number."""
    plain = half_width(text).replace(" ", "").lstrip("*")
    found = _RANGE.fullmatch(plain)
    if found is None:
        return [plain] if _NUMBER.fullmatch(plain) else []
    prefix, first, tail = found.groups()
    last = int(first[: -len(tail)] + tail) if len(tail) <= len(first) else -1
    if not 0 < last - int(first) < MOST_COPIES:
        return [plain]
    return [f"{prefix}{number:0{len(first)}}" for number in range(int(first), last + 1)]


def _read(path: Path) -> Profile:
    facts = json.loads(path.read_text(encoding="utf-8"))
    shared, places = (Rule(**facts[name]) if name in facts else None for name in ("shared", "places"))
    rules = tuple(Rule(**rule) for rule in facts["copies"])
    return Profile(path.stem.removeprefix("holdings_"), facts["zh"], facts["en"], rules, shared, places)


def _fields_present(marc: Marc, profile: Profile) -> int:
    """How many of the fields that a profile knows the record has; none unless one of them says something of copies."""
    tags = {rule.field for rule in (*profile.copies, profile.places) if rule and marc.has(rule.field)}
    shared = profile.shared is not None and profile.shared.field not in tags and marc.has(profile.shared.field)
    return len(tags) + shared if tags else 0


def _merit(marc: Marc, profile: Profile, items: list[ItemDraft]) -> tuple[int, int, int]:
    """How well a profile explains a record: numbered copies first, then copies, then fields that it knows."""
    return sum(item.is_numbered for item in items), len(items), _fields_present(marc, profile)


def _by_profile(marc: Marc, profile: Profile) -> Iterator[ItemDraft]:
    found = [item for rule in profile.copies for field in marc.all(rule.field) for item in _of_field(field, rule)]
    numbered = _merged(item for item in found if item.is_numbered)
    unnumbered = list(_places(marc, profile.places))
    if not (numbered or unnumbered):
        unnumbered = [item for item in found if not item.is_numbered]
    for item, place in zip_longest(numbered, unnumbered):
        yield _completed(item, place) if item and place else (item or place)


def _of_field(field: Field, rule: Rule) -> Iterator[ItemDraft]:
    for group in _groups(field, rule.group):
        common = _common(group, rule)
        barcodes, accessions = _numbers(group, rule.barcode), _numbers(group, rule.accession)
        stated = next((int(value) for value in group.each(rule.copies) if _is_count(value)), 1)
        nothing = not any(common._replace(price=""))
        count = 0 if nothing and not (barcodes or accessions) else min(stated, MOST_COPIES)
        for barcode, accession, _ in zip_longest(barcodes, accessions, range(count), fillvalue=""):
            yield common._replace(barcode=barcode, accession_number=accession)


def _numbers(field: Field, codes: str) -> list[str]:
    """The numbers in the first of these subfields that holds any."""
    for code in codes:
        if found := [number for value in field.each(code) for number in expanded(value)]:
            return found
    return []


def _groups(field: Field, code: str) -> Iterator[Field]:
    """The field as it is, or cut before each subfield `code`."""
    starts = [index for index, (each, _) in enumerate(field.subfields) if each == code] if code else []
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(field.subfields)], strict=True):
        yield field._replace(subfields=field.subfields[start:end])


def _common(field: Field, rule: Rule) -> ItemDraft:
    def first(codes: str) -> str:
        return next(field.each(codes), "") if codes else ""

    whole = next((value for value in field.each(rule.call_number) if not _is_count(value)), "")
    return ItemDraft(
        call_number=whole or composed(first(rule.class_mark), first(rule.book_number)),
        home_library="" if rule.library in rule.barcode and expanded(first(rule.library)) else first(rule.library),
        shelf=first(rule.shelf),
        price=price(first(rule.price)),
    )


def _is_count(value: str) -> bool:
    return len(value) <= _MOST_DIGITS and value.isdecimal() and 0 < int(value) <= MOST_COPIES


def _places(marc: Marc, rule: Rule | None) -> Iterator[ItemDraft]:
    return (item for field in marc.all(rule.field) for item in _of_field(field, rule)) if rule else iter(())


def _shared(marc: Marc, rule: Rule | None) -> ItemDraft | None:
    """What holds for all copies of the record; None where it says different things for different copies."""
    found = {_common(field, rule) for field in marc.all(rule.field)} if rule else set()
    return found.pop()._replace(price="", shelf="") if len(found) == 1 else None


def _with_shared(item: ItemDraft, shared: ItemDraft) -> ItemDraft:
    """`item` with what all copies share; of two spellings of its call number the shared one (F124/26, not F124 26)."""
    if same(item.call_number, shared.call_number):
        item = item._replace(call_number=shared.call_number)
    return _completed(item, shared)


def _merged(items: Iterable[ItemDraft]) -> list[ItemDraft]:
    """Copies told by the same barcode or accession number made one."""
    by_number: dict[str, ItemDraft] = {}
    for item in items:
        key = item.accession_number or item.barcode
        by_number[key] = _completed(by_number[key], item) if key in by_number else item
    return list(by_number.values())


def _completed(item: ItemDraft, other: ItemDraft) -> ItemDraft:
    """`item`, with what it lacks taken from `other`."""
    return ItemDraft._make(mine or theirs for mine, theirs in zip(item, other, strict=True))
