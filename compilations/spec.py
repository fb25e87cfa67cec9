"""A volume from a specification file, for those who keep their topics as files.

    title: 草原保护专题资料汇编        # the only key that must be there, beside sections
    title_mn, title_en, conference, edition, editors, preface (Markdown), format (16k or a4)
    design (formal, plain, ornament or official), type (normal or large), notes (foot or end), index (yes or no),
    citations (2025 or 2015), back (text on the back of the cover), ecopy_url
    imprint: {kind: permit, permit: 准印证号, compiled_by, sent_to, printer, printed_on: 2026-01-20, print_run: 900}
    sections:
      - title: 法律法规
        sections: [...]                # one level within; of the same form
        entries:
          - file: laws/草原法.md       # .docx, .html, .md, .pdf or .txt; from this folder or absolute
          - record: 12                # a catalogue record by its number
          - {title: 摘编, text: "…"}   # Markdown
          - file: 报告.docx             # any of the three with what the index leads to, beside what its record says
            terms: {names: [某某], subjects: [草原, 生态保护]}

Keys that are not known are refused by name, so that a slip of the pen does not lose a chapter.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml
from sqlmodel import Session

from compilations import old_word, reading
from compilations.binding import page_format, record_entry, text_blocks
from compilations.pictures import Pictures
from compilations.plain_text import decoded
from compilations.spec_parts import SpecPart
from compilations.volume import (
    Design,
    Imprint,
    ImprintKind,
    NotesAt,
    Term,
    TypeSize,
    Volume,
    VolumeEntry,
    VolumeSection,
)
from desk.errors import Invalid, NotFound
from desk.settings import settings
from desk.tables import BibRecord

_LARGEST = 2_000_000  # bytes
_DEEPEST = 2  # sections within one another
_KEYS = {"title", "title_mn", "title_en", "conference", "edition", "editors", "preface", "format", "sections"} | {
    *("design", "type", "notes", "index", "citations", "back", "ecopy_url", "imprint")
}
_IMPRINT_KEYS = {"kind", "permit", "compiled_by", "sent_to", "printer", "printed_on", "print_run"}
_FORMATS = {"16k": "16k", "16开": "16k", "a4": "a4"}
_ENTRY_KEYS = ({"file", "title"}, {"record", "title"}, {"title", "text"})


class _Loader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("别名（*）不能使用")
        return super().compose_node(parent, index)


def read_spec(db: Session, path: Path, *, library: str, on: date) -> Volume:
    """The volume that the file at `path` describes, bound by `library` on the day `on`.

    Refuses unknown keys, wrong values and files that are not there, each with its place in the specification.
    """
    spec = SpecPart(_loaded(path), "")
    spec.refuse_unknown(_KEYS)
    return Volume(
        title=spec.line("title", required=True),
        title_mn=spec.line("title_mn"),
        title_en=spec.line("title_en"),
        conference=spec.line("conference"),
        edition=spec.line("edition"),
        editors=spec.line("editors"),
        preface=text_blocks(spec.text("preface")),
        page_format=page_format(spec.one_of("format", _FORMATS)),
        library=library,
        compiled_on=on,
        sections=_sections(db, spec, path.parent, spec.choice("citations", ("2025", "2015"))),
        design=spec.choice("design", get_args(Design)),
        type_size=spec.choice("type", get_args(TypeSize)),
        notes_at=spec.choice("notes", get_args(NotesAt)),
        has_index=spec.flag("index"),
        imprint=_imprint(spec.part("imprint")),
        back_text=spec.line("back"),
        ecopy_url=spec.line("ecopy_url"),
    )


def _sections(
    db: Session, part: SpecPart, folder: Path, style: str, *, depth: int = _DEEPEST
) -> tuple[VolumeSection, ...]:
    """Sections, within which there may be others down to `depth`; of two beside each other none bear one name."""
    made: list[VolumeSection] = []
    for each in part.parts("sections"):
        within = depth > 1 and "sections" in each.values
        each.refuse_unknown({"title", "entries", "sections"} if depth > 1 else {"title", "entries"})
        entries = each.parts("entries") if "entries" in each.values or not within else ()
        section = VolumeSection(
            each.line("title", required=True),
            tuple(_entry(db, entry, folder, style) for entry in entries),
            _sections(db, each, folder, style, depth=depth - 1) if within else (),
        )
        if any(section.title == other.title for other in made):
            raise Invalid("{place}又叫“{title}”，已有同名的专题。请换一个名称。", place=each.place, title=section.title)
        made.append(section)
    return tuple(made)


def _imprint(part: SpecPart) -> Imprint:
    part.refuse_unknown(_IMPRINT_KEYS)
    return Imprint(
        kind=part.choice("kind", get_args(ImprintKind)),
        permit=part.line("permit"),
        compiled_by=part.line("compiled_by"),
        sent_to=part.line("sent_to"),
        printer=part.line("printer"),
        printed_on=part.day("printed_on"),
        print_run=part.count("print_run"),
    )


def _entry(db: Session, part: SpecPart, folder: Path, style: str) -> VolumeEntry:
    kind = next((keys for keys in _ENTRY_KEYS if (keys - {"title"}) & set(part.values)), None)
    if kind is None:
        raise Invalid("{place}应有 file、record 或 title 加 text。请补上。", place=part.place)
    part.refuse_unknown(kind | {"terms"})
    if "file" in kind:
        entry = _file_entry(part, folder)
    elif "record" in kind:
        entry = _record_entry(db, part, style)
    else:
        entry = VolumeEntry(part.line("title", required=True), text_blocks(part.text("text")))
    return replace(entry, terms=tuple(dict.fromkeys((*entry.terms, *_terms(part.part("terms"))))))


def _terms(part: SpecPart) -> tuple[Term, ...]:
    """索引词, names and subjects."""
    part.refuse_unknown({"names", "subjects"})
    names = (Term(name, "name") for name in part.lines("names"))
    return (*names, *(Term(subject, "subject") for subject in part.lines("subjects")))


def _file_entry(part: SpecPart, folder: Path) -> VolumeEntry:
    path = folder / part.line("file", required=True)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotFound("{place}的文件 {path} 打不开。请核对文件名。", place=part.place, path=path) from error
    pictures = Pictures(settings().data_dir / "pictures")
    office = old_word.found(settings().office)
    read = reading.read(path.name, content, title=part.line("title"), pictures=pictures, office=office)
    return VolumeEntry(read.title, read.blocks)


def _record_entry(db: Session, part: SpecPart, style: str) -> VolumeEntry:
    number = part.values["record"]
    record = db.get(BibRecord, number) if isinstance(number, int) and not isinstance(number, bool) else None
    if record is None:
        raise NotFound("{place}的书目记录 {number} 不在馆藏中。请核对编号。", place=part.place, number=number)
    return record_entry(record, title=part.line("title"), style=style)


def _loaded(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    if len(content) > _LARGEST:
        raise Invalid(
            "规格文件 {path} 有 {size} 字节，太大了。请把正文放在单独的文件里。", path=path, size=len(content)
        )
    try:
        loaded = yaml.load(decoded(path.name, content), _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise Invalid("规格文件 {path} 不是正确的 YAML：{why}", path=path, why=str(error)) from error
    if not isinstance(loaded, dict):
        raise Invalid("规格文件 {path} 应写成“名称: 值”的形式。请核对缩进。", path=path)
    return loaded
