"""What goes round every response: the page's language, headers that keep strangers out, doors that stay shut."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk import clock
from desk.staff.sign_ins import COOKIE as SIGN_IN_COOKIE
from desk.staff.sign_ins import identify
from desk.words import SOURCE_LANGUAGE, TAGS
from gateways.forms import LANGUAGE_COOKIE
from search.opening import the_desk

CLOSED = frozenset({"/_stcore/metrics"})  # public by default, and nobody's business
UPLOADS = "/_stcore/upload_file/"  # open to every visitor by default; only staff have anything to upload
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class Wrapping:
    """Middleware. Streamlit's document says it is English, and a screen reader would read Chinese by English rules."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] in CLOSED:
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif scope["path"].startswith(UPLOADS) and not await run_in_threadpool(_is_signed_in, scope):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        elif _may_be_document(scope):
            # Ungzipped, since its language is rewritten below; it is two kilobytes.
            plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Speaking(send, _spoken(scope)))
        else:
            await self.app(scope, receive, _with_headers(send))


def _is_signed_in(scope: Scope) -> bool:
    token = HTTPConnection(scope).cookies.get(SIGN_IN_COOKIE)
    with the_desk().database.reading() as db:
        return identify(db, token, now=clock.now()) is not None


def _spoken(scope: Scope) -> str:
    """The language that this browser chose last, as `lang` says it; when it changes in the tab, the page says so."""
    return TAGS.get(HTTPConnection(scope).cookies.get(LANGUAGE_COOKIE, ""), TAGS[SOURCE_LANGUAGE])


def _may_be_document(scope: Scope) -> bool:
    path: str = scope["path"]
    return not path.startswith(("/_stcore/", "/static/", "/assets/", "/media/")) and "." not in path.rsplit("/", 1)[-1]


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return wrapped


class _Speaking:
    """Holds back a small HTML document until it is whole, and corrects the language it says it is in."""

    def __init__(self, send: Send, language: str) -> None:
        self.send = send
        self.language = language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
            if Headers(scope=message).get("content-type", "").startswith("text/html"):
                self.start = message
                return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            body = self.body.replace(b'<html lang="en"', f'<html lang="{self.language}"'.encode(), 1)
            MutableHeaders(scope=self.start)["content-length"] = str(len(body))
            await self.send(self.start)
            await self.send({"type": "http.response.body", "body": body})
