"""参考咨询: log, ask, answer, refer, reopen.

A save says which version of the consultation it has seen. Where somebody else saved in between, it is refused with
their name, so that the page can show both texts and nothing that was typed is lost.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from desk import clock
from desk.errors import AlreadyDone, NotAllowed, Word
from desk.reference import checks
from desk.reference.asking import ask, log, settle
from desk.reference.contacts import forget_contact, forget_old_contacts, has_old_contacts
from desk.reference.history import ACTS, NOUN, history
from desk.reference.listing import ConsultationPage, ConsultationRow, find, listing
from desk.reference.sources import add_source, attach, locked, remove_source, sources
from desk.reference.states import Act, after
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.tables import Consultation, ConsultationState, StaffAccount

__all__ = [
    "ConsultationPage",
    "ConsultationRow",
    "add_source",
    "answer",
    "ask",
    "find",
    "forget_contact",
    "forget_old_contacts",
    "has_old_contacts",
    "history",
    "listing",
    "log",
    "refer",
    "remove_source",
    "reopen",
    "sources",
]

SAVES = ("ask", "log", "answer", "correct", "refer", "reopen")  # what makes a new version


def answer(
    db: Session,
    who: Identity | None,
    consultation_id: int,
    *,
    answer: str,
    kind: str | None = None,
    source_ids: Sequence[int] = (),
    version: int,
    now: datetime,
) -> Consultation:
    """Answer a consultation, or correct its answer; `source_ids` join the sources that it has.

    `kind` None leaves the kind as it is; a question that has none yet must be given one. A correction keeps the time
    of the first answer, and so does an answer after reopening. Refuses a stale `version` with who saved when
    (AlreadyDone).
    """
    require(who, "log")
    consultation = _seen(db, consultation_id, version)
    state = after(consultation.state, Act.ANSWER, number=consultation.number)
    verb = "correct" if consultation.state == ConsultationState.ANSWERED else "answer"
    consultation.kind = checks.a_code("question_kinds", kind or consultation.kind, Word("请选择咨询类型，再保存。"))
    text = checks.an_answer(answer)
    if verb == "answer":
        settle(consultation, who, text, now)
    consultation.answer = text
    _move(consultation, state)
    attach(db, consultation_id, source_ids)
    audit.record(db, who, verb, NOUN, consultation_id, now=now)
    db.flush()
    return consultation


def refer(
    db: Session, who: Identity | None, consultation_id: int, *, to_account_id: int, version: int, now: datetime
) -> Consultation:
    """Hand a consultation to a colleague by name; refuses a closed account and a consultation that is answered."""
    require(who, "log")
    consultation = _seen(db, consultation_id, version)
    state = after(consultation.state, Act.REFER, number=consultation.number)
    colleague = db.get(StaffAccount, to_account_id)
    if colleague is None or not colleague.is_active:
        raise NotAllowed("这个账号已经停用或不存在，不能转交。请另选一位同事。")
    consultation.referred_to = to_account_id
    _move(consultation, state)
    audit.record(db, who, "refer", NOUN, consultation_id, now=now, to=to_account_id)
    db.flush()
    return consultation


def reopen(db: Session, who: Identity | None, consultation_id: int, *, version: int, now: datetime) -> Consultation:
    """Make it open again for anyone to answer; the text of an answer stays until the next one replaces it.

    So does the time of the first answer: how long somebody waited for it does not change afterwards.
    """
    require(who, "log")
    consultation = _seen(db, consultation_id, version)
    _move(consultation, after(consultation.state, Act.REOPEN, number=consultation.number))
    audit.record(db, who, "reopen", NOUN, consultation_id, now=now)
    db.flush()
    return consultation


def _seen(db: Session, consultation_id: int, version: int) -> Consultation:
    """The consultation, locked, if it is still as its reader saw it; else who changed it when."""
    consultation = locked(db, consultation_id)
    if consultation.version == version:
        return consultation
    raise _stale(db, consultation)


def _stale(db: Session, consultation: Consultation) -> AlreadyDone:
    saves = [line for line in history(db, consultation.id or 0) if line.act in SAVES]
    if not saves:
        return AlreadyDone("咨询 {number} 已被改动，您的内容还没有保存。请刷新后再看。", number=consultation.number)
    return AlreadyDone(
        "咨询 {number} 有变动（{when}，{name}{act}），您的内容还没有保存。请看过对方的内容，再决定怎样保存。",
        number=consultation.number,
        name=saves[-1].by,
        when=f"{clock.local(saves[-1].at):%Y-%m-%d %H:%M}",
        act=ACTS[saves[-1].act],
    )


def _move(consultation: Consultation, state: ConsultationState) -> None:
    consultation.state = state
    consultation.version += 1
    if state != ConsultationState.REFERRED:
        consultation.referred_to = None
