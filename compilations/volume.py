"""成册: a volume as one frozen value, the waist of the hourglass.

Everything before it (database, uploads, a specification file) is turned into a `Volume`; everything after it (PDF,
Word, EPUB) reads nothing else. So the formats cannot disagree about what a volume says or in which order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

PAGE_FORMATS = {"16k": (185.0, 260.0), "a4": (210.0, 297.0)}
"""Trimmed page, width and height in millimetres; 16k is 16 开."""


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; a line break inside a paragraph is a newline in `text`."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside an entry; `level` counts from 1, the entry's own title being above it."""

    level: int
    runs: Runs
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """An ordinary paragraph."""

    runs: Runs
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class ListItem:
    """An item of a list; `depth` counts from 0, `number` is None for a bullet."""

    runs: Runs
    depth: int = 0
    number: int | None = None
    kind: Literal["item"] = "item"


@dataclass(frozen=True)
class Quote:
    """A quoted paragraph, set in Kai."""

    runs: Runs
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Table:
    """Rows of cells, all rows equally long; the first row is the head and comes again on each page."""

    rows: tuple[tuple[Runs, ...], ...]
    kind: Literal["table"] = "table"


Block = Annotated[Heading | Paragraph | ListItem | Quote | Table, Field(discriminator="kind")]
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class VolumeEntry:
    """条目. `source` is printed beneath the text; `citation` also goes into the bibliography."""

    title: str
    blocks: Blocks = ()
    source: str = ""
    citation: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The lines beneath the text that say where it is from."""
        return tuple(filter(None, (self.source, self.citation)))


@dataclass(frozen=True)
class VolumeSection:
    """专题."""

    title: str
    entries: tuple[VolumeEntry, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """One line of the contents, the same in every format; `level` 0: front or back matter, 1: section, 2: entry."""

    level: int
    title: str
    anchor: str


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
    page_format: Literal["16k", "a4"] = "16k"
    is_sample: bool = False

    @property
    def entry_count(self) -> int:
        """How many entries the volume has."""
        return sum(len(section.entries) for section in self.sections)

    @property
    def bibliography(self) -> tuple[str, ...]:
        """Every citation once, in the order in which the volume first uses it."""
        cited = (entry.citation for section in self.sections for entry in section.entries)
        return tuple(dict.fromkeys(citation for citation in cited if citation))

    @property
    def contents(self) -> tuple[Landmark, ...]:
        """The lines of the contents page, in order."""
        return tuple(self._landmarks())

    def _landmarks(self) -> Iterator[Landmark]:
        if self.preface:
            yield Landmark(0, PREFACE_TITLE, "preface")
        for s, section in enumerate(self.sections, start=1):
            yield Landmark(1, section.title, section_anchor(s))
            for e, entry in enumerate(section.entries, start=1):
                yield Landmark(2, entry.title, entry_anchor(s, e))
        if self.bibliography:
            yield Landmark(0, BIBLIOGRAPHY_TITLE, "bibliography")


PREFACE_TITLE = "编者的话"
CONTENTS_TITLE = "目录"
BIBLIOGRAPHY_TITLE = "参考文献"


def section_anchor(section: int) -> str:
    """The anchor of the section with this ordinal (from 1)."""
    return f"s{section}"


def entry_anchor(section: int, entry: int) -> str:
    """The anchor of an entry by the ordinals (from 1) of its section and of itself in it."""
    return f"s{section}e{entry}"


def chinese_date(day: date) -> str:
    """2026年1月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def imprint(volume: Volume) -> tuple[tuple[str, str], ...]:
    """What the last page says of the volume, label and value; what is not known is not mentioned."""
    facts = (
        ("书名", volume.title),
        ("蒙古文书名", volume.title_mn),
        ("英文书名", volume.title_en),
        ("会议", volume.conference),
        ("版次", volume.edition),
        ("编辑", volume.editors),
        ("编印单位", volume.library),
        ("编成日期", chinese_date(volume.compiled_on)),
        ("收录", f"{len(volume.sections)} 个专题，{volume.entry_count} 篇"),
        ("说明", "样例资料，并非正式出版物" if volume.is_sample else "供会议参阅"),
    )
    return tuple((label, value) for label, value in facts if value)


def words(runs: Runs) -> str:
    """The bare text of `runs`."""
    return "".join(run.text for run in runs)


def runs_of(block: Block) -> Iterator[Runs]:
    """Every piece of running text in a block: one, or one per cell of a table."""
    if isinstance(block, Table):
        for row in block.rows:
            yield from row
    else:
        yield block.runs


_ADAPTER: TypeAdapter[Volume] = TypeAdapter(Volume)


def to_json(volume: Volume) -> bytes:
    """The volume as JSON, to be handed to the process that builds it; equal volumes give equal bytes."""
    return _ADAPTER.dump_json(volume)


def from_json(text: bytes) -> Volume:
    """The volume that `to_json` wrote."""
    return _ADAPTER.validate_json(text)
