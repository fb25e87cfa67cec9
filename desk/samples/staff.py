"""The sample accounts, one for each role. Their passwords are shown to everybody on the sign-in page.

That is safe because a real desk refuses them twice over: `clearing.clear` removes them, and `accounts.settle` lets a
sample account in only while a sample conference is there.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlmodel import Session

from desk.samples.files import rows
from desk.staff import accounts as staff_accounts
from desk.staff.roles import OPERATOR, ROLE_LABELS, Identity
from desk.tables import Role, StaffAccount


class SampleAccount(NamedTuple):
    """What the sign-in page shows of a sample account."""

    name: str
    password: str
    role: str
    badge: str
    pin: str

    @property
    def role_label(self) -> str:
        """The role as a word of the screen."""
        return ROLE_LABELS[Role(self.role)]


@cache
def accounts() -> tuple[SampleAccount, ...]:
    """The sample accounts, always the same ones."""
    return tuple(SampleAccount(*(row[name] for name in SampleAccount._fields)) for row in rows("accounts"))


def add_account(db: Session, sample: SampleAccount, *, now: datetime) -> StaffAccount:
    """Add one of them to the desk, without its badge."""
    row = next(row for row in rows("accounts") if row["name"] == sample.name)
    return staff_accounts.add(
        db,
        OPERATOR,
        name=sample.name,
        display_name=row["display_name"],
        role=Role(sample.role),
        password=sample.password,
        may_sign_off=bool(row["may_sign_off"]),
        is_sample=True,
        now=now,
    )


def give_badge(db: Session, sample: SampleAccount, account_id: int, *, now: datetime) -> None:
    """Give one of them its badge and PIN: a transaction of its own, since hashing is slow on purpose."""
    staff_accounts.set_badge(db, OPERATOR, account_id, badge=sample.badge, pin=sample.pin, now=now)


def identity_of(account: StaffAccount) -> Identity:
    """The account as the verbs know whoever is signed in with it."""
    return Identity(
        account_id=account.id,
        display_name=account.display_name,
        role=Role(account.role),
        may_sign_off=account.may_sign_off,
    )
