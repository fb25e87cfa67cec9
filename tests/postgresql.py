"""A PostgreSQL of the tests' own: in a temporary folder, as an unprivileged user, on a free loopback port."""

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")


@dataclass(frozen=True)
class PostgreSQL:
    """A running server."""

    port: int

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["PostgreSQL"]:
        """initdb and start; stop at the end."""
        if not (BINARIES / "initdb").exists():
            raise RuntimeError("缺少 Debian 软件包 postgresql-15：请先运行 make test-packages")
        # Not in the folder that pytest gives: it is closed to the unprivileged user.
        data = Path("/tmp") / f"desk-postgresql-{secrets.token_hex(4)}"
        data.mkdir(mode=0o700)
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(data, user, user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(*command: str) -> None:
            subprocess.run(
                command, check=True, user=user, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
        try:
            run(str(BINARIES / "initdb"), "-D", f"{data}/db", "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C")
            run(str(BINARIES / "pg_ctl"), "-D", f"{data}/db", "-w", "-l", f"{data}/log", "-o", options, "start")
            yield cls(port)
        finally:
            if (data / "db" / "postmaster.pid").exists():
                run(str(BINARIES / "pg_ctl"), "-D", f"{data}/db", "-m", "immediate", "stop")
            shutil.rmtree(data, ignore_errors=True)

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """A database of its own for one test, as the desk's address for it."""
        name = f"desk_{secrets.token_hex(4)}"
        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=desk dbname=postgres", autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"'.encode())
            yield f"postgresql+psycopg://desk@127.0.0.1:{self.port}/{name}"
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
