"""From the tables to a `Volume`."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from sqlmodel import Session, col, select

from compilations import markdown
from compilations.characters import seen
from compilations.editing import outline
from compilations.official import from_level_one
from compilations.volume import Blocks, Paragraph, Run, Volume, VolumeEntry, VolumeSection
from desk.catalogue.citations import gb7714
from desk.tables import BibRecord, Conference, Entry, Section


def bind(db: Session, compilation_id: int, *, library: str, on: date) -> Volume:
    """The compilation as it stands, bound by `library` on the day `on`; sections without entries are left out."""
    found = outline(db, compilation_id)
    compilation = found.compilation
    conference = db.get(Conference, compilation.conference_id)
    records = _records(db, (entry for _section, entries in found.sections for entry in entries))
    return Volume(
        title=_line(compilation.title),
        title_mn=_line(compilation.title_mn),
        title_en=_line(compilation.title_en),
        conference=_line(conference.name) if conference else "",
        edition=_line(compilation.edition),
        editors=_line(compilation.editors),
        library=library,
        compiled_on=on,
        preface=text_blocks(compilation.preface),
        sections=tuple(_section(section, entries, records) for section, entries in found.sections if entries),
        page_format=page_format(compilation.page_format),
        is_sample=compilation.is_sample,
    )


def page_format(name: str) -> Literal["16k", "a4"]:
    """A page format by its name; one that is not known is 16 开."""
    return "a4" if name == "a4" else "16k"


def record_entry(record: BibRecord, *, title: str = "", text: str = "", source: str = "") -> VolumeEntry:
    """A catalogue record as an entry: with the extract in `text`, else with the summary that the catalogue has."""
    return VolumeEntry(
        title=_line(title) or _line(record.title),
        blocks=text_blocks(text) or _summary(record),
        source=_line(source),
        citation=_line(gb7714(record)),
    )


def text_blocks(text: str) -> Blocks:
    """A Markdown text as blocks, its headings counted from the entry's own title."""
    return from_level_one(markdown.blocks(text))


def _section(section: Section, entries: Iterable[Entry], records: dict[int | None, BibRecord]) -> VolumeSection:
    return VolumeSection(
        _line(section.title), tuple(_entry(entry, records.get(entry.bib_record_id)) for entry in entries)
    )


def _entry(entry: Entry, record: BibRecord | None) -> VolumeEntry:
    if record is not None:
        return record_entry(record, title=entry.title, text=entry.text, source=entry.origin)
    return VolumeEntry(_line(entry.title), text_blocks(entry.text), _line(entry.origin))


def _summary(record: BibRecord) -> Blocks:
    lines = (line.strip() for line in seen(record.summary).split("\n"))
    return tuple(Paragraph((Run(line),)) for line in lines if line)


def _records(db: Session, entries: Iterable[Entry]) -> dict[int | None, BibRecord]:
    wanted = {entry.bib_record_id for entry in entries if entry.bib_record_id is not None}
    return {record.id: record for record in db.exec(select(BibRecord).where(col(BibRecord.id).in_(wanted))).all()}


def _line(text: str) -> str:
    return " ".join(seen(text).split("\n")).strip()
