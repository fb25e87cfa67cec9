"""What a file says about a title, before the catalogue has decided what to do with it.

Every reader (ISO 2709, MARCXML, sheets) ends in these plain values, and `records.add_or_update` begins with them.
"""

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple


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
