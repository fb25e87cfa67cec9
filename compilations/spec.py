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

Keys that are not known are refused by name, so that a slip of the pen does not lose a chapter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml
from sqlmodel import Session

from compilations import old_word, reading
from compilations.binding import page_format, record_entry, text_blocks
from compilations.characters import seen
from compilations.pictures import Pictures
from compilations.plain_text import decoded
from compilations.volume import Design, Imprint, ImprintKind, NotesAt, TypeSize, Volume, VolumeEntry, VolumeSection
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
    spec = _Part(_loaded(path), "")
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
    db: Session, part: "_Part", folder: Path, style: str, *, depth: int = _DEEPEST
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


def _imprint(part: "_Part") -> Imprint:
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


def _entry(db: Session, part: "_Part", folder: Path, style: str) -> VolumeEntry:
    kind = next((keys for keys in _ENTRY_KEYS if (keys - {"title"}) & set(part.values)), None)
    if kind is None:
        raise Invalid("{place}应有 file、record 或 title 加 text。请补上。", place=part.place)
    part.refuse_unknown(kind)
    if "file" in kind:
        return _file_entry(part, folder)
    if "record" in kind:
        return _record_entry(db, part, style)
    return VolumeEntry(part.line("title", required=True), text_blocks(part.text("text")))


def _file_entry(part: "_Part", folder: Path) -> VolumeEntry:
    path = folder / part.line("file", required=True)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotFound("{place}的文件 {path} 打不开。请核对文件名。", place=part.place, path=path) from error
    pictures = Pictures(settings().data_dir / "pictures")
    office = old_word.found(settings().office)
    read = reading.read(path.name, content, title=part.line("title"), pictures=pictures, office=office)
    return VolumeEntry(read.title, read.blocks)


def _record_entry(db: Session, part: "_Part", style: str) -> VolumeEntry:
    number = part.values["record"]
    record = db.get(BibRecord, number) if isinstance(number, int) and not isinstance(number, bool) else None
    if record is None:
        raise NotFound("{place}的书目记录 {number} 不在馆藏中。请核对编号。", place=part.place, number=number)
    return record_entry(record, title=part.line("title"), style=style)


@dataclass(frozen=True)
class _Part:
    """A mapping of the specification, and where it stands in it, as people count."""

    values: dict[str, Any]
    place: str

    def refuse_unknown(self, known: set[str]) -> None:
        unknown = [str(key) for key in self.values if key not in known]
        if unknown:
            raise Invalid(
                "{place}不认识“{keys}”。可用的是 {known}。",
                place=self.place or "规格文件",
                keys="、".join(unknown),
                known="、".join(sorted(known)),
            )

    def line(self, key: str, *, required: bool = False) -> str:
        """One line of text; a number stands for itself, as edition: 3 does for 第3版."""
        value = self.values.get(key)
        if key == "edition" and isinstance(value, int) and not isinstance(value, bool):
            return f"第{value}版"
        line = " ".join(self.text(key).split("\n")).strip()
        if required and not line:
            raise Invalid("{place}缺少 {key}。请补上。", place=self.place or "规格文件", key=key)
        return line

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        if isinstance(value, bool | list | dict):
            raise Invalid("{place}的 {key} 应是文字。请加上引号再试。", place=self.place or "规格文件", key=key)
        return seen(str(value))

    def one_of(self, key: str, known: dict[str, str]) -> str:
        value = self.text(key).strip().lower() or next(iter(known))
        if value not in known:
            raise Invalid("{key} 没有“{value}”。可用的是 {known}。", key=key, value=value, known="、".join(known))
        return known[value]

    def choice(self, key: str, known: Sequence[str]) -> Any:
        """One of `known`, the first where nothing is said."""
        return self.one_of(key, dict(zip(known, known, strict=True)))

    def flag(self, key: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise Invalid("{place}的 {key} 应是 true 或 false。", place=self.place or "规格文件", key=key)
        return value

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, date):
            raise Invalid("{place}的 {key} 应是日期，如 2026-01-20。", place=self.place or "规格文件", key=key)
        return value

    def count(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise Invalid("{place}的 {key} 应是正整数。", place=self.place or "规格文件", key=key)
        return value

    def part(self, key: str) -> "_Part":
        """A mapping within this one; an empty one where nothing is said."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise Invalid("{place}的 {key} 应写成“名称: 值”的形式。", place=self.place or "规格文件", key=key)
        return _Part(value, f"{self.place}{key} ")

    def parts(self, key: str) -> Iterator["_Part"]:
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise Invalid("{place}的 {key} 应是一个非空的列表。请补上。", place=self.place or "规格文件", key=key)
        for number, each in enumerate(value, start=1):
            place = f"{self.place}{key} 第 {number} 项"
            if not isinstance(each, dict):
                raise Invalid("{place}应写成“名称: 值”的形式。请核对缩进。", place=place)
            yield _Part(each, f"{place} ")


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
