"""Sign-ins: an opaque token in a cookie, its digest in the database, looked up on every rerun."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from desk.errors import Invalid
from desk.staff.roles import Identity
from desk.tables import Role, ServicePoint, SignIn, StaffAccount

COOKIE = "desk_sign_in"  # carries the token; HttpOnly


def open_sign_in(
    db: Session, account: StaffAccount, *, hours: int, now: datetime, service_point_id: int | None = None
) -> str:
    """Begin a sign-in and return its new 256-bit token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    assert account.id is not None
    db.add(
        SignIn(
            account_id=account.id,
            token_sha256=_digest(token),
            service_point_id=service_point_id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    return token


def identify(db: Session, token: str | None, *, now: datetime) -> Identity | None:
    """Who holds `token`; None for a token that is unknown, expired, signed out or of a closed account."""
    if not token:
        return None
    found = db.exec(
        select(SignIn, StaffAccount)
        .join(StaffAccount, col(StaffAccount.id) == SignIn.account_id)
        .where(SignIn.token_sha256 == _digest(token), col(SignIn.ended_at).is_(None), SignIn.expires_at > now)
    ).first()
    if found is None or not found[1].is_active:
        return None
    sign_in, account = found
    return Identity(
        account_id=account.id,
        display_name=account.display_name,
        role=Role(account.role),
        may_sign_off=account.may_sign_off,
        service_point_id=sign_in.service_point_id,
        sign_in_id=sign_in.id,
    )


def close_sign_in(db: Session, token: str | None, *, now: datetime) -> None:
    """End the sign-in that `token` holds; an open page is cut off on its next rerun."""
    sign_in = db.exec(select(SignIn).where(SignIn.token_sha256 == _digest(token or ""))).first()
    if sign_in is not None and sign_in.ended_at is None:
        sign_in.ended_at = now


def close_all_of(db: Session, account_id: int, *, but: int | None = None, now: datetime) -> None:
    """End every sign-in of an account, except the one with the id `but`."""
    going_on = select(SignIn).where(SignIn.account_id == account_id, col(SignIn.ended_at).is_(None))
    for sign_in in db.exec(going_on):
        if sign_in.id != but:
            sign_in.ended_at = now


def sit_at(db: Session, who: Identity, service_point_id: int | None) -> None:
    """Say at which service point this sign-in sits: the default for all that is logged in it."""
    sign_in = db.get(SignIn, who.sign_in_id) if who.sign_in_id else None
    if sign_in is None:
        raise Invalid("登录已结束，请重新登录。")
    if service_point_id is not None and db.get(ServicePoint, service_point_id) is None:
        raise Invalid("没有这个服务点。请从列表中选择。")
    sign_in.service_point_id = service_point_id


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
