"""What a file says about a title, before the catalogue has decided what to do with it.

Every reader (ISO 2709, MARCXML, sheets) ends in these plain values, and `records.add_or_update` begins with them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from desk.errors import Invalid, Word

log = logging.getLogger("desk.catalogue")

_DEFECTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # what odd data provokes in a reader


class ItemDraft(NamedTuple):
    """One copy as a file describes it; any part may be empty."""

    barcode: str = ""
    accession_number: str = ""
    call_number: str = ""
    home_library: str = ""
    shelf: str = ""
    price: str = ""
    service_point_id: int | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether the copy can be told from its sisters."""
        return bool(self.barcode or self.accession_number)


@dataclass(frozen=True, slots=True)
class AccessDraft:
    """Where an electronic form is."""

    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it came: the columns of `BibRecord` that describe it, its copies, and its raw bytes.

    `position` counts the records of the file from 1; `raw_format` is iso2709, marcxml or sheet.
    """

    title: str
    source_agency: str = ""
    control_number: str = ""
    kind: str = "book"
    subtitle: str = ""
    title_mn: str = ""
    other_titles: tuple[str, ...] = ()
    responsibility: str = ""
    names: tuple[str, ...] = ()
    edition: str = ""
    place: str = ""
    publisher: str = ""
    year: int | None = None
    extent: str = ""
    series: str = ""
    language: str = ""
    isbn: str = ""
    other_numbers: tuple[str, ...] = ()
    price: str = ""
    clc: str = ""
    subjects: tuple[str, ...] = ()
    summary: str = ""
    notes: str = ""
    items: tuple[ItemDraft, ...] = ()
    access: tuple[AccessDraft, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    raw_format: str = ""
    position: int = 0
    is_sample: bool = False

    def description(self) -> dict[str, Any]:
        """The describing columns of `BibRecord`, by name; lists where the table keeps lists."""
        values = {name: getattr(self, name) for name in DESCRIBING}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


_NOT_DESCRIBING = {
    "source_agency", "control_number", "items", "access", "raw", "raw_format", "position", "is_sample",
}  # fmt: skip
DESCRIBING = tuple(each.name for each in fields(Draft) if each.name not in _NOT_DESCRIBING)


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be read: where in the file, why (a Chinese sentence), and its bytes as they are."""

    position: int
    why: str
    raw: bytes = field(default=b"", repr=False)


def read_or_refused(read: Callable[[], Draft], position: int, raw: bytes, raw_format: str) -> Draft | Refused:
    """The record that `read` makes of `raw`, or why there is none: whatever one record holds, the file is read on."""
    try:
        return replace(read(), raw=raw, raw_format=raw_format, position=position)
    except Invalid as refusal:
        return Refused(position, str(refusal), raw)
    except _DEFECTS as error:
        log.warning("record %d was refused: its reader raised %s", position, type(error).__name__)
        return Refused(position, Word("这一条有读不懂的内容，没有导入。请在原系统核对这一条，重新导出后再导入。"), raw)
