"""Sign-in, sign-out, and the page on which the first administrator is made.

A plain form, a double-submit CSRF cookie, argon2id in a worker thread, an opaque token of which only the digest
is stored, and an HttpOnly cookie. The same form lets the next colleague take over the machine with badge and PIN.
"""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk import clock
from desk.errors import NotAllowed, Refusal
from desk.samples import accounts as sample_accounts
from desk.staff import accounts
from desk.staff.roles import ROLE_LABELS, Identity
from desk.staff.sign_ins import COOKIE as SIGN_IN_COOKIE
from desk.staff.sign_ins import close_sign_in, identify, open_sign_in
from desk.tables import Role, StaffAccount
from desk.words import translator
from gateways.forms import honest_form, language_of, page, way_back
from search.opening import OpenDesk, the_desk

Act = Callable[[Request, OpenDesk, FormData], Response]
Otherwise = Callable[[Request, OpenDesk, str | None, Refusal], Response]
_PROOFS = CapacityLimiter(2)


def login_page(request: Request) -> Response:
    """The form; on a desk without accounts, the page that makes the first one."""
    desk = the_desk()
    with desk.database.reading() as db:
        if accounts.none_yet(db):
            return RedirectResponse("/staff/first-run", 303)
    return _login(request, desk, request.query_params.get("next"))


async def login(request: Request) -> Response:
    """Let in whoever proves who they are, back to where they were going."""
    return await _with_form(request, _sign_in, _login)


async def logout(request: Request) -> Response:
    """End this browser's sign-in."""
    return await _with_form(request, _sign_out, _login)


def first_run_page(request: Request) -> Response:
    """The form for the first administrator; gone for ever once there is an account."""
    return _first_run(request, the_desk())


async def first_run(request: Request) -> Response:
    """Make the first administrator and let them in."""
    if not _from_this_machine(request):
        return await run_in_threadpool(_first_run, request, the_desk())
    return await _with_form(request, _make_the_first, _first_run)


async def _with_form(request: Request, act: Act, otherwise: Otherwise) -> Response:
    """Do `act` with an honest form; a refusal shows the page again.

    In a worker thread, since a database that is being written to must not hold up every screen; and two at a time,
    since each proof of a password takes 64 MB: a crowd of strangers must not take the machine's memory.
    """
    desk = the_desk()
    wanted = None
    try:
        form = await honest_form(request)
        wanted = str(form.get("next", ""))
        return await to_thread.run_sync(act, request, desk, form, limiter=_PROOFS)
    except Refusal as refusal:
        return await run_in_threadpool(otherwise, request, desk, wanted, refusal)


def _sign_in(request: Request, desk: OpenDesk, form: FormData) -> Response:
    found = _authenticate(desk, form)
    if isinstance(found, NotAllowed):
        raise found
    return _let_in(request, desk, found, str(form.get("next", "/")))


def _sign_out(request: Request, desk: OpenDesk, _form: FormData) -> Response:
    with desk.database.writing() as db:
        close_sign_in(db, request.cookies.get(SIGN_IN_COOKIE), now=clock.now())
    response = RedirectResponse("/", 303)
    response.delete_cookie(SIGN_IN_COOKIE, path="/")
    return response


def _make_the_first(request: Request, desk: OpenDesk, form: FormData) -> Response:
    return _let_in(request, desk, _first_administrator(desk, form, clock.now()), "/conference")


def _first_administrator(desk: OpenDesk, form: FormData, now: datetime) -> StaffAccount:
    with desk.database.writing() as db:
        return accounts.add(
            db,
            None,
            name=str(form.get("name", "")),
            display_name=str(form.get("display_name", "")),
            role=Role.ADMINISTRATOR,
            password=str(form.get("password", "")),
            may_sign_off=True,
            now=now,
        )


def _authenticate(desk: OpenDesk, form: FormData) -> StaffAccount | NotAllowed:
    badge, pin = str(form.get("badge", "")), str(form.get("pin", ""))
    with desk.database.reading() as db:
        account = accounts.by_badge(db, badge) if badge else accounts.by_name(db, str(form.get("name", "")))
    proved = (
        accounts.proves(account, pin=pin) if badge else accounts.proves(account, password=str(form.get("password")))
    )
    with desk.database.writing() as db:
        return accounts.settle(
            db,
            account,
            proved,
            lock_after=desk.settings.lockout_failures,
            lock_minutes=desk.settings.lockout_minutes,
            now=clock.now(),
        )


def _let_in(request: Request, desk: OpenDesk, account: StaffAccount, wanted: str) -> Response:
    """A new token for `account`; the machine's service point passes on from whoever sat here before."""
    before = _who(request, desk)
    with desk.database.writing() as db:
        close_sign_in(db, request.cookies.get(SIGN_IN_COOKIE), now=clock.now())
        token = open_sign_in(
            db,
            account,
            hours=desk.settings.sign_in_hours,
            now=clock.now(),
            service_point_id=before.service_point_id if before else None,
        )
    response = RedirectResponse(way_back(wanted), 303)
    response.set_cookie(
        SIGN_IN_COOKIE,
        token,
        max_age=desk.settings.sign_in_hours * 3600,
        httponly=True,
        samesite="lax",
        secure=desk.settings.secure_cookies,
    )
    return response


def _who(request: Request, desk: OpenDesk) -> Identity | None:
    with desk.database.reading() as db:
        return identify(db, request.cookies.get(SIGN_IN_COOKIE), now=clock.now())


def _login(request: Request, desk: OpenDesk, wanted: str | None, refusal: Refusal | None = None) -> Response:
    translate = translator(language_of(request))
    with desk.database.reading() as db:
        names = {account.name for account in accounts.active(db) if account.is_sample}
    return page(
        request,
        "login.html",
        secure=desk.settings.secure_cookies,
        status=403 if refusal else 200,
        refusal=refusal.in_words(translate) if refusal else "",
        who=_who(request, desk),
        next=way_back(wanted),
        samples=[(ROLE_LABELS[Role(sample.role)], sample) for sample in sample_accounts() if sample.name in names],
    )


def _first_run(
    request: Request, desk: OpenDesk, _wanted: str | None = None, refusal: Refusal | None = None
) -> Response:
    with desk.database.reading() as db:
        if not accounts.none_yet(db):
            return RedirectResponse("/staff/login", 303)
    return page(
        request,
        "first_run.html",
        secure=desk.settings.secure_cookies,
        status=403 if refusal else 200,
        refusal=refusal.in_words(translator(language_of(request))) if refusal else "",
        here=_from_this_machine(request),
        shortest=accounts.SHORTEST_PASSWORD,
    )


def _from_this_machine(request: Request) -> bool:
    """Whether the browser runs on the desk's own machine: a stranger on the Wi-Fi must not be the first."""
    forwarded = request.headers.get("x-forwarded-for") or request.headers.get("forwarded")
    host = request.client.host if request.client else ""
    try:
        return not forwarded and ip_address(host).is_loopback
    except ValueError:
        return False


ROUTES = [
    Route("/staff/login", login_page, methods=["GET"]),
    Route("/staff/login", login, methods=["POST"]),
    Route("/staff/logout", logout, methods=["POST"]),
    Route("/staff/first-run", first_run_page, methods=["GET"]),
    Route("/staff/first-run", first_run, methods=["POST"]),
]
