"""What is signed, as a digest, and what those who sign should know before they do."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from compilations.binding import bind
from compilations.checking import refuse_empty, refuse_missing, refuse_unprintable
from compilations.editing import Outline, outline
from compilations.outside import law_name, sources_in
from compilations.pictures import Pictures
from desk.errors import Word
from desk.tables import BibRecord, Entry, EntryKind, ImprintKind, LegalStatus, OutsideSource, Rights

# Not the printer, his date and the print run: these are settled with him while the text is reviewed.
_OF_COMPILATION = (
    *("title", "title_mn", "title_en", "edition", "editors", "preface", "back_text", "page_format", "design"),
    *("type_size", "notes_at", "citation_style", "has_index", "imprint_kind", "permit", "compiled_by", "sent_to"),
)
_OF_ENTRY = ("id", "section_id", "kind", "title", "text", "bib_record_id", "books", "origin", "terms")
_OF_RECORD = (
    *("id", "kind", "title", "subtitle", "responsibility", "names", "edition", "place", "publisher", "year"),
    *("language", "subjects", "summary"),
)
_OF_SOURCE = [name for name in OutsideSource.model_fields if name != "copy_name"]


@dataclass(frozen=True)
class Concern:
    """Something that does not stop a compilation, but that its reviewers should know.

    Of which entry; number 0 and no title: of the whole.
    """

    words: Word
    entry_id: int = 0
    title: str = ""


def content_digest(db: Session, compilation_id: int) -> str:
    """The same for the same content: title page, sections, entries, their sources and the records that they cite.

    Not in it: notes to colleagues; on which shelf the books of a list stand, which changes by the hour; and rights.
    These are not printed, stand still while a compilation is reviewed, and may be found out or taken back after its
    issue (`rulings`), when the digest of what was signed must still be that of what stands here.
    """
    found = outline(db, compilation_id)
    entries = [entry for _section, within in found.sections for entry in within]
    said = [
        [getattr(found.compilation, name) for name in _OF_COMPILATION],
        [[section.id, section.parent_id, section.title, len(within)] for section, within in found.sections],
        [[getattr(entry, name) for name in _OF_ENTRY] for entry in entries],
        [[getattr(record, name) for name in _OF_RECORD] for record in _records(db, entries)],
        [[getattr(source, name) for name in _OF_SOURCE] for source in sources_in(db, compilation_id).values()],
    ]
    return hashlib.sha256(json.dumps(said, default=_plain).encode()).hexdigest()


def concerns(db: Session, compilation_id: int) -> tuple[Concern, ...]:
    """What the reviewers of a compilation should know, in the order of its entries."""
    return tuple(_concerns(outline(db, compilation_id), sources_in(db, compilation_id)))


def refuse_unfit(db: Session, compilation_id: int, *, library: str, on: date, pictures: Pictures) -> None:
    """Refuse what could not be printed: no entries, characters without a font, pictures that are lost.

    Asked before a compilation is sent for review, while reading: it loads fonts, which a writer has no time for.
    """
    volume = bind(db, compilation_id, library=library, on=on)
    refuse_empty(volume)
    refuse_unprintable(volume)
    refuse_missing(volume, pictures)


def _concerns(found: Outline, sources: dict[int, OutsideSource]) -> Iterator[Concern]:
    if found.compilation.imprint_kind == ImprintKind.PERMIT and not found.compilation.permit:
        yield Concern(Word("资料性质是“内部资料”，还没有填写准印证号。"))
    for _section, within in found.sections:
        for entry in within:
            for words in _concerns_of(entry, sources.get(entry.id or 0)):
                yield Concern(words, entry.id or 0, entry.title)


def _concerns_of(entry: Entry, source: OutsideSource | None) -> Iterator[Word]:
    if entry.rights == Rights.UNCLEAR:
        yield Word("使用范围还没有确认：可以付印，不能制作电子本。")
    if entry.rights == Rights.LICENSED:
        yield Word("内容来自数据库许可：可以付印，不能制作电子本。")
    if entry.kind == EntryKind.TEXT and not entry.origin and source is None:
        yield Word("没有注明出处。")
    status = source.legal_status if source else LegalStatus.NONE
    if status == LegalStatus.REPEALED:
        yield Word("所收法规已废止。")
    if status == LegalStatus.AMENDED:
        yield Word("所收法规已修改，请核对是否为现行文本。")
    if entry.kind == EntryKind.TEXT and status == LegalStatus.NONE and law_name(entry.title):
        yield Word("像是法规，还没有注明是否现行有效。")


def _records(db: Session, entries: list[Entry]) -> list[BibRecord]:
    wanted = {entry.bib_record_id for entry in entries} | {number for entry in entries for number in entry.books}
    query = select(BibRecord).where(col(BibRecord.id).in_(wanted - {None})).order_by(col(BibRecord.id))
    return list(db.exec(query).all())


def _plain(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()
