"""The few pages that are plain HTML forms: how they are drawn, and how a forged one is recognised."""

import hmac
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from desk.errors import NotAllowed
from desk.words import LANGUAGES, SOURCE_LANGUAGE, translator

LARGEST_FORM = 16_384  # bytes; a password of 200 characters in any script is far below
CSRF_COOKIE = "desk_csrf"
LANGUAGE_COOKIE = "desk_language"
LARGE_COOKIE = "desk_large"
TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "templates")


def language_of(request: Request) -> str:
    """The language that this browser chose last; Chinese when it never did."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def page(request: Request, name: str, *, secure: bool, status: int = 200, **values: object) -> Response:
    """The template `name` with `values`, in the browser's language, carrying a token against forged forms."""
    csrf = request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(24)
    language = language_of(request)
    context = {
        "_": translator(language),
        "lang": "zh-CN" if language == SOURCE_LANGUAGE else language,
        "large": request.cookies.get(LARGE_COOKIE) == "1",
        "csrf": csrf,
        **values,
    }
    response = TEMPLATES.TemplateResponse(request, name, context, status_code=status)
    response.set_cookie(CSRF_COOKIE, csrf, httponly=True, samesite="strict", secure=secure)
    response.headers["Cache-Control"] = "no-store"
    return response


async def honest_form(request: Request) -> FormData:
    """The form that was sent, if it came from our own page in this browser; else a refusal."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 6 or int(length) > LARGEST_FORM:
        raise NotAllowed("提交的内容太大。请返回后重新填写。")
    form = await request.form(max_fields=20, max_files=0)
    origin = request.headers.get("origin")
    foreign = origin not in (None, "null") and origin.partition("://")[2] != request.headers.get("host")
    cookie, field = request.cookies.get(CSRF_COOKIE, ""), str(form.get("csrf", ""))
    if foreign or not cookie or not hmac.compare_digest(cookie.encode(), field.encode()):
        raise NotAllowed("这一页放得太久，或不是从本服务台打开的。请返回后重新填写。")
    return form


def way_back(given: str | None) -> str:
    """Where the person was going: only a path of this desk's own, anything else is its first page."""
    wanted = given or "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:  # such as "//[x"
        return "/"
    if parts.scheme or parts.netloc or not wanted.startswith("/") or wanted[1:2] in ("/", "\\"):
        return "/"
    return wanted
