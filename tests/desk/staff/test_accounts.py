"""Accounts: who may be added by whom, and when somebody is let in."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, Refusal
from desk.staff import accounts
from desk.staff.roles import OPERATOR, PERMISSIONS, may
from desk.tables import AuditEntry, Conference, Role, StaffAccount
from tests.conftest import NOW, identity

PASSWORD = "a sentence to remember"


def add(db: Session, name: str = "wang", role: Role = Role.LIBRARIAN, **more: object) -> StaffAccount:
    return accounts.add(
        db,
        OPERATOR,
        name=name,
        display_name="测试馆员",
        role=role,
        password=PASSWORD,
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def settle(db: Session, account: StaffAccount | None, proved: bool, now: datetime = NOW) -> StaffAccount | NotAllowed:
    return accounts.settle(db, account, proved, lock_after=3, lock_minutes=10, now=now)


def test_the_first_account_is_made_without_signing_in_and_only_an_administrator(database: Database) -> None:
    with database.writing() as db:
        with pytest.raises(NotAllowed):
            accounts.add(db, None, name="li", display_name="", role=Role.EDITOR, password=PASSWORD, now=NOW)
        accounts.add(db, None, name="li", display_name="", role=Role.ADMINISTRATOR, password=PASSWORD, now=NOW)
        with pytest.raises(NotAllowed):
            accounts.add(db, None, name="wu", display_name="", role=Role.ADMINISTRATOR, password=PASSWORD, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_adds_accounts(sqlite: Database, role: Role) -> None:
    with sqlite.writing() as db, pytest.raises(NotAllowed):
        accounts.add(db, identity(role), name="li", display_name="", role=role, password=PASSWORD, now=NOW)


def test_one_name_is_one_account_however_it_is_typed(database: Database) -> None:
    with database.writing() as db:
        add(db, "Wang")
        with pytest.raises(AlreadyDone):
            add(db, " ｗａｎｇ ")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"name": "x"}, Invalid),
        ({"name": "two words"}, Invalid),
        ({"name": "x" * 41}, Invalid),
        ({"name": "line\nbreak"}, Invalid),
        ({"password": "short"}, Invalid),
        ({"password": "x" * 201}, Invalid),
        ({"badge": "B1", "pin": "123"}, Invalid),
        ({"badge": "B1", "pin": "１２３４"}, Invalid),
        ({"badge": "B1", "pin": "abcd"}, Invalid),
        ({"badge": "", "pin": "1234"}, Invalid),
    ],
)
def test_what_an_account_cannot_be(sqlite: Database, changed: dict[str, str], refusal: type[Refusal]) -> None:
    given = {"name": "wang", "password": PASSWORD} | changed
    with pytest.raises(refusal), sqlite.writing() as db:
        accounts.add(db, OPERATOR, display_name="", role=Role.LIBRARIAN, now=NOW, **given)  # type: ignore[arg-type]
    with sqlite.reading() as db:
        assert db.exec(select(StaffAccount)).all() == []


def test_a_password_is_kept_only_as_argon2id(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = add(db)
    assert account.password_hash.startswith("$argon2id$")
    assert accounts.proves(account, password=PASSWORD)
    assert not accounts.proves(account, password=PASSWORD + " ")
    assert not accounts.proves(account, pin="1234"), "no PIN was ever given"
    assert not accounts.proves(None, password=PASSWORD)


def test_a_badge_and_pin_let_the_next_colleague_in(database: Database) -> None:
    with database.writing() as db:
        add(db, "wang", badge="B-07", pin="2468")
        account = accounts.by_badge(db, "b-07")
        assert accounts.proves(account, pin="2468")
        assert not accounts.proves(account, pin="2469")
        with pytest.raises(AlreadyDone):
            add(db, "li", badge="B-07", pin="1357")


def test_repeated_failures_lock_an_account_and_time_opens_it(database: Database) -> None:
    with database.writing() as db:
        account = add(db)
        for _ in range(3):
            assert isinstance(settle(db, account, False), NotAllowed)
        locked = settle(db, account, True)
        assert isinstance(locked, NotAllowed)
        assert "10 分钟" in str(locked)
        assert isinstance(settle(db, account, True, NOW + timedelta(minutes=10, seconds=1)), StaffAccount)
        assert "lock" in db.exec(select(AuditEntry.verb)).all()


def test_a_success_forgets_the_failures_before_it(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = add(db)
        for proved in (False, False, True, False, False):
            settle(db, account, proved)
        assert isinstance(settle(db, account, True), StaffAccount)


def test_a_new_password_lifts_the_lock(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = add(db)
        for _ in range(3):
            settle(db, account, False)
        accounts.set_password(db, OPERATOR, account.id or 0, "another sentence", now=NOW)
        assert isinstance(settle(db, account, True), StaffAccount)


def test_a_closed_account_is_refused_with_the_right_password(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = add(db)
        accounts.change(
            db, OPERATOR, account.id or 0, role=Role.LIBRARIAN, may_sign_off=False, is_active=False, now=NOW
        )
        assert isinstance(settle(db, account, True), NotAllowed)


def test_a_sample_account_works_only_on_a_sample_desk(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = add(db, "sample-librarian", is_sample=True)
        assert isinstance(settle(db, account, True), NotAllowed)
        db.add(Conference(name="样例", starts_on=NOW.date(), ends_on=NOW.date(), is_sample=True))
        db.flush()
        assert isinstance(settle(db, account, True), StaffAccount)


def test_the_last_administrator_cannot_be_taken_away(sqlite: Database) -> None:
    with sqlite.writing() as db:
        last = add(db, "chief", Role.ADMINISTRATOR)
        with pytest.raises(NotAllowed):
            accounts.change(db, OPERATOR, last.id or 0, role=Role.EDITOR, may_sign_off=False, is_active=True, now=NOW)
        with pytest.raises(NotAllowed):
            accounts.change(
                db, OPERATOR, last.id or 0, role=Role.ADMINISTRATOR, may_sign_off=False, is_active=False, now=NOW
            )


def test_a_delegate_without_an_account_may_do_nothing_that_asks_for_a_permission() -> None:
    assert not any(may(None, permission) for permission in PERMISSIONS)


def test_each_role_may_what_the_table_says_and_an_administrator_everything() -> None:
    allowed = {role: {p for p in PERMISSIONS if may(identity(role), p)} for role in Role}
    assert allowed[Role.ADMINISTRATOR] == set(PERMISSIONS)
    assert allowed[Role.LIBRARIAN] == {"log", "cards", "lend", "hand_out"}
    assert allowed[Role.EDITOR] - allowed[Role.LIBRARIAN] == {"import", "compile"}
    assert "manage" not in allowed[Role.SUPERVISOR] and "figures" in allowed[Role.SUPERVISOR]
