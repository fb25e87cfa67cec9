"""What a reviewed file says comes to the entries, and an editor settles it mark by mark.

A change is taken only where the text still stands as it was sent, but for what was taken already: an editor may have
gone on writing meanwhile. Where it does not, both are shown and the editor settles it by hand.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from compilations import entries
from compilations.binding import record_entry, text_blocks
from compilations.blocks import Blocks
from compilations.markdown_writing import as_markdown
from compilations.review_applying import Unlike, applied, applied_to_line
from compilations.review_reading import Mark, ReviewReading
from compilations.sections import held, locked
from desk.errors import AlreadyDone, Invalid, NotFound
from desk.staff import audit
from desk.staff.roles import Identity
from desk.tables import BibRecord, Compilation, Entry, MarkKind, MarkState, ReviewFile, ReviewMark, Section


@dataclass(frozen=True)
class MarkRow:
    """A mark as the screen shows it, with the title of its entry (empty: outside of all entries)."""

    mark: ReviewMark
    entry: str
    file: str


def receive(
    db: Session,
    who: Identity | None,
    *,
    compilation_id: int,
    name: str,
    digest: str,
    reading: ReviewReading,
    now: datetime,
) -> ReviewFile:
    """Keep the marks of a file that came back; `digest` is that of its bytes.

    Refuses a file without marks, one of another compilation, and one that was received before.
    """
    compilation = held(db, who, compilation_id)
    known = _entries_of(db, compilation_id)
    if not reading.entries & known:
        raise Invalid(
            "文件“{name}”里没有《{title}》的条目，可能是另一本汇编的，或书签已丢失。请核对后再上传。",
            name=name,
            title=compilation.title,
        )
    if not reading.marks:
        raise Invalid("文件“{name}”里没有修订，也没有批注。请确认审稿人打开了修订并已保存。", name=name)
    query = select(ReviewFile).where(ReviewFile.compilation_id == compilation_id, ReviewFile.digest == digest)
    if db.exec(query).first() is not None:
        raise AlreadyDone("文件“{name}”已经收过了，里面的意见都在下面。", name=name)
    file = ReviewFile(
        compilation_id=compilation_id,
        name=name,
        digest=digest,
        received_at=now,
        received_by=who.account_id if who else None,
    )
    db.add(file)
    db.flush()
    assert file.id is not None
    db.add_all(_row(file.id, mark, known) for mark in reading.marks)
    audit.record(db, who, "receive_review", "compilation", compilation_id, now=now)
    db.flush()
    return file


def marks_of(db: Session, compilation_id: int, *, only_open: bool = True) -> tuple[MarkRow, ...]:
    """The marks of all files of a compilation, in the order of their files and of the text."""
    query = (
        select(ReviewMark, Entry.title, ReviewFile.name)
        .join(ReviewFile, col(ReviewFile.id) == ReviewMark.review_file_id)
        .join(Entry, col(Entry.id) == ReviewMark.entry_id, isouter=True)
        .where(ReviewFile.compilation_id == compilation_id)
        .order_by(col(ReviewMark.review_file_id), col(ReviewMark.id))
    )
    if only_open:
        query = query.where(ReviewMark.state == MarkState.OPEN)
    return tuple(MarkRow(mark, title or "", name) for mark, title, name in db.exec(query).all())


def take(db: Session, who: Identity | None, *, mark_id: int, now: datetime) -> ReviewMark:
    """Change the text as the reviewer did. Refuses comments, and a text that is no longer as it was sent."""
    mark, _compilation = _open(db, who, mark_id)
    if mark.kind == MarkKind.COMMENT:
        raise Invalid("批注没有改动文字，不能直接采纳。请改好条目后标为“已处理”。")
    entry = db.get(Entry, mark.entry_id) if mark.entry_id is not None else None
    if entry is None:
        raise NotFound("这处修订所在的条目已不在了，或在条目之外。请对照原稿手工处理后标为“已处理”。")
    try:
        _change(db, who, entry, mark, now)
    except Unlike as error:
        raise AlreadyDone(
            "这一段在送审之后改过，不能直接采纳。送审时是“{sent}”，现在是“{now}”。请手工改好后标为“已处理”。",
            sent=mark.paragraph[:200],
            now=error.now[:200],
        ) from error
    return _settled(db, who, mark, MarkState.TAKEN, now)


def decline(db: Session, who: Identity | None, *, mark_id: int, now: datetime) -> ReviewMark:
    """Leave the text as it is."""
    mark, _compilation = _open(db, who, mark_id)
    return _settled(db, who, mark, MarkState.DECLINED, now)


def settle_by_hand(db: Session, who: Identity | None, *, mark_id: int, now: datetime) -> ReviewMark:
    """Note that the editor has dealt with it in another way."""
    mark, _compilation = _open(db, who, mark_id)
    return _settled(db, who, mark, MarkState.DONE, now)


def _change(db: Session, who: Identity | None, entry: Entry, mark: ReviewMark, now: datetime) -> None:
    before = entries.draft(entry)
    taken = _taken_before(db, mark)
    if mark.block is None and mark.kind != MarkKind.PARAGRAPH:
        draft = replace(before, title=applied_to_line(before.title, mark, taken))
    else:
        text = as_markdown(applied(_blocks(db, entry), mark, taken))
        draft = replace(before, text=text)
    entries.edit_entry(db, who, entry_id=entry.id or 0, fingerprint=before.fingerprint, draft=draft, now=now)


def _blocks(db: Session, entry: Entry) -> Blocks:
    """The blocks of an entry as they were sent: a record without an extract shows the summary of the catalogue."""
    record = db.get(BibRecord, entry.bib_record_id) if entry.bib_record_id is not None else None
    return record_entry(record, text=entry.text).blocks if record is not None else text_blocks(entry.text)


def _taken_before(db: Session, mark: ReviewMark) -> tuple[ReviewMark, ...]:
    """What was taken from the same file in the same entry."""
    query = select(ReviewMark).where(
        ReviewMark.review_file_id == mark.review_file_id,
        ReviewMark.entry_id == mark.entry_id,
        ReviewMark.state == MarkState.TAKEN,
    )
    return tuple(db.exec(query.order_by(col(ReviewMark.id))).all())


def _open(db: Session, who: Identity | None, mark_id: int) -> tuple[ReviewMark, Compilation]:
    """A mark that nobody has settled, its compilation held and in a state that may be edited."""
    file = db.exec(
        select(ReviewFile)
        .join(ReviewMark, col(ReviewMark.review_file_id) == ReviewFile.id)
        .where(ReviewMark.id == mark_id)
    ).first()
    if file is None:
        raise NotFound("没有这条审稿意见，可能汇编已被删除。请刷新页面。")
    compilation = locked(db, who, file.compilation_id)
    mark = db.get(ReviewMark, mark_id, populate_existing=True)
    if mark is None or mark.state != MarkState.OPEN:
        raise AlreadyDone("这条审稿意见刚刚由另一位编辑处理过。请刷新页面。")
    return mark, compilation


def _settled(db: Session, who: Identity | None, mark: ReviewMark, state: MarkState, now: datetime) -> ReviewMark:
    mark.state, mark.settled_at = state, now
    mark.settled_by = who.account_id if who else None
    db.add(mark)
    db.flush()
    return mark


def _entries_of(db: Session, compilation_id: int) -> set[int]:
    query = select(Entry.id).join(Section, col(Section.id) == Entry.section_id)
    return {entry_id for entry_id in db.exec(query.where(Section.compilation_id == compilation_id)) if entry_id}


def _row(file_id: int, mark: Mark, known: set[int]) -> ReviewMark:
    return ReviewMark(
        review_file_id=file_id,
        entry_id=mark.entry if mark.entry in known else None,
        block=mark.block,
        cell=mark.cell,
        offset=mark.offset,
        kind=mark.kind,
        author=mark.author[:200],
        marked_at=mark.at,
        before=mark.before,
        after=mark.after,
        paragraph=mark.paragraph,
    )
