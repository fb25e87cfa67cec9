"""For machines that ask whether the desk is well."""

import shutil

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from search.opening import the_desk

FREE_MB_NEEDED = 200


async def healthz(_request: Request) -> Response:
    """Live: the process answers."""
    return JSONResponse({"status": "ok"})


def readyz(_request: Request) -> Response:
    """Ready: the database answers, the index is there, the disk has room."""
    desk = the_desk()
    with desk.database.reading() as db:
        db.execute(text("SELECT 1"))
    free_mb = shutil.disk_usage(desk.settings.data_dir).free // 1_000_000
    facts = {"database": True, "index": desk.engine.mark >= 0, "disk": free_mb >= FREE_MB_NEEDED}
    return JSONResponse(
        {"status": "ok" if all(facts.values()) else "not ready", **facts}, 200 if all(facts.values()) else 503
    )


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
