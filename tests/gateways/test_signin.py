"""Sign-in over HTTP: who is let in, where they go, and what a forged form gets."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from desk import clock
from desk.staff import accounts
from desk.staff.roles import OPERATOR
from desk.staff.sign_ins import identify, sit_at
from desk.tables import Conference, PointKind, Role, ServicePoint, StaffAccount
from gateways import signin
from search.opening import OpenDesk

PASSWORD = "a sentence to remember"


@pytest.fixture
def client(desk: OpenDesk) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=signin.ROUTES), base_url="http://desk.test", follow_redirects=False) as found:
        yield found


@pytest.fixture
def staffed(desk: OpenDesk, client: TestClient) -> TestClient:
    with desk.database.writing() as db:
        for name, role in (("wang", Role.LIBRARIAN), ("chief", Role.ADMINISTRATOR)):
            accounts.add(
                db,
                OPERATOR,
                name=name,
                display_name=f"测试{name}",
                role=role,
                password=PASSWORD,
                badge=f"badge-{name}",
                pin="2468",
                now=clock.now(),
            )
    return client


def csrf(client: TestClient, path: str = "/staff/login") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found
    return found.group(1)


def sign_in(client: TestClient, **form: str) -> int:
    data = {"csrf": csrf(client), "name": "wang", "password": PASSWORD, **form}
    return client.post("/staff/login", data=data).status_code


def who(desk: OpenDesk, client: TestClient) -> str | None:
    with desk.database.reading() as db:
        found = identify(db, client.cookies.get("desk_sign_in"), now=clock.now())
        return found.display_name if found else None


def test_the_right_password_lets_in_and_leads_back(desk: OpenDesk, staffed: TestClient) -> None:
    data = {"csrf": csrf(staffed), "name": "wang", "password": PASSWORD, "next": "/questions?state=open"}
    answer = staffed.post("/staff/login", data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/questions?state=open")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert who(desk, staffed) == "测试wang"


@pytest.mark.parametrize(
    "next_",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "//[x", ""],
)
def test_the_way_back_never_leads_to_another_site(staffed: TestClient, next_: str) -> None:
    data = {"csrf": csrf(staffed), "name": "wang", "password": PASSWORD, "next": next_}
    assert staffed.post("/staff/login", data=data).headers["location"] == "/"


def test_badge_and_pin_take_over_the_machine_with_its_service_point(desk: OpenDesk, staffed: TestClient) -> None:
    with desk.database.writing() as db:
        today = clock.today()
        conference = Conference(name="测试会议", starts_on=today, ends_on=today + timedelta(days=6))
        db.add(conference)
        db.flush()
        point = ServicePoint(conference_id=conference.id or 0, name="会场", kind=PointKind.VENUE)
        db.add(point)
    assert sign_in(staffed) == 303
    token = staffed.cookies.get("desk_sign_in")
    with desk.database.writing() as db:
        before = identify(db, token, now=clock.now())
        assert before is not None
        sit_at(db, before, point.id)
    assert sign_in(staffed, badge="badge-chief", pin="2468") == 303
    assert who(desk, staffed) == "测试chief"
    with desk.database.reading() as db:
        assert identify(db, token, now=clock.now()) is None, "the one before is signed out"
        after = identify(db, staffed.cookies.get("desk_sign_in"), now=clock.now())
        assert after is not None and after.service_point_id == point.id


@pytest.mark.parametrize(
    "form",
    [
        {"password": "wrong password"},
        {"name": "nobody"},
        {"badge": "badge-chief", "pin": "0000"},
        {"badge": "unknown", "pin": "2468"},
        {"badge": "badge-chief", "pin": ""},
    ],
)
def test_a_wrong_secret_is_refused_without_saying_which_part_was_wrong(
    desk: OpenDesk, staffed: TestClient, form: dict[str, str]
) -> None:
    assert sign_in(staffed, **form) == 403
    assert who(desk, staffed) is None


def test_failures_lock_the_account_over_http_too(desk: OpenDesk, staffed: TestClient) -> None:
    for _ in range(desk.settings.lockout_failures):
        assert sign_in(staffed, password="wrong password") == 403
    assert sign_in(staffed) == 403
    assert (
        "暂停登录"
        in staffed.post("/staff/login", data={"csrf": csrf(staffed), "name": "wang", "password": PASSWORD}).text
    ), "only whoever knows the password is told that the account is locked"
    assert (
        "暂停登录"
        not in staffed.post(
            "/staff/login", data={"csrf": csrf(staffed), "name": "wang", "password": "wrong password"}
        ).text
    )
    with desk.database.reading() as db:
        locked = db.exec(select(StaffAccount).where(StaffAccount.name == "wang")).one()
        assert locked.locked_until is not None


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_our_token_is_refused(desk: OpenDesk, staffed: TestClient, token: str) -> None:
    assert sign_in(staffed, csrf=token) == 403
    assert who(desk, staffed) is None


def test_a_form_from_another_site_is_refused(desk: OpenDesk, staffed: TestClient) -> None:
    data = {"csrf": csrf(staffed), "name": "wang", "password": PASSWORD}
    answer = staffed.post("/staff/login", data=data, headers={"origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    assert who(desk, staffed) is None


def test_a_form_that_is_too_large_is_refused_unread(desk: OpenDesk, staffed: TestClient) -> None:
    assert sign_in(staffed, password="x" * 20_000) == 403
    with desk.database.reading() as db:
        assert db.exec(select(StaffAccount.failures).where(StaffAccount.name == "wang")).one() == 0


def test_a_mistyped_password_keeps_the_way_back(staffed: TestClient) -> None:
    data = {"csrf": csrf(staffed), "name": "wang", "password": "wrong password", "next": "/questions"}
    assert 'name="next" value="/questions"' in staffed.post("/staff/login", data=data).text


def test_a_new_password_ends_what_was_opened_with_the_old_one(desk: OpenDesk, staffed: TestClient) -> None:
    sign_in(staffed)
    with desk.database.writing() as db:
        account = accounts.by_name(db, "wang")
        assert account is not None
        accounts.set_password(db, OPERATOR, account.id or 0, "another sentence", now=clock.now())
    assert who(desk, staffed) is None


def test_signing_out_needs_our_form_and_ends_the_sign_in(desk: OpenDesk, staffed: TestClient) -> None:
    sign_in(staffed)
    assert staffed.post("/staff/logout").status_code == 403
    assert who(desk, staffed) == "测试wang"
    assert staffed.post("/staff/logout", data={"csrf": csrf(staffed)}).status_code == 303
    assert who(desk, staffed) is None


def test_what_a_person_typed_is_shown_harmless(desk: OpenDesk, staffed: TestClient) -> None:
    staffed.cookies.set("desk_language", '"><script>alert(1)</script>')
    page = staffed.get('/staff/login?next=/"><script>alert(1)</script>').text
    assert "<script>" not in page


def first_run(client: TestClient, **form: str) -> int:
    data = {"csrf": csrf(client, "/staff/first-run"), "name": "chief", "display_name": "测试", "password": PASSWORD}
    return client.post("/staff/first-run", data=data | form).status_code


@pytest.fixture
def on_the_machine(desk: OpenDesk) -> Iterator[TestClient]:
    with TestClient(
        Starlette(routes=signin.ROUTES), base_url="http://desk.test", follow_redirects=False, client=("127.0.0.1", 5000)
    ) as found:
        yield found


def test_the_first_run_page_makes_one_administrator_and_closes_for_ever(
    desk: OpenDesk, on_the_machine: TestClient
) -> None:
    assert on_the_machine.get("/staff/login").headers["location"] == "/staff/first-run"
    assert first_run(on_the_machine, password="short") == 403
    assert first_run(on_the_machine) == 303
    assert who(desk, on_the_machine) == "测试"
    assert on_the_machine.get("/staff/first-run").headers["location"] == "/staff/login"
    assert on_the_machine.post("/staff/first-run", data={"name": "thief"}).headers["location"] == "/staff/login"
    with desk.database.reading() as db:
        assert [account.name for account in accounts.everybody(db)] == ["chief"]


@pytest.mark.parametrize("headers", [{}, {"x-forwarded-for": "10.0.0.7"}])
def test_a_stranger_on_the_network_cannot_be_the_first_administrator(
    desk: OpenDesk, client: TestClient, headers: dict[str, str]
) -> None:
    assert "<form" not in client.get("/staff/first-run", headers=headers).text
    client.post("/staff/first-run", data={"name": "thief", "password": PASSWORD}, headers=headers)
    with desk.database.reading() as db:
        assert accounts.none_yet(db)
