"""What goes round every response: the page's language, headers that keep strangers out, doors that stay shut."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = frozenset({"/_stcore/metrics"})  # public by default, and nobody's business
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
        elif _may_be_document(scope):
            # Ungzipped, since its language is rewritten below; it is two kilobytes.
            plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Speaking(send))
        else:
            await self.app(scope, receive, _with_headers(send))


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

    def __init__(self, send: Send) -> None:
        self.send = send
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
            body = self.body.replace(b'<html lang="en"', b'<html lang="zh-CN"', 1)
            MutableHeaders(scope=self.start)["content-length"] = str(len(body))
            await self.send(self.start)
            await self.send({"type": "http.response.body", "body": body})
