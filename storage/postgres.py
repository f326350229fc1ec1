"""How PostgreSQL is reached: what libpq is told, and what each of its connections is held to."""

from typing import Any, Final

from core.secret import Secret

CONNECTIONS: Final = 10
"""How many a process has at most, if nothing is said."""

_LIMITS: Final = {
    # A statement that takes longer is stuck. Removing a workspace's rows, which may, says so.
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "5min",
    # Compiling one of our questions takes longer than answering it.
    "jit": "off",
    # So that a question over a month of hours adds up in memory.
    "work_mem": "16MB",
}
_OURS: Final = ", ".join(f"('{name}', '{ours}')" for name, ours in _LIMITS.items())
HOLD: Final = f"""
    SELECT set_config(name, ours, false) FROM pg_settings JOIN (VALUES {_OURS}) AS limits (name, ours) USING (name)
    WHERE source <> 'client'"""  # noqa: S608  # names and numbers of ours
"""Holds a new connection to our limits, but for those that its URL's `options` say. Asked for with the connection they
would be refused by PgBouncer, which knows no `options`."""

_REACHING: Final = {
    "connect_timeout": 5,
    # A server that vanished without a word is noticed: idle within a minute, while it owes an answer within 30 s.
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


class BadAddress(ValueError):
    """The URL is none that libpq understands. The text has nothing of it."""


def parameters(url: Secret, name: str) -> dict[str, Any]:
    """What psycopg is given to connect: all forms of URL that libpq knows, and where the URL says nothing, our own.

    `name` is what the server's administrators see in pg_stat_activity. Statements and locks may take as long as they
    want until HOLD is asked. Raises BadAddress.
    """
    # Here, because with SQLite nothing else needs it.
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        given = conninfo_to_dict(url.reveal())
    except psycopg.Error:
        raise BadAddress("is not an address that PostgreSQL's libpq understands") from None
    return {**_REACHING, "application_name": name, **given}
