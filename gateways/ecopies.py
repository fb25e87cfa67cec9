"""Where a QR on a hotel desk leads: the page of an e-copy, its code if it has one, and its files.

The page is plain HTML in Chinese with English beside it, for whatever a phone opens it in. Looking never counts; a
file that is fetched counts once for each permission, so that HEAD, Range and a resumed download change no figure.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from compilations import ecopies, ecopy_codes, ecopy_fetches, issue_files
from compilations.ecopies import Opened
from compilations.ecopy_fetches import Permission
from desk import clock
from desk.errors import NotFound, Refusal, Word
from desk.words import translator
from gateways.forms import honest_form, page
from search.opening import the_desk

MEDIA_TYPES = {".pdf": "application/pdf", ".epub": "application/epub+zip"}
LABELS = {".pdf": Word("下载 PDF"), ".epub": Word("下载 EPUB（手机阅读）")}
_PROOFS = CapacityLimiter(2)  # each takes 64 MB
_BUILDS = CapacityLimiter(1)  # a hundred phones that scan one QR wait for one build


def show(request: Request) -> Response:
    """The page of an e-copy."""
    try:
        here, _at = _opened(request)
        ecopy_codes.refuse_locked(here.ecopy, now=clock.now())
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    return _page(request, here)


async def prove(request: Request) -> Response:
    """The same page with its files, for whoever knows the code."""
    try:
        form = await honest_form(request)
        here = await to_thread.run_sync(_proved, request, str(form.get("code", "")), limiter=_PROOFS)
    except Refusal as refusal:
        return await run_in_threadpool(_shown_again, request, refusal)
    return await run_in_threadpool(_page, request, here, proved=True)


async def fetch(request: Request) -> Response:
    """A file of an e-copy, or the part of it that was asked for."""
    suffix = f".{request.path_params['suffix']}"
    try:
        wanted = await run_in_threadpool(_wanted, request, suffix)
        while wanted.path is None:
            await to_thread.run_sync(_make, wanted, suffix, limiter=_BUILDS)
            wanted = await run_in_threadpool(_wanted, request, suffix)  # it may have been taken back meanwhile
        if request.method == "GET" and not wanted.is_counted:
            await run_in_threadpool(_count, wanted, suffix)
    except Refusal as refusal:
        return await run_in_threadpool(_page, request, refusal=refusal)
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", wanted.here.title)[:80]
    return FileResponse(
        wanted.path,
        media_type=MEDIA_TYPES[suffix],
        filename=f"{name}{suffix}",
        headers={
            "Content-Encoding": "identity",  # zipped on its way, it would lose its length and could not be resumed
            "Cache-Control": "private",
            "X-Robots-Tag": "noindex",
        },
    )


@dataclass(frozen=True)
class _Wanted:
    """A file that may be fetched: where it lies (None: it has to be made), and whether this fetch was counted."""

    here: Opened
    permission: Permission
    path: Path | None
    is_counted: bool


def _opened(request: Request) -> tuple[Opened, int | None]:
    with the_desk().database.reading() as db:
        here = ecopies.opened(db, request.path_params["token"], now=clock.now())
        return here, ecopy_fetches.point_of(db, here, request.query_params.get("at", ""))


def _proved(request: Request, code: str) -> Opened:
    """The e-copy, if the code is right. The slow proof stands between two short transactions."""
    here, _at = _opened(request)
    if not here.needs_code:
        return here
    ecopy_codes.refuse_locked(here.ecopy, now=clock.now())
    proved = ecopy_codes.proves(here.ecopy, code)
    assert here.ecopy.id is not None
    with the_desk().database.writing() as db:
        refusal = ecopy_codes.settle(db, here.ecopy.id, proved, now=clock.now())
    if refusal is not None:
        raise refusal
    return here


def _wanted(request: Request, suffix: str) -> _Wanted:
    desk, now = the_desk(), clock.now()
    with desk.database.reading() as db:
        here = ecopies.opened(db, request.path_params["token"], now=now)
        permission = ecopy_fetches.checked(here.ecopy, request.path_params["permission"], suffix, now=now)
        url, number = desk.settings.public_url, here.ecopy.compilation_id
        address = issue_files.address_on_offer(db, number, public_url=url, now=now)
        made = issue_files.kept(db, number, suffix, desk.settings.data_dir, address=address)
        return _Wanted(here, permission, made.path if made else None, ecopy_fetches.is_counted(db, permission))


def _make(wanted: _Wanted, suffix: str) -> None:
    desk, number = the_desk(), wanted.here.ecopy.compilation_id
    library, url = desk.settings.library_name, desk.settings.public_url
    with desk.database.reading() as db:
        volume = issue_files.to_make(db, number, library=library, public_url=url, now=clock.now())
    issue_files.made(desk.database, volume, suffix, desk.settings.data_dir)


def _count(wanted: _Wanted, suffix: str) -> None:
    with the_desk().database.writing() as db:
        ecopy_fetches.fetched(db, wanted.here, wanted.permission, suffix, now=clock.now())


def _shown_again(request: Request, refusal: Refusal) -> Response:
    """The form once more with what was wrong, unless the e-copy is gone or locked."""
    try:
        here, _at = _opened(request)
        ecopy_codes.refuse_locked(here.ecopy, now=clock.now())
    except Refusal as gone:
        return _page(request, refusal=gone)
    return _page(request, here, refusal=refusal)


def _page(
    request: Request, here: Opened | None = None, *, proved: bool = False, refusal: Refusal | None = None
) -> Response:
    status = 200 if refusal is None else 404 if isinstance(refusal, NotFound) else 403
    return page(
        request,
        "ecopy.html",
        secure=the_desk().settings.secure_cookies,
        status=status,
        _=str,  # Chinese whatever this browser chose before: the English stands beside it
        lang="zh-CN",
        english=translator("en"),
        here=here,
        asks=here is not None and here.needs_code and not proved,
        links=_links(request, here) if here and (proved or not here.needs_code) and refusal is None else (),
        until=f"{clock.local(here.ecopy.expires_at):%Y-%m-%d %H:%M}" if here and here.ecopy.expires_at else "",
        at=request.query_params.get("at", ""),
        refusal=refusal.in_words() if refusal else "",
        refusal_in_english=refusal.in_words(translator("en")) if refusal else "",
        library=the_desk().settings.library_name,
    )


def _links(request: Request, here: Opened) -> list[tuple[Word, str]]:
    """Each format with a new permission to fetch it."""
    _here, at = _opened(request)
    now = clock.now()
    return [
        (
            LABELS[suffix],
            f"{request.url.path}/{ecopy_fetches.permit(here.ecopy, suffix, service_point_id=at, now=now)}{suffix}",
        )
        for suffix in ecopies.SUFFIXES
    ]


ROUTES = [
    Route("/v/{token}", show, methods=["GET"]),
    Route("/v/{token}", prove, methods=["POST"]),
    Route("/v/{token}/{permission}.{suffix}", fetch, methods=["GET"]),
]
