"""`run`: the whole desk on one port."""

import os
import socket

import typer
import uvicorn

from desk import clock
from desk.errors import Invalid
from desk.samples import untouched
from desk.settings import ROOT, settings
from gateways.commands.door import refusing, say, the_desk
from gateways.setting_up import lay_out_sample

app = typer.Typer()


@app.command("run")
@refusing
def run() -> None:
    """Serve the screen and the routes; a desk without any data gets the sample laid out first."""
    host, port = settings().host_and_port
    _port_is_free(host, port)
    desk = the_desk()
    with desk.database.reading() as db:
        first_time = untouched(db)
    if first_time:
        say("第一次启动：正在摆好样例服务台……")
        lay_out_sample(desk, now=clock.now(), say=say)
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    say(f"服务台已启动：http://{shown}:{port}   按 Ctrl+C 停止")
    os.chdir(ROOT)
    uvicorn.run("app:app", host=host, port=port, access_log=False, ws_max_size=2**26, server_header=False)


def _port_is_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Invalid(
                "{host}:{port} 已被占用。服务台可能已在运行；否则请用 DESK_LISTEN 换一个端口。", host=host, port=port
            ) from error
