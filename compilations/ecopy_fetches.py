"""取阅: a permission to fetch an e-copy in one format, and its fetch, counted once however often its download resumes.

A permission is signed with the e-copy's own secret, so that one of another e-copy (or another desk) opens nothing here,
and it ends by itself. What was fetched is kept as digests: nobody's permission can be read out of the database.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from compilations.ecopies import SUFFIXES, Opened
from desk.errors import NotAllowed, NotFound
from desk.tables import CopyHandout, CopyKind, CopyOrigin, Ecopy, EcopyFetch, ServicePoint

GOOD_FOR = timedelta(hours=1)
"""How long a permission holds: a slow Wi-Fi must be able to take a download up again."""


@dataclass(frozen=True)
class Permission:
    """A permission that was read and is good."""

    text: str
    service_point_id: int | None

    @property
    def digest(self) -> str:
        """What is kept of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def permit(ecopy: Ecopy, suffix: str, *, service_point_id: int | None = None, now: datetime) -> str:
    """A new permission to fetch the e-copy in one format, given out at a service point or at none; letters and `-`."""
    if suffix not in SUFFIXES:
        raise NotFound("这个电子本没有 {suffix} 格式。请返回上一页另选。", suffix=suffix)
    body = f"{int((now + GOOD_FOR).timestamp()):x}-{service_point_id or 0:x}-{secrets.token_hex(8)}"
    return f"{body}-{_signature(ecopy, suffix, body)}"


def checked(ecopy: Ecopy, permission: str, suffix: str, *, now: datetime) -> Permission:
    """The permission, if it was given out for this e-copy and format and still holds; else a refusal."""
    body, _, signature = permission.rpartition("-")
    if suffix not in SUFFIXES or not hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(ecopy, suffix, body).encode()
    ):
        raise NotAllowed("这个下载地址不对。请重新扫码，从电子本的页面下载。")
    ends, point, _nonce = body.split("-")
    if int(ends, 16) <= now.timestamp():
        raise NotAllowed("这个下载地址已经失效。请重新扫码，从电子本的页面下载。")
    return Permission(permission, int(point, 16) or None)


def is_counted(db: Session, permission: Permission) -> bool:
    """Whether the fetch has been counted: asked without writing, since a download comes in many pieces."""
    return db.get(EcopyFetch, permission.digest) is not None


def fetched(db: Session, opened: Opened, permission: Permission, suffix: str, *, now: datetime) -> bool:
    """Count the fetch, as one electronic copy handed out; False when it was counted before, if only just now."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    counted = db.connection().execute(
        insert(EcopyFetch)
        .values(permission=permission.digest, ecopy_id=opened.ecopy.id, suffix=suffix, at=now)
        .on_conflict_do_nothing()
        .returning(col(EcopyFetch.permission))  # a row count is not to be had on PostgreSQL
    )
    if counted.first() is None:
        return False
    db.add(
        CopyHandout(
            conference_id=opened.conference_id,
            compilation_id=opened.ecopy.compilation_id,
            service_point_id=permission.service_point_id,
            kind=CopyKind.ELECTRONIC,
            copies=1,
            origin=CopyOrigin.FETCH,
            at=now,
        )
    )
    db.flush()
    return True


def fetches(db: Session, ecopy_id: int) -> int:
    """How many times an e-copy was fetched."""
    return db.exec(select(func.count()).select_from(EcopyFetch).where(EcopyFetch.ecopy_id == ecopy_id)).one()


def point_of(db: Session, opened: Opened, said: str) -> int | None:
    """The service point that a QR names, if it is one of the volume's conference; else none, since it only counts."""
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    wanted = select(ServicePoint.id).where(
        col(ServicePoint.id) == number, ServicePoint.conference_id == opened.conference_id
    )
    return db.exec(wanted).first()


def _signature(ecopy: Ecopy, suffix: str, body: str) -> str:
    return hmac.new(ecopy.secret.encode(), f"{suffix}|{body}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[
        :32
    ]
