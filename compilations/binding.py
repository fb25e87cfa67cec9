"""From the tables to a `Volume`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from sqlmodel import Session, col, select

from compilations import markdown
from compilations.blocks import Blocks, BookList, BookRow, Paragraph, Run
from compilations.book_lists import rows_of
from compilations.characters import seen
from compilations.editing import Outline, outline
from compilations.official import from_level_one
from compilations.outside import cited, noted, sources_in
from compilations.volume import (
    Design,
    Imprint,
    ImprintKind,
    NotesAt,
    PageFormat,
    Term,
    TypeSize,
    Volume,
    VolumeEntry,
    VolumeSection,
)
from desk.catalogue.citations import gb7714
from desk.tables import BibRecord, Compilation, Conference, Entry, OutsideSource


@dataclass(frozen=True)
class _Cited:
    """What the entries of a compilation stand on: records by number, sources and lists of books by entry."""

    records: dict[int | None, BibRecord]
    sources: dict[int, OutsideSource]
    books: dict[int, tuple[BookRow, ...]]
    style: str  # of GB/T 7714


def bind(db: Session, compilation_id: int, *, library: str, on: date) -> Volume:
    """The compilation as it stands, bound by `library` on the day `on`; sections without entries are left out."""
    found = outline(db, compilation_id)
    compilation = found.compilation
    conference = db.get(Conference, compilation.conference_id)
    entries = [entry for _section, within in found.sections for entry in within]
    stands_on = _Cited(
        _records(db, entries), sources_in(db, compilation_id), rows_of(db, entries), compilation.citation_style
    )
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
        sections=_sections(found, stands_on),
        page_format=page_format(compilation.page_format),
        is_sample=compilation.is_sample,
        design=chosen(Design, compilation.design),
        type_size=chosen(TypeSize, compilation.type_size),
        notes_at=chosen(NotesAt, compilation.notes_at),
        has_index=compilation.has_index,
        imprint=_imprint(compilation),
        back_text=_line(compilation.back_text),
    )


def page_format(name: str) -> PageFormat:
    """A page format by its name; one that is not known is 16 开."""
    found: PageFormat = chosen(PageFormat, name)
    return found


def chosen(kind: Any, name: str) -> Any:
    """One of the values of a Literal; what is not known is the first."""
    values = get_args(kind)
    return name if name in values else values[0]


def record_entry(
    record: BibRecord,
    *,
    title: str = "",
    text: str = "",
    source: str = "",
    style: str = "2025",
    terms: Iterable[str] = (),
    number: int = 0,
) -> VolumeEntry:
    """A catalogue record as an entry: with the extract in `text`, else with the summary that the catalogue has.

    Its reference follows the edition `style` of GB/T 7714; its names and subjects go into the index, and `terms`.
    """
    return VolumeEntry(
        title=_line(title) or _line(record.title),
        blocks=text_blocks(text) or _summary(record),
        source=_line(source),
        citation=_line(gb7714(record, edition=style)),
        terms=_terms(record.names, (*record.subjects, *terms)),
        number=number,
    )


def text_blocks(text: str) -> Blocks:
    """A Markdown text as blocks, its headings counted from the entry's own title."""
    return from_level_one(markdown.blocks(text))


def _sections(found: Outline, stands_on: _Cited) -> tuple[VolumeSection, ...]:
    """Sections in their order, each with those within it; one in which nothing stands is left out."""

    def under(parent: int | None) -> Iterator[VolumeSection]:
        for section, entries in found.sections:
            if section.parent_id == parent:
                own = tuple(_entry(entry, stands_on) for entry in entries)
                made = VolumeSection(_line(section.title), own, tuple(under(section.id)))
                if made.all_entries:
                    yield made

    return tuple(under(None))


def _entry(entry: Entry, stands_on: _Cited) -> VolumeEntry:
    number = entry.id or 0
    source, books = stands_on.sources.get(number), stands_on.books.get(number, ())
    record = stands_on.records.get(entry.bib_record_id)
    beside = noted(source, of_record=record is not None) if source else ""
    origin = "；".join(filter(None, (entry.origin, beside)))
    if record is not None:
        return record_entry(
            record,
            title=entry.title,
            text=entry.text,
            source=origin,
            style=stands_on.style,
            terms=entry.terms,
            number=number,
        )
    return VolumeEntry(
        title=_line(entry.title),
        blocks=(*text_blocks(entry.text), *((BookList(books),) if books else ())),
        source=_line(origin),
        citation=_line(cited(source, title=entry.title, edition=stands_on.style)) if source else "",
        terms=_terms((), entry.terms),
        number=number,
    )


def _terms(names: Iterable[str], subjects: Iterable[str]) -> tuple[Term, ...]:
    found = (Term(_line(name), "name") for name in names)
    return tuple(dict.fromkeys([*found, *(Term(_line(subject), "subject") for subject in subjects)]))


def _imprint(compilation: Compilation) -> Imprint:
    return Imprint(
        kind=chosen(ImprintKind, compilation.imprint_kind),
        permit=_line(compilation.permit),
        compiled_by=_line(compilation.compiled_by),
        sent_to=_line(compilation.sent_to),
        printer=_line(compilation.printer),
        printed_on=compilation.printed_on,
        print_run=compilation.print_run,
    )


def _summary(record: BibRecord) -> Blocks:
    lines = (line.strip() for line in seen(record.summary).split("\n"))
    return tuple(Paragraph((Run(line),)) for line in lines if line)


def _records(db: Session, entries: Iterable[Entry]) -> dict[int | None, BibRecord]:
    wanted = {entry.bib_record_id for entry in entries if entry.bib_record_id is not None}
    return {record.id: record for record in db.exec(select(BibRecord).where(col(BibRecord.id).in_(wanted))).all()}


def _line(text: str) -> str:
    return " ".join(seen(text).split("\n")).strip()
