"""Thousands of workspaces on this machine: real processes, PostgreSQL, an OpenAI far away and a Slack that counts."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg

from bot.keeping import key_keeper
from bot.settings import Settings, load
from core.connection import NewConnection
from core.install import Granted, Tokens
from core.keys import TOKENS, KeyKeeper
from core.secret import Secret
from sandbox.slack.world import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET
from storage.connections import Connections
from storage.database import Database
from storage.installation import installation_of
from storage.installs import Installs, NewInstall
from storage.migrate import upgrade
from tests.bench.openai_far_away import far_away, key
from tests.crowd_slack import team_of, token_of
from tests.ports import free_port
from tests.postgres import Server, run_sql

HISTORY: Final = 7
"""Days: those that an hourly round reads again."""

OLD: Final = timedelta(days=77)
"""Of keys that old their owner is reminded: two weeks are left."""

OWNER: Final = "U1"

AT_ONCE: Final = 32
"""Workspaces that are made at once."""

COLLECTED: Final = ("series", "usage_hourly", "usage_daily", "cost_daily", "ledger", "name", "api_key", "oddity")
"""Tables, those first that others refer to."""

_STRIDE: Final = 1_000_000
"""More series than one connection has."""

_SERIES: Final = f"mine.series + theirs.id * {_STRIDE}"
_THEIRS: Final = {
    **{(table, "connection"): "theirs.id" for table in COLLECTED},
    ("series", "id"): f"mine.id + theirs.id * {_STRIDE}",
    ("usage_hourly", "series"): _SERIES,
    ("usage_daily", "series"): _SERIES,
    ("cost_daily", "series"): _SERIES,
}
"""What stands in the place of a column of the first connection's."""

STARTS_WITHIN: Final = 90.0

_SETTLED: Final = (
    "UPDATE connection SET key_proven = true, collected_at = now(), next_collect_at = now() + interval '1 day'",
    "UPDATE workspace SET look_at = now() + interval '1 day'",
    """INSERT INTO delivery (workspace, kind, key, channel, ts, claimed_at, begun_at, sent_at)
       SELECT workspace, 'first chart', uid, '', '', now(), now(), now() FROM connection""",
)
"""Nothing is due, and nobody waits for a first chart."""


@dataclass
class Crowd:
    size: int
    folder: Path
    server: Server
    openai: str
    slack: str
    url: str
    """Of the database."""
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _began: datetime | None = None
    _waves: int = 0
    _reminder: str = ""
    """What the name of a reminder ends with."""

    @property
    def variables(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "TOKENMETER_PUBLIC_URL": "https://tokenmeter.example",
            "SLACK_API_URL": f"{self.slack}/api",
            "OPENAI_BASE_URL": self.openai,
            "DATABASE_URL": self.url,
            "TOKENMETER_HOME": str(self.folder / "home"),
            "TOKENMETER_BACKFILL_DAYS": str(HISTORY),
            "TOKENMETER_LOG_LEVEL": "WARNING",
            "PORT": str(self.port),
        }

    @property
    def settings(self) -> Settings:
        return load(dict(self.variables), self.folder)

    def start(self, name: str, command: str, *options: str) -> None:
        """A process of the bot's, by the name of its command. Who starts several gives each another name."""
        variables = self.variables | ({} if command == "run" else {"PORT": "0"})
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(  # noqa: S603  # our own
                [sys.executable, "-m", "bot", command, *options], env=variables, stdout=log, stderr=log, cwd=self.folder
            )

    def start_run(self, *options: str) -> None:
        """Return when it is ready."""
        self.start("run", "run", *options)
        give_up = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < give_up and self.processes["run"].poll() is None:
            with suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{self.port}/readyz", trust_env=False).status_code == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"`run` did not get ready:\n{(self.folder / 'run.log').read_text()[-2000:]}")

    def end(self, name: str, how: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(how)
        process.wait(60)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def age(self, seconds: int) -> None:
        """As if what was collected had been so many seconds earlier."""
        self.sql(
            "UPDATE ledger SET collected_at = collected_at - age, digest_at = digest_at - age"
            " FROM make_interval(secs => %s) AS age",
            seconds,
        )

    def distrust(self) -> None:
        """As if the provider had said something else of each day: all that is collected is written again."""
        self.sql("UPDATE ledger SET digest = NULL")

    def make_collections_due(self) -> None:
        """All of them, at once."""
        self._began = self.sql("SELECT clock_timestamp()")[0][0]
        self.sql("UPDATE connection SET next_collect_at = clock_timestamp()")

    def collections_left(self) -> int:
        """Those that were not collected since they were made due."""
        return int(self.sql("SELECT count(*) FROM connection WHERE collected_at < %s", self._began)[0][0])

    def share_what_is_collected(self) -> None:
        """What was collected for the first connection is as if it had been collected for each."""
        columns = self.sql(
            "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY(%s)"
            " GROUP BY 1",
            list(COLLECTED),
        )
        for table, names in sorted(columns, key=lambda each: COLLECTED.index(each[0])):
            theirs = [_THEIRS.get((table, name), f"mine.{name}") for name in names.split(", ")]
            self.sql(
                f"INSERT INTO {table} ({names}) SELECT {', '.join(theirs)} FROM {table} mine, connection theirs"  # noqa: S608
                " WHERE mine.connection = 1 AND theirs.id <> 1"
            )
        self.sql("SELECT setval(pg_get_serial_sequence('series', 'id'), (SELECT max(id) FROM series))")
        read = "names_read_at = mine.names_read_at, reconciled_at = mine.reconciled_at"
        self.sql(f"UPDATE connection SET {read} FROM connection mine WHERE mine.id = 1")  # noqa: S608
        self.sql("ANALYZE")

    def make_first_due(self) -> None:
        """The first connection alone."""
        self._began = self.sql("SELECT clock_timestamp()")[0][0]
        self.sql("UPDATE connection SET collected_at = clock_timestamp() + interval '1 second' WHERE id <> 1")
        self.sql("UPDATE connection SET next_collect_at = clock_timestamp() WHERE id = 1")

    def make_looks_due(self) -> None:
        """All workspaces, at once; in each there is a reminder to be sent, and another one each time."""
        self._waves += 1
        since = datetime.now(UTC).replace(microsecond=0) - OLD - timedelta(seconds=self._waves)
        self._reminder = f":{int(since.timestamp())}:14"
        self.sql("UPDATE connection SET key_since = %s", since)
        self.sql("UPDATE workspace SET look_at = NULL")

    def looks_due(self) -> int:
        """Workspaces in which something has happened that nobody has looked after yet."""
        return int(self.sql("SELECT count(*) FROM workspace WHERE look_at IS NULL OR look_at <= now()")[0][0])

    def looks_left(self) -> int:
        """Workspaces whose reminder is not known to be sent yet."""
        told = "SELECT count(*) FROM delivery JOIN connection USING (workspace) WHERE kind = 'rotate reminder'"
        told += " AND key = uid || %s AND sent_at IS NOT NULL"
        return self.size - int(self.sql(told, self._reminder)[0][0])

    def reminders(self, counted: dict[str, Any]) -> list[int]:
        """How often each workspace's stands in Slack, by what Slack has counted."""
        marks = (f"{team_of(n)} rotate reminder:{uid_of(n)}{self._reminder}:{OWNER}" for n in range(self.size))
        return [counted["marks"].get(mark, 0) for mark in marks]

    def counted(self) -> dict[str, Any]:
        """What Slack has counted."""
        answer: dict[str, Any] = httpx.get(f"{self.slack}/crowd", trust_env=False, timeout=30).json()
        return answer

    def change_slack(self, **settings: object) -> None:
        httpx.post(f"{self.slack}/crowd", json=settings, trust_env=False)


def uid_of(number: int) -> str:
    """As spread as those that are drawn: when a connection's hours begin hangs on it."""
    return sha256(str(number).encode()).hexdigest()[:16]


@contextmanager
def crowd(folder: Path, server: Server, size: int, series: int, latency: float) -> Iterator[Crowd]:
    """So many workspaces, each with one connection of which nothing is collected yet; no process of the bot's runs.

    `series`: busy in every hour of each. `latency`: seconds before each answer of OpenAI's.
    """
    name = f"crowd_{size}_{time.monotonic_ns()}"
    run_sql(server.url, f"CREATE DATABASE {name}")
    slack_port = free_port()
    slack = subprocess.Popen([sys.executable, "-m", "tests.crowd_slack", str(slack_port)])  # noqa: S603  # our own
    with far_away(HISTORY + 1, series, latency, datetime.now(UTC)) as openai:
        made = Crowd(
            size, folder, server, openai, f"http://127.0.0.1:{slack_port}", f"{server.url}/{name}", free_port()
        )
        try:
            asyncio.run(_populate(made))
            yield made
        finally:
            for process in list(made.processes):
                with suppress(ProcessLookupError):
                    made.end(process, signal.SIGKILL)
            slack.terminate()
            slack.wait()


async def _populate(crowd: Crowd) -> None:
    upgrade(Secret(crowd.url))
    settings, now = crowd.settings, datetime.now(UTC)
    database = Database(settings.database)
    installation = await installation_of(database, "crowd", now)
    async with key_keeper(settings, installation.id) as (keys, _):
        numbers = iter(range(crowd.size))

        async def work() -> None:
            for number in numbers:
                await _settle(database, keys, number, now)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    await database.close()
    for statement in _SETTLED:
        crowd.sql(statement)


async def _settle(database: Database, keys: KeyKeeper, number: int, now: datetime) -> None:
    """One workspace: its installation, and its connection, for which nothing is waited for."""
    team, uid = team_of(number), uid_of(number)
    tokens = Tokens(Secret(token_of(number)))
    kept = await keys.of_kind(TOKENS).keep(team, uid, tokens.written())
    granted = Granted(team, f"Crowd {number}", OWNER, tokens, None)
    await Installs(database).put(NewInstall(uid, granted, kept.secret_ref, now), "paid")
    its_key = await keys.keep(team, uid, Secret(key(number)))
    first = now.date() - timedelta(days=HISTORY - 1)
    new = NewConnection(
        uid, team, "openai", "Acme", "", OWNER, its_key.secret_ref, its_key.fingerprints, "", now, first
    )
    await Connections(database).add(new)


def cpu_seconds(processes: Sequence[int]) -> float:
    """What these have used so far, and those that they have started and outlived."""
    ticks = 0
    for process in processes:
        with suppress(FileNotFoundError):
            stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            ticks += sum(int(each) for each in stat[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]
