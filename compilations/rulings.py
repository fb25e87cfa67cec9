"""改定使用范围: what may be done with an entry is found out, or taken back, after the volume was issued.

What is printed stays as it was signed; rights are not printed, and so are not in the digest of what was signed
(`readiness`). Whoever edits may narrow them at once, since the worst that comes of it is an e-copy that can be offered
again. To widen them lets out what the reviewers signed as closed: that is for whoever may sign. The reason stays in the
history of the entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from compilations import ecopies, revisions, states
from compilations.entries import entry_gone
from compilations.fields import long_text
from compilations.revisions import Act
from compilations.rights import ecopy_terms, refuse_unknown
from compilations.sections import held
from desk.errors import AlreadyDone, Invalid, NotAllowed
from desk.staff import audit
from desk.staff.roles import Identity
from desk.tables import Compilation, Entry, Rights, Section

_WIDTH = {Rights.PUBLIC: 2, Rights.INTERNAL: 1, Rights.LICENSED: 0, Rights.UNCLEAR: 0}


@dataclass(frozen=True)
class Ruled:
    """How many entries have other rights now, and how many e-copies stopped for it."""

    entries: int
    ecopies: int


def rule_rights(
    db: Session,
    who: Identity | None,
    *,
    compilation_id: int,
    entry_ids: Sequence[int],
    rights: str,
    reason: str,
    now: datetime,
) -> Ruled:
    """Say what may be done with entries of an issued volume; e-copies that this forbids stop at once.

    Refuses a draft, where the entry itself is edited; no reason; nobody's name; and to widen rights without the
    permission to sign.
    """
    compilation = held(db, who, compilation_id)
    _refuse_draft(compilation)
    refuse_unknown(rights)
    _refuse_nameless(who, reason)
    changed = [each for each in _entries(db, compilation_id, entry_ids) if each.rights != rights]
    if not changed:
        raise AlreadyDone("这些条目的使用范围已经是这样。请刷新页面。")
    _refuse_widening(who, changed, Rights(rights))
    for entry in changed:
        revisions.before_change(db, compilation, entry)
        entry.rights = rights
    db.flush()
    revisions.note(db, who, compilation, changed, Act.RULE, now=now, reason=long_text(reason).strip())
    audit.record(db, who, "rule_rights", "rights", compilation_id, now=now, entries=len(changed), rights=rights)
    return Ruled(len(changed), _stop_forbidden(db, who, compilation_id, now))


def _entries(db: Session, compilation_id: int, entry_ids: Sequence[int]) -> list[Entry]:
    found = [db.get(Entry, each, populate_existing=True) for each in dict.fromkeys(entry_ids)]
    if not found:
        raise Invalid("请先选要改定的条目。")
    for entry in found:
        section = db.get(Section, entry.section_id) if entry else None
        if section is None or section.compilation_id != compilation_id:
            raise entry_gone()
    return [entry for entry in found if entry is not None]


def _stop_forbidden(db: Session, who: Identity | None, compilation_id: int, now: datetime) -> int:
    terms = ecopy_terms(db, compilation_id)
    forbidden = [each for each in ecopies.on_offer(db, compilation_id, now=now) if not terms.allows(each.audience)]
    for each in forbidden:
        ecopy = ecopies.fresh(db, each.id or 0)
        ecopy.withdrawn_at, ecopy.withdrawn_for_rights = now, True
        audit.record(db, who, "withdraw", "ecopy", ecopy.id, now=now, compilation=compilation_id, why="rights")
    db.flush()
    return len(forbidden)


def _refuse_draft(compilation: Compilation) -> None:
    if not states.is_issued(compilation):
        states.require_editing(compilation)  # of one in review it says what comes first
        raise NotAllowed("《{title}》还在编辑，使用范围请直接在条目里改。", title=compilation.title)


def _refuse_nameless(who: Identity | None, reason: str) -> None:
    if who is None or who.account_id is None:
        raise NotAllowed("改定使用范围要留下姓名，命令行上不能做。请用自己的账号登录后再做。")
    if not reason.strip():
        raise Invalid("改定使用范围要写明理由，例如谁在哪一天同意或收回了授权。请写好再改。")


def _refuse_widening(who: Identity | None, entries: Sequence[Entry], rights: Rights) -> None:
    wider = [entry for entry in entries if _WIDTH[rights] > _WIDTH[Rights(entry.rights)]]
    if wider and not (who and who.may_sign_off):
        raise NotAllowed(
            "放宽“{title}”的使用范围，要由有终审签发权限的人来做：签发时它还不能这样用。请用他们的账号登录。",
            title=wider[0].title,
        )
