"""提取码: the code of an e-copy for internal use, and the lock that keeps people from guessing it.

A code is verified like a password, slowly and without the database: `opened` → `proves` → `settle`.
"""

import secrets
import unicodedata
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session

from compilations.ecopies import fresh
from desk.errors import Invalid, NotAllowed
from desk.staff import audit
from desk.tables import Ecopy

SHORTEST_CODE = 6
LOCK_AFTER = 5  # wrong codes in a row
LOCK_MINUTES = 10
_hasher = PasswordHasher()


def new_code() -> str:
    """A code of eight digits, to be told to those whom the e-copy is for; kept nowhere."""
    return f"{secrets.randbelow(10**8):08d}"


def hashed(code: str) -> str:
    """What is kept of a code. Slow on purpose (argon2id): call it before `writing()`. Refuses fewer than six signs."""
    if len(_folded(code)) < SHORTEST_CODE:
        raise Invalid("提取码太短。请至少用 {length} 个字符，或由服务台生成。", length=SHORTEST_CODE)
    return _hasher.hash(_folded(code))


def proves(ecopy: Ecopy, code: str) -> bool:
    """Whether the code is the e-copy's, in the same time for every wrong one. Slow on purpose, without the database."""
    try:
        return _hasher.verify(ecopy.code_hash, _folded(code))
    except VerificationError:
        return False


def refuse_locked(ecopy: Ecopy, *, now: datetime) -> None:
    """Refuse while too many wrong codes have locked the e-copy."""
    if ecopy.locked_until is not None and ecopy.locked_until > now:
        raise NotAllowed("连续输错提取码，请 {minutes} 分钟后再试。", minutes=_minutes(ecopy.locked_until - now))


def settle(db: Session, ecopy_id: int, proved: bool, *, now: datetime) -> NotAllowed | None:
    """Count a wrong code (the fifth in a row locks for ten minutes), or forget the earlier ones.

    A refusal is returned, not raised: the caller's transaction must be kept, or the failure would not be counted.
    """
    ecopy = fresh(db, ecopy_id)
    try:
        refuse_locked(ecopy, now=now)
    except NotAllowed as locked:
        return locked
    if proved:
        ecopy.failures, ecopy.locked_until = 0, None
        return None
    ecopy.failures += 1
    if ecopy.failures >= LOCK_AFTER:
        ecopy.failures, ecopy.locked_until = 0, now + timedelta(minutes=LOCK_MINUTES)
        audit.record(db, None, "lock", "ecopy", ecopy_id, now=now)
        return NotAllowed("连续输错提取码，请 {minutes} 分钟后再试。", minutes=LOCK_MINUTES)
    return NotAllowed("提取码不对，还可以再试 {left} 次。", left=LOCK_AFTER - ecopy.failures)


def _folded(code: str) -> str:
    """A code as it is compared: however wide or small it was typed, with or without spaces."""
    return "".join(unicodedata.normalize("NFKC", code[:200]).split()).casefold()


def _minutes(left: timedelta) -> int:
    return -(-int(left.total_seconds()) // 60)
