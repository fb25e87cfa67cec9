"""A record as a reference (参考文献), after GB/T 7714—2025, in force since 2026-07-01, or its edition of 2015.

The two differ in what the tables below say: 2025 sets Chinese entries with full-width ，：（） and half-width . and
[ ], leaves surnames as they are written, leaves out an unknown place or publisher, and gives the day of access only for
what exists on the network alone. Western entries are set half-width in both.

What it gets wrong: names are taken from the statement of responsibility of a Chinese title page, so a body whose name
ends in a word for a role (… 编译) loses that word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desk.catalogue.values import HAN, MONGOLIAN
from desk.errors import Invalid
from desk.tables import BibRecord

_MARKS = {"book": "M", "ebook": "M", "serial": "J", "thesis": "D", "map": "CM", "recording": "Z", "other": "Z"}
_ON_NETWORK_ONLY = {"ebook", "other"}

_ROLE = re.compile(r"(?:总主编|主编|编著|编选|选编|编写|编纂|编辑|著|撰|编)$")
_ROLE_BEFORE = re.compile(r"^(?:总主编|主编|编著|作者|by |edited by )", re.IGNORECASE)
_OTHER_ROLE = re.compile(r"^(?P<names>.+?)(?P<role>编译|译注|校注|点校|校订|整理|译|校|绘|注)$")
_NATION_OR_DYNASTY = re.compile(r"^[(（\[〔【][^)）\]〕】]{1,8}[)）\]〕】]\s*")
_AND_OTHERS = re.compile(r"(?:\.\.\.|…)*\s*[\[（(]?等[\]）)]?$|\s*\[?et al\.?\]?$")
_BETWEEN_NAMES = re.compile(r"\s*[,，、]\s*")
_BETWEEN_STATEMENTS = re.compile(r"\s*[;；]\s*")
_EDITION = re.compile(r"第?\s*([0-9]+|[一二三四五六七八九十]+)\s*版$")


@dataclass(frozen=True)
class Marks:
    """The punctuation of an entry and its words for what is missing."""

    colon: str
    comma: str
    and_others: str
    no_place: str
    no_publisher: str


@dataclass(frozen=True)
class Style:
    """What an edition of the standard asks for."""

    chinese: Marks
    western: Marks
    surnames_in_capitals: bool
    access_date_always: bool

    def marks(self, title: str) -> Marks:
        """The punctuation for a work of this title: Mongolian ones are set as Chinese ones are."""
        return self.chinese if HAN.search(title) or MONGOLIAN.search(title) else self.western


_HALF = Marks(": ", ", ", "et al.", "", "")
STYLES = {
    "2025": Style(Marks("：", "，", "等", "", ""), _HALF, surnames_in_capitals=False, access_date_always=False),
    "2015": Style(
        Marks(": ", ", ", "等", "[出版地不详]", "[出版者不详]"),
        Marks(": ", ", ", "et al.", "[S.l.]", "[s.n.]"),
        surnames_in_capitals=True,
        access_date_always=True,
    ),
}


def gb7714(record: BibRecord, *, edition: str = "2025", accessed: date | None = None, url: str = "") -> str:
    """The reference for `record`; `url` and `accessed` are where and when its electronic form was read."""
    style = style_of(edition)
    marks = style.marks(record.title)
    is_chinese = marks is style.chinese
    statements = _BETWEEN_STATEMENTS.split(record.responsibility)
    authors, more = _chinese_names(statements[0]) if is_chinese else _western_names(record, style)
    title = marks.colon.join(part for part in (record.title, record.subtitle) if part)
    parts = [
        listed(authors or tuple(record.names), marks, more=more),
        f"{title}[{_mark(record, url)}]",
        *(_others(statement, marks) for statement in statements[1:]),
        _edition(record.edition),
        _imprint(record, marks) + _access_date(record, style, accessed, url),
        url,
    ]
    return joined(parts)


def style_of(edition: str) -> Style:
    """What an edition of the standard asks for; refuses one that is not known."""
    if edition not in STYLES:
        raise Invalid("没有 GB/T 7714 的“{edition}”版。可用的有：{known}。", edition=edition, known="、".join(STYLES))
    return STYLES[edition]


def joined(parts: Iterable[str]) -> str:
    """The parts of a reference, those that are there, with full stops between them and at the end."""
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _mark(record: BibRecord, url: str) -> str:
    """Kind and carrier: [M], [J], [D]; [M/OL] for an e-book, [EB/OL] for something that only an address is known of."""
    if record.kind == "other" and url:
        return "EB/OL"
    return _MARKS.get(record.kind, "Z") + ("/OL" if url or record.kind == "ebook" else "")


def _chinese_names(statement: str) -> tuple[tuple[str, ...], bool]:
    """Who a Chinese statement of responsibility names first, and whether it says "and others"."""
    plain = _ROLE_BEFORE.sub("", _ROLE.sub("", statement.strip()))
    bare = _AND_OTHERS.sub("", plain)
    names = (_NATION_OR_DYNASTY.sub("", name).strip() for name in _BETWEEN_NAMES.split(bare))
    return tuple(name for name in names if name), bare != plain


def _western_names(record: BibRecord, style: Style) -> tuple[tuple[str, ...], bool]:
    """Headings as "Surname I J"; what has no comma is a body and stays as it is."""
    if not record.names:
        plain = _ROLE_BEFORE.sub("", record.responsibility.split(";")[0].strip())
        return (plain,) if plain else (), False
    return tuple(_western_name(name, style) for name in record.names), False


def _western_name(heading: str, style: Style) -> str:
    surname, comma, given = heading.partition(",")
    if not comma:
        return heading
    initials = " ".join(word[0] for word in re.split(r"[\s.]+", given) if word)
    return f"{surname.upper() if style.surnames_in_capitals else surname} {initials}".strip()


def listed(names: Sequence[str], marks: Marks, *, more: bool) -> str:
    """At most three names, then "and others"."""
    shown = [*names[:3], marks.and_others] if more or len(names) > 3 else list(names)
    return marks.comma.join(shown) if names else ""


def _others(statement: str, marks: Marks) -> str:
    """A translator or another helper, after the title: 徐超，译."""
    found = _OTHER_ROLE.match(statement.strip())
    if found is None:
        return ""
    names, more = _chinese_names(found["names"])
    return marks.comma.join([listed(names, marks, more=more), found["role"]])


def _edition(text: str) -> str:
    """第2版 → 2版; a first edition is not mentioned."""
    found = _EDITION.search(text)
    if found is None:
        return "" if text in ("初版", "1st ed.", "1st ed") else text
    return "" if found[1] in ("1", "一") else f"{found[1]}版"


def _imprint(record: BibRecord, marks: Marks) -> str:
    is_printed = record.kind not in _ON_NETWORK_ONLY
    place = record.place or (marks.no_place if is_printed else "")
    publisher = record.publisher or (marks.no_publisher if is_printed else "")
    year = str(record.year or "") + ("—" if record.year and record.kind == "serial" else "")
    return marks.comma.join(part for part in (marks.colon.join(filter(None, (place, publisher))), year) if part)


def _access_date(record: BibRecord, style: Style, accessed: date | None, url: str) -> str:
    wanted = url and accessed and (style.access_date_always or record.kind in _ON_NETWORK_ONLY)
    return f"[{accessed.isoformat()}]" if wanted and accessed else ""
