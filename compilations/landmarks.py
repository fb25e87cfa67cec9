"""What a volume has in which order, for everything that goes through it: contents, bookmarks, documents, pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from compilations.volume import Volume, VolumeEntry, VolumeSection

PREFACE_TITLE = "编者的话"
CONTENTS_TITLE = "目录"
BIBLIOGRAPHY_TITLE = "参考文献"
INDEX_TITLE = "索引"


@dataclass(frozen=True)
class Landmark:
    """One line of the contents, the same in every format.

    `level` 0: front or back matter, 1: section, 2: an entry of it or a section within it, 3: an entry of the latter.
    """

    level: int
    title: str
    anchor: str


@dataclass(frozen=True)
class PlacedSection:
    """A section where it stands; `is_first`: of its neighbours."""

    section: VolumeSection
    level: int
    anchor: str
    is_first: bool


@dataclass(frozen=True)
class PlacedEntry:
    """An entry where it stands; `section` is the title above it, `before` the entry before it in that section."""

    entry: VolumeEntry
    level: int
    anchor: str
    section: str
    before: VolumeEntry | None


def placed(volume: Volume) -> Iterator[PlacedSection | PlacedEntry]:
    """Sections and entries in the order in which they are read, each with its anchor: s1, s1e2, s1s2, s1s2e3."""
    yield from _placed(volume.sections, 1, "")


def contents(volume: Volume) -> tuple[Landmark, ...]:
    """The lines of the contents page, in order."""
    return tuple(_landmarks(volume))


def _placed(sections: tuple[VolumeSection, ...], level: int, above: str) -> Iterator[PlacedSection | PlacedEntry]:
    for s, section in enumerate(sections, start=1):
        anchor = f"{above}s{s}"
        yield PlacedSection(section, level, anchor, s == 1)
        before: VolumeEntry | None = None
        for e, entry in enumerate(section.entries, start=1):
            yield PlacedEntry(entry, level + 1, f"{anchor}e{e}", section.title, before)
            before = entry
        yield from _placed(section.sections, level + 1, anchor)


def _landmarks(volume: Volume) -> Iterator[Landmark]:
    if volume.preface:
        yield Landmark(0, PREFACE_TITLE, "preface")
    for each in placed(volume):
        title = each.section.title if isinstance(each, PlacedSection) else each.entry.title
        yield Landmark(each.level, title, each.anchor)
    if volume.bibliography:
        yield Landmark(0, BIBLIOGRAPHY_TITLE, "bibliography")
    if volume.index_terms:
        yield Landmark(0, INDEX_TITLE, "index")
