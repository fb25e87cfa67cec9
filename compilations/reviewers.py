"""Who may review a compilation: others than those who made it, and each of them once in a round."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from compilations import states
from compilations.states import Act
from desk.errors import NotAllowed, Refusal, Word
from desk.staff import roles
from desk.staff.roles import Identity
from desk.tables import AuditEntry, Compilation, CompilationState, Role, SignOff, StaffAccount

_NO_EDITS = {"hand_out"}  # lines of the audit log about a compilation that change nothing in it
_REVIEWED_BY = {CompilationState.FIRST_REVIEW: "compile", CompilationState.SECOND_REVIEW: "review"}


def hindrance(db: Session, who: Identity | None, compilation: Compilation) -> Refusal | None:
    """Why `who` may not pass this compilation at the stage where it is; None: they may."""
    try:
        states.after(compilation, Act.PASS)
        require_reviewer(db, who, compilation)
        _require_other_eyes(db, who, compilation)
    except Refusal as refusal:
        return refusal
    return None


def require_reviewer(db: Session, who: Identity | None, compilation: Compilation, *, or_editor: bool = False) -> None:
    """Refuse who may not review it at its stage; `or_editor`: whoever worked on it may too."""
    if who is None:
        raise NotAllowed("请先登录，再做这件事。")
    if or_editor and who.account_id in contributors(db, compilation.id or 0):
        return
    state = CompilationState(compilation.state)
    if _may_review(state)(who.role, who.may_sign_off):
        return
    if state == CompilationState.FINAL_REVIEW:
        raise NotAllowed("终审签发需要审签权限。请有审签权限的馆员签发，或请系统管理员为账号开通审签。")
    roles.require(who, _REVIEWED_BY[state])


def contributors(db: Session, compilation_id: int) -> frozenset[int]:
    """The accounts of everybody who worked on this edition, in whichever round: it is their own work."""
    query = select(AuditEntry.account_id, AuditEntry.verb).where(
        AuditEntry.noun == "compilation", AuditEntry.noun_id == str(compilation_id)
    )
    rows = db.exec(query).all()
    return frozenset(account for account, verb in rows if account is not None and verb not in _NO_EDITS)


def reviewers(db: Session, compilation: Compilation) -> tuple[StaffAccount, ...]:
    """Who could pass it at the stage where it is, by name."""
    accounts = db.exec(select(StaffAccount).where(col(StaffAccount.is_active)).order_by(StaffAccount.display_name))
    barred = contributors(db, compilation.id or 0) | _signed(db, compilation)
    may = _may_review(CompilationState(compilation.state))
    return tuple(each for each in accounts.all() if each.id not in barred and may(Role(each.role), each.may_sign_off))


def _may_review(state: CompilationState) -> Callable[[Role, bool], bool]:
    """Whether a role, and the permission to sign beside it, may review in a state."""
    permission = _REVIEWED_BY.get(state)
    return lambda role, may_sign_off: role in roles.PERMISSIONS[permission] if permission else may_sign_off


def _require_other_eyes(db: Session, who: Identity | None, compilation: Compilation) -> None:
    names = "、".join(each.display_name for each in reviewers(db, compilation))
    others = names or Word("（没有，请系统管理员增加账号）")
    account = who.account_id if who else None
    if account in contributors(db, compilation.id or 0):
        raise NotAllowed(
            "您参与编辑了《{title}》，自己编的稿子不能自己审。可以审的有：{others}。",
            title=compilation.title,
            others=others,
        )
    if account in _signed(db, compilation):
        raise NotAllowed(
            "您在这一轮已经审过《{title}》，下一道审签要由别人来做。可以审的有：{others}。",
            title=compilation.title,
            others=others,
        )


def _signed(db: Session, compilation: Compilation) -> frozenset[int]:
    """Who had a part in this round already: by sending it for review, or by passing it."""
    query = select(SignOff.account_id).where(
        SignOff.compilation_id == compilation.id, SignOff.round == compilation.round
    )
    return frozenset(db.exec(query).all())
