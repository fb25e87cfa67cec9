"""审签: a compilation is sent for review, passed on from stage to stage, or returned to its editors.

Nobody passes what they worked on, and nobody passes twice in one round, so three people beside the editor look at a
volume before it is printed. A round begins with the first edit and ends when the compilation is returned.

Who reviews says which state they saw (`mark`): where somebody else passed or returned it in between, or the catalogue
changed a record that it cites, their own verdict is refused.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from compilations import states
from compilations.binding import bind
from compilations.fields import long_text
from compilations.readiness import content_digest
from compilations.reviewers import hindrance, require_reviewer
from compilations.sections import held_by_anybody, locked
from compilations.states import Act
from compilations.volume import to_json
from desk import clock
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Word
from desk.staff import audit
from desk.staff.roles import Identity
from desk.tables import (
    Compilation,
    CompilationState,
    Entry,
    IssuedVolume,
    Section,
    SignOff,
    StaffAccount,
    Verdict,
)

NOUN = "sign_off"
VERDICT_LABELS = {
    Verdict.SUBMITTED: Word("送审"),
    Verdict.PASSED: Word("通过"),
    Verdict.RETURNED: Word("退改"),
}


@dataclass(frozen=True)
class Signature:
    """A line of the sign-off record: who did what in which state, and what they noted."""

    round: int
    state: CompilationState
    verdict: Verdict
    by: str
    note: str
    at: datetime


def mark(db: Session, compilation_id: int) -> str:
    """What a reviewer sees now, to be handed back with their verdict."""
    compilation = db.get(Compilation, compilation_id)
    if compilation is None:
        raise NotFound("没有编号为 {id} 的专题汇编。请从列表中选择。", id=compilation_id)
    return _mark(db, compilation)


def submit(db: Session, who: Identity | None, *, compilation_id: int, note: str = "", now: datetime) -> Compilation:
    """Send a compilation for its first review; from here on nobody edits it. Refuses one without entries."""
    compilation = locked(db, who, compilation_id)
    if not _has_entries(db, compilation_id):
        raise Invalid("汇编“{title}”里还没有条目。请先加入书目或文字，再送审。", title=compilation.title)
    _sign(db, who, compilation, Verdict.SUBMITTED, note, content_digest(db, compilation_id), now)
    compilation.state = states.after(compilation, Act.SUBMIT)
    db.flush()
    return compilation


def pass_on(
    db: Session, who: Identity | None, *, compilation_id: int, mark: str, note: str = "", library: str, now: datetime
) -> Compilation:
    """Pass a compilation to its next stage; the last pass issues it: bound by `library` on this day and kept as it is.

    Refuses who worked on it, who passed it before in this round, whose `mark` is of the past, and content that is not
    what was sent for review.
    """
    compilation = held_by_anybody(db, compilation_id)
    after = states.after(compilation, Act.PASS)
    _refuse_past(db, compilation, mark)
    if (reason := hindrance(db, who, compilation)) is not None:
        raise reason
    digest = content_digest(db, compilation_id)
    if digest != _submitted(db, compilation).digest:
        raise NotAllowed(
            "送审之后，《{title}》引用的书目记录有改动，内容已与送审稿不同。请退改，由编辑核对后重新送审。",
            title=compilation.title,
        )
    _sign(db, who, compilation, Verdict.PASSED, note, digest, now)
    if after == CompilationState.PRINTING:
        _issue(db, who, compilation, library, now)
    compilation.state = after
    db.flush()
    return compilation


def return_for_changes(
    db: Session, who: Identity | None, *, compilation_id: int, mark: str, note: str, now: datetime
) -> Compilation:
    """Return a compilation to its editors, which begins the next round; the note says what is to be changed.

    Whoever may review it at its stage may return it; so may its editors, who withdraw it.
    """
    compilation = held_by_anybody(db, compilation_id)
    after = states.after(compilation, Act.RETURN)
    _refuse_past(db, compilation, mark)
    require_reviewer(db, who, compilation, or_editor=True)
    if not note.strip():
        raise Invalid("退改要写明理由。请写下要改什么，再退改。")
    _sign(db, who, compilation, Verdict.RETURNED, note, content_digest(db, compilation_id), now)
    compilation.state = after
    compilation.round += 1
    db.flush()
    return compilation


def history(db: Session, compilation_id: int) -> tuple[Signature, ...]:
    """The sign-off record of a compilation, the oldest line first."""
    rows = db.exec(
        select(SignOff, StaffAccount.display_name)
        .join(StaffAccount, col(StaffAccount.id) == SignOff.account_id)
        .where(SignOff.compilation_id == compilation_id)
        .order_by(col(SignOff.id))
    ).all()
    return tuple(
        Signature(row.round, CompilationState(row.state), Verdict(row.verdict), name, row.note, row.at)
        for row, name in rows
    )


def _submitted(db: Session, compilation: Compilation) -> SignOff:
    return db.exec(
        select(SignOff).where(
            SignOff.compilation_id == compilation.id,
            SignOff.round == compilation.round,
            SignOff.verdict == Verdict.SUBMITTED,
        )
    ).one()


def _mark(db: Session, compilation: Compilation) -> str:
    return f"{compilation.round} {compilation.state} {content_digest(db, compilation.id or 0)}"


def _refuse_past(db: Session, compilation: Compilation, mark: str) -> None:
    if mark != _mark(db, compilation):
        raise AlreadyDone(
            "《{title}》刚刚由别人审过或有了变化，现在是“{state}”。请刷新页面，看过之后再决定。",
            title=compilation.title,
            state=states.STATE_LABELS[CompilationState(compilation.state)],
        )


def _has_entries(db: Session, compilation_id: int) -> bool:
    query = select(Entry.id).join(Section, col(Section.id) == Entry.section_id)
    return db.exec(query.where(Section.compilation_id == compilation_id).limit(1)).first() is not None


def _sign(
    db: Session, who: Identity | None, compilation: Compilation, verdict: Verdict, note: str, digest: str, now: datetime
) -> None:
    if who is None or who.account_id is None:
        raise NotAllowed("送审和审签要留下姓名，命令行上不能做。请用自己的账号登录后再做。")
    db.add(
        SignOff(
            compilation_id=compilation.id or 0,
            round=compilation.round,
            state=compilation.state,
            verdict=verdict,
            note=long_text(note).strip(),
            digest=digest,
            account_id=who.account_id,
            at=now,
        )
    )
    audit.record(db, who, verdict, NOUN, compilation.id, now=now, round=compilation.round, state=compilation.state)


def _issue(db: Session, who: Identity | None, compilation: Compilation, library: str, now: datetime) -> None:
    text = to_json(bind(db, compilation.id or 0, library=library, on=clock.local_date(now)))
    digest = hashlib.sha256(text).hexdigest()
    assert who is not None
    assert who.account_id is not None
    db.add(
        IssuedVolume(
            compilation_id=compilation.id or 0,
            volume=text.decode(),
            digest=digest,
            issued_at=now,
            issued_by=who.account_id,
        )
    )
