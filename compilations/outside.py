"""馆外来源: where the text of an entry is from when the catalogue does not have it, and how that is cited."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from io import BytesIO

from sqlmodel import Session, col, select

from compilations.entries import edited, locked_entry
from compilations.fields import one_line
from compilations.volume import chinese_date
from desk import clock
from desk.catalogue.citations import joined, listed, style_of
from desk.catalogue.uploads import Uploads
from desk.errors import AlreadyDone, Invalid, Word
from desk.staff.roles import Identity
from desk.tables import Entry, LegalStatus, OutsideSource, Section

LEGAL_LABELS = {
    LegalStatus.NONE: Word("不是法规"),
    LegalStatus.IN_FORCE: Word("现行有效"),
    LegalStatus.AMENDED: Word("已修改"),
    LegalStatus.REPEALED: Word("已废止"),
}
_OF_THE_RECORD = ("title", "issuing_body", "document_number", "issued_on", "url")  # said by the catalogue
_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")
IN_BRACKETS = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]\s*$")  # at the end of a title: （2018年修正）
_LAW = re.compile("(?:法|条例|办法|规定|规则|细则|决定|解释|章程|准则|标准)$")
_NATION = "中华人民共和国"
_YEARS = re.compile(r"\d{4}(?:—\d{4})?")
_BETWEEN_BODIES = re.compile(r"[、;；]\s*")


@dataclass(frozen=True)
class Source:
    """Where a text is from. `issued_on` is a day, a month or a year; `copy_name` and `copy_digest`: the copy kept."""

    title: str = ""  # of the document, where it is not the entry's own
    issuing_body: str = ""
    document_number: str = ""  # 文号
    issued_on: str = ""
    data_year: str = ""  # of the figures in it: 2025, or 2021—2025
    page: str = ""
    url: str = ""
    accessed_on: date | None = None
    legal_status: str = LegalStatus.NONE
    copy_name: str = ""
    copy_digest: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same facts, as an entry's draft has one."""
        return hashlib.sha256(json.dumps(asdict(self), default=str).encode()).hexdigest()[:16]


def source_of(db: Session, entry_id: int) -> Source:
    """The source of an entry as it is stored; one without any facts where it has none."""
    row = db.get(OutsideSource, entry_id)
    return _value(row) if row else Source()


def sources_in(db: Session, compilation_id: int) -> dict[int, OutsideSource]:
    """Entry number → its source, of those entries of a compilation that have one."""
    query = (
        select(OutsideSource)
        .join(Entry, col(Entry.id) == OutsideSource.entry_id)
        .join(Section, col(Section.id) == Entry.section_id)
        .where(Section.compilation_id == compilation_id)
        .order_by(col(OutsideSource.entry_id))
    )
    return {row.entry_id: row for row in db.exec(query).all()}


def set_source(
    db: Session, who: Identity | None, *, entry_id: int, fingerprint: str, source: Source, now: datetime
) -> Source:
    """Keep where an entry is from; a source without any facts is taken away.

    Refused when it is no longer what its editor saw (`fingerprint`), and for facts that cannot be: see `checked`.
    """
    entry, _section, compilation = locked_entry(db, who, entry_id)
    if source_of(db, entry_id).fingerprint != fingerprint:
        raise AlreadyDone("这个条目的来源刚刚由另一位编辑保存过，您的修改没有写入。请对照两个版本后再保存一次。")
    kept = checked(source, today=clock.local_date(now))
    if entry.bib_record_id is not None and any(getattr(kept, name) for name in _OF_THE_RECORD):
        raise Invalid("馆藏书目按目录著录引用，这里只能填数据年份、页码和效力。其他出处请另建一个文字条目。")
    with edited(db, who, entry, compilation, "set_source", now=now):
        write(db, entry, kept)
    return kept


def write(db: Session, entry: Entry, source: Source) -> None:
    """Store the source of an entry in place of the one that it has; who may is the caller's to ask."""
    if (row := db.get(OutsideSource, entry.id)) is not None:
        db.delete(row)
        db.flush()
    if source != Source():
        db.add(OutsideSource(entry_id=entry.id or 0, **asdict(source)))
        db.flush()


def checked(source: Source, *, today: date) -> Source:
    """A source as it is kept. Refuses days and years that cannot be read, other addresses than http(s), the future."""
    if source.legal_status not in set(LegalStatus):
        raise Invalid("没有“{value}”这种效力。请选现行有效、已修改或已废止。", value=source.legal_status)
    if source.url.strip() and not source.url.strip().startswith(("http://", "https://")):
        raise Invalid("网址“{url}”不对。请写完整的网址，以 http:// 或 https:// 开头。", url=source.url.strip())
    if source.accessed_on is not None and source.accessed_on > today:
        raise Invalid("查阅日期 {day} 还没有到。请改成已过去的日期。", day=source.accessed_on.isoformat())
    return replace(
        source,
        title=one_line(source.title),
        issuing_body=one_line(source.issuing_body),
        document_number=one_line(source.document_number),
        page=one_line(source.page),
        url=one_line(source.url),
        copy_name=one_line(source.copy_name),
        issued_on=_day(one_line(source.issued_on)),
        data_year=_data_year(one_line(source.data_year)),
    )


def keep_copy(uploads: Uploads, source: Source, name: str, content: bytes) -> Source:
    """The source with this file as its copy, kept under its digest; `uploads.file(copy_digest, copy_name)` finds it."""
    if not content:
        raise Invalid("文件“{name}”是空的。请重新选择。", name=name)
    return replace(source, copy_name=name, copy_digest=uploads.keep(BytesIO(content), name))


def cited(row: OutsideSource, *, title: str, edition: str) -> str:
    """The reference for a source after GB/T 7714; `title` is the entry's, for a source that has none of its own.

    Documents on the network are [EB/OL], others [Z], for which the standard has no letter of their own.
    """
    source, style = _value(row), style_of(edition)
    name = source.title or title
    marks = style.marks(name)
    bodies = [body for body in _BETWEEN_BODIES.split(source.issuing_body) if body]
    titled = marks.colon.join(filter(None, (name, source.document_number)))
    accessed = f"[{source.accessed_on.isoformat()}]" if source.url and source.accessed_on else ""
    if source.url:
        issued = f"({source.issued_on})" if source.issued_on else ""
        where = marks.colon.join(filter(None, (issued + accessed, source.page)))
    else:
        where = marks.colon.join(filter(None, (source.issued_on, source.page)))
    kind = "EB/OL" if source.url else "Z"
    return joined((listed(bodies, marks, more=False), f"{titled}[{kind}]", where, source.url))


def law_name(title: str) -> str:
    """The name of a law without nation and version: 中华人民共和国草原法（2013年修正） → 草原法; else nothing."""
    name = IN_BRACKETS.sub("", title).strip().strip("《》").removeprefix(_NATION)
    return name if _LAW.search(name) else ""


def noted(row: OutsideSource, *, of_record: bool) -> str:
    """What is printed of a source beside its reference: the year of its figures, and whether the law is in force.

    A reference to a record says no page, so the page is printed here.
    """
    facts = [
        f"第{row.page}页" if row.page and of_record else "",
        f"数据年份：{row.data_year}年" if row.data_year else "",
    ]
    if row.legal_status:
        seen = f"（{chinese_date(row.accessed_on)}查阅）" if row.accessed_on else ""
        facts.append(f"效力：{LEGAL_LABELS[LegalStatus(row.legal_status)]}{seen}")
    return "；".join(filter(None, facts))


def _value(row: OutsideSource) -> Source:
    return Source(**{name: getattr(row, name) for name in Source.__dataclass_fields__})


def _day(text: str) -> str:
    """2026年1月5日, 2026.1.5 and 2026-1-5 → 2026-01-05; a month or a year alone is left so."""
    if not text:
        return ""
    found = _DAY.fullmatch(text)
    try:
        assert found is not None
        year, month, day = (int(part) if part else None for part in found.groups())
        date(year or 0, month or 1, day or 1)
    except (AssertionError, ValueError) as error:
        raise Invalid("发布日期“{text}”看不懂。请写成 2026-01-05、2026-01 或 2026。", text=text) from error
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _data_year(text: str) -> str:
    plain = re.sub(r"\s*[-–—~～至到]+\s*", "—", text.replace("年", ""))
    if plain and not _YEARS.fullmatch(plain):
        raise Invalid("数据年份“{text}”看不懂。请写成 2025 或 2021—2025。", text=text)
    return plain
