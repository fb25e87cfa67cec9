"""The launcher: one process for the screen and the routes beside it. `docs/decisions/0002` says why it is only that.

The main script is pages/router.py. If app.py were the main script, a deep link in a cold process would run a page's
file without running app.py, and with it without asking who is there.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from desk import clock
from gateways import ecopies, health, signin
from gateways.wrapping import Wrapping
from pages.components.frame import tell_of_defect
from search.opening import begin_the_day, the_desk

ROOT = Path(__file__).parent


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the desk before the first visitor, and keep what is loaded out of the garbage collector's way."""
    desk = await run_in_threadpool(the_desk)
    await run_in_threadpool(begin_the_day, desk, now=clock.now())
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    ROOT / "pages" / "router.py",
    routes=[*signin.ROUTES, *ecopies.ROUTES, *health.ROUTES, Mount("/assets", StaticFiles(directory=ROOT / "static"))],
    middleware=[Middleware(Wrapping)],
    lifespan=lifespan,
    on_script_error=tell_of_defect,
)
