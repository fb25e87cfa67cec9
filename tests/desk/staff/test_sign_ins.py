"""Sign-ins: one token, one person, one end."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from desk.database import Database
from desk.errors import Invalid
from desk.staff import accounts
from desk.staff.roles import OPERATOR
from desk.staff.sign_ins import close_sign_in, identify, open_sign_in, sit_at
from desk.tables import Role, SignIn, StaffAccount
from tests.conftest import NOW


def somebody(db: Session) -> StaffAccount:
    return accounts.add(
        db, OPERATOR, name="wang", display_name="测试馆员", role=Role.EDITOR, password="a sentence to remember", now=NOW
    )


def test_a_token_says_who_it_is_until_it_expires(database: Database) -> None:
    with database.writing() as db:
        token = open_sign_in(db, somebody(db), hours=8, now=NOW)
    with database.reading() as db:
        who = identify(db, token, now=NOW + timedelta(hours=7, minutes=59))
        assert who is not None and who.role == Role.EDITOR
        assert identify(db, token, now=NOW + timedelta(hours=8)) is None


@pytest.mark.parametrize("token", ["", None, "forged", "x" * 10_000, "\ud800"])
def test_a_forged_token_is_nobody(sqlite: Database, token: str | None) -> None:
    with sqlite.writing() as db:
        open_sign_in(db, somebody(db), hours=8, now=NOW)
        assert identify(db, token, now=NOW) is None


def test_the_token_itself_is_kept_nowhere(sqlite: Database) -> None:
    with sqlite.writing() as db:
        token = open_sign_in(db, somebody(db), hours=8, now=NOW)
        assert token not in str(db.exec(select(SignIn)).one())


def test_signing_out_ends_it_at_once(database: Database) -> None:
    with database.writing() as db:
        token = open_sign_in(db, somebody(db), hours=8, now=NOW)
        close_sign_in(db, token, now=NOW)
        assert identify(db, token, now=NOW) is None


def test_a_closed_account_is_cut_off_in_the_middle_of_its_sign_in(sqlite: Database) -> None:
    with sqlite.writing() as db:
        account = somebody(db)
        token = open_sign_in(db, account, hours=8, now=NOW)
        account.is_active = False
        db.flush()
        assert identify(db, token, now=NOW) is None


def test_nobody_sits_at_a_point_that_is_not_there(sqlite: Database) -> None:
    with sqlite.writing() as db:
        token = open_sign_in(db, somebody(db), hours=8, now=NOW)
        db.flush()
        who = identify(db, token, now=NOW)
        assert who is not None
        with pytest.raises(Invalid):
            sit_at(db, who, 99)
