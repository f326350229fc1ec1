"""tokenmeter collect: now, whatever the clock says, one process a connection at a time, with what came of each."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.cli import main
from bot.collection.leases import Leases
from bot.connections.statuses import statuses_of
from bot.operating.collect import PATIENCE, Collect, Result, choose
from bot.operating.collect_screen import line_of, screen_of
from bot.operating.offline import NoConnection
from core.collection.collector import Collector
from core.collection.progress import Progress
from core.collection.stores import Stores
from core.connection import Connection
from core.deeds import disconnected
from core.providers.openai import OpenAI
from core.secret import Secret
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.history import History
from storage.names import NameStore
from storage.oddities import Oddities
from storage.usage import UsageStore
from tests.integration.given import claim_due, connected
from tests.integration.test_collection import DAYS, NOW, WINDOWS, Scene, quiet_anywhere, scene
from tests.integration.test_history import environ

__all__ = ["quiet_anywhere", "scene"]


@dataclass
class Seen:
    """A screen that notes what it is shown."""

    progress: list[Progress] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    def begins(self, _: Connection) -> Callable[[Progress], None]:
        return self.progress.append

    def ends(self, connection: Connection, result: Result) -> None:
        self.results.append(result)
        self.lines.append(line_of(connection, result))


@dataclass
class Waiting:
    """What happens in the seconds that are waited for another process."""

    happens: Callable[[], object] = lambda: None
    seconds: int = 0

    async def __call__(self, _: float) -> None:
        self.seconds += 1
        happening = self.happens()
        if happening is not None:
            await happening  # type: ignore[misc]  # a coroutine


def command(scene: Scene, waiting: Waiting | None = None, key: str = DEFAULT_KEY) -> Collect:
    connections, usage = Connections(scene.database), UsageStore(scene.database)

    async def fetch_key(_: Connection) -> Secret:
        return Secret(key)

    openai = OpenAI(f"{scene.url}/v1", scene.clock)
    stores = Stores(usage, NameStore(scene.database), connections, Oddities(scene.database), GuardStore(scene.database))
    return Collect(
        connections,
        History(scene.database),
        Leases(connections, scene.clock, "the command"),
        Collector({"openai": openai}, stores, fetch_key, scene.clock, lambda: 0.0, 400),
        statuses_of(scene.database, openai, scene.clock),
        scene.clock,
        waiting or Waiting(),
    )


async def test_it_collects_what_is_due_and_says_what_came_of_it(quiet_anywhere: Scene) -> None:
    seen = Seen()
    assert await command(quiet_anywhere).all(None, None, seen)
    await quiet_anywhere.assert_all_is_true()
    assert seen.progress[-1].days_done == DAYS
    assert seen.lines == [f"🟢 Acme: 21 of 21 days are there since 2026-11-04, {WINDOWS} windows read now."]
    assert await command(quiet_anywhere).all("acme", None, seen)
    assert seen.lines[1].endswith("0 windows read now.")


async def test_it_leaves_nothing_leased(quiet_anywhere: Scene) -> None:
    await command(quiet_anywhere).all(None, None, Seen())
    assert await Connections(quiet_anywhere.database).holder_of(quiet_anywhere.connection, NOW) is None


async def test_since_reads_days_again_whatever_the_ledger_says(quiet_anywhere: Scene) -> None:
    await command(quiet_anywhere).all(None, None, Seen())
    quiet_anywhere.sandbox.requests.clear()
    seen = Seen()
    assert await command(quiet_anywhere).all("Acme", NOW.date() - timedelta(days=9), seen)
    assert seen.results[0].outcome is not None
    assert seen.results[0].outcome.windows == 1 + 11 * 2
    assert quiet_anywhere.asked("completions") == 2
    await quiet_anywhere.assert_all_is_true()


async def test_since_before_the_history_takes_the_history_back(scene: Scene) -> None:
    seen = Seen()
    since = NOW.date() - timedelta(days=DAYS + 3)
    assert await command(scene).all(None, since, seen)
    assert seen.lines[0].startswith(f"🟢 Acme: {DAYS + 4} of {DAYS + 4} days are there since {since}")
    ledger = await UsageStore(scene.database).ledger(scene.connection)
    assert min(line.day for line in ledger) == since


async def test_what_another_process_has_is_left_to_it_and_that_is_said(quiet_anywhere: Scene) -> None:
    connections, waiting, seen = Connections(quiet_anywhere.database), Waiting(), Seen()
    await claim_due(quiet_anywhere.database, NOW, "bot-host:7:aa", NOW + timedelta(minutes=1))
    assert not await command(quiet_anywhere, waiting).all(None, NOW.date(), seen)
    assert seen.lines == ["Acme: not collected, bot-host:7:aa is at it. Try again when that is done."]
    assert waiting.seconds == PATIENCE
    assert not quiet_anywhere.sandbox.requests
    assert await connections.holder_of(quiet_anywhere.connection, NOW) == "bot-host:7:aa"


async def test_it_waits_for_another_process_that_is_done_soon(quiet_anywhere: Scene) -> None:
    connections, seen = Connections(quiet_anywhere.database), Seen()
    [theirs] = await claim_due(quiet_anywhere.database, NOW, "bot-host:7:aa", NOW + timedelta(minutes=1))
    waiting = Waiting(lambda: connections.release(theirs, "bot-host:7:aa"))
    assert await command(quiet_anywhere, waiting).all(None, None, seen)
    assert waiting.seconds == 1
    await quiet_anywhere.assert_all_is_true()


async def test_trouble_is_said_with_its_cure_and_is_no_success(scene: Scene) -> None:
    seen = Seen()
    assert not await command(scene, key="sk-admin-" + "test-" * 8).all(None, None, seen)
    assert seen.lines[0].startswith("🔴 Acme: 0 of 21 days are there since 2026-11-04, 0 windows read now. OpenAI does")
    assert "rotate" in seen.lines[0]
    assert not set("<>*`\u2060") & set(seen.lines[0])


async def test_one_that_is_disconnected_meanwhile_is_said_to_be_so(scene: Scene) -> None:
    connections, seen = Connections(scene.database), Seen()
    await claim_due(scene.database, NOW, "bot", NOW + timedelta(minutes=1))
    deed = disconnected(scene.connection, "U1", False)
    waiting = Waiting(lambda: connections.disconnect(scene.connection, deed, False, NOW))
    assert not await command(scene, waiting).all(None, None, seen)
    assert seen.lines == ["Acme: it was disconnected meanwhile, nothing more is collected of it."]


async def test_a_name_means_one_connection_and_what_it_may_mean_is_said(database: Database) -> None:
    acme, beta, other = [
        await connected(database, "T1", "Acme", 1),
        await connected(database, "T1", "Beta", 2),
        await connected(database, "T2", "Acme", 3),
    ]
    all_of_them = [acme, beta, other]
    assert choose(None, all_of_them) == all_of_them
    assert choose(" BETA ", all_of_them) == [beta]
    assert choose("t2/acme", all_of_them) == [other]
    with pytest.raises(NoConnection, match=r"Several workspaces have a connection 'Acme'. Say which: 'T1/Acme', 'T2/A"):
        choose("Acme", all_of_them)
    with pytest.raises(NoConnection, match=r"There is no connection 'Acmee'. There is 'T1/Acme', 'T1/Beta', 'T2/Acme'"):
        choose("Acmee", all_of_them)
    with pytest.raises(NoConnection, match="No connection is connected"):
        choose(None, [])


async def test_a_terminal_shows_bars_and_the_lines_and_a_name_steers_neither(scene: Scene) -> None:
    written = StringIO()
    console = Console(file=written, force_terminal=True, width=200)
    connection = replace(scene.connection, name="Acme \x1b[2J[red]")
    with screen_of(console) as screen:
        show = screen.begins(connection)
        show(Progress(3, 21, {}))
        screen.ends(connection, Result(None, None))
    assert "Acme \N{REPLACEMENT CHARACTER}[2J[red]: it was disconnected meanwhile" in written.getvalue()
    assert "\x1b[2J" not in written.getvalue()


def test_days_that_are_not_there_yet_and_nonsense_are_refused(sqlite_url: str, tmp_path: Path) -> None:
    cli = CliRunner(env=environ(sqlite_url, tmp_path))
    for since in ("2999-01-01", "1999-01-01", "yesterday"):
        refused = cli.invoke(main, ["collect", "--since", since])
        assert refused.exit_code == 2
        assert "--since" in refused.output
    nobody = cli.invoke(main, ["collect"])
    assert (nobody.exit_code, nobody.output) == (
        1,
        "No connection is connected. `/tokenmeter connect` in Slack connects one.\n",
    )
