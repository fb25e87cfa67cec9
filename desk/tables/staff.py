"""Who works at the desk, who is signed in where, and what was done."""

from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field

from desk.tables.base import Moment, Table, json_column, key, one_of


class Role(StrEnum):
    """馆员, 编辑, 组长, 主管, 系统管理员. Sign-off (审签) is a permission beside the role, not a role."""

    LIBRARIAN = "librarian"
    EDITOR = "editor"
    TEAM_LEADER = "team_leader"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class StaffAccount(Table, table=True):
    """馆员账号."""

    __tablename__ = "staff_account"
    __table_args__ = (one_of("role", Role),)
    id: int | None = key()
    name: str = Field(unique=True)
    display_name: str
    role: str
    may_sign_off: bool = False
    password_hash: str
    badge: str | None = Field(default=None, unique=True)
    pin_hash: str | None = None
    is_active: bool = True
    is_sample: bool = False
    failures: int = 0
    locked_until: Moment | None = None
    created_at: Moment


class SignIn(Table, table=True):
    """A sign-in that is going on or is over. Only the SHA-256 of its token is kept."""

    __tablename__ = "sign_in"
    id: int | None = key()
    account_id: int = Field(foreign_key="staff_account.id", ondelete="CASCADE", index=True)
    token_sha256: str = Field(unique=True)
    service_point_id: int | None = Field(default=None, foreign_key="service_point.id", ondelete="SET NULL")
    created_at: Moment
    expires_at: Moment
    ended_at: Moment | None = None


class AuditEntry(Table, table=True):
    """Who did what to which record when. Numbers only: no names of readers, no words of questions."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_noun", "noun", "noun_id"),)
    id: int | None = key()
    at: Moment = Field(index=True)
    account_id: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
    verb: str
    noun: str
    noun_id: str
    detail: dict[str, object] = json_column(dict)
