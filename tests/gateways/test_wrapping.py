"""What goes round every response."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from desk import clock
from desk.staff import accounts
from desk.staff.roles import OPERATOR
from desk.staff.sign_ins import open_sign_in
from desk.tables import Role
from gateways import health
from gateways.wrapping import HEADERS, Wrapping
from search.opening import OpenDesk


async def document(_request: Request) -> Response:
    return HTMLResponse('<!doctype html><html lang="en"><body>两会</body></html>')


async def metrics(_request: Request) -> Response:
    return PlainTextResponse("sessions 7")


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/", document), Route("/statistics", document), Route("/_stcore/metrics", metrics)]
    routes += [Route("/_stcore/upload_file/{rest:path}", metrics, methods=["PUT"]), *health.ROUTES]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Wrapping)]))


@pytest.mark.parametrize("path", ["/", "/statistics"])
def test_the_document_says_that_it_is_chinese(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert '<html lang="zh-CN">' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize(
    ("chosen", "lang"),
    [
        ("en", "en"),
        ("mn", "mn-Cyrl"),
        ("mn_Mong", "mn-Mong"),
        ("zh_CN", "zh-CN"),
        ('"><script>', "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_the_document_says_the_language_that_this_browser_chose(client: TestClient, chosen: str, lang: str) -> None:
    client.cookies.set("desk_language", chosen)
    answer = client.get("/")
    assert f'<html lang="{lang}">' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing-here"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_how_many_people_are_connected_is_nobodys_business(client: TestClient) -> None:
    assert client.get("/_stcore/metrics").status_code == 404


def test_the_desk_says_whether_it_is_ready(desk: OpenDesk, client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": True, "index": True, "disk": True}


def test_a_stranger_uploads_nothing(desk: OpenDesk, client: TestClient) -> None:
    where = "/_stcore/upload_file/session/file"
    assert client.put(where, content=b"x").status_code == 403
    client.cookies.set("desk_sign_in", "forged")
    assert client.put(where, content=b"x").status_code == 403
    with desk.database.writing() as db:
        account = accounts.add(
            db, OPERATOR, name="wang", display_name="", role=Role.EDITOR, password="a long sentence", now=clock.now()
        )
        client.cookies.set("desk_sign_in", open_sign_in(db, account, hours=1, now=clock.now()))
    assert client.put(where, content=b"x").status_code == 200
