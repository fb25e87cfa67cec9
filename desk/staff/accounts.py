"""馆员账号: who works here, and the proof that they are who they say.

A proof takes two short transactions with the slow hashing between them, so that nobody's saving waits for
somebody's sign-in: `by_name`/`by_badge` → `proves` → `settle`.
"""

import unicodedata
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col, func, select

from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from desk.staff import audit
from desk.staff.roles import Identity, require
from desk.staff.sign_ins import close_all_of
from desk.tables import Conference, Role, StaffAccount

SHORTEST_PASSWORD = 10
_hasher = PasswordHasher()
# Verified when nobody has the name that was typed, so that a stranger cannot tell from the time it takes.
_NOBODY = _hasher.hash("nobody has this password")


def none_yet(db: Session) -> bool:
    """Whether the desk has never had an account: only then may the first be made without signing in."""
    return db.exec(select(func.count()).select_from(StaffAccount)).one() == 0


def add(
    db: Session,
    who: Identity | None,
    *,
    name: str,
    display_name: str,
    role: Role,
    password: str,
    may_sign_off: bool = False,
    badge: str | None = None,
    pin: str | None = None,
    is_sample: bool = False,
    now: datetime,
) -> StaffAccount:
    """Add an account. Without anybody signed in (`who` None) only the first one, an administrator's."""
    if who is None:
        if not none_yet(db) or role != Role.ADMINISTRATOR:
            raise NotAllowed("已经有账号了。请用系统管理员账号登录后再添加。")
    else:
        require(who, "manage")
    name = _name(name)
    if by_name(db, name) is not None:
        raise AlreadyDone("账号 {name} 已经存在。请换一个名字。", name=name)
    account = StaffAccount(
        name=name,
        display_name=display_name.strip() or name,
        role=role,
        may_sign_off=may_sign_off,
        password_hash=_hasher.hash(_password(password)),
        is_sample=is_sample,
        created_at=now,
    )
    db.add(account)
    if badge is not None or pin is not None:
        _give_badge(db, account, badge or "", pin or "")
    db.flush()
    audit.record(db, who, "add", "staff_account", account.id, now=now, role=role)
    return account


def set_password(db: Session, who: Identity, account_id: int, password: str, *, now: datetime) -> None:
    """Give an account a new password (its own holder or an administrator may) and lift its lock."""
    account = _account(db, account_id)
    if who.account_id != account_id:
        require(who, "manage")
    account.password_hash = _hasher.hash(_password(password))
    account.failures, account.locked_until = 0, None
    close_all_of(db, account_id, but=who.sign_in_id, now=now)  # whoever knew the old one is out
    audit.record(db, who, "password", "staff_account", account_id, now=now)


def set_badge(db: Session, who: Identity, account_id: int, *, badge: str, pin: str, now: datetime) -> None:
    """Give an account a badge number and PIN, for changing places at one machine."""
    account = _account(db, account_id)
    if who.account_id != account_id:
        require(who, "manage")
    _give_badge(db, account, badge, pin)
    audit.record(db, who, "badge", "staff_account", account_id, now=now)


def change(
    db: Session, who: Identity, account_id: int, *, role: Role, may_sign_off: bool, is_active: bool, now: datetime
) -> StaffAccount:
    """Change what an account may do; the last active administrator cannot be taken away."""
    require(who, "manage")
    administrators = _administrators(db)
    account = _account(db, account_id, locked=True)
    stays = is_active and role == Role.ADMINISTRATOR
    if account.role == Role.ADMINISTRATOR and not stays and administrators <= {account.id}:
        raise NotAllowed("{name} 是最后一位系统管理员。请先给另一个账号这个角色。", name=account.name)
    account.role, account.may_sign_off, account.is_active = role, may_sign_off, is_active
    audit.record(db, who, "change", "staff_account", account_id, now=now, role=role, active=is_active)
    return account


def everybody(db: Session) -> list[StaffAccount]:
    """All accounts, active ones first, by name."""
    return list(db.exec(select(StaffAccount).order_by(col(StaffAccount.is_active).desc(), col(StaffAccount.name))))


def active(db: Session) -> list[StaffAccount]:
    """The accounts that can sign in, by display name."""
    return [account for account in everybody(db) if account.is_active]


def by_name(db: Session, name: str) -> StaffAccount | None:
    """The account with this name, however it was typed."""
    return db.exec(select(StaffAccount).where(StaffAccount.name == _folded(name))).first()


def by_badge(db: Session, badge: str) -> StaffAccount | None:
    """The account whose badge was scanned."""
    return db.exec(select(StaffAccount).where(StaffAccount.badge == _folded(badge))).first() if badge.strip() else None


def proves(account: StaffAccount | None, *, password: str = "", pin: str = "") -> bool:
    """Whether the secret is the account's. Slow on purpose (argon2id), and without the database."""
    kept = (account.pin_hash if pin else account.password_hash) if account else None
    try:
        _hasher.verify(kept or _NOBODY, pin or password)
    except VerificationError:
        return False
    return kept is not None


def settle(
    db: Session, account: StaffAccount | None, proved: bool, *, lock_after: int, lock_minutes: int, now: datetime
) -> StaffAccount | NotAllowed:
    """Let the person in, or count the failure; a locked or closed account is refused even with the right secret.

    A refusal is returned, not raised: the caller's transaction must be kept, or the failure would not be counted.
    """
    if account is None:
        return NotAllowed("账号或口令不对。请重新输入。")
    fresh = _account(db, account.id or 0, locked=True)
    if not proved:
        return _count_failure(db, fresh, lock_after=lock_after, lock_minutes=lock_minutes, now=now)
    if fresh.locked_until is not None and fresh.locked_until > now:
        minutes = -(-int((fresh.locked_until - now).total_seconds()) // 60)
        return NotAllowed(
            "连续多次输错，账号已暂停登录。请 {minutes} 分钟后再试，或请系统管理员重设口令。", minutes=minutes
        )
    if not fresh.is_active or (fresh.is_sample and not _is_sample_desk(db)):
        return NotAllowed("这个账号已停用。请联系系统管理员。")
    fresh.failures, fresh.locked_until = 0, None
    return fresh


def _count_failure(
    db: Session, account: StaffAccount, *, lock_after: int, lock_minutes: int, now: datetime
) -> NotAllowed:
    """One more failure; whoever has not proved anything is never told whether there is such an account."""
    account.failures += 1
    if account.failures >= lock_after:
        account.failures, account.locked_until = 0, now + timedelta(minutes=lock_minutes)
        audit.record(db, None, "lock", "staff_account", account.id, now=now)
    return NotAllowed("账号或口令不对。请重新输入。")


def _account(db: Session, account_id: int, *, locked: bool = False) -> StaffAccount:
    account = db.get(StaffAccount, account_id, with_for_update=locked, populate_existing=locked)
    if account is None:
        raise NotFound("没有编号为 {number} 的账号。", number=account_id)
    return account


def _administrators(db: Session) -> set[int | None]:
    """Locked, so that two administrators cannot take each other away at the same moment."""
    held = select(StaffAccount.id).where(StaffAccount.role == Role.ADMINISTRATOR, col(StaffAccount.is_active))
    return set(db.exec(held.with_for_update()))


def _is_sample_desk(db: Session) -> bool:
    return db.exec(select(Conference).where(col(Conference.is_sample), col(Conference.is_current))).first() is not None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _name(name: str) -> str:
    folded = _folded(name)
    if not 2 <= len(folded) <= 40 or any(c.isspace() or not c.isprintable() for c in folded):
        raise Invalid("账号名“{name}”不能用。请用 2 到 40 个字，中间不留空格。", name=name[:40])
    return folded


def _password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("口令太短。请至少用 {length} 个字符，一句话最好。", length=SHORTEST_PASSWORD)
    if len(password) > 200:
        raise Invalid("口令太长。请不要超过 200 个字符。")
    return password


def _give_badge(db: Session, account: StaffAccount, badge: str, pin: str) -> None:
    badge = _folded(badge)
    if not badge or len(badge) > 40:
        raise Invalid("请扫描或输入工作证号。")
    holder = by_badge(db, badge)
    if holder is not None and holder.id != account.id:
        raise AlreadyDone("工作证 {badge} 已登记给 {name}。请换一张。", badge=badge, name=holder.name)
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise Invalid("PIN 应为 4 到 8 位数字。请重新输入。")
    account.badge, account.pin_hash = badge, _hasher.hash(pin)
