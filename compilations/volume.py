"""成册: a volume as one frozen value, the waist of the hourglass.

Everything before it (database, uploads, a specification file) is turned into a `Volume`; everything after it (PDF,
Word, EPUB) reads nothing else. So the formats cannot disagree about what a volume says or in which order.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from compilations.blocks import Blocks

PAGE_FORMATS = {"16k": (185.0, 260.0), "a4": (210.0, 297.0)}
"""Trimmed page, width and height in millimetres; 16k is 16 开."""

PageFormat = Literal["16k", "a4"]
Design = Literal["formal", "plain", "ornament", "official"]
"""版式: red and white; plain; with an ornament of the region; an official document (GB/T 9704)."""
ImprintKind = Literal["conference", "permit"]
TypeSize = Literal["normal", "large"]
NotesAt = Literal["foot", "end"]
"""Notes stand at the foot of the page that calls them, or at the end of the entry."""


@dataclass(frozen=True)
class Term:
    """索引词: a name or a subject that the index leads to."""

    heading: str
    kind: Literal["name", "subject"]


@dataclass(frozen=True)
class VolumeEntry:
    """条目. `source` is printed beneath the text; `citation` also goes into the bibliography.

    `number` is that of the entry at the desk (0: none), by which a reviewed file finds its way back.
    """

    title: str
    blocks: Blocks = ()
    source: str = ""
    citation: str = ""
    terms: tuple[Term, ...] = ()
    number: int = 0

    @property
    def sources(self) -> tuple[str, ...]:
        """The lines beneath the text that say where it is from."""
        return tuple(filter(None, (self.source, self.citation)))


@dataclass(frozen=True)
class VolumeSection:
    """专题, its own entries before the sections within it (one level of them)."""

    title: str
    entries: tuple[VolumeEntry, ...] = ()
    sections: "tuple[VolumeSection, ...]" = ()

    @property
    def all_entries(self) -> tuple[VolumeEntry, ...]:
        """Its entries and those of the sections within it."""
        return (*self.entries, *(entry for section in self.sections for entry in section.all_entries))


@dataclass(frozen=True)
class Imprint:
    """What a printer's page must say: 会议信息资料 (`conference`), or 内部资料 with its permit (`permit`)."""

    kind: ImprintKind = "conference"
    permit: str = ""  # 准印证号
    compiled_by: str = ""  # 编印单位, where it is not the library
    sent_to: str = ""  # 发送对象
    printer: str = ""  # 印刷单位
    printed_on: date | None = None
    print_run: int | None = None  # 印数, copies


@dataclass(frozen=True)
class Volume:
    """专题资料汇编, ready to be rendered."""

    title: str
    sections: tuple[VolumeSection, ...]
    compiled_on: date
    library: str
    title_mn: str = ""
    title_en: str = ""
    conference: str = ""
    edition: str = ""
    editors: str = ""
    preface: Blocks = ()
    page_format: PageFormat = "16k"
    is_sample: bool = False
    design: Design = "formal"
    type_size: TypeSize = "normal"
    notes_at: NotesAt = "foot"
    has_index: bool = False
    imprint: Imprint = Imprint()
    back_text: str = ""  # on the back of the cover
    ecopy_url: str = ""  # where the e-copy is, for a QR

    @property
    def entries(self) -> tuple[VolumeEntry, ...]:
        """All entries in their order."""
        return tuple(entry for section in self.sections for entry in section.all_entries)

    @property
    def entry_count(self) -> int:
        """How many entries the volume has."""
        return len(self.entries)

    @property
    def bibliography(self) -> tuple[str, ...]:
        """Every citation once, in the order in which the volume first uses it."""
        return tuple(dict.fromkeys(entry.citation for entry in self.entries if entry.citation))

    @property
    def index_terms(self) -> frozenset[str]:
        """The headings of its index, where it has one."""
        entries = self.entries if self.has_index else ()
        return frozenset(term.heading for entry in entries for term in entry.terms)


def chinese_date(day: date) -> str:
    """2026年1月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


_ADAPTER: TypeAdapter[Volume] = TypeAdapter(Volume)


def to_json(volume: Volume) -> bytes:
    """The volume as JSON, to be handed to the process that builds it; equal volumes give equal bytes."""
    return _ADAPTER.dump_json(volume)


def from_json(text: bytes) -> Volume:
    """The volume that `to_json` wrote."""
    return _ADAPTER.validate_json(text)
